using System.Collections.Concurrent;

namespace GovCloud.ApiModels;

/// <summary>Counts what has been compared with models, over many calls. Safe for several threads.</summary>
public sealed class ConformanceCounts
{
    readonly ConcurrentDictionary<ApiOperation, byte> operations = new();
    readonly ConcurrentDictionary<ApiShape, byte> shapes = new();
    readonly ConcurrentDictionary<ApiShape, byte> enumerated = new();
    readonly ConcurrentDictionary<ApiShape, byte> patterned = new();
    readonly ConcurrentDictionary<string, byte> unread = new(StringComparer.Ordinal);
    long values;
    long enumeratedValues;
    long patternedValues;
    long boundedValues;

    /// <summary>The counts so far.</summary>
    public ConformanceCoverage Snapshot() => new()
    {
        Operations = operations.Count,
        Members = shapes.Count,
        EnumeratedMembers = enumerated.Count,
        PatternedMembers = patterned.Count,
        Values = Interlocked.Read(ref values),
        EnumeratedValues = Interlocked.Read(ref enumeratedValues),
        PatternedValues = Interlocked.Read(ref patternedValues),
        BoundedValues = Interlocked.Read(ref boundedValues),
        UnreadPatterns = [.. unread.Keys.Order(StringComparer.Ordinal)],
        WithoutEnumerations = [.. operations.Keys.Where(o => !o.HasEnumerations).Select(o => $"{o.Model.Metadata.ServiceId} {o.Name}").Order(StringComparer.Ordinal)],
    };

    internal void Operation(ApiOperation operation) => operations.TryAdd(operation, 0);

    internal void Value(ApiShape shape)
    {
        Interlocked.Increment(ref values);
        shapes.TryAdd(shape, 0);
    }

    internal void Enumerated(ApiShape shape)
    {
        Interlocked.Increment(ref enumeratedValues);
        enumerated.TryAdd(shape, 0);
    }

    internal void Patterned(ApiShape shape)
    {
        Interlocked.Increment(ref patternedValues);
        patterned.TryAdd(shape, 0);
    }

    internal void Bounded() => Interlocked.Increment(ref boundedValues);

    internal void Unread(string pattern) => unread.TryAdd(pattern, 0);
}

/// <summary>What has been compared with models.</summary>
public sealed record ConformanceCoverage
{
    /// <summary>Different operations.</summary>
    public required int Operations { get; init; }

    /// <summary>Different places in requests and answers that had a value.</summary>
    public required int Members { get; init; }

    /// <summary>Those of them that may have certain values only.</summary>
    public required int EnumeratedMembers { get; init; }

    /// <summary>Those of them that have a pattern.</summary>
    public required int PatternedMembers { get; init; }

    /// <summary>Values that were compared.</summary>
    public required long Values { get; init; }

    /// <summary>Values that were looked for in an enumeration.</summary>
    public required long EnumeratedValues { get; init; }

    /// <summary>Values that were held against a pattern.</summary>
    public required long PatternedValues { get; init; }

    /// <summary>Values whose length or size was compared.</summary>
    public required long BoundedValues { get; init; }

    /// <summary>Patterns that .NET does not read as Java does; values were not held against them.</summary>
    public required IReadOnlyList<string> UnreadPatterns { get; init; }

    /// <summary>Operations of which no enumerations are known.</summary>
    public required IReadOnlyList<string> WithoutEnumerations { get; init; }
}
