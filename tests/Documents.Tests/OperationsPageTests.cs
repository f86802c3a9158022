using System.Text.RegularExpressions;
using GovCloud.Triage;

namespace GovCloud.Documents.Tests;

public sealed partial class OperationsPageTests
{
    const string Hostile = "<script>alert(1)</script>\"'&";

    [Fact]
    public void No_text_of_a_source_becomes_markup()
    {
        var incident = SampleDay.Incident(title: Hostile) with { Resource = Hostile, Account = Hostile, Facts = [new AlertFact(Hostile, Hostile)], Sources = [Hostile] };
        var day = SampleDay.Of(incident) with
        {
            Checks = [new Check(Hostile, Holds: false, Hostile)],
            Messages =
            [
                new SentMessage(SampleDay.Noon, NotificationChannel.Mail, Hostile, Hostile, Hostile),
                new SentMessage(SampleDay.Noon, NotificationChannel.Slack, "operator", "", """{"text":"x","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*&lt;script&gt;alert(1)&lt;/script&gt;*"}}]}"""),
            ],
            Quarantine = [new QuarantinedInput(SampleDay.Noon, Hostile, Hostile, Hostile, 1)],
            Interferences = [new Interference(SampleDay.Noon, Hostile, Hostile)],
            TroubledDeliveries = [new TroubledDelivery(NotificationChannel.Slack, Hostile, Hostile, 2, Delivered: false, Hostile)],
            Durations = [new Duration(Hostile, [TimeSpan.FromSeconds(1)])],
            Remarks = [Hostile],
        };
        var page = OperationsPage.Render(day, SampleDay.Estate);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;", page, StringComparison.Ordinal);
        Assert.Contains("<strong>&lt;script&gt;alert(1)&lt;/script&gt;</strong>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_asks_for_nothing_from_outside()
    {
        var page = OperationsPage.Render(SampleDay.Of(SampleDay.Incident()), SampleDay.Estate);
        Assert.DoesNotMatch(@"\b(src|srcset|action|data)\s*=|@import|url\(|<(script|link|img|iframe|object|embed)\b", page);
        Assert.All(Links().Matches(page), link => Assert.StartsWith("#", link.Groups[1].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_within_the_page_has_its_target()
    {
        var page = OperationsPage.Render(SampleDay.Of(SampleDay.Incident()), SampleDay.Estate);
        Assert.All(Links().Matches(page), link => Assert.Contains($"id=\"{link.Groups[1].Value[1..]}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Headings_never_skip_a_level_and_every_table_has_column_headers()
    {
        var page = OperationsPage.Render(SampleDay.Of(SampleDay.Incident()), SampleDay.Estate);
        var levels = Headings().Matches(page).Select(heading => heading.Groups[1].Value[0] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Where(level => level < 4).Pairwise(), pair => Assert.True(pair.Next <= pair.Previous + 1));
        Assert.Equal(page.Split("<table").Length, page.Split("<thead><tr><th scope=\"col\">").Length);
    }

    [Fact]
    public void Open_incidents_come_before_resolved_ones_and_the_worst_first()
    {
        var page = OperationsPage.Render(
            SampleDay.Of(
                SampleDay.Incident("INC-1", severity: Severity.Critical, status: IncidentStatus.Resolved),
                SampleDay.Incident("INC-2", severity: Severity.Low),
                SampleDay.Incident("INC-3", severity: Severity.Critical)),
            SampleDay.Estate);
        Assert.Equal(["INC-3", "INC-2", "INC-1"], Numbers().Matches(page).Select(number => number.Groups[1].Value));
    }

    [Fact]
    public void A_check_that_does_not_hold_is_said_in_words()
    {
        var day = SampleDay.Of() with { Checks = [new Check("すべて処理した", Holds: false, "1 件が残っています")] };
        var page = OperationsPage.Render(day, SampleDay.Estate);
        Assert.Contains("満たしていない確認項目があります", page, StringComparison.Ordinal);
        Assert.DoesNotContain("すべての確認項目を満たしています", page, StringComparison.Ordinal);
        Assert.Contains("不適合", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_on_which_nothing_happened_has_a_page()
    {
        var day = SampleDay.Of() with { Messages = [], Quarantine = [], Arrivals = [], Checks = [], Figures = [], Remarks = [] };
        Assert.Contains("現在 0 件が対応中です", OperationsPage.Render(day, SampleDay.Estate), StringComparison.Ordinal);
    }

    [GeneratedRegex("href=\"([^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Links();

    [GeneratedRegex("<h([1-6])", RegexOptions.None, 1000)]
    private static partial Regex Headings();

    [GeneratedRegex("class=\"number\">([^<]*)<", RegexOptions.None, 1000)]
    private static partial Regex Numbers();
}

static class Sequences
{
    public static IEnumerable<(T Previous, T Next)> Pairwise<T>(this IEnumerable<T> items)
    {
        var list = items.ToList();
        return list.Zip(list.Skip(1));
    }
}
