using System.Globalization;
using System.Text.Json;
using GovCloud.Calendar;
using GovCloud.EstateFiles;
using GovCloud.Estates;
using GovCloud.Resilience;

namespace GovCloud.Cli.Tests.Backup;

/// <summary>What AWS's command line prints of one account in which all is well, written into a folder, to be spoilt by each test.</summary>
sealed class CollectedAnswers : IDisposable
{
    public const string At = "2026-11-21T07:00+09:00";

    static readonly DateTimeOffset Morning = JapanTime.At(new DateOnly(2026, 11, 21), new TimeOnly(7, 0));

    public static readonly Estate Sample = EstateFolder.Load(Path.Combine(CommandLine.Repository(), "estates", "katsushika"), new DateOnly(2026, 11, 21)).Estate!;

    public static readonly string Account = Sample.Accounts.First(a => a.System == "residents" && a.Environment == DeploymentEnvironment.Production).Id.ToString();

    static readonly BackupClass Class = Sample.Backup.Classes.Single(c => c.Id == "resident-data");

    public CollectedAnswers()
    {
        Folder = Directory.CreateTempSubdirectory("backups").FullName;
        foreach (var region in new[] { "ap-northeast-1", "ap-northeast-3" })
        {
            WriteRegion(region);
        }

        Write("plan.json", new { BackupPlan = new { BackupPlanName = $"{Name}-resident-data", Rules = Class.Schedules.Select(Rule) }, BackupPlanId = "p1", BackupPlanArn = $"arn:aws:backup:ap-northeast-1:{Account}:backup-plan:p1" });
        Write("selection.json", new
        {
            BackupSelection = new
            {
                SelectionName = "resident-data",
                Resources = new[] { "*" },
                Conditions = new { StringEquals = new[] { new { ConditionKey = "aws:ResourceTag/BackupClass", ConditionValue = "resident-data" } }, StringNotEquals = Array.Empty<object>() },
            },
            SelectionId = "s1",
            BackupPlanId = "p1",
        });
        Write("resources.json", new { Results = new[] { JsonSerializer.Serialize(new { arn = Database, resourceType = "AWS::RDS::DBInstance", accountId = Account, awsRegion = "ap-northeast-1", tags = new[] { new { key = "BackupClass", value = "resident-data" } } }) } });
        Write("copy-jobs.json", new { CopyJobs = Runs().Select(run => new { CopyJobId = $"c{run.At:yyyyMMddHH}", SourceBackupVaultArn = Vault("ap-northeast-1"), SourceRecoveryPointArn = PointArn("ap-northeast-1", run.At), DestinationBackupVaultArn = Vault("ap-northeast-3"), DestinationRecoveryPointArn = PointArn("ap-northeast-3", run.At), ResourceArn = Database, State = "COMPLETED", CreationDate = run.At.AddHours(1), CompletionDate = run.At.AddHours(2) }) });
        Write("restore-jobs.json", new { RestoreJobs = new[] { new { RestoreJobId = "r1", SourceResourceArn = Database, BackupVaultArn = Vault("ap-northeast-1"), Status = "COMPLETED", CreationDate = Morning.AddDays(-14), CompletionDate = Morning.AddDays(-14).AddHours(2), CreatedBy = new { RestoreTestingPlanArn = "arn:x" }, ValidationStatus = "SUCCESSFUL" } } });
        Write("restore-test.json", new
        {
            RestoreTestingPlan = new
            {
                RestoreTestingPlanName = "govcloud_katsushika",
                RestoreTestingPlanArn = $"arn:aws:backup:ap-northeast-1:{Account}:restore-testing-plan:govcloud_katsushika-1",
                ScheduleExpression = "cron(0 22 ? * 7#1 *)",
                CreationTime = Morning.AddDays(-300),
                RecoveryPointSelection = new { Algorithm = "LATEST_WITHIN_WINDOW", IncludeVaults = new[] { "*" }, RecoveryPointTypes = new[] { "SNAPSHOT" }, SelectionWindowDays = 7 },
            },
        });
        Write("restore-test-selection.json", new
        {
            RestoreTestingSelection = new
            {
                RestoreTestingPlanName = "govcloud_katsushika",
                RestoreTestingSelectionName = "resident_data_RDS",
                ProtectedResourceType = "RDS",
                ProtectedResourceArns = new[] { "*" },
                ProtectedResourceConditions = new { StringEquals = new[] { new { Key = "aws:ResourceTag/BackupClass", Value = "resident-data" } } },
                IamRoleArn = $"arn:aws:iam::{Account}:role/restore",
                CreationTime = Morning.AddDays(-300),
            },
        });
        Write($"{Account}/ap-northeast-1/settings.json", new { ResourceTypeOptInPreference = new { RDS = true } });
    }

