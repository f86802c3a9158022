using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovCloud.Cli.Day;
using GovCloud.Triage;

namespace GovCloud.EndToEnd.Tests;

[Collection(SharedSampleCloud.Name)]
public sealed class BadInputTests(SampleCloud sample)
{
    const string Election = "131229000601";
    const string Operations = "131229090201";

    [EndToEndTheory]
    [InlineData("malformed JSON", """{"source":"aws.guardduty","detail":{"severity":8,}""")]
    [InlineData("a truncated event", """{"version":"0","id":"7d0c1","detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch","detail":{"alarmNa""")]
    [InlineData("no object", "[1, 2")]
    [InlineData("XML", "<?xml version=\"1.0\"?><alarm/>")]
    public async Task What_cannot_be_read_is_kept_to_the_byte_and_the_operator_is_told(string what, string body)
    {
        var before = sample.Posts("隔離しました").Length;
        await sample.Cloud.EnqueueAsync(body, CancellationToken.None);
        await sample.Cloud.SettleAsync(CancellationToken.None);

        var bytes = Encoding.UTF8.GetBytes(body);
        var (bucket, key) = Assert.Single(
            sample.Cloud.Host.Snapshot().Buckets.SelectMany(bucket => bucket.Value.Select(key => (bucket.Key, key))),
            stored => stored.key.Contains(Convert.ToHexStringLower(SHA256.HashData(bytes)), StringComparison.Ordinal));
        Assert.True(sample.Cloud.Host.ReadObject(bucket, key).AsSpan().SequenceEqual(bytes), what);
        Assert.Equal(before + 1, sample.Posts("隔離しました").Length);
        Assert.NotEmpty(sample.Mails(key));
        Assert.Equal(0, sample.Queue("IntakeAlerts").Depth.Total);
    }

    [EndToEndFact]
    public async Task A_finding_of_300_KB_is_an_incident_like_any_other()
    {
        var large = sample.Events.GuardDuty(sample.Now, Election, new("CryptoCurrency:EC2/BitcoinTool.B!DNS", 8.2, "Mining", GuardDutyFinding.Instance("i-0e2e00000000large")) { Padding = 300 * 1024 });
        await sample.PutAsync(large);
        var incident = Assert.Single(await sample.IncidentsAsync("i-0e2e00000000large"));
        Assert.NotEmpty(sample.Mails(incident.Number));
    }

    [EndToEndFact]
    public async Task An_unknown_account_is_an_incident_of_the_operator()
    {
        const string Stranger = "arn:aws:ec2:ap-northeast-1:999988887777:instance/i-0e2e000000stranger";
        await sample.PutAsync(sample.Events.SecurityHub(sample.Now, Operations, sample.Events.Control(sample.Now, "999988887777", new("security-control/EC2.8", "HIGH", "IMDSv2", "AwsEc2Instance", Stranger))));
        var incident = Assert.Single(await sample.IncidentsAsync("i-0e2e000000stranger"));
        Assert.Equal((false, "operator"), (incident.Ownership.AccountKnown, incident.Ownership.Responsible));
        Assert.Contains(sample.Mails(incident.Number), mail => mail.Text.Contains("台帳に未登録", StringComparison.Ordinal));
    }

    [EndToEndFact]
    public async Task An_unknown_source_is_an_incident_and_not_dropped()
    {
        sample.Cloud.Put(Entry.OperationsBus, sample.Events.Event(sample.Now, Operations, "jp.example.unheard-of", "Nightly Job Failed", new JsonObject { ["severity"] = "HIGH", ["resource"] = "job/e2e-unknown-source" }));
        await sample.Cloud.SettleAsync(CancellationToken.None);
        var incident = Assert.Single(await sample.IncidentsAsync("job/e2e-unknown-source"));
        Assert.Equal((AlertCategory.Other, Severity.High), (incident.Category, incident.Severity));
        Assert.NotEmpty(sample.Posts(incident.Number));
    }

    [EndToEndFact]
    public async Task One_bad_record_does_not_stop_its_batch_and_the_same_batch_again_changes_nothing()
    {
        JsonObject Control(string id) => sample.Events.Control(sample.Now, Election, new($"security-control/{id}", "HIGH", id, "AwsEc2Instance", $"arn:aws:ec2:ap-northeast-1:{Election}:instance/i-0e2ebatch{id}"));
        var batch = sample.Events.SecurityHub(sample.Now, Election, Control("EC2.8"), new JsonObject { ["AwsAccountId"] = Election, ["Title"] = "broken" }, Control("EC2.9"));
        await sample.PutAsync(batch);
        var first = await sample.IncidentsAsync("i-0e2ebatch");
        Assert.Equal(2, first.Length);
        var sent = first.Sum(incident => sample.Mails(incident.Number).Length);
        var told = sample.Posts("隔離しました").Length;

        await sample.PutAsync(batch);
        Assert.Equal(first.Select(incident => (incident.Number, incident.Count, incident.Version)), (await sample.IncidentsAsync("i-0e2ebatch")).Select(incident => (incident.Number, incident.Count, incident.Version)));
        Assert.Equal(sent, first.Sum(incident => sample.Mails(incident.Number).Length));
        Assert.Equal(told, sample.Posts("隔離しました").Length);
    }

    [EndToEndFact]
    public async Task A_message_that_can_never_be_stored_ends_in_the_dead_letter_queue_and_its_neighbours_do_not()
    {
        // An item of DynamoDB holds 400 KB, and the resource's name is a part of the incident.
        var poison = sample.Events.Event(sample.Now, Operations, "jp.example.unheard-of", "Poison", new JsonObject { ["resource"] = "poison/" + new string('x', 600_000) });
        sample.Cloud.Put(Entry.OperationsBus, poison);
        await sample.PutAsync(sample.Alarm(Election, "poison-neighbour"));
        for (var receive = 0; receive < 6; receive++)
        {
            await sample.PassAsync(SampleCloud.VisibilityTimeout);
        }

        Assert.Equal(poison, Assert.Single(sample.Queue("IntakeUnprocessable").Messages, message => message.Body.Contains("poison/", StringComparison.Ordinal)).Body);
        Assert.Equal(0, sample.Queue("IntakeAlerts").Depth.Total);
        Assert.Empty(await sample.IncidentsAsync("poison/"));
        Assert.Equal(1, Assert.Single(await sample.IncidentsAsync("poison-neighbour")).Count);
    }
}
