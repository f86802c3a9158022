using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GovCloud.Guardrails;

namespace GovCloud.Functions.GuardrailAudit;

/// <summary>What the schedules and people send.</summary>
public sealed record AuditRequest
{
    /// <summary>The phase that only begins the comparison of stacks.</summary>
    public const string Begin = "begin";

    /// <summary><see cref="Begin"/>, or nothing for the audit itself.</summary>
    public string? Phase { get; init; }

    /// <summary>Only these accounts, by id; all where absent or empty. An audit of some keeps no evidence.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }

    /// <summary>When the schedule meant it to begin; now where absent. Two deliveries of one beginning name the same time and are one audit.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>What came of it.</summary>
public sealed record AuditResponse
{
    /// <summary>Stacks whose comparison was begun.</summary>
    public int? Begun { get; init; }

    /// <summary>Slices that were handed to other invocations; their outcome is in the evidence.</summary>
    public int? Slices { get; init; }

    /// <summary>適合表: accounts by outcome.</summary>
    public ImmutableSortedDictionary<string, int>? Summary { get; init; }

    /// <summary>Findings that were told.</summary>
    public int? Findings { get; init; }

    /// <summary>Key of the evidence.</summary>
    public string? Evidence { get; init; }

    /// <summary>The end of the chain of evidence, by which a later verification sees whether it was cut off.</summary>
    public string? Head { get; init; }
}

/// <summary>What an invocation leaves to another one, through the queue.</summary>
public sealed record AuditTask
{
    /// <summary>What is to be done.</summary>
    public required AuditStep Step { get; init; }

    /// <summary>Of which run.</summary>
    public required AuditRun Run { get; init; }

    /// <summary>The slice, from 0; nothing for closing.</summary>
    public int Slice { get; init; }

    /// <summary>Whether the run is closed whatever has come in.</summary>
    public bool Final { get; init; }
}

/// <summary>The steps of a run.</summary>
public enum AuditStep
{
    /// <summary>The comparison of a slice's stacks is begun.</summary>
    Begin,

    /// <summary>A slice is read and judged, and what was found out is kept.</summary>
    Read,

    /// <summary>What has come in is merged, kept and told, if it is complete or the time is over.</summary>
    Close,
}

/// <summary>The JSON of the audit's inputs and outputs, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditRequest))]
[JsonSerializable(typeof(AuditResponse))]
[JsonSerializable(typeof(AuditTask))]
public sealed partial class GuardrailAuditJson : JsonSerializerContext;
