using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Core.Tests.Estates;
using GovCloud.EstateFiles;
using GovCloud.Estates;
using GovCloud.Resilience;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Facts;

namespace GovCloud.Core.Tests.Resilience;

/// <summary>A production account of the sample with one database that is backed up as it should be, to be spoilt in one place by each test.</summary>
static class BackupScene
{
    public const string Region = "ap-northeast-1";
    public const string Osaka = "ap-northeast-3";

    public static readonly Estate Sample = EstateFolder.Load(Path.Combine(SampleEstateTests.Repository(), "estates", "katsushika"), SmallEstate.Today).Estate!;

    public static readonly AccountId Residents = Sample.Accounts.First(a => a.System == "residents" && a.Environment == DeploymentEnvironment.Production).Id;

    public static readonly string Database = $"arn:aws:rds:{Region}:{Residents}:db:residents";

    public static readonly BackupClass Class = Sample.Backup.Classes.Single(c => c.Id == "resident-data");

    // Saturday 2026-11-21, 07:00 in Japan: Friday's backup has run.
    public static readonly DateTimeOffset Morning = JapanTime.At(new DateOnly(2026, 11, 21), new TimeOnly(7, 0));

    public static string VaultArn(string region) => $"arn:aws:backup:{region}:{Residents}:backup-vault:{VaultNames.Vault(Sample)}";

    public static string Key(string region) => $"arn:aws:kms:{region}:{Residents}:key/vault";

    public static StoredResource Resource { get; } = new()
    {
        Arn = Database,
        Type = "RDS",
        Tags = Tags(("BackupClass", "resident-data")),
    };

    public static Reading<ImmutableDictionary<string, string>> Tags(params (string Key, string Value)[] tags) =>
        Readings.Known(tags.ToImmutableDictionary(tag => tag.Key, tag => tag.Value));

    public static RecoveryPoint Point(DateTimeOffset created, string region = Region, int days = 35, string? resource = null) => new()
    {
        Arn = $"arn:aws:backup:{region}:{Residents}:recovery-point:{resource?.GetHashCode(StringComparison.Ordinal) ?? 0}-{created.ToUnixTimeSeconds()}",
        Resource = resource ?? Database,
        ResourceType = "RDS",
        VaultArn = VaultArn(region),
        SourceVaultArn = region == Region ? null : VaultArn(Region),
        Status = RecoveryPointStatus.Completed,
        Created = created,
        Completed = created.AddHours(1),
        DeleteAt = created.AddDays(days),
        DeleteAfterDays = days,
        LifecycleKnown = true,
        IsEncrypted = true,
        EncryptionKeyArn = Key(region),
        KeyOwner = KeyOwner.Customer,
        Bytes = 1_000_000,
        PlanId = "plan",
    };

    public static VaultReading Vault(string region) => new()
    {
        Arn = VaultArn(region),
        Name = VaultNames.Vault(Sample),
        EncryptionKeyArn = Key(region),
        KeyOwner = KeyOwner.Customer,
        Locked = true,
        MinimumRetentionDays = 7,
        MaximumRetentionDays = 3650,
        Policy = Readings.Known(
            """{"Version":"2012-10-17","Statement":[{"Sid":"NobodyDeletes","Effect":"Deny","Principal":{"AWS":"*"},"Action":["backup:DeleteRecoveryPoint","backup:UpdateRecoveryPointLifecycle","backup:PutBackupVaultAccessPolicy"],"Resource":"*"}]}"""),
    };

    public static PlanReading Plan { get; } = new()
    {
        Id = "plan",
        Name = $"{VaultNames.Vault(Sample)}-resident-data",
        Rules = [.. Class.Schedules.Select(s => new PlanRule
        {
            Name = s.Name,
            Vault = VaultNames.Vault(Sample),
            Schedule = BackupTimetable.Cron(s),
            TimeZone = "Asia/Tokyo",
            DeleteAfterDays = s.RetentionDays,
            Copies = [new PlanCopy(VaultArn(Osaka), s.CopyRetentionDays)],
        })],
        Selections = Readings.Known<ImmutableArray<PlanSelection>>(
            [new PlanSelection { Name = "resident-data", Resources = ["*"], Conditions = [new TagTest(TagOperator.Equals, "BackupClass", "resident-data")] }]),
    };

    public static RestoreTestReading RestoreTest { get; } = new()
    {
        Name = "govcloud_katsushika",
        WindowDays = 7,
        IncludedVaults = ["*"],
        TakesSnapshots = true,
        Selections = Readings.Known<ImmutableArray<RestoreTestSelection>>(
            [new RestoreTestSelection { Name = "resident_data_RDS", Type = "RDS", Resources = ["*"], Conditions = [new TagTest(TagOperator.Equals, "BackupClass", "resident-data")] }]),
    };

    /// <summary>The runs of the class that lie in the retention and have ended.</summary>
    public static IEnumerable<(BackupSchedule Schedule, DateTimeOffset Run)> Runs(DateTimeOffset at, int days = 60) =>
        Class.Schedules.SelectMany(s => BackupTimetable.Runs(s, at.AddDays(-Math.Min(days, s.RetentionDays)), days).Where(run => run.AddHours(2) <= at).Select(run => (s, run)));

