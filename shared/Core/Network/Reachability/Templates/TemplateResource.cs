using System.Globalization;
using System.Text.Json;

namespace GovCloud.Network.Reachability;

/// <summary>A resource of a template, read property by property.</summary>
sealed class TemplateResource(ResourceName name, JsonElement body, TemplateEvaluator evaluator)
{
    static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public ResourceName Name { get; } = name;

    public string Type { get; } = body.TryGetProperty(nameof(Type), out var type) ? type.GetString() ?? "" : "";

    public bool Conditional { get; } = body.TryGetProperty("Condition", out _);

    public JsonElement Properties { get; } = body.TryGetProperty(nameof(Properties), out var properties) ? properties : Nothing;

    public bool Has(string property) => Value(Properties, property) is not null;

    public TemplateValue? Value(string property) => Value(Properties, property);

    public string? Text(string property) => Text(Properties, property);

    public TemplateValue? Value(JsonElement within, string property) =>
        within.ValueKind == JsonValueKind.Object && within.TryGetProperty(property, out var value) ? evaluator.Of(Name.Stack, value) : null;

    public string? Text(JsonElement within, string property) => (Value(within, property) as LiteralValue)?.Text;

    public int? Number(JsonElement within, string property) =>
        Text(within, property) is { } text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool Is(string property, string value) => string.Equals(Text(property), value, StringComparison.OrdinalIgnoreCase);

    /// <summary>The items of a list; none where it is absent or no list.</summary>
    public IReadOnlyList<JsonElement> Items(string property) =>
        Properties.ValueKind == JsonValueKind.Object && Properties.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    public IEnumerable<TemplateValue> Values(string property) => Items(property).Select(item => evaluator.Of(Name.Stack, item)).OfType<TemplateValue>();

    /// <summary>Whether a property is there and is no list, so that its items cannot be seen.</summary>
    public bool Hides(string property) =>
        Properties.ValueKind == JsonValueKind.Object && Properties.TryGetProperty(property, out var list) && list.ValueKind != JsonValueKind.Array;

    public string? Tag(string key) => Items("Tags").Where(tag => Text(tag, "Key") == key).Select(tag => Text(tag, "Value")).FirstOrDefault();
}
