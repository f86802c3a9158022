using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Tracking;
using GovCloud.Estates;
using GovCloud.Triage;
using static GovCloud.Core.Tests.Cost.Tracking.TrackedMonths;

namespace GovCloud.Core.Tests.Cost.Tracking;

public sealed class CostTrackingTests
{
    static readonly DateTimeOffset Now = new(2026, 5, 20, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_municipality_is_judged_by_what_it_bears_and_an_account_by_its_lines()
    {
        var shared = Direct(Katsushika, Line(Tax, "1000")) with { Shares = [Share(Katsushika, "300"), Share(MunicipalityCode.Parse("131121"), "700")] };
        var month = Follow(TrackingState.Empty, 10, Month("2026-05", shared));

        Assert.Equal(45_000, Spent(month, "katsushika"));
        Assert.Equal(150_000, Spent(month, "tax-production"));
    }

    [Fact]
    public void Budgets_in_yen_stay_in_yen_and_those_in_dollars_follow_the_statement()
    {
        var month = Follow(TrackingState.Empty, 10, Month("2026-05", Direct(Katsushika, Line(Tax, "1"))) with { Conversion = new YenConversion { YenPerDollar = 160, Source = "例" } });

        Assert.Equal(600_000, month.Budgets.Single(b => b.Budget.Id == "tax-production").LimitYen);
        Assert.Equal(800_000, month.Budgets.Single(b => b.Budget.Id == "insurance").LimitYen);
    }

    [Fact]
    public void An_invoice_in_yen_gives_its_own_rate()
    {
        var month = Month("2026-05", Direct(Katsushika, Line(Tax, "1000"))) with { Yen = 155_000, Conversion = new YenConversion { InvoiceYen = 155_000, Source = "請求書" } };

        Assert.Equal(155_000, Spent(Follow(TrackingState.Empty, 10, month), "tax-production"));
    }

    [Fact]
    public void Each_threshold_is_told_once_a_month_and_again_in_the_next()
    {
        var first = Follow(TrackingState.Empty, 10, Spending("2026-05", 3500));
        var second = Follow(first.State, 11, Spending("2026-05", 4100));
        var again = Follow(second.State, 11, Spending("2026-05", 4100));
        var next = CostTracking.Follow(Sample, Spending("2026-06", 3500), new DateOnly(2026, 6, 10), again.State, Now.AddDays(21));

        Assert.Contains("cost/tax-production/account/131229001601/2026-05/actual-80", Begun(first));
        Assert.DoesNotContain("cost/tax-production/account/131229001601/2026-05/actual-80", Begun(second));
        Assert.Contains("cost/tax-production/account/131229001601/2026-05/actual-100", Begun(second));
        Assert.Empty(again.Findings);
        Assert.Contains("cost/tax-production/account/131229001601/2026-06/actual-80", Begun(next));
    }

    [Fact]
    public void What_was_told_is_over_with_its_month()
    {
        var may = Follow(TrackingState.Empty, 10, Spending("2026-05", 3500));
        var june = CostTracking.Follow(Sample, Spending("2026-06", 1), new DateOnly(2026, 6, 1), may.State, Now.AddDays(12));

        Assert.Equal(may.Findings.Select(f => f.Resource), june.Findings.Where(f => !f.Active).Select(f => f.Resource));
        Assert.Empty(june.State.Told);
    }

    [Fact]
    public void The_state_survives_storage()
    {
        var state = Follow(TrackingState.Empty, 10, Spending("2026-05", 3500)).State;
        var read = TrackingState.Read(state.Write());

        Assert.Equal(state.Write(), read.Write());
        Assert.Empty(Follow(read, 10, Spending("2026-05", 3500)).Findings);
        Assert.Equal(new DateOnly(2026, 5, 10), Assert.Single(read.Snapshots).Through);
    }

    [Fact]
    public void A_day_outside_the_month_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CostTracking.Follow(Sample, Spending("2026-05", 1), new DateOnly(2026, 6, 1), TrackingState.Empty, Now));

