using System.Collections.Immutable;
using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Backup;
using GovCloud.ApiModels;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Accounts;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Clock;
using GovCloud.LocalCloud.Gateway;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Facts;

namespace GovCloud.Cli.Quarter;

/// <summary>Every morning of the quarter: the accounts are read over HTTP by the readers that the functions use, and judged by the same checks.</summary>
sealed class QuarterRun(EstateIndex index, QuarterScenario scenario)
{
    /// <summary>When the audit is held, JST.</summary>
    public static readonly TimeOnly AuditTime = new(7, 0);

    const int AtOnce = 4;

    /// <summary>Runs.</summary>
    /// <param name="days">The mornings on which is audited, in order.</param>
    /// <param name="progress">Told of every morning that is done.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<QuarterRecord> RunAsync(IReadOnlyList<DateOnly> days, Action<DateOnly> progress, CancellationToken cancellationToken)
    {
        using var clock = new ControllableClock(JapanTime.At(days[0], AuditTime), frozen: true);
        await using var host = await AccountsHost.StartAsync(scenario.Accounts(clock), ApiModelLibrary.FindFolder(AppContext.BaseDirectory), cancellationToken);
        using var reader = new BackupReader(Options(host), index.Estate.Profile, clock);
        var results = ImmutableArray.CreateBuilder<(DateOnly Day, AuditResult Result)>();
        BackupAuditRecord? previous = null;
        ImmutableArray<BackupEvidence> last = [];
        foreach (var day in days)
        {
            clock.Advance(JapanTime.At(day, AuditTime) - clock.GetUtcNow());
            last = await ReadAsync(reader, previous, cancellationToken);
            var judged = Judge(last);
            results.AddRange(judged.Select(result => (day, result)));
            if (IsInventoryDay(day))
            {
                results.AddRange((await new QuarterInventory(index, Options(host), clock).JudgeAsync(cancellationToken)).Select(result => (day, result)));
            }

            previous = Remember(judged, last, previous, clock.GetUtcNow());
            progress(day);
        }

        return new QuarterRecord
        {
            Days = [.. days],
            Results = results.ToImmutable(),
            LastEvidence = last,
            ModelledCalls = host.ModelledCalls,
            ModelCoverage = host.ModelCoverage,
            ModelDeviations = host.ModelDeviations,
            UnhandledCalls = host.UnhandledCalls,
        };
    }

    // As the schedule has it; the first business day of the quarter besides.
    bool IsInventoryDay(DateOnly day) => day == scenario.First || day.DayOfWeek == DayOfWeek.Monday;

    AwsClientOptions Options(AccountsHost host)
    {
        var (key, secret) = LocalCloudHost.CredentialsOf(index.Estate.Profile.OperationsAccount.ToString());
        return new AwsClientOptions { Credentials = new BasicAWSCredentials(key, secret), Region = index.Estate.Profile.PrimaryRegion, Endpoint = host.Endpoint };
    }

    async Task<ImmutableArray<BackupEvidence>> ReadAsync(BackupReader reader, BackupAuditRecord? previous, CancellationToken cancellationToken)
    {
        var accounts = index.Estate.Accounts;
        var readings = new BackupReading[accounts.Length];
        await Parallel.ForEachAsync(Enumerable.Range(0, accounts.Length), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            readings[i] = await reader.ReadAsync(accounts[i].Id, token));
        var remembered = (previous?.Restores ?? []).ToLookup(restore => restore.Account, StringComparer.Ordinal);
        var drills = Readings.Unknown<ImmutableArray<DrillRecord>>("訓練の記録はここでは読まない");
        return [.. readings.Select(reading => BackupEvidence.Of(index, Remembering(reading, [.. remembered[reading.Account.ToString()]], previous), drills))];
    }

    // As the function does it: AWS forgets restores after 30 days, the evidence does not.
    static BackupReading Remembering(BackupReading reading, ImmutableArray<RecordedRestore> restores, BackupAuditRecord? previous) => reading with
    {
        RestoresRemembered = previous is not null,
        Before = Readings.Known(previous?.Retentions.FirstOrDefault(retention => retention.Account == reading.Account.ToString())),
        Regions = [.. reading.Regions.Select((region, number) => number > 0 ? region : region with
        {
            RestoreJobs = region.RestoreJobs.Select<ImmutableArray<RestoreJob>>(jobs => [.. jobs, .. restores.Where(restore => jobs.All(job => job.Id != restore.Id)).Select(restore => restore.Job())]),
        })],
    };

    List<AuditResult> Judge(ImmutableArray<BackupEvidence> evidence)
    {
        var checks = BackupChecks.All.Where(check => !BackupChecks.NeedsRecords.Contains(check.Definition.Id, StringComparer.Ordinal)).ToImmutableArray();
        return [.. evidence.SelectMany(one => AuditEngine.Judge(checks, one, index.Estate.Audit.Waivers))];
    }

    BackupAuditRecord Remember(List<AuditResult> judged, ImmutableArray<BackupEvidence> evidence, BackupAuditRecord? previous, DateTimeOffset now)
    {
        var kept = now.AddDays(-index.Estate.Backup.RestoredWithinDays);
        var restores = (previous?.Restores ?? []).Concat(evidence.SelectMany(one => RecordedRestore.Of(one.Reading))).Where(restore => restore.Completed >= kept);
        return BackupAuditRecord.Of(judged.Select(RecordedAnswer.Of), restores, evidence.Select(one => AccountRetention.Of(one.Reading, index.Estate.Profile.PrimaryRegion)), now, index.Digest);
    }
}

/// <summary>What came of the quarter.</summary>
sealed record QuarterRecord
{
    /// <summary>The mornings.</summary>
    public required ImmutableArray<DateOnly> Days { get; init; }

    /// <summary>Every answer, by morning.</summary>
    public required ImmutableArray<(DateOnly Day, AuditResult Result)> Results { get; init; }

    /// <summary>What was read on the last morning.</summary>
    public required ImmutableArray<BackupEvidence> LastEvidence { get; init; }

    /// <summary>Calls that were compared with AWS's models.</summary>
    public required long ModelledCalls { get; init; }

    /// <summary>What of these calls, and of the answers to them, was compared; null where the models are not installed.</summary>
    public required ModelCoverage? ModelCoverage { get; init; }

    /// <summary>Calls and answers that these do not allow.</summary>
    public required IReadOnlyList<ModelDeviation> ModelDeviations { get; init; }

    /// <summary>Calls that are not simulated.</summary>
    public required IReadOnlyList<UnhandledCall> UnhandledCalls { get; init; }
}
