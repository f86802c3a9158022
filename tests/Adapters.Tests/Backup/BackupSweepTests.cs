using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Backup;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Adapters.Tests.DynamoDb;
using GovCloud.Adapters.Tests.Guardrails;
using GovCloud.Estates;
using GovCloud.Functions.BackupAudit;
using GovCloud.Functions.Sweeps;
using GovCloud.Hosting;
using GovCloud.Resilience.Checks;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GovCloud.Adapters.Tests.Backup;

/// <summary>An audit of the backups of many accounts: the function with its real parts over HTTP, its messages delivered by hand.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class BackupSweepTests(ITestOutputHelper log) : IAsyncLifetime
{
    const int Accounts = 45;

    // Saturday 07:00 in Japan.
    static readonly DateTimeOffset Now = new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero);

    static readonly EstateIndex Estate = BackupAnswers.Index(Accounts);

    AccountCloud cloud = null!;
    AwsClient<EventBridge> events = null!;
    AwsClient<Sqs> sqs = null!;
    Amazon.S3.AmazonS3Client s3 = null!;

    public async Task InitializeAsync()
    {
        cloud = await AccountCloud.StartAsync();
        events = new AwsClient<EventBridge>(cloud.Options);
        sqs = new AwsClient<Sqs>(cloud.Options);
        s3 = cloud.S3();
        BackupAnswers.Give(cloud, Estate, Now);
    }

    public async Task DisposeAsync()
    {
        events.Dispose();
        sqs.Dispose();
        s3.Dispose();
        await cloud.DisposeAsync();
    }

    [Fact]
    public async Task The_schedule_only_hands_out_the_slices_and_the_closings()
    {
        var response = await CallAsync(Scheduled(0));

        Assert.Equal(5, response.GetProperty("slices").GetInt32());
        Assert.DoesNotContain("AssumeRole", cloud.Calls);
        Assert.Equal([0, 1, 2, 3, 4], Tasks().Where(task => task.Step == SweepStep.Read).Select(task => task.Slice).Order());
        Assert.Equal(3, Assert.Single(Tasks(), task => task.Final).Later);
    }

    [Fact]
    public async Task When_every_slice_has_come_in_the_first_closing_keeps_where_the_answers_are()
    {
        await CallAsync(Scheduled(0));
        // The last slice first, and one of them twice.
        await DeliverAsync([.. Sent(SweepStep.Read).Reverse(), Sent(SweepStep.Read)[1], Sent(SweepStep.Close)[0]]);

        var record = Record(0);
        Assert.Equal((5, Accounts), (record.Parts.Length, record.Parts.Sum(part => part.Accounts.Length)));
        Assert.Empty(record.Answers);
        Assert.Equal(Accounts, cloud.Calls.Count(call => call == "AssumeRole"));
        Assert.All(record.Parts, part => Assert.Contains($"backup/runs/{part.Run}/{part.Name}", cloud.Objects.Keys));
        // One result an account and check at least, and every database meets its objective.
        Assert.True(record.Summary["pass"] >= Accounts);
    }

    [Fact]
    public async Task What_fails_is_told_by_its_slice_and_what_mended_is_told_on_the_next_day_once()
    {
        cloud.Answers[BackupAnswers.PointsOfVault(Estate)] = (200, BackupAnswers.Page(BackupAnswers.Point(Estate, Now.AddDays(-3))));
        await DayAsync(0);
        Assert.Equal(Accounts, Told("bkp-010", "active"));

        cloud.Answers[BackupAnswers.PointsOfVault(Estate)] = (200, BackupAnswers.Page(BackupAnswers.Point(Estate, Now.AddDays(1).AddHours(-10))));
        await DayAsync(1);
        Assert.Equal((0, Accounts), (Told("bkp-010", "active"), Told("bkp-010", "resolved")));

        await DayAsync(2);
        Assert.Equal(0, Told("bkp-010", "resolved"));
    }

    [Fact]
    public async Task Retention_that_was_shortened_since_the_day_before_is_found_through_the_parts()
    {
        var made = Now.AddHours(-10);
        await DayAsync(0);
        Assert.Equal(0, Told("bkp-033", "active"));

        cloud.Answers[BackupAnswers.PointsOfVault(Estate)] = (200, BackupAnswers.Page(BackupAnswers.Point(Estate, made, days: 7)));
        await DayAsync(1);
        // In both regions, which answer alike here.
        Assert.Equal(2 * Accounts, Told("bkp-033", "active"));
    }

    [Fact]
    public async Task A_closing_that_is_not_the_last_waits_and_the_last_of_all_reports_what_did_not_come_in_as_unknown()
    {
        await CallAsync(Scheduled(0));
        await DeliverAsync([.. Sent(SweepStep.Read).Take(4), .. Sent(SweepStep.Close).SkipLast(1)]);
        Assert.DoesNotContain("backup/latest.json", cloud.Objects.Keys);

        for (var later = 3; later > 0; later--)
        {
            await DeliverAsync([Sent(SweepStep.Close)[^1]]);
            Assert.DoesNotContain("backup/latest.json", cloud.Objects.Keys);
            Assert.Equal(later - 1, Tasks().Last(task => task.Final).Later);
        }

        await DeliverAsync([Sent(SweepStep.Close)[^1]]);
        var record = Record(0);
        var missing = record.Answers.Select(answer => answer.Account).Distinct(StringComparer.Ordinal).ToArray();
        Assert.Equal((4, 5), (record.Parts.Length, missing.Length));
        Assert.DoesNotContain(record.Answers, answer => answer.Outcome is "pass" or "fail");
        Assert.Equal(5, Told("bkp-010", "active"));
        Assert.Equal(5, cloud.Events.Count(detail => detail.Contains("\"status\":\"active\"", StringComparison.Ordinal) && missing.Any(account => detail.Contains(account!, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_slice_that_comes_after_its_closing_tells_nothing_that_no_evidence_would_take_back()
    {
        cloud.Answers[BackupAnswers.PointsOfVault(Estate)] = (200, BackupAnswers.Page(BackupAnswers.Point(Estate, Now.AddDays(-3))));
        await DayAsync(0, lost: 2);
        var (told, objects) = (cloud.Events.Count, cloud.Objects.ToImmutableSortedDictionary(StringComparer.Ordinal));

        await DeliverAsync([Sent(SweepStep.Read)[2]]);

        Assert.Equal(told, cloud.Events.Count);
        Assert.Equal(objects, cloud.Objects.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_closing_that_cannot_read_the_last_evidence_is_tried_again_and_closes_the_run_once()
    {
        await DayAsync(0);
        var kept = cloud.Kept("backup").Count;
        cloud.Answering = asked => asked.Operation == "S3" && asked.Body.Length == 0 ? (503, "<Error><Code>SlowDown</Code><Message>slow</Message></Error>") : null;
        var response = await CallAsync(Encoding.UTF8.GetString(Functions.Events.Queue(Sent(SweepStep.Close)[^1])));
        Assert.Single(response.GetProperty("batchItemFailures").EnumerateArray());

        cloud.Answering = null;
        await DeliverAsync([Sent(SweepStep.Close)[^1]]);
        Assert.Equal(kept, cloud.Kept("backup").Count);
    }

    [Fact]
    public async Task What_was_known_of_accounts_that_did_not_come_in_is_compared_with_when_they_do()
    {
        cloud.Answers[BackupAnswers.PointsOfVault(Estate)] = (200, BackupAnswers.Page(BackupAnswers.Point(Estate, Now.AddDays(-3))));
        await DayAsync(0);
        await DayAsync(1, lost: 2);
        Assert.Equal([4, 1], Record(1).Parts.GroupBy(part => part.Run).Select(run => run.Count()).OrderDescending());

        cloud.Answers[BackupAnswers.PointsOfVault(Estate)] = (200, BackupAnswers.Page(BackupAnswers.Point(Estate, Now.AddDays(2).AddHours(-10))));
        await DayAsync(2);
        // Every database, and the ten accounts that were unknown for a day.
        Assert.Equal(Accounts + 10, Told("bkp-010", "resolved"));
    }

    [Fact]
    public async Task Messages_that_are_delivered_again_change_nothing()
    {
        await DayAsync(0);
        var (told, objects, roles) = (cloud.Events.Count, cloud.Objects.ToImmutableSortedDictionary(StringComparer.Ordinal), cloud.Calls.Count(call => call == "AssumeRole"));

        await DeliverAsync([.. Sent(SweepStep.Read), .. Sent(SweepStep.Close)]);

        Assert.Equal(told, cloud.Events.Count);
        Assert.Equal(objects, cloud.Objects.ToImmutableSortedDictionary(StringComparer.Ordinal));
        Assert.Equal(roles, cloud.Calls.Count(call => call == "AssumeRole"));
    }

    [Fact]
    public async Task Answers_that_were_changed_by_somebody_are_not_compared_with()
    {
        await DayAsync(0);
        foreach (var key in cloud.Objects.Keys.Where(key => key.EndsWith(".gz", StringComparison.Ordinal)))
        {
            cloud.Objects[key] = cloud.Objects[key][..^1] + '!';
        }

        await DayAsync(1);
        Assert.Equal(Accounts, Record(1).Parts.Sum(part => part.Accounts.Length));
        Assert.Equal((0, Accounts), (Told("bkp-033", "resolved"), Told("bkp-033", "active")));
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_is_unknown_and_costs_the_others_nothing()
    {
        cloud.Closed.Add(Estate.Estate.Accounts[7].Id.ToString());
        await DayAsync(0);

        var record = Record(0);
        Assert.Equal(Accounts, record.Parts.Sum(part => part.Accounts.Length));
        Assert.Equal(1, Told("bkp-010", "active"));
    }

    [Fact]
    public async Task Two_hundred_accounts_are_audited_with_twenty_invocations_at_once()
    {
        var many = BackupAnswers.Index(200);
        cloud.Latency = TimeSpan.FromMilliseconds(5);
        await CallAsync(Scheduled(0), many);
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Sent(SweepStep.Read), new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (body, _) => await DeliverAsync([body], many));
        var read = watch.Elapsed;
        await DeliverAsync([Sent(SweepStep.Close)[0]], many);

        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"200 accounts, {cloud.Calls.Count} calls: read {read.TotalSeconds:0.0} s, closed {(watch.Elapsed - read).TotalSeconds:0.0} s"));
        Assert.Equal(200, Record(0).Parts.Sum(part => part.Accounts.Length));
    }

    static string Scheduled(int day) => $$"""{"time":"{{Now.AddDays(day):yyyy-MM-ddTHH:mm:ssZ}}"}""";

    /// <summary>A whole day: all slices but a lost one, and the closings.</summary>
    async Task DayAsync(int day, int? lost = null)
    {
        cloud.Messages.Clear();
        cloud.Events.Clear();
        await CallAsync(Scheduled(day), now: Now.AddDays(day));
        await DeliverAsync(Sent(SweepStep.Read).Where((_, slice) => slice != lost), now: Now.AddDays(day));
        for (var closing = 0; closing < 8; closing++)
        {
            await DeliverAsync([Sent(SweepStep.Close)[^1]], now: Now.AddDays(day));
        }
    }

    BackupAuditRecord Record(int day) => BackupAuditRecord.Read(Encoding.UTF8.GetBytes(cloud.Kept("backup")[day]));

    IEnumerable<SweepTask> Tasks() => cloud.Messages.Select(message => JsonSerializer.Deserialize(message.Body, SweepJson.Default.SweepTask)!);

    ImmutableArray<string> Sent(SweepStep step) => [.. cloud.Messages.Zip(Tasks()).Where(pair => pair.Second.Step == step).OrderBy(pair => pair.Second.Slice).Select(pair => pair.First.Body)];

    int Told(string check, string status) => cloud.Events.Count(detail =>
        detail.Contains($"\"type\":\"backup-audit-{check}\"", StringComparison.Ordinal) && detail.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal));

    async Task DeliverAsync(IEnumerable<string> bodies, EstateIndex? estate = null, DateTimeOffset? now = null)
    {
        foreach (var body in bodies.ToArray())
        {
            var response = await CallAsync(Encoding.UTF8.GetString(Functions.Events.Queue(body)), estate, now);
            Assert.Empty(response.GetProperty("batchItemFailures").EnumerateArray());
        }
    }

    async Task<JsonElement> CallAsync(string input, EstateIndex? index = null, DateTimeOffset? now = null)
    {
        var estate = index ?? Estate;
        var time = new ManualTime(now ?? Now);
        using var reader = new BackupReader(cloud.Options, estate.Estate.Profile, time);
        var judgement = new BackupJudgement(estate, reader, time, NullLogger.Instance);
        var evidence = new EvidenceStore(s3, AccountCloud.Chain(s3, "backup"));
        var report = new BackupReport(evidence, new OperationsBus(events, "govcloud-ops"), NullLogger.Instance);
        var shared = new SharedSweep(estate.Digest, new BackupSweep(estate, judgement, report), evidence, new SweepQueue(sqs, "https://sqs.example/audit"), NullLogger.Instance);
        var handler = new BackupAuditHandler(estate, judgement, report, shared, time);
        using var output = new MemoryStream();
        await handler.HandleAsync(Encoding.UTF8.GetBytes(input), output, new LambdaContext { AwsRequestId = "request", Deadline = time.GetUtcNow().AddMinutes(1), Time = time }, default);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }
}
