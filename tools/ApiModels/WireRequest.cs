namespace GovCloud.ApiModels;

/// <summary>A request as it goes over the wire.</summary>
public sealed record WireRequest
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, percent-encoded.</summary>
    public required string Path { get; init; }

    /// <summary>The query's parameters.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The headers.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The form of the query protocol.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Form { get; init; } = [];

    /// <summary>The body of other protocols.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>A header's value; null where it is not there.</summary>
    public string? Header(string name) => Headers.Where(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).FirstOrDefault();

    /// <summary>Whether a member that stands in the query or in a header is there.</summary>
    internal bool Has((string Name, ApiShape Shape) member)
    {
        var wire = member.Shape.LocationName ?? member.Name;
        return member.Shape.Location == "header" ? Header(wire) is not null : Query.Any(q => q.Key == wire);
    }
}
