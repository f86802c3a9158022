using System.Collections.Immutable;
using GovCloud.Adapters.Backup;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Facts;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.BackupAudit;

/// <summary>
/// Reads accounts and judges each as soon as it is read: what was read of it is let go before the next one is begun, so that memory holds the recovery points
/// of a few accounts and the answers of all.
/// </summary>
sealed class BackupJudgement(EstateIndex estate, BackupReader accounts, TimeProvider time, ILogger logger)
{
    // Each holds the recovery points of an account, some 30 MB for 200 resources.
    const int AtOnce = 5;

    // Where drills are recorded is a folder of people's, which a function has no way to; likewise what stops systems is known to triage alone.
    static readonly ImmutableArray<AuditCheck<BackupEvidence>> Checks = [.. BackupChecks.All.Where(check => !BackupChecks.NeedsRecords.Contains(check.Definition.Id, StringComparer.Ordinal))];

    /// <summary>The clock by which accounts are judged.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Reads and judges accounts.</summary>
    /// <param name="targets">The accounts.</param>
    /// <param name="past">What earlier audits found.</param>
    /// <param name="reading">Ends the reading; what was not read by then is unknown.</param>
    public async Task<BackupAuditRecord> JudgeAsync(IReadOnlyList<AccountId> targets, BackupPast past, CancellationToken reading)
    {
        var judged = new Judged?[targets.Count];
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, targets.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = reading }, async (i, token) =>
                judged[i] = Judge(await accounts.ReadAsync(targets[i], token), past));
        }
        catch (OperationCanceledException)
        {
            // What was read is kept; the rest is unknown, which is told like everything else.
            logger.TimeRanOut(judged.Count(one => one is null));
        }

        Judged[] all = [.. targets.Select((target, i) => judged[i] ?? Judge(accounts.Unread(target, Now, "時間内に確認できなかった"), past))];
        return BackupAuditRecord.Of(all.SelectMany(one => one.Answers), all.SelectMany(one => one.Restores), all.Select(one => one.Retention), Now, estate.Digest);
    }

    /// <summary>The answers about an account of which nothing came in.</summary>
    public IEnumerable<AuditResult> Unheard(AccountId account, DateTimeOffset at) =>
        Results(accounts.Unread(account, at, "監査の締め切りまでに確認結果が届かなかった"));

    Judged Judge(BackupReading reading, BackupPast past)
    {
        var account = reading.Account.ToString();
        var before = past.Of(account);
        var remembering = Remembering(reading, before) with { Before = past.RetentionOf(account) };
        var kept = Now.AddDays(-estate.Estate.Backup.RestoredWithinDays);
        return new Judged(
            [.. Results(remembering).Order(AuditResultOrder.Instance).Select(RecordedAnswer.Of)],
            [.. (before?.Restores ?? []).Concat(RecordedRestore.Of(reading)).Where(restore => restore.Completed >= kept)],
            AccountRetention.Of(remembering, estate.Estate.Profile.PrimaryRegion));
    }

    IEnumerable<AuditResult> Results(BackupReading reading)
    {
        var none = Readings.Unknown<ImmutableArray<DrillRecord>>("訓練の記録は gca backup audit --drills で確かめる");
        return AuditEngine.Judge(Checks, BackupEvidence.Of(estate, reading, none), estate.Estate.Audit.Waivers);
    }

    static BackupReading Remembering(BackupReading reading, BackupAuditRecord? before) => reading with
    {
        RestoresRemembered = before is not null,
        Regions = [.. reading.Regions.Select((region, index) => index > 0 ? region : region with
        {
            RestoreJobs = region.RestoreJobs.Select<ImmutableArray<RestoreJob>>(jobs =>
                [.. jobs, .. (before?.Restores ?? []).Where(restore => jobs.All(job => job.Id != restore.Id)).Select(restore => restore.Job())]),
        })],
    };

    sealed record Judged(ImmutableArray<RecordedAnswer> Answers, ImmutableArray<RecordedRestore> Restores, AccountRetention Retention);
}
