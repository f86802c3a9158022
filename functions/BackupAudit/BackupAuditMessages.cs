using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GovCloud.Functions.BackupAudit;

/// <summary>What the schedule and people send.</summary>
public sealed record BackupAuditRequest
{
    /// <summary>Only these accounts, by id; all where absent or empty. An audit of some keeps no evidence.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }

    /// <summary>When the schedule meant it to begin; now where absent. Two deliveries of one beginning name the same time and are one audit.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>What came of it.</summary>
public sealed record BackupAuditResponse
{
    /// <summary>Slices that were handed to other invocations; their outcome is in the evidence.</summary>
    public int? Slices { get; init; }

    /// <summary>Answers by outcome.</summary>
    public ImmutableSortedDictionary<string, int>? Summary { get; init; }

    /// <summary>Findings that were told.</summary>
    public int? Findings { get; init; }

    /// <summary>Key of the evidence.</summary>
    public string? Evidence { get; init; }

    /// <summary>The end of the chain of evidence, by which a later verification sees whether it was cut off.</summary>
    public string? Head { get; init; }
}

/// <summary>The JSON of the audit's inputs and outputs, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BackupAuditRequest))]
[JsonSerializable(typeof(BackupAuditResponse))]
public sealed partial class BackupAuditHandlerJson : JsonSerializerContext;
