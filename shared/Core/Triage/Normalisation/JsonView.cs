using System.Globalization;
using System.Text.Json;

namespace GovCloud.Triage.Normalisation;

/// <summary>
/// A forgiving look into JSON that others wrote: what is missing or of another kind is absent, never an exception.
/// A property is found in camelCase and PascalCase alike, because the same finding comes in the first from EventBridge and in the second from the API.
/// </summary>
readonly record struct JsonView(JsonElement Element)
{
    public bool Exists => Element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    public bool IsArray => Element.ValueKind == JsonValueKind.Array;

    public JsonView this[string name]
    {
        get
        {
            if (!IsObject)
            {
                return default;
            }

            if (Element.TryGetProperty(name, out var value) || Element.TryGetProperty(OtherCase(name), out value))
            {
                return new JsonView(value);
            }

            return default;
        }
    }

    /// <summary>The first element of an array; absent otherwise.</summary>
    public JsonView First => IsArray && Element.GetArrayLength() > 0 ? new JsonView(Element[0]) : default;

    /// <summary>A non-blank text, trimmed; numbers and booleans as they are written.</summary>
    public string? Text => Element.ValueKind switch
    {
        JsonValueKind.String => Blank(Element.GetString()),
        JsonValueKind.Number => Element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>A number, also when written as text.</summary>
    public double? Number => Element.ValueKind switch
    {
        JsonValueKind.Number when Element.TryGetDouble(out var value) && double.IsFinite(value) => value,
        JsonValueKind.String when double.TryParse(Element.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) => value,
        _ => null,
    };

    /// <summary>True only for a JSON true or the text "true".</summary>
    public bool IsTrue => Element.ValueKind == JsonValueKind.True
        || (Element.ValueKind == JsonValueKind.String && string.Equals(Element.GetString(), "true", StringComparison.OrdinalIgnoreCase));

    /// <summary>An instant in any of the forms that AWS events use, UTC.</summary>
    public DateTimeOffset? Instant => Element.ValueKind switch
    {
        JsonValueKind.String => Instants.Parse(Element.GetString()),
        JsonValueKind.Number => Instants.FromEpoch(Number),
        _ => null,
    };

    /// <summary>The elements of an array; none otherwise.</summary>
    public IEnumerable<JsonView> Items
    {
        get
        {
            if (IsArray)
            {
                foreach (var item in Element.EnumerateArray())
                {
                    yield return new JsonView(item);
                }
            }
        }
    }

    /// <summary>Whether all these properties exist.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!this[name].Exists)
            {
                return false;
            }
        }

        return true;
    }

    static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    static string OtherCase(string name) =>
        (char.IsAsciiLetterLower(name[0]) ? char.ToUpperInvariant(name[0]) : char.ToLowerInvariant(name[0])) + name[1..];
}
