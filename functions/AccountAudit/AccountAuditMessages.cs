using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GovCloud.Functions.AccountAudit;

/// <summary>What the schedules and people send.</summary>
public sealed record AccountAuditRequest
{
    /// <summary>The phase that is held only on the first business day of a quarter; every other day it does nothing.</summary>
    public const string Quarter = "quarter";

    /// <summary><see cref="Quarter"/>, or nothing for an inventory whatever the day.</summary>
    public string? Phase { get; init; }

    /// <summary>Only these accounts, by id; all where absent or empty. An inventory of some keeps no evidence.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }

    /// <summary>When the schedule meant it to begin; now where absent. Two deliveries of one beginning name the same time and are one inventory.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>What came of it.</summary>
public sealed record AccountAuditResponse
{
    /// <summary>Whether nothing was done because the day opens no quarter.</summary>
    public bool? Skipped { get; init; }

    /// <summary>Slices that were handed to other invocations; their outcome is in the evidence.</summary>
    public int? Slices { get; init; }

    /// <summary>Answers by outcome.</summary>
    public ImmutableSortedDictionary<string, int>? Summary { get; init; }

    /// <summary>Accounts that could not be read.</summary>
    public int? Unread { get; init; }

    /// <summary>Findings that were told.</summary>
    public int? Findings { get; init; }

    /// <summary>Where the evidence is.</summary>
    public string? Evidence { get; init; }

    /// <summary>The last entry of the chain of evidence.</summary>
    public string? Head { get; init; }
}

/// <summary>The JSON of the inventory's inputs and outputs, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountAuditRequest))]
[JsonSerializable(typeof(AccountAuditResponse))]
public sealed partial class AccountAuditJson : JsonSerializerContext;
