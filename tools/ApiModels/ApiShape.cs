using System.Text.Json;

namespace GovCloud.ApiModels;

/// <summary>The shape of a value: what a member may be. Shapes may contain themselves; they are resolved where they are looked at.</summary>
public sealed class ApiShape
{
    readonly ApiModel model;
    readonly JsonElement own;
    readonly JsonElement? named;
    readonly Lazy<IReadOnlyDictionary<string, ApiShape>> members;

    internal ApiShape(ApiModel model, JsonElement own)
    {
        this.model = model;
        this.own = own;
        named = own.TryGetProperty("shape", out var name) ? model.ShapeNamed(name.GetString()!) : null;
        members = new(() => Facet("members") is { } found
            ? found.EnumerateObject().ToDictionary(m => m.Name, m => new ApiShape(model, m.Value), StringComparer.Ordinal)
            : new Dictionary<string, ApiShape>(StringComparer.Ordinal));
    }

    /// <summary><c>structure</c>, <c>list</c>, <c>map</c>, <c>string</c>, <c>integer</c>, <c>long</c>, <c>double</c>, <c>float</c>, <c>boolean</c>, <c>timestamp</c> or <c>blob</c>.</summary>
    public string Type => Text("type") ?? (Facet("members") is not null ? "structure" : "string");

    /// <summary>Members of a structure by their names in the model.</summary>
    public IReadOnlyDictionary<string, ApiShape> Members => members.Value;

    /// <summary>Names of members that must be there.</summary>
    public IEnumerable<string> Required => Facet("required") is { } names ? names.EnumerateArray().Select(n => n.GetString()!) : [];

    /// <summary>What a list holds.</summary>
    public ApiShape Member => new(model, Facet("member") ?? throw new InvalidOperationException("Only a list has a member."));

    /// <summary>What a map holds.</summary>
    public ApiShape Value => new(model, Facet("value") ?? throw new InvalidOperationException("Only a map has a value."));

    /// <summary>Where a member of a request stands: <c>uri</c>, <c>querystring</c>, <c>header</c>, <c>headers</c>, <c>statusCode</c>; null for the body.</summary>
    public string? Location => Text("location");

    /// <summary>The name on the wire, where it differs from the model's.</summary>
    public string? LocationName => Text("locationName");

    /// <summary>The name on the wire in the protocol of EC2, where the model states it.</summary>
    public string? QueryName => Text("queryName");

    /// <summary>The member that alone is the body, where there is one.</summary>
    public string? Payload => Text("payload");

    /// <summary>Whether a list's items stand beside each other without an element around them.</summary>
    public bool Flattened => Facet("flattened")?.ValueKind == JsonValueKind.True;

    string? Text(string name) => Facet(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    // What stands at the member goes before what its shape says.
    JsonElement? Facet(string name) =>
        own.TryGetProperty(name, out var here) ? here
        : named is { } shape && shape.TryGetProperty(name, out var there) ? there
        : null;
}
