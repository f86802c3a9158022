using System.Text.Json;

namespace GovCloud.ApiModels;

/// <summary>The shape of a value: what a member may be. Shapes may contain themselves; each place in an operation has a shape of its own, made when it is looked at.</summary>
public sealed class ApiShape
{
    readonly ApiModel model;
    readonly JsonElement own;
    readonly JsonElement? named;
    readonly ShapeConstraints known;
    readonly Lazy<string> type;
    readonly Lazy<IReadOnlyDictionary<string, ApiShape>> members;
    readonly Lazy<IReadOnlyDictionary<string, ApiShape>> jsonMembers;
    readonly Lazy<IReadOnlyDictionary<string, ApiShape>> xmlElements;
    readonly Lazy<IReadOnlyList<string>> required;
    readonly Lazy<ApiShape> item;
    readonly Lazy<ApiShape> key;
    readonly Lazy<ApiShape> value;

    internal ApiShape(ApiModel model, JsonElement own, ShapeConstraints known)
    {
        this.model = model;
        this.own = own;
        this.known = known;
        named = own.TryGetProperty("shape", out var name) ? model.ShapeNamed(name.GetString()!) : null;
        type = new(() => Text("type") ?? (Facet("members") is not null ? "structure" : "string"));
        members = new(() => Facet("members") is { } found
            ? found.EnumerateObject().ToDictionary(m => m.Name, m => new ApiShape(model, m.Value, known.Member(m.Name)), StringComparer.Ordinal)
            : new Dictionary<string, ApiShape>(StringComparer.Ordinal));
        jsonMembers = new(() => Members.Where(m => m.Value.Location is null).ToDictionary(m => m.Value.LocationName ?? m.Key, m => m.Value, StringComparer.Ordinal));
        xmlElements = new(() => Members.Where(m => m.Value.Location is null).ToDictionary(m => m.Value.ElementName(m.Key), m => m.Value, StringComparer.Ordinal));
        required = new(() => Facet("required") is { } names ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : []);
        item = new(() => new(model, Facet("member") ?? throw new InvalidOperationException("Only a list has a member."), known.Item));
        key = new(() => new(model, Facet("key") ?? throw new InvalidOperationException("Only a map has a key."), known.Key));
        value = new(() => new(model, Facet("value") ?? throw new InvalidOperationException("Only a map has a value."), known.Value));
    }

    /// <summary><c>structure</c>, <c>list</c>, <c>map</c>, <c>string</c>, <c>integer</c>, <c>long</c>, <c>double</c>, <c>float</c>, <c>boolean</c>, <c>timestamp</c> or <c>blob</c>.</summary>
    public string Type => type.Value;

    /// <summary>Members of a structure by their names in the model.</summary>
    public IReadOnlyDictionary<string, ApiShape> Members => members.Value;

    /// <summary>Names of members that must be there.</summary>
    public IEnumerable<string> Required => required.Value;

    /// <summary>What a list holds.</summary>
    public ApiShape Member => item.Value;

    /// <summary>What names the entries of a map.</summary>
    public ApiShape Key => key.Value;

    /// <summary>What a map holds.</summary>
    public ApiShape Value => value.Value;

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

    /// <summary>The values that AWS knows; null where it takes others too, or where it is not known which.</summary>
    public IReadOnlySet<string>? Enumeration => known.Enumeration?.Values;

    /// <summary>Pattern and bounds; null where none are known.</summary>
    internal ValueLimits? Limits => known.Limits?.Limits;

    /// <summary>Whether the member is an attribute of its XML element.</summary>
    internal bool IsXmlAttribute => Facet("xmlAttribute")?.ValueKind == JsonValueKind.True;

    /// <summary>Members of the body by their names in JSON.</summary>
    internal IReadOnlyDictionary<string, ApiShape> JsonMembers => jsonMembers.Value;

    /// <summary>Members of the body by the names of their elements or attributes.</summary>
    internal IReadOnlyDictionary<string, ApiShape> XmlElements => xmlElements.Value;

    /// <summary>The name of a member's element, or of each where a list has none around it.</summary>
    internal string ElementName(string member) => (Flattened && Type == "list" ? Member.LocationName : null) ?? LocationName ?? member;

    string? Text(string name) => Facet(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    // What stands at the member goes before what its shape says.
    JsonElement? Facet(string name) =>
        own.TryGetProperty(name, out var here) ? here
        : named is { } shape && shape.TryGetProperty(name, out var there) ? there
        : null;
}
