using System.Text.Json;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.Tests.Schedules;
using GovCloud.Policies;
using Xunit.Abstractions;

namespace GovCloud.LocalCloud.Tests.Permissions;

/// <summary>Every action that a policy of the templates names exists in AWS's Service Authorization Reference: one that does not is allowed to nobody and denied to nobody.</summary>
public sealed class ActionNameTests(ITestOutputHelper output)
{
    readonly Dictionary<string, string[]?> known = new(StringComparer.Ordinal);

    [TemplatesFact]
    public void Every_action_of_the_templates_exists()
    {
        var actions = (Templates.Folder is { } folder ? CloudAssembly.Load(folder).Stacks : []).SelectMany(stack => Actions(stack.Template)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        output.WriteLine($"{actions.Count} actions of {Templates.Folder}");
        Assert.NotEmpty(actions);
        Assert.DoesNotContain(actions, action => !Exists(action));
    }

    [PolicyChecksFact]
    public void A_misspelled_action_is_found()
    {
        Assert.True(Exists("access-analyzer:ListFindings"));
        Assert.True(Exists("s3:Get*"));
        Assert.False(Exists("access-analyzer:ListFindingsV2"));
        Assert.False(Exists("s3:ReadObject*"));
        Assert.False(Exists("s4:GetObject"));
    }

    bool Exists(string action) => action == "*" || (action.Split(':', 2) is [var service, var name] && Of(service.ToLowerInvariant()) is { } all && all.Any(one => PolicyText.Matches(name, one, ignoreCase: true)));

    string[]? Of(string service)
    {
        if (!known.TryGetValue(service, out var found))
        {
            var file = Path.Combine(PolicyChecks.Folder, "node_modules", "@cloud-copilot", "iam-data", "data", "actions", service + ".json");
            using var document = File.Exists(file) ? JsonDocument.Parse(File.ReadAllText(file)) : null;
            known[service] = found = document?.RootElement.EnumerateObject().Select(action => action.Name).ToArray();
        }

        return found;
    }

    static IEnumerable<string> Actions(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object when node.TryGetProperty("Effect", out _) => ((string[])["Action", "NotAction"]).Where(name => node.TryGetProperty(name, out _)).SelectMany(name => Texts(node.GetProperty(name))),
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => Actions(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Actions),
        _ => [],
    };

    static IEnumerable<string> Texts(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Texts) : value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [];
}
