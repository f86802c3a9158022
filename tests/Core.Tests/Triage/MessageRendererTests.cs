using System.Text.Json;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

public sealed class MessageRendererTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("new-alarm")]
    [InlineData("recovery")]
    [InlineData("unowned")]
    [InlineData("quarantine")]
    public void Messages_read_as_agreed(string name)
    {
        var message = MessageRenderer.Render(Sample(name), TriageEstates.Index());

        Golden.Check($"{name}.txt", $"{message.Subject}\n----\n{WithoutPlaybook(message.Body)}");
    }

    [Theory]
    [InlineData("new-alarm")]
    [InlineData("quarantine")]
    public void Slack_bodies_are_valid_json_within_slacks_limits(string name)
    {
        using var json = JsonDocument.Parse(MessageRenderer.Render(Sample(name), TriageEstates.Index()).SlackJson!);
        var blocks = json.RootElement.GetProperty("blocks");

        Assert.NotEmpty(json.RootElement.GetProperty("text").GetString()!);
        Assert.InRange(blocks.GetArrayLength(), 2, 50);
        Assert.All(blocks.EnumerateArray(), b => Assert.InRange(b.GetProperty("text").GetProperty("text").GetString()!.Length, 1, b.GetProperty("type").GetString() == "header" ? 150 : 3000));
    }

    [Fact]
    public void Slacks_markup_is_escaped()
    {
        var incident = Sample("new-alarm").Incident! with { Resource = "<!channel> & <https://example.jp|x>" };
        using var json = JsonDocument.Parse(MessageRenderer.Render(Sample("new-alarm") with { Incident = incident }, TriageEstates.Index()).SlackJson!);

        var text = json.RootElement.GetProperty("blocks")[1].GetProperty("text").GetProperty("text").GetString()!;
        Assert.Contains("&lt;!channel&gt; &amp; &lt;https://example.jp|x&gt;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<!channel>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_long_resource_and_title_stay_within_the_limits()
    {
        var incident = Sample("new-alarm").Incident! with { Resource = new string('&', 9_000), Title = string.Concat(Enumerable.Repeat("👍", 400)) };
        var message = MessageRenderer.Render(Sample("new-alarm") with { Incident = incident }, TriageEstates.Index());
        using var json = JsonDocument.Parse(message.SlackJson!);

        Assert.All(json.RootElement.GetProperty("blocks").EnumerateArray(), b => Assert.InRange(b.GetProperty("text").GetProperty("text").GetString()!.Length, 1, b.GetProperty("type").GetString() == "header" ? 150 : 3000));
        Assert.DoesNotContain('\uFFFD', message.SlackJson!);
    }

    [Fact]
    public void The_subject_is_one_line_whatever_the_event_says()
    {
        var incident = Sample("new-alarm").Incident! with { Title = "異常\r\nBcc: someone@example.jp" };

        Assert.DoesNotContain(MessageRenderer.Render(Sample("new-alarm") with { Incident = incident }, TriageEstates.Index()).Subject, char.IsControl);
    }

    [Fact]
    public void No_personal_data_reaches_a_message()
    {
        var alert = Events.One(Events.Alarm(description: "担当 tanaka@example.jp 個人番号:123456789018", name: "tanaka@example.jp-123456789018"));
        var decision = new TriageSession(TriageEstates.Index()).Apply(alert with { SourceSeverity = Severity.High }, Now);
        var messages = NotificationPlan.For(decision, TriageEstates.Index(), Now).Select(n => MessageRenderer.Render(n, TriageEstates.Index())).ToArray();

        Assert.NotEmpty(messages);
        Assert.All(messages, m =>
        {
            Assert.DoesNotContain("123456789018", m.Subject + m.Body + m.SlackJson, StringComparison.Ordinal);
            Assert.DoesNotContain("tanaka@", m.Subject + m.Body + m.SlackJson, StringComparison.Ordinal);
        });
    }

    /// <summary>The playbook's words belong to the catalogue and have tests of their own.</summary>
    static string WithoutPlaybook(string body)
    {
        var start = body.IndexOf("【概要】", StringComparison.Ordinal);
        var end = body.LastIndexOf("\n・アラーム: ", StringComparison.Ordinal);
        return start < 0 ? body : string.Concat(body.AsSpan(0, start), "【概要】…【影響】…【推奨する対応】…", body.AsSpan(end));
    }

    static Notification Sample(string name)
    {
        var estate = TriageEstates.Index();
        if (name == "quarantine")
        {
            return NotificationPlan.ForQuarantine(new QuarantineNotice("quarantine/2026/11/20/e-1.json", "not valid JSON at line 1, byte 5", 12_345), estate, Now)[0];
        }

        var session = new TriageSession(estate);
        var alert = Events.One(Events.Alarm()) with { SourceSeverity = Severity.High };
        if (name == "unowned")
        {
            alert = alert with { Account = TriageEstates.Unknown, Category = AlertCategory.Cost };
        }

        var decision = session.Apply(alert, Now);
        if (name == "recovery")
        {
            decision = session.Apply(alert with { Status = AlertStatus.Resolved, UpdatedAt = Now.AddMinutes(30) }, Now.AddMinutes(30));
        }

        var message = NotificationPlan.For(decision, estate, Now)[0];
        return message with { Incident = message.Incident! with { Title = "CPU 使用率の異常" } };
    }
}
