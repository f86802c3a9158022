using System.Globalization;
using System.Text.Json;
using GovCloud.Adapters.Tests.Functions;
using GovCloud.Adapters.Tests.Guardrails;
using GovCloud.Estates;

namespace GovCloud.Adapters.Tests.Backup;

/// <summary>An estate of accounts with one database each, and what AWS answers about their backups: the same for every account.</summary>
static class BackupAnswers
{
    public static EstateIndex Index(int accounts)
    {
        var index = Events.Estate();
        var first = index.Estate.Accounts[0] with { System = null, Environment = DeploymentEnvironment.Production };
        var estate = index.Estate with
        {
            Accounts =
            [
                first,
                .. Enumerable.Range(1, accounts - 1).Select(number => first with
                {
                    Id = AccountId.Parse((222_200_000_000 + number).ToString(CultureInfo.InvariantCulture)),
                    Name = string.Create(CultureInfo.InvariantCulture, $"account-{number}"),
                }),
            ],
            Calendars = [new WorkCalendar { Id = "desk", Name = "窓口" }],
            Backup = new EstateBackup
            {
                Calendar = "desk",
                Classes =
                [
                    new BackupClass { Id = "standard", Name = "一般", Schedules = [new BackupSchedule { Name = "daily", At = new TimeOnly(20, 30), RetentionDays = 35 }] },
                ],
                Assignments = [new BackupAssignment { Class = "standard" }],
                RestoreTest = new RestoreTest { Resources = [RestorableResource.Rds] },
            },
        };
        return new EstateIndex(estate, "digest");
    }

    public static void Give(AccountCloud cloud, EstateIndex index, DateTimeOffset now)
    {
        var vault = VaultName(index);
        Answer("GET /backup-vaults/", $$"""{"BackupVaultList":[{"BackupVaultName":"{{vault}}","BackupVaultArn":"{{Vault(index)}}","Locked":true,"MinRetentionDays":7,"MaxRetentionDays":3650,"NumberOfRecoveryPoints":1}]}""");
        Answer($"GET /backup-vaults/{vault}/access-policy", """{"Policy":"{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"backup:*\",\"Resource\":\"*\"}]}"}""");
        Answer(PointsOfVault(index), Page(Point(index, now.AddHours(-10))));
        Answer("GET /resources/", """{"Results":[]}""");
        Answer("GET /backup/plans/", """{"BackupPlansList":[]}""");
        Answer("GET /backup-jobs/", """{"BackupJobs":[]}""");
        Answer("GET /copy-jobs/", """{"CopyJobs":[]}""");
        Answer("GET /restore-jobs/", $$"""{"RestoreJobs":[{"RestoreJobId":"r1","SourceResourceArn":"{{Database(index)}}","Status":"COMPLETED","CreationDate":1.7632E9,"CompletionDate":1.763203E9}]}""");
        Answer("GET /restore-testing/plans", """{"RestoreTestingPlans":[]}""");
        Answer("GET /account-settings", """{"ResourceTypeOptInPreference":{"RDS":true}}""");
        Answer("SelectResourceConfig", JsonSerializer.Serialize(new { Results = new[] { JsonSerializer.Serialize(new { arn = Database(index), resourceType = "AWS::RDS::DBInstance", tags = Array.Empty<object>() }) } }));
        Answer("LookupEvents", """{"Events":[]}""");

        void Answer(string operation, string body) => cloud.Answers[operation] = (200, body);
    }

    public static string Database(EstateIndex index) => $"arn:aws:rds:ap-northeast-1:{index.Estate.Accounts[0].Id}:db:main";

    public static string PointsOfVault(EstateIndex index) => $"GET /backup-vaults/{VaultName(index)}/recovery-points/";

    public static string Page(string point) => $$"""{"RecoveryPoints":[{{point}}]}""";

    public static string Point(EstateIndex index, DateTimeOffset created, int days = 35) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"RecoveryPointArn":"arn:aws:rds:ap-northeast-1:{{index.Estate.Accounts[0].Id}}:snapshot:awsbackup:job-{{created.ToUnixTimeSeconds()}}","BackupVaultArn":"{{Vault(index)}}","ResourceArn":"{{Database(index)}}","ResourceType":"RDS","Status":"COMPLETED","CreationDate":{{created.ToUnixTimeSeconds()}}.5,"CompletionDate":{{created.ToUnixTimeSeconds() + 600}},"IsEncrypted":true,"Lifecycle":{"DeleteAfterDays":{{days}}} }
        """);

    static string VaultName(EstateIndex index) => $"govcloud-{index.Estate.Profile.Name}";

    static string Vault(EstateIndex index) => $"arn:aws:backup:ap-northeast-1:{index.Estate.Accounts[0].Id}:backup-vault:{VaultName(index)}";
}
