using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Functions.Sweeps;
using GovCloud.Resilience.Checks;

namespace GovCloud.Functions.BackupAudit;

/// <summary>
/// The audit of backups in slices. A slice tells its findings itself and keeps its answers as an object of its own: those of five thousand accounts would fit
/// neither the memory nor the time of the one invocation that closes the run.
/// </summary>
sealed class BackupSweep(EstateIndex estate, BackupJudgement judgement, BackupReport report) : ISweepWork
{
    readonly ImmutableArray<ImmutableArray<AccountId>> slices = BackupSlices.Of(estate.Estate);

    public int Slices => slices.Length;

    // Half an hour in all. Five thousand accounts take some ten minutes, where AWS answers as usual.
    public int LaterClosings => 3;

    public async Task<byte[]> ReadAsync(SweepRun run, int slice, CancellationToken reading, CancellationToken cancellationToken)
    {
        string[] accounts = [.. slices[slice].Select(account => account.ToString())];
        var past = await report.PastAsync(accounts, cancellationToken);
        var record = await judgement.JudgeAsync(slices[slice], past, reading);
        var part = await report.KeepAnswersAsync(run, slice, record, accounts, cancellationToken);
        var findings = BackupFinding.Of(past.Record, record);
        // Before the part: what was not told is told by the next delivery, which the part would stop.
        await report.TellAsync(findings, cancellationToken);
        return new BackupTally { At = judgement.Now, Part = part, Summary = record.Summary, Findings = findings.Length }.Write();
    }

    public async Task<DateTimeOffset?> LastClosedAsync(CancellationToken cancellationToken) => (await report.PastAsync(cancellationToken)).Record?.At;

    public async Task CloseAsync(SweepRun run, IReadOnlyList<byte[]?> parts, CancellationToken cancellationToken)
    {
        var previous = (await report.PastAsync(cancellationToken)).Record;
        var unheard = slices.Where((_, slice) => parts[slice] is null).SelectMany(slice => slice).SelectMany(account => judgement.Unheard(account, run.At));
        var record = run.Merge(parts.OfType<byte[]>().Select(part => BackupTally.Read(part)), unheard, previous);
        // That an account did not come in is told once and not by each of its checks.
        var told = BackupFinding.Of(null, record with { Answers = [.. record.Answers.Where(answer => answer.Check == BackupChecks.Objective)] });
        await report.KeepAndTellAsync(record, told, cancellationToken);
    }
}
