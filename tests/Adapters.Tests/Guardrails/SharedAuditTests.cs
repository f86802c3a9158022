using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Guardrails;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Adapters.Tests.DynamoDb;
using GovCloud.Estates;
using GovCloud.Functions.GuardrailAudit;
using GovCloud.Functions.Sweeps;
using GovCloud.Guardrails;
using GovCloud.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GovCloud.Adapters.Tests.Guardrails;

/// <summary>An audit of many accounts: the function with its real parts over HTTP, its messages delivered by hand.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class SharedAuditTests(ITestOutputHelper log) : IAsyncLifetime
{
    const string Scheduled = """{"phase":"audit","time":"2026-11-20T21:00:00Z"}""";

    static readonly DateTimeOffset Now = new(2026, 11, 20, 21, 0, 0, TimeSpan.Zero);

    AccountCloud cloud = null!;
    AccountReader accounts = null!;
    AwsClient<EventBridge> events = null!;
    AwsClient<Sqs> sqs = null!;
    Amazon.S3.AmazonS3Client s3 = null!;

    public async Task InitializeAsync()
    {
        cloud = await AccountCloud.StartAsync();
        accounts = new AccountReader(cloud.Options, new BaselineParameters { LogArchiveBucket = "log-archive" });
        events = new AwsClient<EventBridge>(cloud.Options);
        sqs = new AwsClient<Sqs>(cloud.Options);
        s3 = cloud.S3();
        cloud.Answers["DescribeStacks GovCloud-Guardrails"] = (400, "ValidationError|Stack with id GovCloud-Guardrails does not exist");
        cloud.Answers["DescribeStacks GovCloud-Forwarding"] = (200, "<R><Stacks><member><StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks></R>");
    }

    public async Task DisposeAsync()
    {
        accounts.Dispose();
        events.Dispose();
        sqs.Dispose();
        s3.Dispose();
        await cloud.DisposeAsync();
    }

    [Fact]
    public async Task The_schedule_only_hands_out_the_slices_and_the_closings()
    {
        var response = await CallAsync(Estate(90), Scheduled);

        Assert.Equal(3, response.GetProperty("slices").GetInt32());
        Assert.DoesNotContain("AssumeRole", cloud.Calls);
        Assert.Empty(cloud.Events);
        Assert.Equal([(SweepStep.Read, 0, 0), (SweepStep.Read, 1, 0), (SweepStep.Read, 2, 0)], Tasks().Where(sent => sent.Task.Step == SweepStep.Read).Select(sent => (sent.Task.Step, sent.Task.Slice, sent.Delay)).OrderBy(sent => sent.Slice));
        var closings = Tasks().Where(sent => sent.Task.Step == SweepStep.Close).ToArray();
        Assert.All(closings, sent => Assert.InRange(sent.Delay, 30, 900));
        Assert.Equal(900, Assert.Single(closings, sent => sent.Task.Final).Delay);
    }

    [Fact]
    public async Task An_audit_that_cannot_read_the_last_evidence_is_not_held_without_it()
    {
        await CallAsync(Estate(3), Scheduled, shared: false);
        var kept = cloud.Objects["guardrails/latest.json"];
        cloud.Answering = asked => asked.Operation == "S3" && asked.Body.Length == 0 ? (503, "<Error><Code>SlowDown</Code><Message>slow</Message></Error>") : null;

        await Assert.ThrowsAsync<IOException>(() => CallAsync(Estate(3), Scheduled.Replace("-20T", "-21T", StringComparison.Ordinal), shared: false));

        Assert.Equal(kept, cloud.Objects["guardrails/latest.json"]);
    }

    [Fact]
    public async Task A_small_estate_is_audited_by_the_one_invocation()
    {
        var response = await CallAsync(Estate(3), Scheduled, shared: false);

        Assert.Equal(3, response.GetProperty("summary").GetProperty("deviating").GetInt32());
        Assert.Empty(cloud.Messages);
        Assert.Equal(["guardrails/chain/00000001.json", "guardrails/latest.json"], cloud.Objects.Keys.Where(key => !key.StartsWith("guardrails/2026/11/21/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task When_every_slice_has_come_in_the_first_closing_keeps_the_evidence_and_tells()
    {
        var estate = Estate(90);
        await CallAsync(estate, Scheduled);

        // The last slice first, and one of them twice.
        await DeliverAsync(estate, [.. Sent(SweepStep.Read).Reverse(), Sent(SweepStep.Read)[1], Sent(SweepStep.Close)[0]]);

        var evidence = GuardrailEvidence.Read(Encoding.UTF8.GetBytes(Evidence));
        Assert.Equal(90, evidence.Accounts.Length);
        Assert.Equal((Now, "digest"), (evidence.At, evidence.EstateDigest));
        Assert.Equal(90, evidence.Summary["deviating"]);
        Assert.Equal(90, Told("baseline-version"));
        Assert.Equal(90, cloud.Calls.Count(call => call == "AssumeRole"));
    }

    [Fact]
    public async Task Later_closings_of_a_closed_run_do_nothing()
    {
        var estate = Estate(90);
        await CallAsync(estate, Scheduled);
        await DeliverAsync(estate, [.. Sent(SweepStep.Read), Sent(SweepStep.Close)[0]]);
        var (told, kept) = (cloud.Events.Count, Evidence);

        await DeliverAsync(estate, [.. Sent(SweepStep.Close), .. Sent(SweepStep.Read)]);

        Assert.Equal((told, kept), (cloud.Events.Count, Evidence));
    }

    [Fact]
    public async Task A_closing_that_is_not_the_last_waits_for_what_has_not_come_in()
    {
        var estate = Estate(90);
        await CallAsync(estate, Scheduled);

        await DeliverAsync(estate, [.. Sent(SweepStep.Read).Take(2), .. Sent(SweepStep.Close).SkipLast(1)]);

        Assert.Empty(cloud.Kept("guardrails"));
        Assert.Empty(cloud.Events);
    }

    [Fact]
    public async Task The_last_closing_reports_what_did_not_come_in_as_unknown()
    {
        var estate = Estate(90);
        await CallAsync(estate, Scheduled);

        await DeliverAsync(estate, [.. Sent(SweepStep.Read).Take(2), .. Sent(SweepStep.Close)]);

        var evidence = GuardrailEvidence.Read(Encoding.UTF8.GetBytes(Evidence));
        Assert.Equal((80, 10), (evidence.Summary["deviating"], evidence.Summary["unknown"]));
        Assert.Equal(10, Told("baseline-unreadable"));
        Assert.DoesNotContain("conforming", evidence.Summary.Keys);
    }

    [Fact]
    public async Task A_slice_that_failed_is_delivered_again_and_the_others_of_the_batch_are_not()
    {
        var estate = Estate(90);
        await CallAsync(estate, Scheduled);

        var response = await CallAsync(estate, Encoding.UTF8.GetString(Functions.Events.Queue("not a task", Sent(SweepStep.Read)[0])));

        Assert.Equal("m0", Assert.Single(response.GetProperty("batchItemFailures").EnumerateArray()).GetProperty("itemIdentifier").GetString());
        Assert.Contains(cloud.Objects.Keys, key => key.EndsWith("/0000.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_beginning_that_is_delivered_twice_is_one_run()
    {
        var estate = Estate(90);
        await CallAsync(estate, Scheduled);
        await DeliverAsync(estate, Sent(SweepStep.Read));
        await CallAsync(estate, Scheduled);

        await DeliverAsync(estate, [.. Sent(SweepStep.Read), Sent(SweepStep.Close)[0]]);

        Assert.Equal(3, cloud.Objects.Keys.Count(key => key.StartsWith("guardrails/runs/", StringComparison.Ordinal)));
        Assert.Equal(90, cloud.Calls.Count(call => call == "AssumeRole"));
    }

    [Fact]
    public async Task Where_another_estate_was_deployed_meanwhile_the_run_starts_anew_at_its_last_closing()
    {
        var (before, after) = (Estate(90), new EstateIndex(Estate(95).Estate, "another"));
        await CallAsync(before, Scheduled);
        await DeliverAsync(before, Sent(SweepStep.Read).Take(1));
        var old = cloud.Messages.Select(message => message.Body).ToArray();
        cloud.Messages.Clear();

        await DeliverAsync(after, old);
        Assert.Empty(cloud.Kept("guardrails"));
        await DeliverAsync(after, [.. Sent(SweepStep.Read), Sent(SweepStep.Close)[0]]);

        var evidence = GuardrailEvidence.Read(Encoding.UTF8.GetBytes(Evidence));
        Assert.Equal((95, "another"), (evidence.Accounts.Length, evidence.EstateDigest));
    }

    [Fact]
    public async Task The_comparison_of_stacks_is_begun_in_slices_and_nothing_is_closed()
    {
        var estate = Estate(90);
        cloud.Answers["DetectStackDrift GovCloud-Guardrails"] = (200, "<R><StackDriftDetectionId>1</StackDriftDetectionId></R>");

        await CallAsync(estate, """{"phase":"begin","time":"2026-11-20T20:00:00Z"}""");
        Assert.Empty(Sent(SweepStep.Close));
        await DeliverAsync(estate, Sent(SweepStep.Begin));

        Assert.Equal(90, cloud.Calls.Count(call => call == "DetectStackDrift GovCloud-Guardrails"));
        Assert.Empty(cloud.Objects);
    }

    [Fact]
    public async Task A_thousand_accounts_are_audited_with_ten_invocations_at_once()
    {
        const int Count = 1_000;
        var estate = Estate(Count);
        cloud.Deploy(estate.Estate);
        cloud.Latency = TimeSpan.FromMilliseconds(10);
        var watch = Stopwatch.StartNew();
        await CallAsync(estate, Scheduled);
        var planned = watch.Elapsed;
        var longest = TimeSpan.Zero;
        await Parallel.ForEachAsync(Sent(SweepStep.Read), new ParallelOptions { MaxDegreeOfParallelism = 10 }, async (body, _) =>
        {
            var slice = Stopwatch.StartNew();
            await DeliverAsync(estate, [body]);
            lock (watch)
            {
                longest = longest > slice.Elapsed ? longest : slice.Elapsed;
            }
        });
        var read = watch.Elapsed;
        await DeliverAsync(estate, [Sent(SweepStep.Close)[0]]);

        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count} accounts, {cloud.Calls.Count} calls: planned {planned.TotalSeconds:0.0} s, read {(read - planned).TotalSeconds:0.0} s (longest slice {longest.TotalSeconds:0.0} s), closed {(watch.Elapsed - read).TotalSeconds:0.0} s with {cloud.Events.Count} findings"));
        Assert.Equal(Count, GuardrailEvidence.Read(Encoding.UTF8.GetBytes(Evidence)).Accounts.Length);
        Assert.Equal(Count, cloud.Calls.Count(call => call == "AssumeRole"));
        Assert.Equal(0, Told("baseline-version"));
    }

    static EstateIndex Estate(int count)
    {
        var index = Functions.Events.Estate();
        var first = index.Estate.Accounts[0];
        return new EstateIndex(
            index.Estate with
            {
                Accounts =
                [
                    first,
                    .. Enumerable.Range(1, count - 1).Select(number => first with
                    {
                        Id = AccountId.Parse((222_200_000_000 + number).ToString(CultureInfo.InvariantCulture)),
                        Name = string.Create(CultureInfo.InvariantCulture, $"account-{number}"),
                    }),
                ],
                Guardrails = new EstateGuardrails
                {
                    Version = "v1.1",
                    Rollout = new BaselineRollout { Canary = first.Id },
                    Parameters = new BaselineParameters { LogArchiveBucket = "log-archive" },
                },
            },
            "digest");
    }

    IEnumerable<(SweepTask Task, int Delay)> Tasks() => cloud.Messages.Select(message => (JsonSerializer.Deserialize(message.Body, SweepJson.Default.SweepTask)!, message.Delay));

    ImmutableArray<string> Sent(SweepStep step) => [.. cloud.Messages.Zip(Tasks()).Where(pair => pair.Second.Task.Step == step).OrderBy(pair => pair.Second.Task.Slice).Select(pair => pair.First.Body)];

    int Told(string type) => cloud.Events.Count(detail =>
        detail.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal) && detail.Contains("\"status\":\"active\"", StringComparison.Ordinal));

    async Task DeliverAsync(EstateIndex estate, IEnumerable<string> bodies)
    {
        foreach (var body in bodies.ToArray())
        {
            var response = await CallAsync(estate, Encoding.UTF8.GetString(Functions.Events.Queue(body)));
            Assert.Empty(response.GetProperty("batchItemFailures").EnumerateArray());
        }
    }

    string Evidence => cloud.Kept("guardrails")[^1];

    async Task<JsonElement> CallAsync(EstateIndex estate, string input, bool shared = true)
    {
        var time = new ManualTime(Now);
        var sweep = new AccountSweep(estate, accounts, time, NullLogger.Instance);
        var evidence = new EvidenceStore(s3, AccountCloud.Chain(s3, "guardrails"));
        var report = new AuditReport(evidence, new OperationsBus(events, "govcloud-ops"), NullLogger.Instance);
        var sharing = shared ? new SharedSweep(estate.Digest, new GuardrailSweep(estate, sweep, report), evidence, new SweepQueue(sqs, "https://sqs.example/audit"), NullLogger.Instance) : null;
        var handler = new GuardrailAuditHandler(estate, sweep, report, sharing, time);
        using var output = new MemoryStream();
        await handler.HandleAsync(Encoding.UTF8.GetBytes(input), output, new LambdaContext { AwsRequestId = "request", Deadline = time.GetUtcNow().AddMinutes(1), Time = time }, default);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }
}
