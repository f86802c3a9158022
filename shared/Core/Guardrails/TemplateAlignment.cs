using System.Text.Json.Nodes;

namespace GovCloud.Guardrails;

/// <summary>
/// Gives the resources of a template of another author the logical ids that ours have, so that the two can be compared: a type that both have once, and
/// resources that name the same thing (a managed rule, a standard, a role).
/// </summary>
public static class TemplateAlignment
{
    // What tells resources of one type apart, whoever wrote the template.
    static readonly string[][] Identities =
    [
        ["Source", "SourceIdentifier"], ["StandardsArn"], ["RoleName"], ["AnalyzerName"], ["Type"], ["TrailName"], ["MetricName"], ["FilterPattern"], ["AlarmName"], ["BucketName"], ["Name"],
    ];

    /// <summary>The supplied template with our logical ids where a resource is the counterpart of one of ours.</summary>
    public static JsonObject Align(JsonObject ours, JsonObject supplied)
    {
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(supplied);
        if (ours["Resources"] is not JsonObject known || supplied["Resources"] is not JsonObject theirs)
        {
            return supplied;
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in theirs.Where(one => one.Value is JsonObject).GroupBy(one => TypeOf(one.Value), StringComparer.Ordinal))
        {
            var counterparts = known.Where(one => string.Equals(TypeOf(one.Value), group.Key, StringComparison.Ordinal)).ToList();
            Match([.. group], counterparts, names);
        }

        // An id that is taken by something else of theirs would hide it.
        foreach (var clash in names.Where(pair => theirs.ContainsKey(pair.Value) && !names.ContainsKey(pair.Value)).Select(pair => pair.Key).ToArray())
        {
            names.Remove(clash);
        }

        return Rename(supplied, names, insideResources: false) as JsonObject ?? supplied;
    }

    static void Match(List<KeyValuePair<string, JsonNode?>> theirs, List<KeyValuePair<string, JsonNode?>> ours, Dictionary<string, string> names)
    {
        if (theirs is [var only] && ours is [var counterpart])
        {
            names[only.Key] = counterpart.Key;
            return;
        }

        var free = ours.ToList();
        foreach (var one in theirs)
        {
            if (IdentityOf(one.Value) is { } identity && free.FindIndex(other => string.Equals(IdentityOf(other.Value), identity, StringComparison.Ordinal)) is var index and >= 0)
            {
                names[one.Key] = free[index].Key;
                free.RemoveAt(index);
            }
        }
    }

    static string? IdentityOf(JsonNode? resource)
    {
        var properties = (resource as JsonObject)?["Properties"];
        return Identities.Select(path => path.Aggregate(properties, (node, name) => (node as JsonObject)?[name])).FirstOrDefault(value => value is not null) is { } found
            ? System.Text.Encoding.UTF8.GetString(TemplateDigest.Canonical(found))
            : null;
    }

    static string? TypeOf(JsonNode? resource) => TemplateValue.Text((resource as JsonObject)?["Type"]);

    static JsonNode? Rename(JsonNode? node, Dictionary<string, string> names, bool insideResources) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(
            insideResources ? names.GetValueOrDefault(member.Key, member.Key) : member.Key, Reference(member.Key, member.Value, names)))),
        JsonArray items => new JsonArray([.. items.Select(item => Rename(item, names, insideResources: false))]),
        _ => node?.DeepClone(),
    };

    static JsonNode? Reference(string key, JsonNode? value, Dictionary<string, string> names) => (key, value) switch
    {
        ("Resources", JsonObject) => Rename(value, names, insideResources: true),
        ("Ref" or "DependsOn", JsonValue) when TemplateValue.Text(value) is { } name && names.TryGetValue(name, out var ours) => JsonValue.Create(ours),
        ("Fn::GetAtt", JsonArray { Count: 2 } pair) when TemplateValue.Text(pair[0]) is { } name && names.TryGetValue(name, out var ours) => new JsonArray(ours, pair[1]?.DeepClone()),
        ("DependsOn", JsonArray list) => new JsonArray([.. list.Select(item => JsonValue.Create(names.GetValueOrDefault(TemplateValue.Text(item) ?? "", TemplateValue.Text(item) ?? "")))]),
        _ => Rename(value, names, insideResources: false),
    };
}
