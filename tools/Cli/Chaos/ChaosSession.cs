using System.Collections.Immutable;
using System.Diagnostics;
using GovCloud.Calendar;
using GovCloud.Cli.Day;
using GovCloud.Cost;
using GovCloud.Estates;
using GovCloud.LocalCloud.Clock;

namespace GovCloud.Cli.Chaos;

/// <summary>One run from the start of the local AWS to the verdict.</summary>
/// <param name="Record">What is there afterwards.</param>
/// <param name="Rows">What must be conserved.</param>
/// <param name="Elapsed">Real time from the first event until everything is at rest.</param>
sealed record ChaosSession(ChaosRecord Record, ImmutableArray<ConservationRow> Rows, TimeSpan Elapsed)
{
    /// <summary>Whether nothing was lost.</summary>
    public bool Holds => Rows.All(row => row.Holds);

    /// <summary>Runs a plan.</summary>
    /// <param name="estate">The estate from which the assembly was synthesised.</param>
    /// <param name="assembly">Folder of the cloud assembly.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="day">The day on which it happens.</param>
    /// <param name="progress">Is told of every wave before it enters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ChaosSession> RunAsync(
        EstateIndex estate, string assembly, ChaosOptions options, DateOnly day, Action<ChaosPlan, int> progress, CancellationToken cancellationToken)
    {
        var start = JapanTime.At(day, new TimeOnly(9, 0));
        var plan = ChaosPlan.Create(estate.Estate, options, start);
        using var clock = new ControllableClock(start, frozen: true);
        await using var cloud = await EstateCloud.StartAsync(estate.Estate, assembly, clock, port: 0, plan.Schedule, cancellationToken);
        var month = CostMonth.Of(day.AddMonths(-1));
        using var bill = new ChaosBill(cloud, estate.Estate, month);
        var begun = Stopwatch.GetTimestamp();
        var outcome = await new ChaosRun(cloud, bill, (i, _) => progress(plan, i)).RunAsync(plan, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(begun);
        var record = await ChaosRecord.ReadAsync(cloud, estate, plan, outcome, cancellationToken) with { Bill = await bill.ReadAsync(cancellationToken) };
        record = record with { UndisturbedBill = await UndisturbedAsync(estate.Estate, assembly, start, month, cancellationToken) };
        return new ChaosSession(record, Conservation.Of(record), elapsed);
    }

    static async Task<ClosedBill> UndisturbedAsync(Estate estate, string assembly, DateTimeOffset start, CostMonth month, CancellationToken cancellationToken)
    {
        using var clock = new ControllableClock(start, frozen: true);
        await using var quiet = await EstateCloud.StartAsync(estate, assembly, clock, port: 0, cancellationToken);
        return await ChaosBill.UndisturbedAsync(quiet, estate, month, cancellationToken);
    }
}
