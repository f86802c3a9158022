using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>Builds a target's input from values of the event: <c>&lt;name&gt;</c> in the template stands for what the path finds.</summary>
sealed class InputTransformer(IReadOnlyDictionary<string, string> paths, string template)
{
    public string Apply(JsonElement json, Arn rule, DateTimeOffset ingestedAt)
    {
        var result = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < template.Length; at++)
        {
            var close = template[at] == '<' ? template.IndexOf('>', at) : -1;
            if (close > 0 && Value(template[(at + 1)..close], json, rule, ingestedAt) is { } value)
            {
                result.Append(quoted ? Unquoted(value) : value);
                at = close;
                continue;
            }

            quoted ^= template[at] == '"' && (at == 0 || template[at - 1] != '\\');
            result.Append(template[at]);
        }

        return result.ToString();
    }

    // JSON text of the value; null for a word in angle brackets that is no variable.
    string? Value(string name, JsonElement json, Arn rule, DateTimeOffset ingestedAt) => name switch
    {
        "aws.events.rule-arn" => Text(rule.ToString()),
        "aws.events.rule-name" => Text(rule.Name),
        "aws.events.event.ingestion-time" => Text(ingestedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        "aws.events.event" or "aws.events.event.json" => json.GetRawText(),
        _ => paths.TryGetValue(name, out var path) ? JsonPath.Find(json, path)?.GetRawText() ?? "\"\"" : null,
    };

    // Inside of a text a value stands without its own quotation marks, and what it holds is escaped once more only where it is no text.
    static string Unquoted(string value) => value.StartsWith('"') ? value[1..^1] : JsonEncodedText.Encode(value).ToString();

    static string Text(string value) => JsonSerializer.Serialize(value);
}
