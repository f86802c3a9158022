using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GovCloud.Guardrails;

/// <summary>What the audit says about an account.</summary>
public sealed record AccountAudit
{
    /// <summary>The account's id.</summary>
    public required string Account { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The version that it is to have; none where it has no baseline.</summary>
    public string? Expected { get; init; }

    /// <summary>The version that it has; none where there is none or it is not known.</summary>
    public string? Deployed { get; init; }

    /// <summary>The worst of the items.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>What was checked.</summary>
    public ImmutableArray<AuditItem> Items { get; init; } = [];
}

/// <summary>One thing that was checked.</summary>
/// <param name="Check">What.</param>
/// <param name="Control">The control that it is about, where it is about one.</param>
/// <param name="State">The answer.</param>
/// <param name="Reason">Why, Japanese.</param>
public sealed record AuditItem(AuditCheck Check, string? Control, AuditState State, string Reason);

/// <summary>What is checked.</summary>
public enum AuditCheck
{
    /// <summary>The account can be read.</summary>
    Unreadable,

    /// <summary>The version is the one that is asked for.</summary>
    Version,

    /// <summary>The template is the released one.</summary>
    Template,

    /// <summary>The parameters are those of the estate.</summary>
    Parameters,

    /// <summary>Nothing was changed since.</summary>
    Drift,

    /// <summary>A setting is as asked.</summary>
    Setting,

    /// <summary>Events are forwarded.</summary>
    Forwarding,
}

/// <summary>The answer to a check.</summary>
public enum AuditState
{
    /// <summary>適合.</summary>
    Met,

    /// <summary>例外: not met, accountably.</summary>
    Excepted,

    /// <summary>不適合.</summary>
    Violated,

    /// <summary>不明.</summary>
    Unknown,
}

/// <summary>The evidence of one audit.</summary>
public sealed record GuardrailEvidence
{
    /// <summary>When the audit was held, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Digest of the estate that was in force.</summary>
    public required string EstateDigest { get; init; }

    /// <summary>適合表: accounts by outcome.</summary>
    public required ImmutableSortedDictionary<string, int> Summary { get; init; }

    /// <summary>The accounts, by id.</summary>
    public required ImmutableArray<AccountAudit> Accounts { get; init; }

    /// <summary>The registered templates, in the order of the estate; none in an audit of some accounts.</summary>
    public ImmutableArray<TemplateAudit> Templates { get; init; } = [];

    /// <summary>The evidence of what was judged.</summary>
    public static GuardrailEvidence Of(IEnumerable<AccountAudit> audits, DateTimeOffset at, string estateDigest)
    {
        ImmutableArray<AccountAudit> accounts = [.. audits.OrderBy(audit => audit.Account, StringComparer.Ordinal)];
        return new GuardrailEvidence
        {
            At = at,
            EstateDigest = estateDigest,
            Summary = accounts.GroupBy(audit => JsonNamingPolicy.CamelCase.ConvertName(audit.Outcome.ToString()), StringComparer.Ordinal)
                .ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            Accounts = accounts,
        };
    }

    /// <summary>Reads evidence.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static GuardrailEvidence Read(ReadOnlySpan<byte> json)
    {
        var read = JsonSerializer.Deserialize(json, EvidenceJson.Default.GuardrailEvidence) ?? throw new JsonException("The evidence is null.");
        // Older evidence says nothing about templates.
        return read.Templates.IsDefault ? read with { Templates = [] } : read;
    }

    /// <summary>Writes evidence.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, EvidenceJson.Default.GuardrailEvidence);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GuardrailEvidence))]
[JsonSerializable(typeof(AuditPart))]
[JsonSerializable(typeof(AuditFinding))]
sealed partial class EvidenceJson : JsonSerializerContext;
