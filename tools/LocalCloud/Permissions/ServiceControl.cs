using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Assembly;
using GovCloud.Policies;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>The service control policies of the templates, by the place of an account in the organization.</summary>
sealed class ServiceControl
{
    /// <summary>AWS attaches it to every place by itself, and a template does not take it away.</summary>
    static readonly PolicyDocument FullAccess = new() { Name = "FullAWSAccess", Statements = [new() { Allows = true, Actions = ["*"], Resources = ["*"] }] };

    readonly Dictionary<string, (string Parent, string Name)> units = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<PolicyDocument>> attached = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    readonly IReadOnlyDictionary<string, string> places;

    ServiceControl(IReadOnlyDictionary<string, string> places) => this.places = places;

    /// <summary>Reads the units and policies of the organization.</summary>
    /// <param name="stacks">The templates.</param>
    /// <param name="resolver">Resolves them.</param>
    /// <param name="places">Accounts and the id, the name or the way from the root of the unit that each is in.</param>
    /// <exception cref="CloudAssemblyException">An account is in a unit that no template makes, or in one of several.</exception>
    public static ServiceControl Read(IReadOnlyList<StackTemplate> stacks, TemplateResolver resolver, IReadOnlyDictionary<string, string> places)
    {
        var control = new ServiceControl(places);
        foreach (var (stack, id, type) in stacks.SelectMany(s => s.Section("Resources").Where(r => resolver.Exists(s, r)).Select(r => (s, r.Name, r.Value.GetProperty("Type").GetString()!))))
        {
            if (type == "AWS::Organizations::OrganizationalUnit")
            {
                var unit = resolver.Properties(stack, id);
                control.units[resolver.NameOf(stack, id)] = (unit["ParentId"]!.ToString(), unit["Name"]!.ToString());
            }
            else if (type == "AWS::Organizations::Policy" && resolver.Properties(stack, id) is var policy && policy["Type"]?.ToString() == "SERVICE_CONTROL_POLICY")
            {
                control.Attach(policy);
            }
        }

        foreach (var place in places.Values.Distinct(StringComparer.Ordinal))
        {
            control.ids[place] = control.Find(place);
        }

        return control;
    }

    /// <summary>What binds an account, from the root to the account itself; nothing where its place is not known.</summary>
    public ImmutableArray<ImmutableArray<PolicyDocument>> Over(string account)
    {
        if (!places.TryGetValue(account, out var place))
        {
            return [];
        }

        var levels = ImmutableArray.CreateBuilder<ImmutableArray<PolicyDocument>>();
        levels.Add(At(account));
        for (string? at = ids[place]; at is not null; at = units.TryGetValue(at, out var unit) ? unit.Parent : null)
        {
            levels.Add(At(at));
        }

        levels.Reverse();
        return levels.ToImmutable();
    }

    string Find(string place)
    {
        // Units that were there before, and the root, are in no template.
        if (units.ContainsKey(place) || place.StartsWith("ou-", StringComparison.Ordinal) || place.StartsWith("r-", StringComparison.Ordinal))
        {
            return place;
        }

        var found = units.Where(unit => unit.Value.Name == place || WayTo(unit.Key) == place).Select(unit => unit.Key).ToList();
        return found is [var only] ? only : throw new CloudAssemblyException($"{found.Count} organizational units are called '{place}'. Remedy: the names from the root down.");
    }

    string WayTo(string unit) => units.TryGetValue(units[unit].Parent, out _) ? $"{WayTo(units[unit].Parent)}/{units[unit].Name}" : units[unit].Name;

    ImmutableArray<PolicyDocument> At(string place) => [FullAccess, .. attached.GetValueOrDefault(place) ?? []];

    void Attach(JsonObject policy)
    {
        // A template gives the content as an object or as a text.
        var content = policy["Content"] is JsonValue text ? JsonNode.Parse(text.GetValue<string>())! : policy["Content"]!;
        var document = PolicyDocument.Read(JsonSerializer.SerializeToElement(content)) with { Name = policy["Name"]!.ToString() };
        foreach (var target in (policy["TargetIds"] as JsonArray ?? []).Select(target => target!.ToString()))
        {
            (attached.TryGetValue(target, out var known) ? known : attached[target] = []).Add(document);
        }
    }
}
