using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.Guardrails;

/// <summary>A difference below an element.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Path">Path below the element; <c>[x]</c> names an item of a list by its key or value.</param>
/// <param name="Before">The value before.</param>
/// <param name="After">The value after.</param>
/// <param name="Statement">The policy statement after (else before) that the difference stands in.</param>
sealed record ValueDifference(ChangeKind Kind, string Path, JsonNode? Before, JsonNode? After, JsonObject? Statement = null)
{
    /// <summary>The last name of the path, without what names an item.</summary>
    public string Name => Path.Split('.')[^1].Split('[')[0];
}

/// <summary>Values as CloudFormation takes them: <c>true</c> and <c>"true"</c> are one, and so are one value and a list of one in a policy.</summary>
static class TemplateValue
{
    // By the first that all items of two lists have, the items are told apart.
    static readonly string[] ItemKeys = ["Sid", "PolicyName", "Key", "Name", "Id", "MetricName", "IndexName", "AttributeName"];

    // Lists of these names mean sets, and one value means a set of one.
    static readonly HashSet<string> Sets = new(StringComparer.Ordinal)
    {
        "Action", "NotAction", "Resource", "NotResource", "AWS", "Service", "Federated", "ManagedPolicyArns", "DependsOn", "SecurityGroupIds", "SubnetIds", "AllowedValues",
    };

    public static bool Same(JsonNode? before, JsonNode? after) => (before is null) == (after is null) && !Differences(before, after).Any();

    public static string? Text(JsonNode? node) => node is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number when decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number.ToString("0.############################", CultureInfo.InvariantCulture),
            _ => value.ToJsonString(),
        }
        : null;

    public static IEnumerable<ValueDifference> Differences(JsonNode? before, JsonNode? after, string path = "", JsonObject? statement = null)
    {
        if (before is null || after is null)
        {
            return before is null && after is null ? [] : [new(before is null ? ChangeKind.Added : ChangeKind.Removed, path, before, after, statement)];
        }

        if (IsSet(path) || path.Contains("EventPattern", StringComparison.Ordinal) && (before is JsonArray || after is JsonArray))
        {
            return SetDifferences(Items(before), Items(after), path, statement);
        }

        return (before, after) switch
        {
            (JsonObject old, JsonObject current) => Members(old, current, path, IsStatement(current) ? current : IsStatement(old) ? old : statement),
            (JsonArray or JsonObject, JsonArray or JsonObject) when IsStatements(path) => ListDifferences(Items(before), Items(after), path, statement),
            (JsonArray old, JsonArray current) => ListDifferences([.. old], [.. current], path, statement),
            _ when string.Equals(Text(before), Text(after), StringComparison.Ordinal) && Text(before) is not null => [],
            _ => [new(ChangeKind.Changed, path, before, after, statement)],
        };
    }

    static IEnumerable<ValueDifference> Members(JsonObject before, JsonObject after, string path, JsonObject? statement) =>
        before.Concat(after).Select(member => member.Key).Distinct(StringComparer.Ordinal)
            .SelectMany(key => Differences(before[key], after[key], path.Length == 0 ? key : $"{path}.{key}", statement));

    static IEnumerable<ValueDifference> SetDifferences(List<JsonNode?> before, List<JsonNode?> after, string path, JsonObject? statement)
    {
        var old = before.ToLookup(Canonical, StringComparer.Ordinal);
        var current = after.ToLookup(Canonical, StringComparer.Ordinal);
        var gone = old.Where(item => !current.Contains(item.Key)).Select(item => item.First()).ToList();
        var fresh = current.Where(item => !old.Contains(item.Key)).Select(item => item.First()).ToList();
        // One condition in place of another is one change: a threshold that was raised, not one that vanished and one that came.
        return statement is null && gone is [JsonObject from] && fresh is [JsonObject to]
            ? [new ValueDifference(ChangeKind.Changed, path, from, to)]
            : gone.Select(item => new ValueDifference(ChangeKind.Removed, path, item, null, statement))
                .Concat(fresh.Select(item => new ValueDifference(ChangeKind.Added, path, null, item, statement)));
    }

    static IEnumerable<ValueDifference> ListDifferences(List<JsonNode?> before, List<JsonNode?> after, string path, JsonObject? statement)
    {
        var key = ItemKeys.FirstOrDefault(name => Distinct(before, name) && Distinct(after, name));
        if (key is not null)
        {
            var old = before.ToDictionary(item => Text(item![key])!, StringComparer.Ordinal);
            var current = after.ToDictionary(item => Text(item![key])!, StringComparer.Ordinal);
            return old.Keys.Union(current.Keys, StringComparer.Ordinal)
                .SelectMany(name => Differences(old.GetValueOrDefault(name), current.GetValueOrDefault(name), $"{path}[{name}]", statement));
        }

        // What stands on both sides in the same order is no difference; the rest is compared in pairs.
        var left = Unmatched(before, after);
        var right = Unmatched(after, before);
        var moved = left.Count == 0 && right.Count == 0 && !before.Select(Canonical).SequenceEqual(after.Select(Canonical), StringComparer.Ordinal);
        return moved && !IsStatements(path)
            ? [new ValueDifference(ChangeKind.Changed, path, new JsonArray([.. before.Select(item => item?.DeepClone())]), new JsonArray([.. after.Select(item => item?.DeepClone())]), statement)]
            : Enumerable.Range(0, Math.Max(left.Count, right.Count)).SelectMany(i => Differences(
                i < left.Count ? left[i] : null, i < right.Count ? right[i] : null, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), statement));
    }

    static List<JsonNode?> Unmatched(List<JsonNode?> items, List<JsonNode?> others)
    {
        var counts = others.GroupBy(Canonical, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return [.. items.Where(item =>
        {
            var key = Canonical(item);
            if (counts.GetValueOrDefault(key) == 0)
            {
                return true;
            }

            counts[key]--;
            return false;
        })];
    }

    static bool Distinct(List<JsonNode?> items, string key)
    {
        var names = items.Select(item => item is JsonObject record ? Text(record[key]) : null).ToList();
        return !names.Contains(null, StringComparer.Ordinal) && names.Distinct(StringComparer.Ordinal).Count() == names.Count;
    }

    static string Canonical(JsonNode? node) => node switch
    {
        JsonValue value => $"\"{Text(value)}\"",
        null => "null",
        _ => System.Text.Encoding.UTF8.GetString(TemplateDigest.Canonical(node)),
    };

    static List<JsonNode?> Items(JsonNode node) => node is JsonArray list ? [.. list] : [node];

    static bool IsSet(string path) => Sets.Contains(path.Split('.')[^1]) && !path.EndsWith("Fn::Join", StringComparison.Ordinal);

    static bool IsStatements(string path) => path.EndsWith(".Statement", StringComparison.Ordinal) || path == "Statement";

    static bool IsStatement(JsonObject node) => Text(node["Effect"]) is "Allow" or "Deny";
}
