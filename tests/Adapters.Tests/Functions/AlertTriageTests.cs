using System.Text.Json.Nodes;
using GovCloud.Adapters.Tests.DynamoDb;
using GovCloud.Contracts;
using GovCloud.Triage;

namespace GovCloud.Adapters.Tests.Functions;

[Collection(DynamoDbTests.Name)]
public sealed class AlertTriageTests(DynamoDbFixture dynamoDb)
{
    [Fact]
    public async Task An_alert_becomes_an_incident_with_a_number_and_messages()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);

        Assert.Empty(await triage.InvokeAsync([Events.Alarm("cpu-high")]));

        var incident = Assert.Single(await triage.HeadsAsync());
        Assert.Equal("INC-2026-000001", incident.Number);
        Assert.Equal("digest", incident.EstateDigest);
        Assert.All(await triage.OutboxAsync(), message => Assert.Equal("INC-2026-000001", message.Incident!.Number));
        var metrics = triage.Metrics();
        Assert.Contains("\"disposition\":\"new\"", metrics, StringComparison.Ordinal);
        Assert.Contains(MetricNames.TriageLag, metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeats_within_a_batch_fold_into_one_incident()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);

        Assert.Empty(await triage.InvokeAsync(Enumerable.Range(0, 10).Select(minute => Events.Alarm("cpu-high", minute: minute))));

        Assert.Equal(10, Assert.Single(await triage.HeadsAsync()).Count);
    }

    [Fact]
    public async Task New_incidents_of_a_batch_are_numbered_in_order_without_gaps()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);

        await triage.InvokeAsync([Events.Alarm("a"), Events.Alarm("b"), Events.Alarm("a", minute: 1), Events.Alarm("c")]);
        await triage.InvokeAsync([Events.Alarm("d")]);

        Assert.Equal(
            [("INC-2026-000001", 'a'), ("INC-2026-000002", 'b'), ("INC-2026-000003", 'c'), ("INC-2026-000004", 'd')],
            (await triage.HeadsAsync()).Select(incident => (incident.Number, incident.Resource[^1])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_recovery_that_overtook_its_alarm_leaves_no_incident_open(bool sameBatch)
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        string[] late = [Events.Alarm("a", minute: 1), Events.Alarm("a", minute: 2)];

        if (sameBatch)
        {
            Assert.Empty(await triage.InvokeAsync([Events.Alarm("a", "OK", 5), .. late]));
        }
        else
        {
            Assert.Empty(await triage.InvokeAsync([Events.Alarm("a", "OK", 4)]));
            Assert.Empty(await triage.InvokeAsync([Events.Alarm("a", "OK", 5)]));
            Assert.Empty(await triage.InvokeAsync([Events.Alarm("a", "OK", 3)]));
            Assert.Empty(await triage.InvokeAsync(late));
        }

        var incident = Assert.Single(await triage.HeadsAsync());
        Assert.Equal((IncidentStatus.Resolved, 2, ManualTime.Start.AddMinutes(5)), (incident.Status, incident.Count, incident.ResolvedAt));
        Assert.All(await triage.OutboxAsync(), message => Assert.Equal(NotificationKind.Recovery, message.Kind));
        Assert.NotEmpty(await triage.OutboxAsync());
        Assert.Empty(await triage.InvokeAsync([Events.Alarm("a", minute: 6)]));
        Assert.Equal((IncidentStatus.Open, 1), (await triage.HeadsAsync()) is [var again] ? (again.Status, again.Reopened) : default);
    }

    [Fact]
    public async Task An_alarm_and_its_recovery_racing_leave_no_incident_open()
    {
        for (var round = 0; round < 5; round++)
        {
            var triage = await TriageHarness.CreateAsync(dynamoDb);

            var failures = await Task.WhenAll(triage.InvokeAsync([Events.Alarm("a", "OK", 5)]), triage.InvokeAsync([Events.Alarm("a", minute: 1)]));

            Assert.All(failures, Assert.Empty);
            Assert.Equal(IncidentStatus.Resolved, Assert.Single(await triage.HeadsAsync()).Status);
        }
    }

    [Fact]
    public async Task The_same_batch_delivered_twice_changes_nothing()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        string[] batch = [Events.Alarm("a"), Events.Alarm("b"), "{", Events.Alarm("a", "OK", 5), Events.Alarm("nothing", "OK"), Events.Alarm("a", minute: 6)];
        await triage.InvokeAsync(batch);
        var state = await triage.StateAsync();
        triage.Metrics();
        triage.Time.Advance(TimeSpan.FromHours(1));

        Assert.Empty(await triage.InvokeAsync(batch));

        Assert.Equal(state, await triage.StateAsync());
        Assert.Empty(triage.Metrics());
    }

    [Fact]
    public async Task The_same_message_twice_in_one_batch_counts_once()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);

        Assert.Empty(await triage.InvokeAsync([Events.Alarm("a"), Events.Alarm("a")]));

        Assert.Equal(1, Assert.Single(await triage.HeadsAsync()).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("[1,2")]
    public async Task Malformed_JSON_is_quarantined_and_the_operator_is_told(string body)
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);

        Assert.Empty(await triage.InvokeAsync([body]));

        Assert.Single(triage.Quarantined);
        Assert.Empty(await triage.HeadsAsync());
        Assert.All(await triage.OutboxAsync(), message => Assert.Equal(NotificationKind.Quarantine, message.Kind));
        Assert.NotEmpty(await triage.OutboxAsync());
        Assert.Contains(MetricNames.Quarantined, triage.Metrics(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_event_is_quarantined_and_the_rest_of_the_batch_goes_on()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        var whole = Events.Alarm("a");

        Assert.Empty(await triage.InvokeAsync([Events.Alarm("b"), whole[..(whole.Length / 2)], Events.Alarm("c")]));

        Assert.Single(triage.Quarantined);
        Assert.Equal(2, (await triage.HeadsAsync()).Count);
    }

    [Fact]
    public async Task One_bad_finding_of_a_Security_Hub_batch_is_quarantined_and_the_others_go_on()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        var body = Events.SecurityHub(Events.Asff("S3.8", "bucket-a"), JsonValue.Create("not a finding"), Events.Asff("S3.8", "bucket-b")).ToJsonString();

        Assert.Empty(await triage.InvokeAsync([body]));

        Assert.Single(triage.Quarantined);
        Assert.Equal(2, (await triage.HeadsAsync()).Count);
    }

    [Fact]
    public async Task Several_bad_findings_of_one_event_are_all_kept()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);

        Assert.Empty(await triage.InvokeAsync([Events.SecurityHub(JsonValue.Create(1), JsonValue.Create(2)).ToJsonString()]));

        Assert.Equal(2, triage.Quarantined.Count);
    }

    [Fact]
    public async Task A_Security_Hub_batch_of_100_findings_becomes_100_incidents()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        var body = Events.SecurityHub([.. Enumerable.Range(0, 100).Select(i => Events.Asff("S3.8", $"bucket-{i}"))]).ToJsonString();

        Assert.Empty(await triage.InvokeAsync([body]));

        var incidents = await triage.HeadsAsync();
        Assert.Equal(100, incidents.Count);
        Assert.Equal("INC-2026-000100", incidents[^1].Number);
    }

    [Fact]
    public async Task A_finding_of_300_KB_is_stored()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        var body = Events.SecurityHub(Events.Asff("S3.8", "bucket", new string('あ', 100 * 1024))).ToJsonString();
        Assert.True(body.Length > 300 * 1024);

        Assert.Empty(await triage.InvokeAsync([body]));

        Assert.Single(await triage.HeadsAsync());
        Assert.Empty(triage.Quarantined);
    }

    [Fact]
    public async Task An_unknown_source_and_an_unknown_account_become_incidents_too()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);

        Assert.Empty(await triage.InvokeAsync([Events.Unknown(), Events.Alarm("a", account: "999988887777")]));

        Assert.Equal([true, false], (await triage.HeadsAsync()).Select(incident => incident.Ownership.AccountKnown));
        Assert.Empty(triage.Quarantined);
    }

    [Fact]
    public async Task Where_quarantine_fails_the_message_comes_again_and_nobody_is_told_yet()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        triage.QuarantineFails = true;

        Assert.Equal(["m1"], await triage.InvokeAsync([Events.Alarm("a"), "{", Events.Alarm("b")]));
        Assert.DoesNotContain(await triage.OutboxAsync(), message => message.Kind == NotificationKind.Quarantine);
        triage.QuarantineFails = false;
        Assert.Empty(await triage.InvokeAsync(["{"]));

        Assert.Contains(await triage.OutboxAsync(), message => message.Kind == NotificationKind.Quarantine);
        Assert.Equal(2, (await triage.HeadsAsync()).Count);
    }
}
