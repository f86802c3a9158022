using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Functions.Sweeps;
using GovCloud.Guardrails;

namespace GovCloud.Functions.GuardrailAudit;

/// <summary>The audit of the baseline in slices.</summary>
sealed class GuardrailSweep(EstateIndex estate, AccountSweep sweep, AuditReport report) : ISweepWork
{
    readonly ImmutableArray<ImmutableArray<RolloutTarget>> slices = AuditSlices.Of(estate.Estate);

    public int Slices => slices.Length;

    public Task BeginAsync(int slice, CancellationToken reading) => sweep.BeginAsync(slices[slice], reading);

    public async Task<byte[]> ReadAsync(SweepRun run, int slice, CancellationToken reading, CancellationToken cancellationToken)
    {
        var audits = await sweep.JudgeAsync(slices[slice], reading);
        return new AuditPart { Slice = slice, At = sweep.Now, Accounts = audits }.Write();
    }

    public async Task<DateTimeOffset?> LastClosedAsync(CancellationToken cancellationToken) => (await report.PreviousAsync(cancellationToken))?.At;

    public async Task CloseAsync(SweepRun run, IReadOnlyList<byte[]?> parts, CancellationToken cancellationToken) => await report.KeepAndTellAsync(
        await report.PreviousAsync(cancellationToken), run.Merge(estate.Estate, parts.OfType<byte[]>().Select(part => AuditPart.Read(part))), cancellationToken);
}
