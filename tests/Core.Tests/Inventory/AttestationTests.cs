using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Inventory.Attestation;
using static GovCloud.Core.Tests.Inventory.InventorySamples;

namespace GovCloud.Core.Tests.Inventory;

/// <summary>Campaigns: what is asked, which answers are taken, who is reminded when.</summary>
public sealed class AttestationTests
{
    static readonly DateOnly Friday = new(2026, 11, 20);
    static readonly MunicipalityCode Body = MunicipalityCode.Parse("131229");

    [Fact]
    public void Every_account_and_user_of_the_municipality_is_asked_about_and_no_other()
    {
        var campaign = Open(Report(Root, User("taro")));
        Assert.Equal(["Account 131229002401", "User arn:aws:iam::131229002401:user/taro"], campaign.Items.Select(item => $"{item.Kind} {item.Subject}"));
        Assert.Equal([1, 2], campaign.Items.Select(item => item.Number));
    }

    [Fact]
    public void Users_that_could_not_be_read_are_asked_about_as_such() =>
        Assert.Contains(Open(Readings.Unknown<GovCloud.Inventory.CredentialReport>("AccessDenied")).Items, item => item.Description.Contains("読み取れていません(AccessDenied)", StringComparison.Ordinal));

    [Theory]
    [InlineData("1", "継続", "情報システム課 佐藤", "2026-11-20", "")]
    [InlineData("1", " 廃止 ", "佐藤", "2026/11/20", "")]
    [InlineData("1", "変更", "佐藤", "2026年11月20日", "")]
    [InlineData("1", "継続", "佐藤", "46346", "")]
    [InlineData("9", "継続", "佐藤", "2026-11-20", "番号 9 はこの確認にありません")]
    [InlineData("1", "はい", "佐藤", "2026-11-20", "どれでもありません")]
    [InlineData("1", "継続", " ", "2026-11-20", "回答者がありません")]
    [InlineData("2", "継続", "taro", "2026-11-20", "本人です")]
    [InlineData("2", "継続", "情報システム課 TARO", "2026-11-20", "本人です")]
    [InlineData("2", "継続", "ｔａｒｏ@katsushika.example.jp", "2026-11-20", "本人です")]
    [InlineData("2", "継続", "情報システム課 taroko", "2026-11-20", "")]
    [InlineData("1", "継続", "佐藤", "2026-11-19", "今日までの日付ではありません")]
    [InlineData("1", "継続", "佐藤", "2026-12-01", "今日までの日付ではありません")]
    [InlineData("1", "継続", "佐藤", "昨日", "今日までの日付ではありません")]
    public void An_answer_needs_a_decision_a_name_and_a_day(string number, string decision, string by, string on, string problem)
    {
        var campaign = Open(Report(Root, User("taro")));
        var import = AttestationAnswers.Take(campaign, campaign.Id, [new(5, number, decision, by, on, "")], new(2026, 11, 24));
        if (problem.Length == 0)
        {
            Assert.Equal((1, Friday), (import.Taken, Assert.Single(import.Campaign.Answers).On));
        }
        else
        {
            Assert.StartsWith("5行目: ", Assert.Single(import.Problems).ToString(), StringComparison.Ordinal);
            Assert.Contains(problem, import.Problems[0].Reason, StringComparison.Ordinal);
            Assert.Empty(import.Campaign.Answers);
        }
    }

    [Fact]
    public void Taking_a_workbook_again_changes_nothing_and_a_later_answer_replaces()
    {
        var campaign = Open(Report(Root));
        AttestationRow[] rows = [new(5, "1", "継続", "佐藤", "2026-11-20", "")];
        var once = AttestationAnswers.Take(campaign, campaign.Id, rows, new(2026, 11, 24)).Campaign;
        Assert.Equal(0, AttestationAnswers.Take(once, campaign.Id, rows, new(2026, 11, 24)).Taken);
        var later = AttestationAnswers.Take(once, campaign.Id, [new(5, "1", "廃止", "佐藤", "2026-11-24", "")], new(2026, 11, 24)).Campaign;
        Assert.Equal(AttestationDecision.Remove, Assert.Single(later.Answers).Decision);
        Assert.Equal(0, AttestationAnswers.Take(later, campaign.Id, rows, new(2026, 11, 24)).Taken);
    }

    [Fact]
    public void A_workbook_of_another_campaign_is_refused_as_a_whole()
    {
        var campaign = Open(Report(Root));
        var import = AttestationAnswers.Take(campaign, "131121-2026-11-20", [new(5, "1", "継続", "佐藤", "2026-11-20", "")], Friday);
        Assert.Single(import.Problems);
        Assert.Same(campaign, import.Campaign);
    }

    /// <summary>Due on Friday 2026-12-11. 2026-11-23 is a holiday.</summary>
    [Theory]
    [InlineData("2026-12-04", ReminderKind.Reminder, 5)]
    [InlineData("2026-12-05", ReminderKind.None, 5)]
    [InlineData("2026-12-07", ReminderKind.None, 4)]
    [InlineData("2026-12-10", ReminderKind.Reminder, 1)]
    [InlineData("2026-12-11", ReminderKind.Reminder, 0)]
    [InlineData("2026-12-14", ReminderKind.None, -1)]
    [InlineData("2026-12-18", ReminderKind.Escalation, -5)]
    [InlineData("2026-12-19", ReminderKind.None, -5)]
    public void Reminders_count_business_days(string today, ReminderKind kind, int days)
    {
        var calendar = new WorkingCalendar(Estate.Calendars[0]);
        Assert.Equal(new AttestationReminder(kind, days, 1), AttestationReminder.Of(Open(Report(Root)), calendar, DateOnly.Parse(today, null)));
    }

    [Fact]
    public void Nobody_is_reminded_once_everything_is_answered()
    {
        var campaign = Open(Report(Root));
        var answered = campaign with { Answers = [new(1, AttestationDecision.Keep, "佐藤", Friday, null)] };
        Assert.Equal(ReminderKind.None, AttestationReminder.Of(answered, new WorkingCalendar(Estate.Calendars[0]), new(2026, 12, 11)).Kind);
    }

    static AttestationCampaign Open(Reading<GovCloud.Inventory.CredentialReport> report) =>
        AttestationOpening.Open(Body, Context(), _ => AccountRoster.Of(Evidence() with { Credentials = report }), Friday, new(2026, 12, 11));
}
