using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GovCloud.Guardrails;

/// <summary>What was deployed where: a file beside the estate, written by <c>gca guardrails wave record</c> and reviewed like the estate itself.</summary>
public sealed record RolloutRecord
{
    /// <summary>Its name in the estate's folder.</summary>
    public const string FileName = "guardrails.rollout.json";

    /// <summary>The latest entry of each account, by account id.</summary>
    public ImmutableArray<RolloutEntry> Entries { get; init; } = [];

    /// <summary>What is known of an account; none where nothing was ever deployed.</summary>
    public RolloutEntry? Find(AccountId account) => Entries.FirstOrDefault(entry => entry.Account == account.ToString());

    /// <summary>The record with an entry in place of the account's former one.</summary>
    public RolloutRecord With(RolloutEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return this with
        {
            Entries = [.. Entries.Where(other => !string.Equals(other.Account, entry.Account, StringComparison.Ordinal)).Append(entry).OrderBy(one => one.Account, StringComparer.Ordinal)],
        };
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static RolloutRecord Read(string json)
    {
        var record = JsonSerializer.Deserialize(json, RolloutJson.Default.RolloutRecord) ?? throw new JsonException("The record is null.");
        return record.Entries.IsDefault ? new RolloutRecord() : record;
    }

    /// <summary>Writes the record; equal ones give equal texts.</summary>
    public string Write() => JsonSerializer.Serialize(this, RolloutJson.Default.RolloutRecord).ReplaceLineEndings("\n") + "\n";
}

/// <summary>The latest that happened to an account's baseline.</summary>
public sealed record RolloutEntry
{
    /// <summary>The account's id.</summary>
    public required string Account { get; init; }

    /// <summary>The version that was deployed or tried.</summary>
    public required string Version { get; init; }

    /// <summary>How the deployment ended.</summary>
    public required RolloutOutcome Outcome { get; init; }

    /// <summary>What the audit said afterwards; <see cref="AuditOutcome.None"/> until it was held.</summary>
    public AuditOutcome Audit { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: a role or desk.</summary>
    public required string Who { get; init; }

    /// <summary>Change number, reason of a failure or where the evidence is.</summary>
    public string? Note { get; init; }
}

/// <summary>How a deployment ended.</summary>
public enum RolloutOutcome
{
    /// <summary>The stack is up to date.</summary>
    Deployed,

    /// <summary>CloudFormation rolled back, or the deployment could not begin.</summary>
    Failed,
}

/// <summary>What the audit said about an account.</summary>
public enum AuditOutcome
{
    /// <summary>Not audited since the deployment.</summary>
    None,

    /// <summary>適合.</summary>
    Conforming,

    /// <summary>不適合.</summary>
    Deviating,

    /// <summary>不明: something could not be read.</summary>
    Unknown,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RolloutRecord))]
sealed partial class RolloutJson : JsonSerializerContext;
