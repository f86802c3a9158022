using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Guardrails;

/// <summary>One audit of a whole estate that several invocations share.</summary>
/// <param name="At">When it was to begin, UTC: the same when the same beginning is delivered twice.</param>
/// <param name="EstateDigest">Digest of the estate that it judges by.</param>
public sealed record AuditRun(DateTimeOffset At, string EstateDigest)
{
    const int DigestLength = 12;

    /// <summary>Its name among the evidence, such as <c>20261120T210000Z-1f3c09ab77d2</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{At.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{EstateDigest[..Math.Min(DigestLength, EstateDigest.Length)]}");

    /// <summary>
    /// The evidence of the run from the parts that came in, in any order and any number of times. An account of the estate that is in none of them is
    /// unknown, never met; of two answers about an account the later one counts.
    /// </summary>
    public GuardrailEvidence Merge(Estate estate, IEnumerable<AuditPart> parts)
    {
        var heard = parts
            .OrderByDescending(part => part.At).ThenBy(part => part.Slice)
            .SelectMany(part => part.Accounts)
            .DistinctBy(audit => audit.Account, StringComparer.Ordinal)
            .ToDictionary(audit => audit.Account, StringComparer.Ordinal);
        var audits = AuditSlices.Targets(estate).Select(target => heard.GetValueOrDefault(target.Account.Id.ToString()) ?? NotHeard(estate, target));
        return GuardrailEvidence.Of(audits, At, EstateDigest) with { Templates = TemplateDeadlines.Judge(estate, JapanTime.DateOf(At)) };
    }

    AccountAudit NotHeard(Estate estate, RolloutTarget target) =>
        BaselineAudit.Judge(estate, new AccountReading { Account = target.Account.Id, Unreadable = "監査の締め切りまでに確認結果が届かなかった" }, At);
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
