using System.Collections.Immutable;
using System.Text.Json.Serialization;

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

/// <summary>The JSON of the audit's inputs and outputs, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditRequest))]
[JsonSerializable(typeof(AuditResponse))]
public sealed partial class GuardrailAuditJson : JsonSerializerContext;
