using System.Collections.Frozen;
using System.Text.Json;

namespace GovCloud.ApiModels;

/// <summary>Operations lead to structures, structures by their members to lists, maps, structures and leaves. Only what leads to a leaf is in it.</summary>
sealed class ConstraintGraph(JsonElement graph)
{
    readonly JsonElement operations = graph.GetProperty("operations");
    readonly JsonElement structures = graph.GetProperty("structures");

    public bool Knows(string operation) => operations.TryGetProperty(operation, out _);

    public ConstraintNode? Of(string operation, string direction) =>
        operations.TryGetProperty(operation, out var found) && found.TryGetProperty(direction, out var name) ? new(this, default, structures.GetProperty(name.GetString()!)) : null;

    public ConstraintNode Node(JsonElement node) => new(this, node, node.TryGetProperty("structure", out var name) ? structures.GetProperty(name.GetString()!) : default);
}

/// <summary>A place in the graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="node">What the place says of itself; nothing for an operation's input or output.</param>
/// <param name="members">The structure at the place; nothing where there is another.</param>
sealed class ConstraintNode(ConstraintGraph graph, JsonElement node, JsonElement members)
{
    readonly Lazy<FrozenSet<string>?> values = new(() => Facet(node, "values") is { } found ? found.EnumerateArray().Select(v => v.GetString()!).ToFrozenSet(StringComparer.Ordinal) : null);
    readonly Lazy<ValueLimits?> limits = new(() => ValueLimits.Of(Facet(node, "pattern")?.GetString(), Facet(node, "min")?.GetDouble(), Facet(node, "max")?.GetDouble()));

    /// <summary>The values that there are; null where the place is no enumeration.</summary>
    public FrozenSet<string>? Values => values.Value;

    /// <summary>Pattern and bounds; null where there are none.</summary>
    public ValueLimits? Limits => limits.Value;

    public ConstraintNode? Member(string name) => Facet(members, name) is { } found ? graph.Node(found) : null;

    /// <summary>A list's items (<c>list</c>), a map's <c>key</c> or <c>value</c>.</summary>
    public ConstraintNode? Step(string name) => Facet(node, name) is { } found ? graph.Node(found) : null;

    static JsonElement? Facet(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? found : null;
}
