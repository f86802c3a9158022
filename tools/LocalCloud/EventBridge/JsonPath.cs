using System.Globalization;
using System.Text.Json;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>The part of JSON path that EventBridge takes: <c>$</c>, members by dot or in brackets, indexes.</summary>
static class JsonPath
{
    public static JsonElement? Find(JsonElement json, string path)
    {
        if (!path.StartsWith('$'))
        {
            throw new FormatException($"The JSON path '{path}' does not begin with $.");
        }

        JsonElement? at = json;
        foreach (var step in Steps(path))
        {
            at = at switch
            {
                { ValueKind: JsonValueKind.Object } value when value.TryGetProperty(step, out var member) => member,
                { ValueKind: JsonValueKind.Array } value when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < value.GetArrayLength() => value[index],
                _ => null,
            };
        }

        return at;
    }

    static string[] Steps(string path) => path[1..].Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal)
        .Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
}
