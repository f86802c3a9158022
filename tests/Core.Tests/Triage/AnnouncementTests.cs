using System.Text.Json;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

public sealed class AnnouncementTests
{
    static readonly DateTimeOffset Now = new(2026, 6, 12, 0, 0, 0, TimeSpan.Zero);

    static readonly Announcement News = new()
    {
        Key = "2026-05 r1",
        Subject = "【参考】2026年5月分の按分計算書を\n公開しました",
        Facts = [new AlertFact("対象月", "2026年5月"), new AlertFact("版", "<第1版>")],
        Closing = "内容を確認してください。",
    };

    [Fact]
    public void Everybody_named_is_told_over_every_channel_and_a_body_without_slack_by_mail_alone()
    {
        var plan = Plan("operator", "setagaya-it", "operator", "nobody-known");

        Assert.Equal(
            [("operator", NotificationChannel.Slack), ("operator", NotificationChannel.Mail), ("setagaya-it", NotificationChannel.Mail)],
            plan.Select(message => (message.Organisation, message.Channel)));
        Assert.All(plan, message => Assert.Equal((NotificationKind.Announcement, Now, null), (message.Kind, message.CreatedAt, message.Incident)));
    }

    [Fact]
    public void Deciding_twice_gives_the_same_messages_and_other_news_others()
    {
        var again = NotificationPlan.ForAnnouncement(News, ["operator"], TriageEstates.Index(), Now.AddDays(1));
        Assert.Equal(Plan("operator").Select(message => message.Id), again.Select(message => message.Id));
        Assert.Empty(Plan("operator").Select(message => message.Id).Intersect(NotificationPlan.ForAnnouncement(News with { Key = "2026-05 r2" }, ["operator"], TriageEstates.Index(), Now).Select(message => message.Id)));
    }

    [Fact]
    public void It_is_read_as_Japanese_facts_with_what_to_do_on_one_line_of_subject()
    {
        var slack = Plan("operator")[0];
        var rendered = MessageRenderer.Render(slack, TriageEstates.Index());

        Assert.Equal("【参考】2026年5月分の按分計算書を 公開しました", rendered.Subject);
        Assert.Contains("■対象月: 2026年5月\n", rendered.Body, StringComparison.Ordinal);
        Assert.Contains("■日時: 2026年6月12日 09:00\n", rendered.Body, StringComparison.Ordinal);
        Assert.Contains("\n内容を確認してください。\n", rendered.Body, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(rendered.SlackJson!);
        Assert.Contains("*版*: &lt;第1版&gt;", json.RootElement.GetProperty("blocks")[1].GetProperty("text").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Null(MessageRenderer.Render(Plan("operator")[1], TriageEstates.Index()).SlackJson);
    }

    [Fact]
    public void It_survives_the_outbox()
    {
        var message = Plan("operator")[0];
        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(message, TriageJsonContext.Default.Notification), TriageJsonContext.Default.Notification)!;
        Assert.Equal((message.Id, News.Subject, News.Facts[1]), (read.Id, read.Announcement!.Subject, read.Announcement.Facts[1]));
    }

    static System.Collections.Immutable.ImmutableArray<Notification> Plan(params string[] organisations) => NotificationPlan.ForAnnouncement(News, organisations, TriageEstates.Index(), Now);
}
