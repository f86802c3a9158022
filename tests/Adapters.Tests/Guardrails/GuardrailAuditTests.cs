using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Guardrails;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Adapters.Tests.Functions;
using GovCloud.Estates;
using GovCloud.Functions.GuardrailAudit;
using GovCloud.Guardrails;
using GovCloud.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace GovCloud.Adapters.Tests.Guardrails;

/// <summary>The function with its real parts against answers over HTTP.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class GuardrailAuditTests : IAsyncLifetime
{
    static readonly EstateIndex Estate = Index();

    AccountCloud cloud = null!;
    AccountReader accounts = null!;
    AwsClient<EventBridge> events = null!;
    Amazon.S3.AmazonS3Client s3 = null!;

    public async Task InitializeAsync()
    {
        cloud = await AccountCloud.StartAsync();
        accounts = new AccountReader(cloud.Options, Estate.Estate.Guardrails.Parameters);
        events = new AwsClient<EventBridge>(cloud.Options);
        s3 = cloud.S3();
    }

    public async Task DisposeAsync()
    {
        accounts.Dispose();
        events.Dispose();
        s3.Dispose();
        await cloud.DisposeAsync();
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_is_unknown_and_does_not_cost_the_others()
    {
        var (first, second) = (Estate.Estate.Accounts[0].Id.ToString(), Estate.Estate.Accounts[1].Id.ToString());
        cloud.Closed.Add(first);

        var response = await RunAsync("{}");

        var evidence = Evidence();
        var unreadable = Assert.Single(evidence.Accounts.Single(audit => audit.Account == first).Items);
        Assert.Equal((AuditCheck.Unreadable, AuditState.Unknown), (unreadable.Check, unreadable.State));
        Assert.Contains("AccessDenied", unreadable.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(evidence.Accounts.Single(audit => audit.Account == second).Items, item => item.Check == AuditCheck.Unreadable);
        Assert.Equal(Estate.Estate.Accounts.Length, response.GetProperty("summary").GetProperty("unknown").GetInt32());
    }

    [Fact]
    public async Task A_missing_stack_is_told_and_its_recovery_once()
    {
        cloud.Answers["DescribeStacks GovCloud-Guardrails"] = (400, "ValidationError|Stack with id GovCloud-Guardrails does not exist");
        await RunAsync("{}");
        Assert.Equal(Estate.Estate.Accounts.Length, Told("baseline-version", "active"));

        cloud.Deploy(Estate.Estate);
        cloud.Events.Clear();
        await RunAsync("{}");
        Assert.Equal((Estate.Estate.Accounts.Length, 0), (Told("baseline-version", "resolved"), Told("baseline-version", "active")));

        cloud.Events.Clear();
        await RunAsync("{}");
        Assert.Equal(0, Told("baseline-version", "resolved"));
    }

    [Fact]
    public async Task What_was_changed_is_told_with_its_control()
    {
        cloud.Deploy(Estate.Estate, "DRIFTED");
        cloud.Answers["DescribeStackResourceDrifts GovCloud-Guardrails"] =
            (200, "<R><StackResourceDrifts><member><LogicalResourceId>AuditTrailC93518EF</LogicalResourceId><StackResourceDriftStatus>MODIFIED</StackResourceDriftStatus></member></StackResourceDrifts></R>");

        await RunAsync("{}");

        var drift = Evidence().Accounts[0].Items.Single(item => item.Check == AuditCheck.Drift);
        Assert.Equal((ControlCatalogue.TrailRecorded, AuditState.Violated), (drift.Control, drift.State));
        Assert.Equal(AuditState.Met, Evidence().Accounts[0].Items.Single(item => item.Check == AuditCheck.Template).State);
    }

    [Fact]
    public async Task A_template_that_says_odd_things_costs_the_others_nothing()
    {
        cloud.Deploy(Estate.Estate, "DRIFTED");
        cloud.Answers["GetTemplate GovCloud-Guardrails"] = (200, """<R><TemplateBody>{"Resources":{"Trail":{"Metadata":{"GovCloud::Control":7}},"Key":[]}}</TemplateBody></R>""");
        cloud.Answers["DescribeStackResourceDrifts GovCloud-Guardrails"] =
            (200, "<R><StackResourceDrifts><member><LogicalResourceId>Trail</LogicalResourceId></member><member><LogicalResourceId>Key</LogicalResourceId></member></StackResourceDrifts></R>");

        await RunAsync("{}");

        Assert.Equal((null, AuditState.Violated), Evidence().Accounts[0].Items.Where(item => item.Check == AuditCheck.Drift).Select(item => (item.Control, item.State)).Single());

        cloud.Answers["GetTemplate GovCloud-Guardrails"] = (200, """<R><TemplateBody>{"Resources":{},"Resources":{}}</TemplateBody></R>""");
        await RunAsync("{}");
        Assert.Equal(AuditState.Unknown, Evidence().Accounts[0].Items.Single(item => item.Check == AuditCheck.Template).State);
    }

    [Theory]
    [InlineData("CREATE_COMPLETE", AuditState.Met)]
    [InlineData("UPDATE_ROLLBACK_COMPLETE", AuditState.Met)]
    [InlineData("ROLLBACK_COMPLETE", AuditState.Violated)]
    [InlineData("DELETE_IN_PROGRESS", AuditState.Violated)]
    [InlineData("UPDATE_IN_PROGRESS", AuditState.Unknown)]
    public async Task Events_are_forwarded_by_a_stack_that_is_in_force(string status, AuditState expected)
    {
        cloud.Answers["DescribeStacks GovCloud-Forwarding"] = (200, $"<R><Stacks><member><StackStatus>{status}</StackStatus></member></Stacks></R>");

        await RunAsync("{}");

        Assert.Equal(expected, Evidence().Accounts[0].Items.Single(item => item.Check == AuditCheck.Forwarding).State);
    }

    [Fact]
    public async Task A_beginning_that_is_delivered_twice_is_one_audit()
    {
        const string Beginning = """{"phase":"audit","time":"2026-11-20T21:00:00Z"}""";
        await RunAsync(Beginning);
        var kept = cloud.Kept("guardrails").Count;
        cloud.Events.Clear();

        var again = await RunAsync(Beginning);

        Assert.Equal(kept, cloud.Kept("guardrails").Count);
        Assert.Empty(cloud.Events);
        Assert.Equal(Estate.Estate.Accounts.Length, again.GetProperty("summary").GetProperty("unknown").GetInt32());
    }

    [Fact]
    public async Task A_template_that_is_past_its_due_day_is_told_and_kept_in_the_evidence_until_it_is_applied()
    {
        var late = new GuardrailTemplate { Id = "mandatory", Title = "必須", Layer = TemplateLayer.Mandatory, Version = "1", Source = "例", AsOf = new DateOnly(2026, 11, 2), DueBusinessDays = 3 };
        EstateIndex With(GuardrailTemplate template) => new(
            Estate.Estate with { Calendars = [new WorkCalendar { Id = "office", Name = "例" }], Guardrails = Estate.Estate.Guardrails with { Templates = [template] } }, "digest");

        await RunAsync("{}", With(late));
        Assert.Equal((1, TemplateState.Overdue), (Told("template-overdue", "active"), Assert.Single(Evidence().Templates).State));

        cloud.Events.Clear();
        await RunAsync("{}", With(late with { AppliedOn = new DateOnly(2026, 11, 20) }));
        Assert.Equal((1, 0), (Told("template-overdue", "resolved"), Told("template-overdue", "active")));

        cloud.Events.Clear();
        await RunAsync("{}", With(late with { AppliedOn = new DateOnly(2026, 11, 20) }));
        Assert.Equal(0, Told("template-overdue", "resolved"));
    }

    [Fact]
    public async Task Beginning_only_begins_the_comparison()
    {
        cloud.Answers["DetectStackDrift GovCloud-Guardrails"] = (200, "<R><StackDriftDetectionId>1</StackDriftDetectionId></R>");

        var response = await RunAsync("""{"phase":"begin"}""");

        Assert.Equal(Estate.Estate.Accounts.Length, response.GetProperty("begun").GetInt32());
        Assert.Empty(cloud.Objects);
        Assert.Empty(cloud.Events);
    }

    [Fact]
    public async Task An_audit_of_one_account_tells_triage_and_leaves_the_days_evidence_alone()
    {
        var account = Estate.Estate.Accounts[1].Id.ToString();

        await RunAsync($$"""{"accounts":["{{account}}"]}""");

        Assert.Empty(cloud.Objects);
        Assert.All(cloud.Events, detail => Assert.Contains($"\"account\":\"{account}\"", detail, StringComparison.Ordinal));
        Assert.NotEmpty(cloud.Events);
    }

    static EstateIndex Index()
    {
        var index = Events.Estate();
        var first = index.Estate.Accounts[0];
        var estate = index.Estate with
        {
            Accounts = [first, first with { Id = AccountId.Parse("999988887777"), Name = "second", Mail = null }],
            Guardrails = new EstateGuardrails
            {
                Version = "v1.1",
                Rollout = new BaselineRollout { Canary = index.Estate.Accounts[0].Id },
                Parameters = new BaselineParameters { LogArchiveBucket = "log-archive" },
            },
        };
        return new EstateIndex(estate, "digest");
    }

    int Told(string type, string status) => cloud.Events.Count(detail =>
        detail.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal) && detail.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal));

    GuardrailEvidence Evidence() => GuardrailEvidence.Read(Encoding.UTF8.GetBytes(cloud.Kept("guardrails")[^1]));

    async Task<JsonElement> RunAsync(string input, EstateIndex? other = null)
    {
        var estate = other ?? Estate;
        var time = new DynamoDb.ManualTime(new DateTimeOffset(2026, 11, 20, 21, 0, 0, TimeSpan.Zero));
        var sweep = new AccountSweep(estate, accounts, time, NullLogger.Instance);
        var report = new AuditReport(new EvidenceStore(s3, AccountCloud.Chain(s3, "guardrails")), new OperationsBus(events, "govcloud-ops"), NullLogger.Instance);
        var handler = new GuardrailAuditHandler(estate, sweep, report, null, time);
        using var output = new MemoryStream();
        await handler.HandleAsync(Encoding.UTF8.GetBytes(input), output, new LambdaContext { AwsRequestId = "request", Deadline = time.GetUtcNow().AddMinutes(1), Time = time }, default);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }
}
