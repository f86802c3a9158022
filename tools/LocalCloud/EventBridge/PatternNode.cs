using System.Text.Json;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>A part of a compiled pattern, asked about the event's value at its place. No value: the event has nothing there.</summary>
abstract class PatternNode
{
    public abstract bool Matches(JsonElement? value, JsonElement root);
}

/// <summary>Fields that must all match, and groups of which one must match.</summary>
sealed class ObjectNode(IReadOnlyList<(string Name, PatternNode Node)> fields, IReadOnlyList<AlternativesNode> alternatives) : PatternNode
{
    public override bool Matches(JsonElement? value, JsonElement root) => value switch
    {
        // One element has to satisfy all fields together; no mixing of elements.
        { ValueKind: JsonValueKind.Array } array => AnyElement(array, root) || (!HasObject(array) && AllFields(null, root)),
        { ValueKind: JsonValueKind.Object } => AllFields(value, root),
        _ => AllFields(null, root),
    };

    bool AllFields(JsonElement? value, JsonElement root)
    {
        foreach (var (name, node) in fields)
        {
            JsonElement? child = value is { } present && present.TryGetProperty(name, out var found) ? found : null;
            if (!node.Matches(child, root))
            {
                return false;
            }
        }

        return alternatives.All(group => group.Matches(value, root));
    }

    bool AnyElement(JsonElement array, JsonElement root)
    {
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind is JsonValueKind.Object or JsonValueKind.Array && Matches(element, root))
            {
                return true;
            }
        }

        return false;
    }

    static bool HasObject(JsonElement array) => array.EnumerateArray()
        .Any(element => element.ValueKind == JsonValueKind.Object || (element.ValueKind == JsonValueKind.Array && HasObject(element)));
}

/// <summary><c>$or</c>: one of the groups must match.</summary>
sealed class AlternativesNode(IReadOnlyList<PatternNode> groups) : PatternNode
{
    public override bool Matches(JsonElement? value, JsonElement root) => groups.Any(group => group.Matches(value, root));
}

/// <summary>A field's list of values and comparisons, of which one must match.</summary>
sealed class FieldNode(IReadOnlyList<string> path, IReadOnlyList<ValueMatcher> matchers, bool absenceMatches) : PatternNode
{
    public override bool Matches(JsonElement? value, JsonElement root) =>
        (absenceMatches && !HasLeaf(root, 0)) || (value is { } present && AnyLeaf(present));

    bool AnyLeaf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => false,
        JsonValueKind.Array => value.EnumerateArray().Any(AnyLeaf),
        _ => matchers.Any(matcher => matcher.Matches(value)),
    };

    // Absence is a property of the whole event: in an array of objects, one that has the field makes it present.
    bool HasLeaf(JsonElement value, int depth) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(element => HasLeaf(element, depth)),
        JsonValueKind.Object => depth < path.Count && value.TryGetProperty(path[depth], out var child) && HasLeaf(child, depth + 1),
        _ => depth == path.Count,
    };
}
