using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Backup;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Adapters.Tests.Functions;
using GovCloud.Adapters.Tests.Guardrails;
using GovCloud.Estates;
using GovCloud.Functions.BackupAudit;
using GovCloud.Hosting;
using GovCloud.Resilience.Checks;
using Microsoft.Extensions.Logging.Abstractions;

namespace GovCloud.Adapters.Tests.Backup;

/// <summary>The function with its real parts against answers over HTTP.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class BackupAuditTests : IAsyncLifetime
{
    const string Points = "GET /backup-vaults/govcloud-small/recovery-points/";

    // Saturday 07:00 in Japan.
    static readonly DateTimeOffset Now = new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero);

    static readonly EstateIndex Estate = Index();
    static readonly string Account = Estate.Estate.Accounts[0].Id.ToString();
    static readonly string Database = $"arn:aws:rds:ap-northeast-1:{Account}:db:main";
    static readonly string Vault = $"arn:aws:backup:ap-northeast-1:{Account}:backup-vault:govcloud-{Estate.Estate.Profile.Name}";

    AccountCloud cloud = null!;
    BackupReader accounts = null!;
    AwsClient<EventBridge> events = null!;
    Amazon.S3.AmazonS3Client s3 = null!;

    public async Task InitializeAsync()
    {
        cloud = await AccountCloud.StartAsync();
        accounts = new BackupReader(cloud.Options, Estate.Estate.Profile, new DynamoDb.ManualTime(Now));
        events = new AwsClient<EventBridge>(cloud.Options);
        s3 = cloud.S3();
        Answer("GET /backup-vaults/", $$"""{"BackupVaultList":[{"BackupVaultName":"govcloud-{{Estate.Estate.Profile.Name}}","BackupVaultArn":"{{Vault}}","Locked":true,"MinRetentionDays":7,"MaxRetentionDays":3650,"NumberOfRecoveryPoints":1}]}""");
        Answer($"GET /backup-vaults/govcloud-{Estate.Estate.Profile.Name}/access-policy", """{"Policy":"{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"backup:*\",\"Resource\":\"*\"}]}"}""");
        Answer(PointsOfVault, Page(Point(Now.AddHours(-10))));
        Answer("GET /resources/", """{"Results":[]}""");
        Answer("GET /backup/plans/", """{"BackupPlansList":[]}""");
        Answer("GET /backup-jobs/", """{"BackupJobs":[]}""");
        Answer("GET /copy-jobs/", """{"CopyJobs":[]}""");
        Answer("GET /restore-jobs/", $$"""{"RestoreJobs":[{"RestoreJobId":"r1","SourceResourceArn":"{{Database}}","Status":"COMPLETED","CreationDate":1.7632E9,"CompletionDate":1.763203E9}]}""");
        Answer("GET /account-settings", """{"ResourceTypeOptInPreference":{"RDS":true}}""");
        Answer("SelectResourceConfig", JsonSerializer.Serialize(new { Results = new[] { JsonSerializer.Serialize(new { arn = Database, resourceType = "AWS::RDS::DBInstance", tags = Array.Empty<object>() }) } }));
        Answer("LookupEvents", """{"Events":[]}""");
    }

    public async Task DisposeAsync()
    {
        accounts.Dispose();
        events.Dispose();
        s3.Dispose();
        await cloud.DisposeAsync();
    }

    [Fact]
    public async Task A_recovery_point_of_last_night_meets_the_objective_and_the_evidence_says_so()
    {
        var response = await RunAsync("{}");

        Assert.Equal(("pass", Database), (Of("BKP-010").Outcome, Of("BKP-010").Subject));
        Assert.Equal(cloud.Objects[response.GetProperty("evidence").GetString()!], Assert.Single(cloud.Kept("backup")));
        Assert.StartsWith("backup:1:", response.GetProperty("head").GetString(), StringComparison.Ordinal);
        Assert.Equal(Record().Answers.Count(answer => answer.Outcome == "pass"), response.GetProperty("summary").GetProperty("pass").GetInt32());
        Assert.Equal("fail", Of("BKP-003").Outcome);
    }

    [Fact]
    public async Task A_missed_night_is_told_and_its_recovery_once()
    {
        Answer(PointsOfVault, Page(Point(Now.AddDays(-3))));
        await RunAsync("{}");
        Assert.Equal(1, Told("bkp-010", "active"));
        Assert.Contains("\"severity\":\"CRITICAL\"", Event("bkp-010"), StringComparison.Ordinal);

        Answer(PointsOfVault, Page(Point(Now.AddHours(-10))));
        cloud.Events.Clear();
        await RunAsync("{}");
        Assert.Equal((1, 0), (Told("bkp-010", "resolved"), Told("bkp-010", "active")));

        cloud.Events.Clear();
        await RunAsync("{}");
        Assert.Equal(0, Told("bkp-010", "resolved"));
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_is_unknown_and_nothing_of_it_passes()
    {
        cloud.Closed.Add(Account);
        await RunAsync("{}");

        Assert.DoesNotContain(Record().Answers, answer => answer.Outcome == "pass");
        Assert.Equal("unknown", Of("BKP-010").Outcome);
        Assert.Contains("AccessDenied", Of("BKP-010").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"RecoveryPoints":[{"RecoveryPointArn":"arn:""")] // cut off
    [InlineData("""{"NextToken":"again"}""")] // no list
    [InlineData("""{"RecoveryPoints":[{"Status":"COMPLETED"}]}""")] // no identity
    public async Task Half_an_answer_is_unknown_and_costs_nothing_else(string half)
    {
        Answer(PointsOfVault, half);
        await RunAsync("{}");

        Assert.Equal("unknown", Of("BKP-010").Outcome);
        Assert.Equal("fail", Of("BKP-003").Outcome);
        Assert.Equal("pass", Record().Answers.First(answer => answer.Check == "BKP-040").Outcome);
    }

    [Fact]
    public async Task What_one_call_refuses_is_unknown_alone()
    {
        cloud.Answers["GET /backup-jobs/"] = (403, "AccessDeniedException");
        await RunAsync("{}");

        Assert.Equal(("unknown", "pass"), (Of("BKP-016").Outcome, Of("BKP-010").Outcome));
    }

    [Fact]
    public async Task A_restore_is_remembered_when_AWS_has_forgotten_it()
    {
        Answer("GET /restore-jobs/", $$"""{"RestoreJobs":[{"RestoreJobId":"r1","SourceResourceArn":"{{Database}}","Status":"COMPLETED","CreationDate":{{Now.AddDays(-29).ToUnixTimeSeconds()}},"CompletionDate":{{Now.AddDays(-29).ToUnixTimeSeconds() + 60}} }]}""");
        await RunAsync("{}");
        Answer("GET /restore-jobs/", """{"RestoreJobs":[]}""");
        await RunAsync("{}");
        Assert.Equal("pass", Of("BKP-050").Outcome);
    }

    [Fact]
    public async Task An_audit_of_one_account_keeps_no_evidence()
    {
        await RunAsync($$"""{"accounts":["{{Account}}"]}""");
        Assert.Empty(cloud.Objects);
        Assert.NotEmpty(cloud.Events);
    }

    [Fact]
    public async Task The_audit_only_reads()
    {
        await RunAsync("{}");
        Assert.All(cloud.Calls, call => Assert.Matches("^(GET /|AssumeRole|S3|PutEvents|SelectResourceConfig|LookupEvents)", call));
    }

    static EstateIndex Index()
    {
        var index = Events.Estate();
        var estate = index.Estate with
        {
            Accounts = [index.Estate.Accounts[0] with { System = null, Environment = DeploymentEnvironment.Production }],
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

    static string PointsOfVault => Points.Replace("govcloud-small", $"govcloud-{Estate.Estate.Profile.Name}", StringComparison.Ordinal);

    static string Page(string point) => $$"""{"RecoveryPoints":[{{point}}]}""";

    static string Point(DateTimeOffset created) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"RecoveryPointArn":"arn:aws:rds:ap-northeast-1:{{Account}}:snapshot:awsbackup:job-{{created.ToUnixTimeSeconds()}}","BackupVaultArn":"{{Vault}}","ResourceArn":"{{Database}}","ResourceType":"RDS","Status":"COMPLETED","CreationDate":{{created.ToUnixTimeSeconds()}}.5,"CompletionDate":{{created.ToUnixTimeSeconds() + 600}},"IsEncrypted":true,"Lifecycle":{"DeleteAfterDays":35} }
        """);

    void Answer(string operation, string body) => cloud.Answers[operation] = (200, body);

    int Told(string check, string status) => cloud.Events.Count(detail =>
        detail.Contains($"\"type\":\"backup-audit-{check}\"", StringComparison.Ordinal) && detail.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal));

    string Event(string check) => cloud.Events.First(detail => detail.Contains($"\"type\":\"backup-audit-{check}\"", StringComparison.Ordinal));

    BackupAuditRecord Record() => BackupAuditRecord.Read(Encoding.UTF8.GetBytes(cloud.Kept("backup")[^1]));

    RecordedAnswer Of(string check) => Assert.Single(Record().Answers, answer => answer.Check == check);

    async Task<JsonElement> RunAsync(string input)
    {
        var time = new DynamoDb.ManualTime(Now);
        var handler = new BackupAuditHandler(Estate, accounts, new EvidenceStore(s3, AccountCloud.Chain(s3, "backup")), new OperationsBus(events, "govcloud-ops"), time, NullLogger.Instance);
        using var output = new MemoryStream();
        await handler.HandleAsync(Encoding.UTF8.GetBytes(input), output, new LambdaContext { AwsRequestId = "request", Deadline = Now.AddMinutes(1), Time = time }, default);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }
}
