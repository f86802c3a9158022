using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Backup;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
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
    // Saturday 07:00 in Japan.
    static readonly DateTimeOffset Now = new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero);

    static readonly EstateIndex Estate = BackupAnswers.Index(1);
    static readonly string Account = Estate.Estate.Accounts[0].Id.ToString();
    static readonly string Database = $"arn:aws:rds:ap-northeast-1:{Account}:db:main";

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
        BackupAnswers.Give(cloud, Estate, Now);
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

    static string PointsOfVault => BackupAnswers.PointsOfVault(Estate);

    static string Page(string point) => BackupAnswers.Page(point);

    static string Point(DateTimeOffset created) => BackupAnswers.Point(Estate, created);

    void Answer(string operation, string body) => cloud.Answers[operation] = (200, body);

    int Told(string check, string status) => cloud.Events.Count(detail =>
        detail.Contains($"\"type\":\"backup-audit-{check}\"", StringComparison.Ordinal) && detail.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal));

    string Event(string check) => cloud.Events.First(detail => detail.Contains($"\"type\":\"backup-audit-{check}\"", StringComparison.Ordinal));

    BackupAuditRecord Record() => BackupAuditRecord.Read(Encoding.UTF8.GetBytes(cloud.Kept("backup")[^1]));

    RecordedAnswer Of(string check) => Assert.Single(Record().Answers, answer => answer.Check == check);

    async Task<JsonElement> RunAsync(string input)
    {
        var time = new DynamoDb.ManualTime(Now);
        var report = new BackupReport(new EvidenceStore(s3, AccountCloud.Chain(s3, "backup")), new OperationsBus(events, "govcloud-ops"), NullLogger.Instance);
        var handler = new BackupAuditHandler(Estate, new BackupJudgement(Estate, accounts, time, NullLogger.Instance), report, null, time);
        using var output = new MemoryStream();
        await handler.HandleAsync(Encoding.UTF8.GetBytes(input), output, new LambdaContext { AwsRequestId = "request", Deadline = Now.AddMinutes(1), Time = time }, default);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }
}
