using GovCloud.Triage;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

/// <summary>Alerts come through whatever a service does to single calls: an incident each, no message lost, and none told twice without saying so.</summary>
[Collection(SharedSampleCloud.Name)]
public sealed class FaultTests(SampleCloud sample, ITestOutputHelper output)
{
    const int Alarms = 6;

    [EndToEndTheory]
    [InlineData("throttled")]
    [InlineData("denied")]
    [InlineData("expired")]
    [InlineData("failure")]
    [InlineData("unavailable")]
    [InlineData("cut-before")]
    [InlineData("cut-after")]
    [InlineData("partial")]
    [InlineData("pages")]
    [InlineData("stale")]
    public async Task Alerts_come_through_calls_that_fail(string kind)
    {
        var effect = FaultKinds.All[kind];
        var before = sample.Cloud.Host.Faults.Injected.Count;
        var letters = sample.Queue("IntakeUnprocessable").Depth.Total;
        var (calls, probability) = FaultKinds.MeasureOf(effect);
        var faults = ((string[])["dynamodb", "s3", "ses", "ssm"]).Select(service => sample.Cloud.Host.Faults.Inject(new() { Service = service, Effect = effect, Calls = calls, Probability = probability })).ToList();
        await sample.PutAsync([.. Enumerable.Range(1, Alarms).Select(i => sample.Alarm("131229001601", $"{kind}-alarm-{i}"))]);
        await sample.Cloud.EnqueueAsync($"not an alert, {kind}", CancellationToken.None);
        await sample.Cloud.SettleAsync(CancellationToken.None);
        await sample.PassAsync(SampleCloud.VisibilityTimeout);
        faults.ForEach(fault => fault.Dispose());
        await sample.PassAsync(SampleCloud.VisibilityTimeout);
        // A lease whose answer was lost ends after minutes of the processes' own clock.
        await sample.Cloud.Store.EndLeasesAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);
        await sample.PassAsync(TimeSpan.FromMinutes(1));
        await sample.Cloud.SendWaitingAsync(CancellationToken.None);

        output.WriteLine($"{kind}: {sample.Cloud.Host.Faults.Injected.Count - before} calls disturbed; {string.Join(", ", sample.Cloud.Host.Faults.Injected.Skip(before).CountBy(one => $"{one.Call.Service} {one.Call.Operation}").Select(one => $"{one.Key} {one.Value}"))}");
        Assert.NotEqual(before, sample.Cloud.Host.Faults.Injected.Count);
        var incidents = await sample.IncidentsAsync($"{kind}-alarm-");
        Assert.Equal(Alarms, incidents.Length);
        Assert.All(incidents, incident => Assert.Equal(1, incident.Count));
        Assert.Equal(0, sample.Queue("IntakeAlerts").Depth.Total);
        Assert.Equal(letters, sample.Queue("IntakeUnprocessable").Depth.Total);
        foreach (var incident in incidents)
        {
            await EveryoneIsToldAsync(incident.Number);
        }
    }

    /// <summary>Each entry is delivered; what came a second time says that it may have.</summary>
    async Task EveryoneIsToldAsync(string number)
    {
        var outbox = await sample.OutboxAsync(number);
        Assert.NotEmpty(outbox);
        Assert.All(outbox, entry => Assert.True(entry.DeliveredAt is not null, $"{entry.Notification.Id} {entry.Notification.Channel} {entry.State} after {entry.Attempts}: {entry.LastError}"));
        var mails = sample.Mails(number);
        Assert.True(mails.Length >= outbox.Count(entry => entry.Notification.Channel == NotificationChannel.Mail));
        Assert.All(mails.GroupBy(mail => string.Join(',', mail.To), StringComparer.Ordinal), same => Assert.All(same.Skip(1), repeat => Assert.Contains("再送の可能性", repeat.Text, StringComparison.Ordinal)));
    }
}
