using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Guardrails;

/// <summary>Puts the parts of a shared audit together.</summary>
public static class GuardrailMerge
{
    /// <summary>
    /// The evidence of the run from the parts that came in, in any order and any number of times. An account of the estate that is in none of them is
    /// unknown, never met; of two answers about an account the later one counts.
    /// </summary>
    public static GuardrailEvidence Merge(this SweepRun run, Estate estate, IEnumerable<AuditPart> parts)
    {
        ArgumentNullException.ThrowIfNull(run);
        var heard = parts
            .OrderByDescending(part => part.At).ThenBy(part => part.Slice)
            .SelectMany(part => part.Accounts)
            .DistinctBy(audit => audit.Account, StringComparer.Ordinal)
            .ToDictionary(audit => audit.Account, StringComparer.Ordinal);
        var audits = AuditSlices.Targets(estate).Select(target => heard.GetValueOrDefault(target.Account.Id.ToString()) ?? NotHeard(run, estate, target));
        return GuardrailEvidence.Of(audits, run.At, run.EstateDigest) with { Templates = TemplateDeadlines.Judge(estate, JapanTime.DateOf(run.At)) };
    }

    static AccountAudit NotHeard(SweepRun run, Estate estate, RolloutTarget target) =>
        BaselineAudit.Judge(estate, new AccountReading { Account = target.Account.Id, Unreadable = "監査の締め切りまでに確認結果が届かなかった" }, run.At);
}

/// <summary>What one slice of a run found out.</summary>
public sealed record AuditPart
{
    /// <summary>The slice, from 0.</summary>
    public required int Slice { get; init; }

    /// <summary>When its accounts were judged, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its accounts.</summary>
    public required ImmutableArray<AccountAudit> Accounts { get; init; }

    /// <summary>Reads a part.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static AuditPart Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, EvidenceJson.Default.AuditPart) ?? throw new JsonException("The part is null.");

    /// <summary>Writes a part.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, EvidenceJson.Default.AuditPart);
}
