using System.Text.Json;

namespace GovCloud.Deployment;

/// <summary>A value that differs.</summary>
readonly record struct ValueChange(TemplatePath Path, JsonElement? Before, JsonElement? After)
{
    /// <summary>The smallest values that differ. Lists of different lengths differ as a whole: which item is which is not known.</summary>
    public static IEnumerable<ValueChange> Between(JsonElement? before, JsonElement? after, TemplatePath path)
    {
        if (before is not { } old || after is not { } current)
        {
            return before is null && after is null ? [] : [new ValueChange(path, before, after)];
        }

        return (old.ValueKind, current.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) when !TemplateNodes.IsIntrinsic(old) && !TemplateNodes.IsIntrinsic(current) => old.EnumerateObject().Concat(current.EnumerateObject())
                .Select(member => member.Name).Distinct(StringComparer.Ordinal)
                .SelectMany(name => Between(TemplateNodes.Member(old, name), TemplateNodes.Member(current, name), path.Member(name))),
            (JsonValueKind.Array, JsonValueKind.Array) when old.GetArrayLength() == current.GetArrayLength() => old.EnumerateArray().Zip(current.EnumerateArray())
                .SelectMany((pair, index) => Between(pair.First, pair.Second, path.Item(index))),
            _ when Same(old, current) => [],
            _ => [new ValueChange(path, old, current)],
        };
    }

    static bool Same(JsonElement before, JsonElement after) =>
        TemplateNodes.Text(before) is { } text ? string.Equals(text, TemplateNodes.Text(after), StringComparison.Ordinal) : JsonElement.DeepEquals(before, after);
}
