using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Core.Tests.Inventory;

/// <summary>Quarters, steps and decided removals.</summary>
public sealed class CampaignTests
{
    static readonly WorkingCalendar Desk = new(new WorkCalendar { Id = "desk", Name = "窓口" });

    static readonly AttestationPolicy Policy = new();

    static readonly AccountId Account = AccountId.Parse("131229000101");

    const string User = "arn:aws:iam::131229000101:user/suzuki";

    [Theory]
    [InlineData("2026-10-01", true)]
    [InlineData("2026-10-02", true)]
    [InlineData("2026-10-03", false)]
    [InlineData("2026-10-07", true)]
    [InlineData("2026-10-08", false)]
    [InlineData("2026-09-30", false)]
    [InlineData("2027-01-01", false)]
    [InlineData("2027-01-04", true)]
    public void A_campaign_opens_on_the_quarters_first_business_day_or_on_one_of_the_next_four(string day, bool opens)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(opens, AttestationQuarter.Of(date).OpensOn(date, Desk));
    }

    [Fact]
    public void Quarters_follow_each_other()
    {
        var quarter = AttestationQuarter.Of(new(2027, 2, 28));
        Assert.Equal(("2027-01", "2026-10"), (quarter.Id, quarter.Previous.Id));
        Assert.Equal("2027年1月期", quarter.Name);
    }

    [Fact]
    public void Whoever_never_answers_gets_one_opening_three_reminders_one_escalation_and_one_closing() =>
        Assert.Equal(
            "open, remind 2026-10-16, remind 2026-10-22, remind 2026-10-23, escalate 2026-10-30, close on 2026-11-09",
            Run(New(), 60, daily: 1, answeredAfter: null) is var state ? $"{string.Join(", ", state.Done)} on {state.ClosedOn:yyyy-MM-dd}" : "");

    [Fact]
    public void Every_step_happens_once_however_often_a_day_is_held_and_whenever_answers_come() => Prop.ForAll(Gen.Choose(1, 3).ToArbitrary(), Gen.Choose(0, 70).ToArbitrary(), (daily, answeredAfter) =>
    {
        var state = Run(New(), 80, daily, answeredAfter);
        return state.Done.Distinct(StringComparer.Ordinal).Count() == state.Done.Length && state.Done[0] == "open" && state.Done[^1] == "close" && state.ClosedOn is not null
            && state.Done.Count(step => step.StartsWith("escalate", StringComparison.Ordinal)) <= 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_state_is_read_as_it_was_written()
    {
        var state = New().With(new CampaignStep(CampaignStepKind.Open, new(2026, 10, 1))).With(new AnswerFile { Digest = "d", Key = "inbox/k/回答.xlsx", At = DateTimeOffset.UnixEpoch, Taken = 1, Problems = ["3行目: 回答者がありません。"], Kept = true });
        Assert.Equal(state.Write(), CampaignState.Read(state.Write()).Write());
    }

    [Fact]
    public void A_roster_is_read_as_it_was_written_and_an_account_that_it_does_not_know_is_not_empty()
    {
        var roster = InventoryRoster.Read(Roster(10, User).Write());
        Assert.Equal(User, Assert.Single(roster.Find(Account).Users!.Value).Arn);
        var unknown = roster.Find(AccountId.Parse("131229000102"));
        Assert.Null(unknown.Users);
        Assert.NotNull(unknown.UsersUnknown);
    }

    [Theory]
    [InlineData(3, 4, "", true)]
    [InlineData(5, 4, "active LOW", true)]
    [InlineData(5, 5, "active MEDIUM", true)]
    [InlineData(5, 5, "", false)]
    public void A_removal_is_overdue_after_its_last_day_and_unknown_until_an_inventory_was_held_since(int today, int read, string expected, bool present)
    {
        var (findings, overdue) = Judge(Removed(), today, present ? Roster(read, User) : Roster(read));
        Assert.Equal(expected, findings.IsEmpty ? "" : $"{findings[0].Status} {findings[0].Severity}");
        Assert.Equal(expected.Length > 0, overdue.Contains(2));
    }

    [Fact]
    public void What_was_told_is_mended_once_when_it_is_gone()
    {
        var (findings, overdue) = Judge(Removed() with { Overdue = [2] }, 6, Roster(6));
        Assert.Equal("resolved", Assert.Single(findings).Status);
        Assert.Empty(overdue);
        Assert.Empty(Judge(Removed(), 7, Roster(6)).Findings);
    }

    [Fact]
    public void An_account_that_could_not_be_read_is_not_taken_for_one_that_is_empty()
    {
        var roster = Roster(6) with { Accounts = [AccountRoster.Unread(Account, "アクセスが拒否されました")] };
        Assert.Contains("アクセスが拒否されました", Assert.Single(Judge(Removed(), 6, roster).Findings).Reason, StringComparison.Ordinal);
        Assert.Single(Judge(Removed(), 6, null).Findings);
    }

    /// <summary>Decided on 2026-10-05 to be removed by 2026-11-04.</summary>
    static CampaignState Removed() => New() with
    {
        Campaign = New().Campaign with { Answers = [new(2, AttestationDecision.Remove, "佐藤", new(2026, 10, 5), null)] },
    };

    static (ImmutableArray<AttestationFinding> Findings, ImmutableArray<int> Overdue) Judge(CampaignState state, int day, InventoryRoster? roster) =>
        DecidedRemovals.Judge(state, InventorySamples.Context(), roster, JapanTime.At(new DateOnly(2026, 11, day), new TimeOnly(9, 0)));

    static InventoryRoster Roster(int day, params string[] users) => new()
    {
        At = JapanTime.At(new DateOnly(2026, 11, day), new TimeOnly(6, 0)),
        EstateDigest = "digest",
        Accounts = [new AccountRoster { Account = Account, Users = [.. users.Select(user => new RosterUser(user, "suzuki"))], Assignments = [] }],
    };

    static CampaignState New() => new()
    {
        Campaign = new AttestationCampaign
        {
            Id = "131229-2026-10-01",
            Municipality = MunicipalityCode.Parse("131229"),
            OpenedOn = new(2026, 10, 1),
            DueOn = Desk.AddBusinessDays(new(2026, 10, 1), Policy.AnswerBusinessDays),
            Items =
            [
                new(1, Account, "residents", SubjectKind.Account, Account.ToString(), "アカウントそのもの"),
                new(2, Account, "residents", SubjectKind.User, User, "IAM ユーザー"),
            ],
        },
    };

    static CampaignState Run(CampaignState state, int days, int daily, int? answeredAfter)
    {
        for (var day = 0; day < days; day++)
        {
            var today = new DateOnly(2026, 10, 1).AddDays(day);
            if (day == answeredAfter && state.ClosedOn is null)
            {
                state = state with { Campaign = state.Campaign with { Answers = [.. state.Campaign.Items.Select(item => new AttestationAnswer(item.Number, AttestationDecision.Keep, "佐藤", today, null))] } };
            }

            for (var time = 0; time < daily && Desk.IsOpen(today); time++)
            {
                foreach (var step in CampaignStep.Due(state, Desk, Policy, today).ToList())
                {
                    state = (step.Kind == CampaignStepKind.Close ? state with { ClosedOn = state.ClosedOn ?? today } : state).With(step);
                }
            }
        }

        return state;
    }
}
