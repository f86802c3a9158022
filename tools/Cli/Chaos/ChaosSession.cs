using System.Collections.Immutable;
using System.Diagnostics;
using GovCloud.Calendar;
using GovCloud.Cli.Day;
using GovCloud.Cost;
using GovCloud.Estates;
using GovCloud.LocalCloud.Accounts;
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
        var accounts = ChaosAudits.AccountsOf(estate.Estate);
        await using var cloud = await EstateCloud.StartAsync(estate.Estate, assembly, clock, plan.Schedule, accounts, cancellationToken);
        var month = CostMonth.Of(day.AddMonths(-1));
        using var bill = new ChaosBill(cloud, estate.Estate, month);
        using var files = new ChaosFiles(cloud, estate.Estate, day, options.Seed);
        var audits = new ChaosAudits(cloud, estate);
        await audits.PrepareAsync(cancellationToken);
        var begun = Stopwatch.GetTimestamp();
        var outcome = await new ChaosRun(cloud, new ChaosLoads(bill, files, audits), (i, _) => progress(plan, i)).RunAsync(plan, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(begun);
        var record = await ChaosRecord.ReadAsync(cloud, estate, plan, outcome, cancellationToken) with
        {
            Bill = await bill.ReadAsync(cancellationToken),
            Files = await files.ReadAsync(cancellationToken),
            Audits = await audits.ReadAsync(cancellationToken),
        };
        record = await WithUndisturbedAsync(record, assembly, start, month, accounts, cancellationToken);
        return new ChaosSession(record, Conservation.Of(record), elapsed);
    }

    static async Task<ChaosRecord> WithUndisturbedAsync(ChaosRecord record, string assembly, DateTimeOffset start, CostMonth month, SimulatedAccounts accounts, CancellationToken cancellationToken)
    {
        using var clock = new ControllableClock(start, frozen: true);
        await using var quiet = await EstateCloud.StartAsync(record.Estate.Estate, assembly, clock, accounts, cancellationToken);
        return record with
        {
            UndisturbedBill = await ChaosBill.UndisturbedAsync(quiet, record.Estate.Estate, month, cancellationToken),
            UndisturbedFiles = await ChaosFiles.UndisturbedAsync(quiet, record.Estate.Estate, JapanTime.DateOf(start), record.Plan.Options.Seed, cancellationToken),
            UndisturbedAudits = await ChaosAudits.UndisturbedAsync(quiet, record.Estate, cancellationToken),
        };
    }
}
