using System.Collections.Immutable;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Adapters.Storage;
using GovCloud.Calendar;
using GovCloud.Contracts;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Closing;
using GovCloud.Cost.Reconciliation;
using GovCloud.Cost.Statements;
using GovCloud.Documents.Statements;
using GovCloud.Estates;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.CostApportionment;

/// <summary>Looks at a month that is over: reads its bill, apportions it, and keeps a draft or the next revision with what stands against closing it.</summary>
sealed class MonthClosing(EstateIndex estate, MonthBills bills, MonthInputs inputs, StatementStore statements, StatementObjects files, ILogger logger)
{
    const int MostRaces = 5;
    const int MostFilesAtOnce = 8;

    readonly ClosingSchedule schedule = new(estate.Estate);
    readonly PostedCorrections corrections = new(statements, files);

    /// <summary>Looks at a month.</summary>
    /// <param name="month">The month, over by now.</param>
    /// <param name="at">The instant of the event that asks for it.</param>
    /// <param name="cancellationToken">Ends the work; what was kept is found again by the next event.</param>
    /// <exception cref="IOException">S3 failed.</exception>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task LookAsync(CostMonth month, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var before = await statements.FindStatusAsync(month, cancellationToken);
        var now = before?.JudgedAt > at ? before.JudgedAt : at;
        var bill = await bills.ReadAsync(month, cancellationToken);
        if (bill.Bill is null && before is null && month.Next < CostMonth.Of(JapanTime.DateOf(now)))
        {
            // From before anybody began to collect bills: nobody waits for it.
            return;
        }

        var given = await inputs.ReadAsync(month, cancellationToken);
        var (split, problems) = Split(bill.Bill, given);
        // Invoices state what is paid, on whatever basis the month is apportioned.
        var reconciliation = bill.Bill is { } read ? Reconciler.Reconcile(read, CostBasis.Billed, given.Conversion, given.Invoice?.Stated() ?? []) : [];
        var obstacles = ClosingJudgement.Of(estate.Estate, schedule, new ClosingFacts
        {
            Month = month,
            Now = now,
            Bill = bill.Bill,
            DeliveredAccounts = bill.DeliveredAccounts,
            InputObstacles = given.Obstacles,
            Split = split,
            SplitProblems = problems,
            Reconciliation = reconciliation,
        });
        ImmutableArray<string> reasons = [.. obstacles.Select(obstacle => obstacle.ToString())];
        var entry = split is null
            ? (await statements.ListAsync(month, cancellationToken)).LastOrDefault()
            : await KeepAsync((posted, revision) => StatementRecords.Create(estate.Estate, bill.Bill!, split, given.Drivers, reconciliation, posted, revision), month, reasons, now, cancellationToken);
        await statements.TryPutStatusAsync(
            new MonthStatus
            {
                Month = month,
                JudgedAt = now,
                ClosingDay = schedule.DayOf(month),
                Due = schedule.IsDue(month, now),
                Revision = entry?.Revision,
                State = entry?.State,
                RecordDigest = entry?.RecordDigest,
                Yen = entry?.Yen,
                Obstacles = reasons,
                Unreadable = bill.Unreadable,
            },
            cancellationToken);
        logger.Looked(month.ToString(), entry?.Revision, entry?.State.ToString(), obstacles.Length, estate.Digest);
    }

    (ApportionedMonth? Split, ImmutableArray<string> Problems) Split(CostBill? bill, ReadInputs given)
    {
        if (bill is null || bill.Lines.IsEmpty || given.Conversion is not { } conversion || given.Obstacles.Any(o => o.Kind == ClosingObstacleKind.DriverValues))
        {
            return (null, []);
        }

        try
        {
            return (Apportioner.Apportion(new ApportionmentInput { Estate = estate.Estate, Bill = bill, Conversion = conversion, DriverValues = given.Drivers }), []);
        }
        catch (ApportionmentException refused)
        {
            return (null, refused.Problems);
        }
    }

    /// <summary>Files first, then the index: an entry never names files that are not there.</summary>
    async Task<StatementEntry> KeepAsync(
        Func<ImmutableArray<StatementCorrection>, int, StatementRecord> create, CostMonth month, ImmutableArray<string> obstacles, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            var entries = await statements.ListAsync(month, cancellationToken);
            var posted = await corrections.OfAsync(month, entries, cancellationToken);
            var (record, digest) = Made(create(posted, StatementLifecycle.CurrentRevision(entries)));
            if (StatementLifecycle.NeedsNextRevision(entries, digest))
            {
                (record, digest) = Made(create(posted, StatementLifecycle.CurrentRevision(entries) + 1));
            }

            var prefix = $"{month}/r{record.Revision}/{digest[..16]}/";
            var decision = StatementLifecycle.Draft(
                month, entries, new ComputedStatement(record.Revision, digest, prefix, record.Split.Yen, obstacles), new StatementActor(HandlerIds.CostApportionment, now));
            if (decision is StatementDecision.AlreadySo { Entry: var same })
            {
                return same;
            }

            var change = (StatementDecision.Change)decision;
            if (change.Before?.RecordDigest != digest)
            {
                await WriteAsync(prefix, record, cancellationToken);
            }

            if (await statements.CommitAsync(change, cancellationToken) != StatementCommitOutcome.Conflict)
            {
                return change.After;
            }
        }

        throw new IOException($"The statements of {month} were changed by others {MostRaces} times in a row.");
    }

    static (StatementRecord Record, string Digest) Made(StatementRecord record) => (record, StatementRecords.Digest(StatementRecords.Write(record)));

    Task WriteAsync(string prefix, StatementRecord record, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        StatementFiles.Render(record), new ParallelOptions { MaxDegreeOfParallelism = MostFilesAtOnce, CancellationToken = cancellationToken },
        async (file, token) => await files.WriteOnceAsync(prefix + file.Name, file.MediaType, file.Content, token));
}
