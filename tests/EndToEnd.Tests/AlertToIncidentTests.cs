using GovCloud.Cli.Day;
using GovCloud.Triage;
using GovCloud.Triage.Catalogue;

namespace GovCloud.EndToEnd.Tests;

[Collection(SharedSampleCloud.Name)]
public sealed class AlertToIncidentTests(SampleCloud sample)
{
    const string Residents = "131229000101";

    static GuardDutyFinding Finding(string instance) => new("Backdoor:EC2/C&CActivity.B!DNS", 8, "An EC2 instance queried a suspicious domain.", GuardDutyFinding.Instance(instance));

    [EndToEndFact]
    public async Task An_alert_becomes_an_incident_and_Japanese_messages_with_the_playbook()
    {
        await sample.PutAsync(sample.Events.GuardDuty(sample.Now, Residents, Finding("i-0e2e000000000001a")));

        var incident = Assert.Single(await sample.IncidentsAsync("i-0e2e000000000001a"));
        Assert.Equal((IncidentStatus.Open, Severity.Critical, "operator", "residents"), (incident.Status, incident.Severity, incident.Ownership.Responsible, incident.Ownership.System));
        Assert.Matches("^INC-[0-9]{4}-[0-9]{6}$", incident.Number);

        var step = PlaybookCatalogue.Get(incident.Playbook).Steps[0];
        var post = Assert.Single(sample.Posts(incident.Number), post => post.Channel == "operator");
        Assert.Contains("【重大】新規", post.Body, StringComparison.Ordinal);
        Assert.Contains("推奨する対応", post.Body, StringComparison.Ordinal);
        var mail = Assert.Single(sample.Mails(incident.Number), mail => mail.To.Contains("desk@operator.example.jp"));
        Assert.Contains(step, mail.Text, StringComparison.Ordinal);
        Assert.Contains("葛飾区", mail.Text, StringComparison.Ordinal);
        Assert.All(await sample.OutboxAsync(incident.Number), entry => Assert.NotNull(entry.DeliveredAt));
    }

    [EndToEndFact]
    public async Task A_finding_that_comes_natively_and_through_Security_Hub_is_one_incident_and_one_message_to_each()
    {
        const string Instance = "i-0e2e000000000002a";
        var resource = $"arn:aws:ec2:ap-northeast-1:{Residents}:instance/{Instance}";
        await sample.PutAsync(sample.Events.GuardDuty(sample.Now, Residents, Finding(Instance)));
        await sample.PutAsync(sample.Events.GuardDutyThroughSecurityHub(sample.Now, Residents, Finding(Instance), "TTPs/Command and Control/Backdoor:EC2-C&CActivity.B!DNS", "AwsEc2Instance", resource));

        var incident = Assert.Single(await sample.IncidentsAsync(Instance));
        Assert.Equal(2, incident.Count);
        // A queue does not promise which of the two comes first.
        Assert.Equal(["aws.guardduty", "aws.securityhub"], incident.Sources.Order(StringComparer.Ordinal));
        Assert.Single(sample.Posts(incident.Number), post => post.Channel == "operator");
    }

    [EndToEndFact]
    public async Task An_alarm_that_turns_ok_resolves_its_incident_and_tells_the_same_people()
    {
        const string Account = "131229002001";
        await sample.PutAsync(sample.Alarm(Account, "recovering-alarm"));
        await sample.PassAsync(TimeSpan.FromMinutes(5));
        await sample.PutAsync(sample.Alarm(Account, "recovering-alarm", "OK"));

        var incident = Assert.Single(await sample.IncidentsAsync("recovering-alarm"));
        Assert.Equal(IncidentStatus.Resolved, incident.Status);
        var messages = (await sample.OutboxAsync(incident.Number)).ToLookup(entry => entry.Notification.Kind, entry => (entry.Notification.Channel, entry.Notification.Organisation));
        Assert.NotEmpty(messages[NotificationKind.New]);
        Assert.Equal(messages[NotificationKind.New].Order(), messages[NotificationKind.Recovery].Order());
    }

    [EndToEndFact]
    public async Task A_municipality_without_Slack_gets_mail_alone()
    {
        await sample.PutAsync(sample.Alarm("041009000201", "sendai-alarm"));
        var incident = Assert.Single(await sample.IncidentsAsync("sendai-alarm"));
        Assert.Empty(sample.Posts(incident.Number));
        Assert.NotEmpty(sample.Mails(incident.Number));
    }

    [EndToEndFact]
    public async Task Personal_data_in_an_alarm_reaches_neither_messages_nor_logs()
    {
        await sample.PutAsync(sample.Alarm("131229002801", "personal-data-alarm", description: $"[高] {string.Join(' ', PersonalData.All)}"));
        var incident = Assert.Single(await sample.IncidentsAsync("personal-data-alarm"));
        Assert.NotEmpty(sample.Posts(incident.Number));
        var state = sample.Cloud.Host.Snapshot();
        var texts = state.SlackPosts.Select(post => post.Body).Concat(state.Mails.Select(mail => mail.Text)).Concat(state.Functions.SelectMany(function => function.Logs.Select(line => line.Text))).ToList();
        Assert.All(PersonalData.All, secret => Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.Ordinal)));
    }
}
