using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience;
using GovCloud.Resilience.Facts;

namespace GovCloud.Benchmarks.Backup;

/// <summary>Made-up backups of the sample's first production account.</summary>
sealed class GeneratedBackups(EstateIndex estate)
{
    static readonly DateTimeOffset Now = JapanTime.At(new DateOnly(2026, 11, 20), new TimeOnly(9, 0));

    readonly AccountId account = estate.Estate.Accounts.First(one => one.System is not null && one.Environment == DeploymentEnvironment.Production).Id;

    /// <summary>Recovery points of a resource in one region.</summary>
    public int PerResource => RunsOf(ClassOf()).Count;

    /// <summary>An account with so many resources, each with the recovery points of a month in two regions; made anew at every call.</summary>
    public BackupReading Reading(int resources) => new()
    {
        Account = account,
        Began = Now,
        Ended = Now,
        RestoresRemembered = true,
        Regions = [Region(estate.Estate.Profile.PrimaryRegion, resources), Region(estate.Estate.Profile.RecoveryRegion, resources)],
    };

    RegionReading Region(string region, int resources) => RegionReading.Unread(region, "計測に使わない") with
    {
        Inventory = Readings.Known<ImmutableArray<StoredResource>>([.. Enumerable.Range(0, resources).Select(number => new StoredResource
        {
            Arn = ArnOf(number),
            Type = "RDS",
            Tags = Readings.Known(ImmutableDictionary<string, string>.Empty.Add(estate.Estate.Backup.TagKey, ClassOf().Id)),
        })]),
        Points = Readings.Known<ImmutableArray<RecoveryPoint>>([.. Enumerable.Range(0, resources).SelectMany(number => RunsOf(ClassOf()).Select(run => Point(region, number, run)))]),
        BackupJobs = Readings.Known<ImmutableArray<BackupJob>>([.. Enumerable.Range(0, resources).SelectMany(number => RunsOf(ClassOf()).Select(run => new BackupJob
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
}
