using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GovCloud.Audit.Evidence;

/// <summary>
/// One spelling for every JSON document, so that equal content has equal bytes: RFC 8785 (JSON Canonicalization Scheme) with a narrower rule for numbers.
/// Members are sorted by UTF-16 code units, there is no white space, and text is escaped only where JSON demands it.
/// </summary>
/// <remarks>
/// Numbers are whole, between -(2^53-1) and 2^53-1, without fraction, exponent or minus zero; everything else is refused. RFC 8785 spells numbers as JavaScript prints
/// doubles, which loses digits of amounts; a document that needs a fraction writes it as text.
/// </remarks>
public static class CanonicalJson
{
    const long Largest = 9_007_199_254_740_991;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The one spelling of a document.</summary>
    /// <param name="json">JSON in UTF-8.</param>
    /// <exception cref="FormatException">It is no JSON, names a member twice, or has a number or text that has no spelling here.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var text = new StringBuilder();
            Write(text, document.RootElement);
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetBytes(text.ToString());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or EncoderFallbackException)
        {
            throw new FormatException($"The document has no canonical spelling: {e.Message}", e);
        }
    }

    static void Write(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Join(text, '{', element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal), '}', member =>
                {
                    Write(text, member.Name);
                    text.Append(':');
                    Write(text, member.Value);
                });
                break;
            case JsonValueKind.Array:
                Join(text, '[', element.EnumerateArray(), ']', item => Write(text, item));
                break;
            case JsonValueKind.String:
                Write(text, element.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(element.GetRawText()));
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    static void Join<T>(StringBuilder text, char open, IEnumerable<T> items, char close, Action<T> write)
    {
        var first = true;
        text.Append(open);
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            write(item);
        }

        text.Append(close);
    }

    static string Number(string raw) =>
        long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= -Largest and <= Largest && raw is not "-0"
            ? raw
            : throw new FormatException($"The number {raw} has no canonical spelling: only whole numbers up to 2^53-1 have one. Write it as text.");

    static void Write(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
