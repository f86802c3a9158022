using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GovCloud.Cost.Tracking;

/// <summary>What is remembered from day to day: snapshots of this month and the one before, and what was told and is not over.</summary>
public sealed record TrackingState
{
    /// <summary>Nothing yet.</summary>
    public static TrackingState Empty { get; } = new();

    /// <summary>Snapshots, by day.</summary>
    public ImmutableArray<CostSnapshot> Snapshots { get; init; } = [];

    /// <summary>Findings that were told and are not over.</summary>
    public ImmutableArray<CostFinding> Told { get; init; } = [];

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static TrackingState Read(ReadOnlySpan<byte> utf8Json) => JsonSerializer.Deserialize(utf8Json, TrackingJsonContext.Default.TrackingState) ?? Empty;

    /// <summary>Its JSON; equal states give equal bytes.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, TrackingJsonContext.Default.TrackingState);

    internal TrackingState After(CostSnapshot snapshot, ImmutableArray<CostFinding> told)
    {
        var oldest = snapshot.Month.First.AddMonths(-1);
        return new TrackingState
        {
            Snapshots = [.. Snapshots.Where(s => s.Through != snapshot.Through && s.Through >= oldest).Append(snapshot).OrderBy(s => s.Through)],
            Told = told,
        };
    }
}

/// <summary>The JSON of the state and of findings on the bus, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrackingState))]
[JsonSerializable(typeof(CostFinding))]
public sealed partial class TrackingJsonContext : JsonSerializerContext;
