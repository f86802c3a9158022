using System.Text.Json;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>Compiles the structure of a pattern: nested objects, lists of values, <c>$or</c>.</summary>
static class PatternReader
{
    const string Or = "$or";

    // These words inside of $or are comparisons that slipped out of their list, not field names.
    static readonly HashSet<string> Reserved = ["exactly", "prefix", "suffix", "equals-ignore-case", "numeric", "anything-but", "exists", "cidr", "wildcard"];

    public static PatternNode Read(JsonElement pattern) =>
        pattern.ValueKind == JsonValueKind.Object ? ReadObject(pattern, [], insideOr: false) : throw new InvalidEventPatternException("Filter is not an object", "");

    static ObjectNode ReadObject(JsonElement json, IReadOnlyList<string> path, bool insideOr)
    {
        var fields = new List<(string, PatternNode)>();
        var alternatives = new List<AlternativesNode>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                throw new InvalidEventPatternException($"Path `{Show([.. path, property.Name])}` cannot be allowed multiple times", Show(path));
            }

            if (string.Equals(property.Name, Or, StringComparison.Ordinal))
            {
                alternatives.Add(ReadOr(property.Value, path));
            }
            else
            {
                fields.Add((property.Name, ReadField(property, path, insideOr)));
            }
        }

        return names.Count > 0 ? new(fields, alternatives) : throw new InvalidEventPatternException("Empty objects are not allowed", Show(path));
    }

    static PatternNode ReadField(JsonProperty property, IReadOnlyList<string> parent, bool insideOr)
    {
        IReadOnlyList<string> path = [.. parent, property.Name];
        if (insideOr && Reserved.Contains(property.Name))
        {
            throw new InvalidEventPatternException($"{property.Name} is Ruler reserved fieldName which cannot be used inside $or.", Show(path));
        }

        return property.Value.ValueKind switch
        {
            JsonValueKind.Object => ReadObject(property.Value, path, insideOr),
            JsonValueKind.Array => ReadValues(property.Value, path),
            _ => throw new InvalidEventPatternException($"\"{property.Name}\" must be an object or an array", Show(path)),
        };
    }

    static AlternativesNode ReadOr(JsonElement json, IReadOnlyList<string> path)
    {
        var place = Show([.. path, Or]);
        if (json.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidEventPatternException("It must be an Array followed with $or.", place);
        }

        if (json.EnumerateArray().Any(group => group.ValueKind != JsonValueKind.Object))
        {
            throw new InvalidEventPatternException("Only JSON object is allowed in array of $or relationship.", place);
        }

        return json.GetArrayLength() >= 2
            ? new([.. json.EnumerateArray().Select(group => ReadObject(group, path, insideOr: true))])
            : throw new InvalidEventPatternException("There must have at least 2 Objects in $or relationship.", place);
    }

    static FieldNode ReadValues(JsonElement json, IReadOnlyList<string> path)
    {
        if (json.GetArrayLength() == 0)
        {
            throw new InvalidEventPatternException("Empty arrays are not allowed", Show(path));
        }

        var matchers = new List<ValueMatcher>();
        var absence = false;
        foreach (var value in json.EnumerateArray())
        {
            if (ValueMatcherReader.Read(value, Show(path)) is { } matcher)
            {
                matchers.Add(matcher);
            }
            else
            {
                absence = true;
            }
        }

        return new(path, matchers, absence);
    }

    static string Show(IReadOnlyList<string> path) => string.Join('.', path);
}
