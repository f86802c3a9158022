using System.Text.Json.Serialization;
using GovCloud.Audit;

namespace GovCloud.Functions.Sweeps;

/// <summary>What an invocation leaves to another one, through the queue.</summary>
public sealed record SweepTask
{
    /// <summary>What is to be done.</summary>
    public required SweepStep Step { get; init; }

    /// <summary>Of which run.</summary>
    public required SweepRun Run { get; init; }

    /// <summary>The slice, from 0; nothing for closing.</summary>
    public int Slice { get; init; }

    /// <summary>Whether it is the last closing: it closes the run whatever has come in, unless <see cref="Later"/> ones may follow.</summary>
    public bool Final { get; init; }

    /// <summary>How many closings may still follow the last one, each five minutes later, while slices are missing.</summary>
    public int Later { get; init; }
}

/// <summary>The steps of a run.</summary>
public enum SweepStep
{
    /// <summary>What takes AWS some minutes is begun for a slice.</summary>
    Begin,

    /// <summary>A slice is read and judged, and what was found out is kept.</summary>
    Read,

    /// <summary>What has come in is merged, kept and told, if it is complete or the time is over.</summary>
    Close,
}

/// <summary>The JSON of the messages, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SweepTask))]
public sealed partial class SweepJson : JsonSerializerContext;