    public static RegionReading Primary(DateTimeOffset at) => new()
    {
        Region = Region,
        Inventory = Readings.Known<ImmutableArray<StoredResource>>([Resource]),
        Protected = Readings.Known<ImmutableArray<ProtectedResource>>([new ProtectedResource(Database, "RDS", at)]),
        Vaults = Readings.Known<ImmutableArray<VaultReading>>([Vault(Region)]),
        Points = Readings.Known<ImmutableArray<RecoveryPoint>>([.. Runs(at).Select(one => Point(one.Run.AddMinutes(1), days: one.Schedule.RetentionDays))]),
        Plans = Readings.Known<ImmutableArray<PlanReading>>([Plan]),
        BackupJobs = Readings.Known<ImmutableArray<BackupJob>>([.. Runs(at, 30).Select(one => new BackupJob
        {
            Id = $"{one.Schedule.Name}-{one.Run:yyyyMMdd}",
            Resource = Database,
            State = JobState.Completed,
            Created = one.Run,
            Completed = one.Run.AddHours(1),
        })]),
        CopyJobs = Readings.Known<ImmutableArray<CopyJob>>([.. Runs(at, 30).Select(one => new CopyJob
        {
            Id = $"copy-{one.Schedule.Name}-{one.Run:yyyyMMdd}",
            Resource = Database,
            State = JobState.Completed,
            SourcePointArn = Point(one.Run.AddMinutes(1)).Arn,
            DestinationPointArn = Point(one.Run.AddMinutes(1), Osaka).Arn,
            DestinationVaultArn = VaultArn(Osaka),
            Created = one.Run.AddHours(1),
            Completed = one.Run.AddHours(2),
        })]),
        RestoreJobs = Readings.Known<ImmutableArray<RestoreJob>>(
        [
            new RestoreJob
            {
                Id = "restore",
                Resource = Database,
                State = JobState.Completed,
                Created = at.AddDays(-14),
                Completed = at.AddDays(-14).AddHours(2),
                TestingPlanArn = "arn:aws:backup:ap-northeast-1:1:restore-testing-plan:test",
                Validation = RestoreValidation.Successful,
                Deleted = true,
            },
        ]),
        RestoreTests = Readings.Known<ImmutableArray<RestoreTestReading>>([RestoreTest]),
        Deletions = Readings.Known<ImmutableArray<DeletionAttempt>>([]),
        OptIn = Readings.Known(ImmutableDictionary<string, bool>.Empty.Add("RDS", true)),
    };

    public static RegionReading Recovery(DateTimeOffset at) => RegionReading.Unread(Osaka, "読み取っていない") with
    {
        Vaults = Readings.Known<ImmutableArray<VaultReading>>([Vault(Osaka)]),
        Points = Readings.Known<ImmutableArray<RecoveryPoint>>([.. Runs(at).Select(one => Point(one.Run.AddMinutes(1), Osaka, one.Schedule.CopyRetentionDays!.Value) with { Completed = one.Run.AddHours(2) })]),
        Deletions = Readings.Known<ImmutableArray<DeletionAttempt>>([]),
    };

    /// <summary>What the audit of the day before found: all as it is now.</summary>
    public static AccountRetention Before(DateTimeOffset at) => AccountRetention.Of(
        new BackupReading { Account = Residents, Began = at.AddDays(-1), Ended = at.AddDays(-1), Regions = [Primary(at.AddDays(-1)), Recovery(at.AddDays(-1))] }, Region);

    public static ImmutableArray<DrillRecord> Drills(DateTimeOffset at) =>
    [
        new DrillRecord
        {
            Id = "2026-drill",
            System = "residents",
            Scenario = DrillScenario.RegionLost,
            PlannedFor = new DateOnly(2026, 6, 20),
            RtoHours = 12,
            RpoBusinessDays = 1,
            Declared = at.AddDays(-150),
            Steps = [new DrillStep { Title = "復元", Began = at.AddDays(-150), Ended = at.AddDays(-150).AddHours(6), Outcome = DrillOutcome.Done }],
        },
    ];

    /// <summary>Everything is as it should be, but for what the test spoils.</summary>
    public static BackupEvidence Evidence(
        Func<RegionReading, RegionReading>? primary = null, Func<RegionReading, RegionReading>? recovery = null, DateTimeOffset? at = null, Func<Estate, Estate>? estate = null)
    {
        var now = at ?? Morning;
        var reading = new BackupReading
        {
            Account = Residents,
            Began = now.AddMinutes(-2),
            Ended = now,
            RestoresRemembered = true,
            Before = Readings.Known<AccountRetention?>(Before(now)),
            Regions = [(primary ?? (one => one))(Primary(now)), (recovery ?? (one => one))(Recovery(now))],
        };
        return BackupEvidence.Of(new EstateIndex((estate ?? (one => one))(Sample), ""), reading, Readings.Known(Drills(now)));
    }

    public static AuditResult Only(BackupEvidence evidence, string check) =>
        Assert.Single(AuditEngine.Judge(BackupChecks.All.Where(one => one.Definition.Id == check), evidence, []));

    public static AuditOutcomeKind Outcome(BackupEvidence evidence, string check) => Only(evidence, check).Outcome.Kind;

    public static Reading<ImmutableArray<T>> Map<T>(this Reading<ImmutableArray<T>> reading, Func<T, T?> change) => reading.Select<ImmutableArray<T>>(all => [.. all.Select(change).OfType<T>()]);
}
