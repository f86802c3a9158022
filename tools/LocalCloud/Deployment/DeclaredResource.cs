using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Assembly;

namespace GovCloud.LocalCloud.Deployment;

/// <summary>A resource of a template with resolved properties. CloudFormation takes numbers and booleans also as text.</summary>
sealed record DeclaredResource(StackTemplate Stack, string LogicalId, string Type, JsonObject Properties, Arn Arn)
{
    public string? Text(string name) => Properties[name]?.ToString();

    public string Required(string name) => Text(name) ?? throw Wrong(name, "is required.");

    public int? Number(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(name, $"'{text}' is not a whole number.");

    public TimeSpan? Seconds(string name) => Number(name) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public bool Flag(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    public JsonObject? Object(string name) => Properties[name] as JsonObject;

    public IEnumerable<JsonObject> Objects(string name) => (Properties[name] as JsonArray)?.OfType<JsonObject>() ?? [];

    public IEnumerable<string> Texts(string name) => (Properties[name] as JsonArray)?.Select(item => item!.ToString()) ?? [];

    /// <summary>The part as an element, for those who read elements.</summary>
    public static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);

    public CloudAssemblyException Wrong(string property, string problem) => new(Stack, $"{LogicalId}.Properties.{property}", problem);
}
