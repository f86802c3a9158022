using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Facts;

namespace GovCloud.Benchmarks.Backup;

/// <summary>
/// All checks of backups over accounts with recovery points of a month, made and judged account by account as the audit does it. The peer sorts as many
/// recovery points by resource and time, which is the least that a judgement of the newest has to do.
/// </summary>
sealed class BackupBenchmark(EstateIndex estate, Progress progress)
{
    const int Resources = 20;
    const int Rounds = 3;

    // Accounts are judged one by one, so that the cost of one must not depend on how many there are.
    const double GrowthGoal = 1.5;

    static readonly int[] Points = [10_000, 100_000, 1_000_000];

    static readonly DateTimeOffset Now = JapanTime.At(new DateOnly(2026, 11, 20), new TimeOnly(9, 0));

    readonly AccountId account = estate.Estate.Accounts.First(one => one.System is not null && one.Environment == DeploymentEnvironment.Production).Id;

    public BenchmarkResult Run()
    {
        var steps = Points.Select(Measure).ToList();
        var (first, last) = (steps[0], steps[^1]);
        return new BenchmarkResult(
            [
                .. steps.Select(s => new Measurement(
                    $"Backup audit of {s.Points:N0} recovery points, {BackupChecks.All.Length} checks",
                    $"{s.Judge.Median / 1000:0.00} s ({s.Judge.Spread("N0")} ms), {s.Answers:N0} answers, {s.PeakMegabytes:N0} MB in use",
                    $"sorting them {s.Sort.Median:N0} ms",
                    s.Judge.Median / s.Sort.Median)),
                new Measurement(
                    $"Growth: a recovery point of {last.Points:N0} against one of {first.Points:N0}",
                    $"{last.Judge.Median * 1000 / last.Points:0.00} µs",
                    $"{first.Judge.Median * 1000 / first.Points:0.00} µs",
                    last.Judge.Median / last.Points / (first.Judge.Median / first.Points),
                    GrowthGoal),
            ],
            [string.Create(CultureInfo.InvariantCulture, $"Backup audit: accounts of {Resources} resources with {PerResource} recovery points each and as many copies, half of them in each region; the same account is judged again and again, so that its data lie warm; wall time on one thread, without reading from AWS. Memory is what is in use after the last account.")]);
    }

    int PerResource => RunsOf(ClassOf()).Count;

    Step Measure(int points)
    {
        progress.Say($"backup: {points:N0} recovery points");
        var accounts = Math.Max(1, points / (Resources * PerResource * 2));
        var reading = Reading();
        var (judge, sort) = (new List<double>(), new List<double>());
        long answers = 0;
        double memory = 0;
        // Small sizes must repeat until the optimised code runs, or they would flatter the growth.
        var warmUp = Math.Max(1, 500_000 / points);
        for (var round = 0; round < warmUp + Rounds; round++)
        {
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            answers = 0;
            for (var i = 0; i < accounts; i++)
            {
                var evidence = BackupEvidence.Of(estate, reading, Readings.Known<ImmutableArray<DrillRecord>>([]));
                answers += AuditEngine.Judge(BackupChecks.All, evidence, []).LongCount();
            }

            var judged = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            memory = GC.GetTotalMemory(forceFullCollection: false) / 1e6;
            if (round >= warmUp)
            {
                judge.Add(judged);
                sort.Add(Sorted(reading, accounts));
            }
        }

        return new Step(accounts * Resources * PerResource * 2, answers, new Samples(judge), new Samples(sort), memory);
    }

    static double Sorted(BackupReading reading, int accounts)
    {
        var all = reading.Regions.SelectMany(region => region.Points.Match(known => known, _ => [])).ToArray();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < accounts; i++)
        {
            var copy = all.ToArray();
            Array.Sort(copy, (a, b) => string.CompareOrdinal(a.Resource, b.Resource) is not 0 and var order ? order : Nullable.Compare(a.Created, b.Created));
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    BackupReading Reading() => new()
    {
        Account = account,
        Began = Now,
        Ended = Now,
        RestoresRemembered = true,
        Regions = [Region(estate.Estate.Profile.PrimaryRegion), Region(estate.Estate.Profile.RecoveryRegion)],
    };

    RegionReading Region(string region) => RegionReading.Unread(region, "計測に使わない") with
    {
        Inventory = Readings.Known<ImmutableArray<StoredResource>>([.. Enumerable.Range(0, Resources).Select(number => new StoredResource
        {
            Arn = ArnOf(number),
            Type = "RDS",
            Tags = Readings.Known(ImmutableDictionary<string, string>.Empty.Add(estate.Estate.Backup.TagKey, ClassOf().Id)),
        })]),
        Points = Readings.Known<ImmutableArray<RecoveryPoint>>([.. Enumerable.Range(0, Resources).SelectMany(number => RunsOf(ClassOf()).Select(run => Point(region, number, run)))]),
        BackupJobs = Readings.Known<ImmutableArray<BackupJob>>([.. Enumerable.Range(0, Resources).SelectMany(number => RunsOf(ClassOf()).Select(run => new BackupJob
        {
            Id = $"{number}-{run.Ticks}",
            Resource = ArnOf(number),
            State = JobState.Completed,
            Created = run,
        }))]),
        Vaults = Readings.Known<ImmutableArray<VaultReading>>([new VaultReading { Arn = VaultOf(region), Name = VaultNames.Vault(estate.Estate), Locked = true }]),
        Plans = Readings.Known<ImmutableArray<PlanReading>>([]),
        CopyJobs = Readings.Known<ImmutableArray<CopyJob>>([]),
        RestoreJobs = Readings.Known<ImmutableArray<RestoreJob>>([]),
        Deletions = Readings.Known<ImmutableArray<DeletionAttempt>>([]),
    };

    RecoveryPoint Point(string region, int number, DateTimeOffset run) => new()
    {
        Arn = $"arn:aws:backup:{region}:{account}:recovery-point:{number}-{run.Ticks}",
        Resource = ArnOf(number),
        VaultArn = VaultOf(region),
        Status = RecoveryPointStatus.Completed,
        Created = run,
        Completed = run.AddHours(1),
        DeleteAt = run.AddDays(35),
        DeleteAfterDays = 35,
        LifecycleKnown = true,
        IsEncrypted = true,
        EncryptionKeyArn = $"arn:aws:kms:{region}:{account}:key/k",
        Bytes = 1_000_000,
        PlanId = "p",
    };

    string ArnOf(int number) => string.Create(CultureInfo.InvariantCulture, $"arn:aws:rds:{estate.Estate.Profile.PrimaryRegion}:{account}:db:database-{number}");

    string VaultOf(string region) => $"arn:aws:backup:{region}:{account}:backup-vault:{VaultNames.Vault(estate.Estate)}";

    BackupClass ClassOf()
    {
        var context = estate.FindAccount(account.ToString())!;
        return BackupPlan.ClassOf(estate.Estate.Backup, context.System, context.Environment) ?? throw new InvalidOperationException("The sample's first account has no backup class.");
    }

    static List<DateTimeOffset> RunsOf(BackupClass backup) => [.. backup.Schedules.SelectMany(schedule => BackupTimetable.Runs(schedule, Now.AddDays(-Math.Min(35, schedule.RetentionDays)), 35)).Where(run => run < Now).Order()];

    sealed record Step(int Points, long Answers, Samples Judge, Samples Sort, double PeakMegabytes);
}
