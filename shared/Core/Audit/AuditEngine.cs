using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Audit;

/// <summary>Runs checks. Pure: the same checks, evidence and waivers give the same results in the same order.</summary>
public static class AuditEngine
{
    /// <summary>
    /// Judges one body of evidence: at least one result for each check, in the order of the checks. Results stream, so that a caller may keep
    /// only what it needs.
    /// </summary>
    /// <param name="checks">The checks.</param>
    /// <param name="evidence">What was read.</param>
    /// <param name="waivers">What has been accepted. One that has ended, or has not begun, waives nothing.</param>
    public static IEnumerable<AuditResult> Judge<TEvidence>(IEnumerable<AuditCheck<TEvidence>> checks, TEvidence evidence, IReadOnlyCollection<AuditWaiver> waivers)
        where TEvidence : AuditEvidence
    {
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(waivers);
        var today = JapanTime.DateOf(evidence.At);
        return
            from check in checks
            let own = waivers.Where(waiver => waiver.Check == check.Definition.Id).ToList()
            from judgement in Judgements(check, evidence)
            select Result(check.Definition, judgement, own, today, evidence.At);
    }

    static List<Judgement> Judgements<TEvidence>(AuditCheck<TEvidence> check, TEvidence evidence)
        where TEvidence : AuditEvidence
    {
        try
        {
            var judgements = check.Judge(evidence).Match(known => known.ToList(), why => [Judgement.Unknown(evidence.Scope, why)]);
            return judgements.Count > 0 ? judgements : [Judgement.NotApplicable(evidence.Scope, "該当するものがありません")];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // One account's odd input must not hide what is wrong with the other accounts, and never counts as a pass.
            return [Judgement.Unknown(evidence.Scope, $"検査を実行できませんでした: {e.GetType().Name} {e.Message}")];
        }
    }

    static AuditResult Result(CheckDefinition check, Judgement judgement, List<AuditWaiver> waivers, DateOnly today, DateTimeOffset at)
    {
        var result = new AuditResult
        {
            Check = check,
            Subject = judgement.Subject,
            Outcome = judgement.Outcome,
            Message = judgement.Message,
            Observed = judgement.Observed,
            At = at,
        };
        // Only what fails can be accepted. What is not known is not known to be acceptable either.
        if (judgement.Outcome is not Failed || waivers.Count == 0)
        {
            return result;
        }

        var about = waivers.Where(waiver => Covers(waiver, judgement.Subject)).OrderByDescending(waiver => waiver.Until).ThenBy(waiver => waiver.Owner, StringComparer.Ordinal).ToList();
        return about.Find(waiver => waiver.IsInForce(today)) is { } inForce ? result with { Outcome = new Waived(inForce) }
            : about.Find(waiver => waiver.Until < today) is { } ended ? result with { EndedWaiver = ended }
            : result;
    }

    static bool Covers(AuditWaiver waiver, AuditSubject subject) =>
        (waiver.Accounts.IsEmpty || (subject.Account is { } account && waiver.Accounts.Contains(account)))
        && (waiver.Subject is null || waiver.Subject == subject.Id);
}
