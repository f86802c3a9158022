using GovCloud.Adapters.Tests.DynamoDb;
using GovCloud.Contracts;
using GovCloud.Functions.Notifier;
using GovCloud.Triage;
using static GovCloud.Adapters.Tests.DynamoDb.Samples;

namespace GovCloud.Adapters.Tests.Functions;

[Collection(DynamoDbTests.Name)]
public sealed class NotifierTests(DynamoDbFixture dynamoDb)
{
    [Fact]
    public async Task New_entries_go_to_Slack_and_mail_as_soon_as_they_are_written()
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("n1"), Notification("n2") with { Channel = NotificationChannel.Mail });

        Assert.Empty(await notifier.StreamAsync(["n1", "n2"]));

        Assert.Contains("INC-2026-000001", Assert.Single(notifier.Channels.SlackPosts).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("ops@example.jp", (string?)Assert.Single(notifier.Channels.Mails)["Destination"]!["ToAddresses"]![0]);
        Assert.Null(await notifier.StateAsync("n1"));
        Assert.Null(await notifier.StateAsync("n2"));
        var metrics = notifier.Metrics();
        Assert.Contains("\"channel\":\"slack\"", metrics, StringComparison.Ordinal);
        Assert.Contains("\"channel\":\"mail\"", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_with_a_fan_out_becomes_a_message_to_each_receiver_once()
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("many") with
        {
            FanOut = [new Recipient("operator", NotificationChannel.Slack, Audience.Informed), new Recipient("operator", NotificationChannel.Mail, Audience.Informed)],
        });

        await Task.WhenAll(notifier.StreamAsync(["many"]), notifier.StreamAsync(["many"]));
        Assert.Empty(notifier.Channels.SlackPosts);
        await notifier.SweepAsync();
        await notifier.SweepAsync();

        Assert.Single(notifier.Channels.SlackPosts);
        Assert.Single(notifier.Channels.Mails);
        Assert.Null(await notifier.StateAsync("many"));
    }

    [Fact]
    public async Task However_often_an_entry_is_offered_it_is_sent_once()
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("n1"));

        await Task.WhenAll(notifier.StreamAsync(["n1", "n1"]), notifier.StreamAsync(["n1"]), notifier.SweepAsync(), notifier.SweepAsync());
        await notifier.StreamAsync(["n1"]);
        notifier.Time.Advance(TimeSpan.FromDays(1));
        await notifier.SweepAsync();

        Assert.Single(notifier.Channels.SlackPosts);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task What_Slack_does_not_take_is_sent_later_without_a_mark(int status)
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("n1"));
        notifier.Channels.Slack = ChannelServer.Status(status);

        Assert.Empty(await notifier.StreamAsync(["n1"]));
        Assert.Equal("pending", await notifier.StateAsync("n1"));
        await notifier.SweepAsync();
        Assert.Single(notifier.Channels.SlackPosts);
        notifier.Channels.Slack = ChannelServer.Ok;
        notifier.Time.Advance(TimeSpan.FromMinutes(3));
        await notifier.SweepAsync();

        Assert.Equal(2, notifier.Channels.SlackPosts.Count);
        Assert.DoesNotContain("再送", notifier.Channels.SlackPosts.Last()["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Null(await notifier.StateAsync("n1"));
    }

    [Fact]
    public async Task The_wait_that_Slack_asks_for_is_kept()
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("n1"));
        notifier.Channels.Slack = ChannelServer.Status(429, "1800");

        await notifier.StreamAsync(["n1"]);
        notifier.Time.Advance(TimeSpan.FromMinutes(29));
        await notifier.SweepAsync();
        Assert.Single(notifier.Channels.SlackPosts);
        notifier.Time.Advance(TimeSpan.FromMinutes(2));
        await notifier.SweepAsync();

        Assert.Equal(2, notifier.Channels.SlackPosts.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_without_an_answer_is_sent_again_and_says_so(bool silent)
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb, silent ? TimeSpan.FromSeconds(1) : null);
        await notifier.WriteAsync(Notification("n1"));
        notifier.Channels.Slack = silent ? ChannelServer.Silence : ChannelServer.HangUp;

        await notifier.StreamAsync(["n1"]);
        notifier.Channels.Slack = ChannelServer.Ok;
        notifier.Time.Advance(TimeSpan.FromMinutes(3));
        await notifier.SweepAsync();

        var again = notifier.Channels.SlackPosts.Last();
        Assert.Contains("再送の可能性があります", again["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("再送の可能性があります", again["blocks"]![0]!["elements"]![0]!["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Null(await notifier.StateAsync("n1"));
    }

    [Fact]
    public async Task A_message_whose_sender_ended_before_recording_is_sent_again_and_says_so()
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("n1") with { Channel = NotificationChannel.Mail });
        var recording = new Faults { Refuse = request => request.Contains("deliveredAt", StringComparison.Ordinal) ? "InternalServerError" : null };

        Assert.Single(await notifier.StreamAsync(["n1"], recording));
        Assert.Equal("sending", await notifier.StateAsync("n1"));
        await notifier.StreamAsync(["n1"]);
        await notifier.SweepAsync();
        Assert.Single(notifier.Channels.Mails);
        notifier.Time.Advance(OutboxDelivery.LeaseDuration);
        await notifier.SweepAsync();

        Assert.Equal(2, notifier.Channels.Mails.Count);
        Assert.Contains("再送の可能性があります", notifier.Channels.Mails.Last().ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(400)]
    public async Task What_Slack_refuses_for_good_is_listed_as_undelivered_at_once(int status)
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("n1"));
        notifier.Channels.Slack = ChannelServer.Status(status);

        await notifier.StreamAsync(["n1"]);

        Assert.Equal("undelivered", await notifier.StateAsync("n1"));
        Assert.Contains(MetricNames.Undelivered, notifier.Metrics(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_twelve_attempts_a_message_is_given_up()
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("n1"));
        notifier.Channels.Slack = ChannelServer.Status(500);

        for (var attempt = 0; attempt < 20; attempt++)
        {
            await notifier.SweepAsync();
            notifier.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(12, notifier.Channels.SlackPosts.Count);
        Assert.Equal("undelivered", await notifier.StateAsync("n1"));
        Assert.Contains("500", (await notifier.EntryAsync("n1"))["lastError"].S, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_DynamoDB_throttles_the_stream_delivers_again_and_nothing_was_sent()
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("n1"), Notification("n2"));
        var throttled = new Faults { Refuse = request => request.Contains("OUTBOX#n2", StringComparison.Ordinal) ? "ThrottlingException" : null };

        Assert.Equal(["100000000000"], await notifier.StreamAsync(["n1", "n2"], throttled));
        Assert.Single(notifier.Channels.SlackPosts);
        Assert.Empty(await notifier.StreamAsync(["n2"]));

        Assert.Equal(2, notifier.Channels.SlackPosts.Count);
    }

    [Fact]
    public async Task No_message_is_begun_that_could_not_be_finished()
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("n1"));

        Assert.Single(await notifier.StreamAsync(["n1"], left: TimeSpan.FromSeconds(10)));
        await notifier.SweepAsync(left: TimeSpan.FromSeconds(10));

        Assert.Empty(notifier.Channels.SlackPosts);
        Assert.Equal("pending", await notifier.StateAsync("n1"));
    }

    [Fact]
    public async Task A_message_that_cannot_be_written_waits_for_a_repaired_version()
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("n1") with { Incident = null }, Notification("n2"));

        await notifier.SweepAsync();

        Assert.Equal("pending", await notifier.StateAsync("n1"));
        Assert.Contains("could not be written", (await notifier.EntryAsync("n1"))["lastError"].S, StringComparison.Ordinal);
        Assert.Null(await notifier.StateAsync("n2"));
    }

    [Fact]
    public async Task An_organisation_that_left_the_estate_makes_its_message_undelivered()
    {
        await using var notifier = await NotifierHarness.CreateAsync(dynamoDb);
        await notifier.WriteAsync(Notification("n1") with { Organisation = "gone" });

        await notifier.SweepAsync();

        Assert.Equal("undelivered", await notifier.StateAsync("n1"));
    }
}