    [Fact]
    public void A_finding_becomes_a_Japanese_incident_told_to_the_responsible_and_to_the_budgets_contacts()
    {
        var finding = Follow(TrackingState.Empty, 10, Spending("2026-05", 3500)).Findings.Single(f => f.Budget == "tax-production" && f.Type == "Budget Exceeded");
        var decision = Decide(finding, null);

        Assert.Equal((AlertCategory.Cost, Tax, "tax"), (decision.Alert.Category, decision.Alert.Account, decision.Ownership.System));
        Assert.Contains("vendor-tax", decision.Ownership.Supporting.Concat(decision.Ownership.Informed), StringComparer.Ordinal);
        Assert.Equal("予算の超過または超過見込み", decision.Title);
        Assert.Contains(decision.Incident!.Facts, f => f is { Label: "予算額", Value: "600,000円" });
        Assert.Contains(decision.Incident.Facts, f => f.Label == "実績額" && f.Value.StartsWith("525,000円(2026-05-10まで", StringComparison.Ordinal));
        Assert.Equal(NotificationKind.Recovery, Decide(finding with { Active = false, UpdatedAt = Now.AddDays(12) }, decision.Incident).Notify);
    }

    [Fact]
    public void A_budget_over_accounts_of_different_bodies_names_none_of_them_and_still_tells_its_contacts()
    {
        var estate = Sample.Estate;
        var budget = new MonthlyBudget { Id = "residents", Vendor = "vendor-resident", Amount = 10, Contacts = ["nerima-it"] };
        var index = new EstateIndex(estate with { Budgets = estate.Budgets with { Monthly = estate.Budgets.Monthly.Add(budget) } }, "");
        var month = Month("2026-05", Direct(Katsushika, [.. estate.Accounts.Where(a => a.System == "residents").Select(a => Line(a.Id.ToString(), "3000"))]));
        var finding = CostTracking.Follow(index, month, new DateOnly(2026, 5, 10), TrackingState.Empty, Now).Findings.First(f => f.Budget == "residents");

        Assert.Null(finding.Account);
        var ownership = Decide(finding, null, index).Ownership;
        Assert.Equal(("operator", "nerima-it"), (ownership.Responsible, Assert.Single(ownership.Informed)));
    }

    [Fact]
    public void Whatever_is_spent_day_by_day_no_threshold_is_told_twice() =>
        Prop.ForAll(Gen.Choose(0, 400).ArrayOf(20).ToArbitrary(), days =>
        {
            var (state, spent, told) = (TrackingState.Empty, 0, new List<string>());
            foreach (var (amount, day) in days.Select((amount, i) => (amount, i + 1)))
            {
                spent += amount;
                var tracked = Follow(state, day, Spending("2026-05", spent));
                told.AddRange(tracked.Findings.Where(f => f.Active && f.Budget is not null).Select(f => f.Resource));
                state = tracked.State;
            }

            Assert.Equal(told.Distinct(StringComparer.Ordinal), told);
            Assert.Equal(spent > 3200, told.Contains("cost/tax-production/account/131229001601/2026-05/actual-80", StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    static BodyShare Share(MunicipalityCode body, string dollars) =>
        new() { Municipality = body, Amount = GovCloud.Cost.ExactAmount.Parse(dollars), ExactYen = 0, Yen = long.Parse(dollars, CultureInfo.InvariantCulture) * 150, Fraction = YenFraction.None };

    static ApportionedMonth Spending(string month, int dollars) => Month(month, Direct(Katsushika, Line(Tax, dollars.ToString(CultureInfo.InvariantCulture))));

    static TrackedMonth Follow(TrackingState state, int day, ApportionedMonth month) => CostTracking.Follow(Sample, month, new DateOnly(2026, 5, day), state, Now);

    static decimal Spent(TrackedMonth month, string budget) => month.Budgets.Single(b => b.Budget.Id == budget).SpentYen;

    static IEnumerable<string> Begun(TrackedMonth month) => month.Findings.Where(f => f.Active).Select(f => f.Resource);

    /// <summary>What triage makes of the event that carries a finding.</summary>
    static TriageDecision Decide(CostFinding finding, Incident? current, EstateIndex? index = null)
    {
        var json = new JsonObject
        {
            ["id"] = "1",
            ["source"] = "govcloud-audit.cost",
            ["detail-type"] = "Cost Finding",
            ["account"] = "131229009901",
            ["region"] = "ap-northeast-1",
            ["time"] = "2026-05-20T22:00:00Z",
            ["resources"] = new JsonArray(),
            ["detail"] = JsonNode.Parse(JsonSerializer.Serialize(finding, TrackingJsonContext.Default.CostFinding)),
        };
        var alert = Assert.IsType<Reading.Normalised>(Assert.Single(AlertReader.Read(JsonSerializer.SerializeToUtf8Bytes(json)))).Alert;
        return new TriageEngine(index ?? Sample).Decide(alert, current, finding.UpdatedAt);
    }
}
