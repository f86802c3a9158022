using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Faults;

namespace GovCloud.EndToEnd.Tests;

[Collection(SharedSampleCloud.Name)]
public sealed class OutageTests(SampleCloud sample)
{
    const string Tax = "131229001601";
    const string Welfare = "131229002201";

    [EndToEndFact]
    public async Task A_throttled_table_delays_an_alert_and_neither_loses_nor_doubles_it()
    {
        using (sample.Cloud.Host.Faults.Inject(Fault.Of("dynamodb", new FaultEffect.Throttled())))
        {
            await sample.PutAsync(sample.Alarm(Tax, "throttled-alarm"));
            Assert.Equal(1, sample.Queue("IntakeAlerts").Depth.InFlight);
        }

        Assert.Empty(await sample.IncidentsAsync("throttled-alarm"));
        await sample.PassAsync(SampleCloud.VisibilityTimeout);
        var incident = Assert.Single(await sample.IncidentsAsync("throttled-alarm"));
        Assert.Equal(1, incident.Count);
        Assert.Equal(0, sample.Queue("IntakeAlerts").Depth.Total);
        await EveryoneIsToldOnceAsync(incident.Number);
    }

    [EndToEndTheory]
    [InlineData(500)]
    [InlineData(429)]
    public async Task A_message_that_Slack_refuses_for_a_while_is_delivered_once(int status)
    {
        var name = $"slack-{status}-alarm";
        sample.Cloud.Host.Slack.Otherwise = status == 429 ? SlackAnswer.RateLimited(30) : new SlackAnswer(status);
        await sample.PutAsync(sample.Alarm(Tax, name));
        sample.Cloud.Host.Slack.Otherwise = SlackAnswer.Ok;
        var incident = Assert.Single(await sample.IncidentsAsync(name));
        Assert.All(sample.Posts(incident.Number), post => Assert.Equal(status, post.Status));

        await sample.Cloud.SendWaitingAsync(CancellationToken.None);
        await EveryoneIsToldOnceAsync(incident.Number);
        Assert.DoesNotContain(sample.Posts(incident.Number), post => SampleCloud.Read(post).Contains("再送の可能性", StringComparison.Ordinal));
        Assert.All(await sample.OutboxAsync(incident.Number), entry => Assert.Equal(entry.Notification.Channel == Triage.NotificationChannel.Slack ? 2 : 1, entry.Attempts));
    }

    [EndToEndFact]
    public async Task A_message_whose_answer_never_came_is_sent_again_and_says_so()
    {
        sample.Cloud.Host.Slack.Script(SlackAnswer.Silence);
        await sample.PutAsync(sample.Alarm(Tax, "silent-slack-alarm"));
        await sample.Cloud.SendWaitingAsync(CancellationToken.None);

        var incident = Assert.Single(await sample.IncidentsAsync("silent-slack-alarm"));
        await EveryoneIsToldOnceAsync(incident.Number);
        var silent = Assert.Single(sample.Posts(incident.Number), post => post.Status == 0);
        var again = Assert.Single(sample.Posts(incident.Number), post => post.Channel == silent.Channel && post.Status == 200);
        Assert.Contains("再送の可能性", SampleCloud.Read(again), StringComparison.Ordinal);
    }

    [EndToEndFact]
    public async Task A_function_killed_in_mid_batch_loses_nothing_and_tells_nobody_twice()
    {
        // More than the processes have at work at once.
        const int Alarms = 10;
        string[] alarms = [.. Enumerable.Range(1, Alarms).Select(i => sample.Alarm(Welfare, $"killed-alarm-{i}"))];
        var keys = alarms.SelectMany(alarm => SampleCloud.Keys(alarm)).ToList();
        using (sample.Cloud.Host.Faults.Inject(Fault.Of("dynamodb", new FaultEffect.Delayed(TimeSpan.FromSeconds(1)) { ByRealClock = true }, "TransactWriteItems")))
        {
            foreach (var alarm in alarms)
            {
                sample.Cloud.Put(Cli.Day.Entry.MemberBus, alarm);
            }

            while (!(await sample.Cloud.Store.ReadAsync(CancellationToken.None)).Deliveries.Overlaps(keys))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }

            await sample.Cloud.Host.KillProcessesAsync(sample.Cloud.AlertTriage);
        }

        await sample.Cloud.SettleAsync(CancellationToken.None);
        Assert.NotEqual(0, sample.Queue("IntakeAlerts").Depth.InFlight);
        await sample.PassAsync(SampleCloud.VisibilityTimeout);

        var incidents = await sample.IncidentsAsync("killed-alarm-");
        Assert.Equal(Alarms, incidents.Length);
        Assert.All(incidents, incident => Assert.Equal(1, incident.Count));
        Assert.Equal(Alarms, incidents.Select(incident => incident.Number).Distinct(StringComparer.Ordinal).Count());
        foreach (var incident in incidents)
        {
            await EveryoneIsToldOnceAsync(incident.Number);
        }
    }

    /// <summary>One accepted post or mail for each outbox entry of an incident, and no other.</summary>
    async Task EveryoneIsToldOnceAsync(string number)
    {
        var outbox = await sample.OutboxAsync(number);
        Assert.NotEmpty(outbox);
        Assert.All(outbox, entry => Assert.NotNull(entry.DeliveredAt));
        Assert.Equal(
            outbox.Where(entry => entry.Notification.Channel == Triage.NotificationChannel.Slack).Select(entry => entry.Notification.Organisation).Order(StringComparer.Ordinal),
            sample.Posts(number).Where(post => post.Status == 200).Select(post => post.Channel).Order(StringComparer.Ordinal));
        Assert.Equal(outbox.Count(entry => entry.Notification.Channel == Triage.NotificationChannel.Mail), sample.Mails(number).Length);
    }
}
