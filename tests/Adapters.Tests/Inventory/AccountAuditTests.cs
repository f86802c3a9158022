using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GovCloud.Accounts;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Inventory;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Adapters.Tests.DynamoDb;
using GovCloud.Adapters.Tests.Guardrails;
using GovCloud.Audit;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Functions.AccountAudit;
using GovCloud.Functions.Sweeps;
using GovCloud.Hosting;
using GovCloud.Inventory;
using GovCloud.Inventory.Attestation;
using Microsoft.Extensions.Logging.Abstractions;
using static GovCloud.Adapters.Tests.Inventory.IdentityAnswers;

namespace GovCloud.Adapters.Tests.Inventory;

/// <summary>The inventory function with its real parts over HTTP, its messages delivered by hand.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class AccountAuditTests : IAsyncLifetime
{
    const string Scheduled = """{"time":"2026-11-22T21:30:00Z"}""";

    static readonly DateTimeOffset Now = new(2026, 11, 22, 21, 30, 0, TimeSpan.Zero);

    AccountCloud cloud = null!;
    AwsClient<EventBridge> events = null!;
    AwsClient<Sqs> sqs = null!;
    Amazon.S3.AmazonS3Client s3 = null!;
    Reading<ImmutableArray<AccountRecord>> ledger = Readings.Known<ImmutableArray<AccountRecord>>([]);

    public async Task InitializeAsync()
    {
        cloud = await AccountCloud.StartAsync();
        (events, sqs, s3) = (new(cloud.Options), new(cloud.Options), cloud.S3());
        Install(cloud);
    }

    public async Task DisposeAsync()
    {
        events.Dispose();
        sqs.Dispose();
        s3.Dispose();
        await cloud.DisposeAsync();
    }

    [Fact]
    public async Task A_small_estate_is_audited_by_the_one_invocation_and_kept_for_programs_and_people()
    {
        var response = await CallAsync(Estate(3), Scheduled, shared: false);

        Assert.Empty(cloud.Messages);
        Assert.Equal(3, Record.Accounts.Length);
        Assert.Equal((0, Now), (Record.Unread, Record.At));
        Assert.Equal(response.GetProperty("summary").GetProperty("pass").GetInt32(), Record.Summary["pass"]);
        Assert.All(InventoryRoster.Read(Encoding.UTF8.GetBytes(cloud.Objects[AttestationNames.Roster])).Accounts, account => Assert.Equal("batch", account.Users!.Value.Single().Name));
        foreach (var kind in new[] { "audit.json", "audit.html", "audit.xlsx" })
        {
            Assert.Contains(cloud.Objects.Keys, key => key.StartsWith("accounts/", StringComparison.Ordinal) && key.EndsWith(kind[5..], StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_larger_estate_is_handed_out_after_the_organization_was_read_once()
    {
        var response = await CallAsync(Estate(45), Scheduled);
        Assert.Equal(3, response.GetProperty("slices").GetInt32());
        Assert.DoesNotContain("AssumeRole", cloud.Calls);

        await DeliverAsync(Estate(45), [.. Sent(SweepStep.Read).Reverse(), Sent(SweepStep.Read)[0], Sent(SweepStep.Close)[0]]);

        Assert.Equal((45, 0), (Record.Accounts.Length, Record.Unread));
        Assert.Equal(45, cloud.Calls.Count(call => call == "AssumeRole"));
        Assert.Equal(1, cloud.Calls.Count(call => call == "ListAccounts"));
        var (told, kept) = (cloud.Events.Count, cloud.Objects.Count);
        await DeliverAsync(Estate(45), [.. Sent(SweepStep.Close), .. Sent(SweepStep.Read)]);
        Assert.Equal((told, kept), (cloud.Events.Count, cloud.Objects.Count));
    }

    [Fact]
    public async Task What_did_not_come_in_is_unknown_and_counted_and_told_once()
    {
        var estate = Estate(45);
        await CallAsync(estate, Scheduled);
        await DeliverAsync(estate, [.. Sent(SweepStep.Read).Take(2)]);
        await DeliverLastClosingAsync(estate);

        Assert.Equal((45, 5), (Record.Accounts.Length, Record.Unread));
        Assert.True(Record.Summary["unknown"] >= 5 * InventoryChecks.OfAccount.Length);
        Assert.Equal(5, Told("account-audit-unread", "active"));
    }

    [Fact]
    public async Task An_account_without_a_way_in_costs_no_other()
    {
        var estate = Estate(3);
        cloud.Closed.Add(estate.Estate.Accounts[1].Id.ToString());

        var response = await CallAsync(estate, Scheduled, shared: false);

        Assert.Equal(1, response.GetProperty("unread").GetInt32());
        Assert.Equal(1, Told("account-audit-unread", "active"));
        Assert.DoesNotContain(Record.Accounts, account => account.Unread is null && account.Quiet.IsEmpty);
    }

    [Fact]
    public async Task Only_what_is_new_and_what_is_mended_is_told()
    {
        var estate = Estate(2);
        cloud.Answering = asked => asked.Operation == "GetAccountSummary" ? Xml("<SummaryMap><entry><key>AccountMFAEnabled</key><value>0</value></entry><entry><key>AccountAccessKeysPresent</key><value>0</value></entry></SummaryMap>") : Answer(asked);
        await CallAsync(estate, Scheduled, shared: false);
        Assert.Equal(2, Told("account-audit-iam-002", "active"));

        cloud.Events.Clear();
        await CallAsync(estate, Scheduled.Replace("-22T", "-29T", StringComparison.Ordinal), shared: false);
        Assert.Empty(cloud.Events);

        Install(cloud);
        await CallAsync(estate, Scheduled.Replace("-22T", "-30T", StringComparison.Ordinal), shared: false);
        Assert.Equal((0, 2), (Told("account-audit-iam-002", "active"), Told("account-audit-iam-002", "resolved")));
    }

    [Fact]
    public async Task What_was_wrong_of_an_account_that_cannot_be_read_now_is_not_told_as_mended()
    {
        var estate = Estate(2);
        cloud.Answering = asked => asked.Operation == "GetAccountSummary" ? Xml("<SummaryMap><entry><key>AccountMFAEnabled</key><value>0</value></entry><entry><key>AccountAccessKeysPresent</key><value>0</value></entry></SummaryMap>") : Answer(asked);
        await CallAsync(estate, Scheduled, shared: false);
        cloud.Events.Clear();
        cloud.Closed.Add(estate.Estate.Accounts[1].Id.ToString());

        await CallAsync(estate, Scheduled.Replace("-22T", "-29T", StringComparison.Ordinal), shared: false);

        Assert.Equal((1, 0), (Told("account-audit-unread", "active"), Told("account-audit-iam-002", "resolved")));
    }

    [Fact]
    public async Task What_was_wrong_by_a_comparison_that_cannot_be_made_now_is_not_told_as_mended()
    {
        cloud.Answering = asked => asked.Operation == "ListAccounts" ? (200, """{"Accounts":[{"Id":"555500001111","Name":"shadow","State":"ACTIVE"}]}""") : Answer(asked);
        await CallAsync(Estate(2), Scheduled, shared: false);
        Assert.True(Told("account-audit-acc-001", "active") > 0);
        cloud.Events.Clear();
        ledger = Readings.Unknown<ImmutableArray<AccountRecord>>("台帳を読めない");
        cloud.Answering = asked => asked.Operation == "ListAccounts" ? (400, "TooManyRequestsException|slow") : Answer(asked);

        await CallAsync(Estate(2), Scheduled.Replace("-22T", "-29T", StringComparison.Ordinal), shared: false);

        Assert.Contains(Record.Estate.Answers, answer => answer is { Check: "ACC-001", Outcome: "unknown" });
        Assert.Contains(Record.Accounts, account => account is { Account: "555500001111", Unread: not null });
        Assert.Equal((0, 0), (Told("account-audit-acc-001", "resolved"), Told("account-audit-unread", "resolved")));
    }

    [Fact]
    public async Task An_inventory_that_cannot_read_the_last_evidence_is_not_held_without_it()
    {
        await CallAsync(Estate(2), Scheduled, shared: false);
        cloud.Answering = asked => asked.Operation == "S3" && asked.Body.Length == 0 ? (503, "<Error><Code>SlowDown</Code><Message>slow</Message></Error>") : Answer(asked);
        await Assert.ThrowsAsync<IOException>(() => CallAsync(Estate(2), Scheduled.Replace("-22T", "-29T", StringComparison.Ordinal), shared: false));
        Assert.Equal(Now, Record.At);
    }

    [Fact]
    public async Task An_account_of_the_organization_that_the_estate_does_not_know_is_not_left_out()
    {
        cloud.Answering = asked => asked.Operation == "ListAccounts" ? (200, """{"Accounts":[{"Id":"555500001111","Name":"shadow","State":"ACTIVE"}]}""") : Answer(asked);

        await CallAsync(Estate(2), Scheduled, shared: false);

        Assert.Contains(Record.Accounts, account => account.Account == "555500001111" && account.Unread!.Contains("環境定義にない", StringComparison.Ordinal));
        Assert.Contains(Record.Estate.Answers, answer => answer is { Check: "ACC-001", Outcome: "fail" } && answer.Subject == "555500001111");
    }

    [Fact]
    public async Task Without_the_ledger_what_needs_it_is_unknown_and_the_rest_is_not()
    {
        ledger = Readings.Unknown<ImmutableArray<AccountRecord>>("台帳を読めない");
        await CallAsync(Estate(2), Scheduled, shared: false);

        Assert.Contains(Record.Estate.Answers, answer => answer is { Check: "ACC-001", Outcome: "unknown" });
        Assert.True(Record.Summary["pass"] > 20);
    }

    [Fact]
    public async Task The_inventory_of_a_quarter_is_held_on_its_first_business_day_only()
    {
        Assert.True((await CallAsync(Estate(2), """{"phase":"quarter","time":"2026-09-30T21:30:00Z"}""", shared: false)).TryGetProperty("evidence", out _));
        Assert.True(Record.Quarterly);
        Assert.True((await CallAsync(Estate(2), """{"phase":"quarter","time":"2026-10-01T21:30:00Z"}""", shared: false)).GetProperty("skipped").GetBoolean());
        // The first of January to the third is closed, and 2027 begins with a weekend besides.
        Assert.Equal(4, Enumerable.Range(1, 10).Single(day => InventorySlices.OpensQuarter(Estate(2).Estate, new DateOnly(2027, 1, day))));
    }

    [Fact]
    public async Task Some_accounts_on_request_are_judged_and_nothing_is_kept()
    {
        var estate = Estate(3);
        var response = await CallAsync(estate, $$"""{"accounts":["{{estate.Estate.Accounts[0].Id}}"]}""", shared: false);

        Assert.True(response.GetProperty("summary").GetProperty("pass").GetInt32() > 10);
        Assert.Empty(cloud.Objects);
        Assert.Equal(1, cloud.Calls.Count(call => call == "AssumeRole"));
    }

    static EstateIndex Estate(int count)
    {
        var index = Functions.Events.Estate();
        var first = index.Estate.Accounts[0];
        return new EstateIndex(
            index.Estate with
            {
                Calendars = [new WorkCalendar { Id = "office", Name = "役所" }],
                Accounts =
                [
                    first,
                    .. Enumerable.Range(1, count - 1).Select(number => first with
                    {
                        Id = AccountId.Parse((222_200_000_000 + number).ToString(CultureInfo.InvariantCulture)),
                        Name = string.Create(CultureInfo.InvariantCulture, $"account-{number}"),
                    }),
                ],
            },
            "digest");
    }

    AccountAuditRecord Record => AccountAuditRecord.Read(Encoding.UTF8.GetBytes(cloud.Objects["accounts/latest.json"]));

    ImmutableArray<string> Sent(SweepStep step) =>
        [.. cloud.Messages.Select(message => message.Body).Where(body => Task(body).Step == step).OrderBy(body => Task(body).Slice)];

    static SweepTask Task(string body) => JsonSerializer.Deserialize(body, SweepJson.Default.SweepTask)!;

    int Told(string type, string status) => cloud.Events.Count(detail =>
        detail.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal) && detail.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal));

    async Task DeliverLastClosingAsync(EstateIndex estate)
    {
        // Each closing that finds slices missing sends the next, until none may follow.
        for (var sent = Sent(SweepStep.Close); Task(sent[^1]).Final; sent = Sent(SweepStep.Close))
        {
            var before = cloud.Messages.Count;
            await DeliverAsync(estate, [sent[^1]]);
            if (cloud.Messages.Count == before)
            {
                return;
            }
        }
    }

    async Task DeliverAsync(EstateIndex estate, IEnumerable<string> bodies)
    {
        foreach (var body in bodies.ToArray())
        {
            var response = await CallAsync(estate, Encoding.UTF8.GetString(Functions.Events.Queue(body)));
            Assert.Empty(response.GetProperty("batchItemFailures").EnumerateArray());
        }
    }

    async Task<JsonElement> CallAsync(EstateIndex estate, string input, bool shared = true)
    {
        var time = new ManualTime(Now);
        var chain = AccountCloud.Chain(s3, "accounts");
        var parts = new EvidenceStore(s3, chain);
        using var reader = new InventoryReader(cloud.Options, time);
        using var organization = new OrganizationReader(cloud.Options, time);
        var report = new AccountAuditReport(estate, parts, chain, new OperationsBus(events, "govcloud-ops"), NullLogger.Instance);
        var inventory = new InventorySweep(
            new AccountJudgement(estate, reader, time, NullLogger.Instance), organization, _ => System.Threading.Tasks.Task.FromResult(ledger), parts, _ => System.Threading.Tasks.Task.FromResult<byte[]?>(null), report);
        var sharing = shared ? new SharedSweep(estate.Digest, inventory, parts, new SweepQueue(sqs, "https://sqs.example/audit"), NullLogger.Instance) : null;
        using var output = new MemoryStream();
        await new AccountAuditHandler(estate, inventory, sharing, time).HandleAsync(
            Encoding.UTF8.GetBytes(input), output, new LambdaContext { AwsRequestId = "request", Deadline = time.GetUtcNow().AddMinutes(5), Time = time }, default);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }
}