    public string Folder { get; }

    public static string Database => $"arn:aws:rds:ap-northeast-1:{Account}:db:residents";

    static string Name => VaultNames.Vault(Sample);

    public static string Vault(string region) => $"arn:aws:backup:{region}:{Account}:backup-vault:{Name}";

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public void Write(string name, object content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content as string ?? JsonSerializer.Serialize(content));
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    void WriteRegion(string region)
    {
        Write($"{region}-points.json", new { RecoveryPoints = Runs().Select(run => Point(region, run.Schedule, run.At)) });
        Write($"{region}-vault.json", new { BackupVaultName = Name, BackupVaultArn = Vault(region), EncryptionKeyArn = Key(region), NumberOfRecoveryPoints = 80, Locked = true, MinRetentionDays = 7, MaxRetentionDays = 3650 });
        Write($"{region}-policy.json", new { BackupVaultName = Name, BackupVaultArn = Vault(region), Policy = """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"backup:*","Resource":"*"}]}""" });
        Write($"{Account}/{region}/deletions.json", new { Events = Array.Empty<object>() });
        if (region == "ap-northeast-1")
        {
            Write("backup-jobs.json", new { BackupJobs = Runs().Select(run => new { BackupJobId = $"b{run.At:yyyyMMddHH}", BackupVaultArn = Vault(region), ResourceArn = Database, State = "COMPLETED", CreationDate = run.At, CompletionDate = run.At.AddHours(1), AccountId = Account }) });
        }
    }

    static object Point(string region, BackupSchedule schedule, DateTimeOffset run) => new
    {
        RecoveryPointArn = PointArn(region, run),
        BackupVaultName = Name,
        BackupVaultArn = Vault(region),
        SourceBackupVaultArn = region == "ap-northeast-1" ? null : Vault("ap-northeast-1"),
        ResourceArn = Database,
        ResourceType = "RDS",
        CreatedBy = new { BackupPlanId = "p1" },
        Status = "COMPLETED",
        CreationDate = run.AddMinutes(1),
        CompletionDate = run.AddHours(1),
        BackupSizeInBytes = 1_000_000,
        CalculatedLifecycle = new { DeleteAt = run.AddDays(schedule.RetentionDays) },
        Lifecycle = new { DeleteAfterDays = schedule.RetentionDays },
        IsEncrypted = true,
        EncryptionKeyArn = Key(region),
    };

    static object Rule(BackupSchedule schedule) => new
    {
        RuleName = schedule.Name,
        TargetBackupVaultName = Name,
        ScheduleExpression = BackupTimetable.Cron(schedule),
        ScheduleExpressionTimezone = "Asia/Tokyo",
        Lifecycle = new { DeleteAfterDays = schedule.RetentionDays },
        CopyActions = new[] { new { DestinationBackupVaultArn = Vault("ap-northeast-3"), Lifecycle = new { DeleteAfterDays = schedule.CopyRetentionDays } } },
    };

    static IEnumerable<(BackupSchedule Schedule, DateTimeOffset At)> Runs() =>
        Class.Schedules.SelectMany(s => BackupTimetable.Runs(s, Morning.AddDays(-Math.Min(50, s.RetentionDays)), 60).Where(run => run.AddHours(3) <= Morning).Select(run => (s, run)));

    static string PointArn(string region, DateTimeOffset run) => string.Create(CultureInfo.InvariantCulture, $"arn:aws:backup:{region}:{Account}:recovery-point:{run.ToUnixTimeSeconds()}");

    static string Key(string region) => $"arn:aws:kms:{region}:{Account}:key/k";
}
