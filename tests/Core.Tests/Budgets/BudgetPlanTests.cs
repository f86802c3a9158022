using FsCheck;
using FsCheck.Fluent;
using GovCloud.Budgets;
using GovCloud.Core.Tests.Estates;
using GovCloud.EstateFiles;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Budgets;

public sealed class BudgetPlanTests
{
    static readonly Estate Sample = EstateFolder.Load(Path.Combine(SampleEstateTests.Repository(), "estates", "katsushika"), SmallEstate.Today).Estate!;
    static readonly System.Collections.Immutable.ImmutableArray<PlannedBudget> Plan = BudgetPlan.Of(new EstateIndex(Sample, ""));

    [Fact]
    public void An_account_with_a_budget_of_its_own_gets_no_other_one_of_accounts()
    {
        var tax = Assert.Single(Plan, b => b.Scope == BudgetScope.Account && b.Accounts.Any(a => a.Account.Name == "katsushika-tax-production"));
        Assert.Equal(("tax-production", 4000m, 600_000L), (tax.Id, tax.Dollars, tax.Yen));
    }

    [Fact]
    public void A_budget_of_one_account_is_watched_there_and_one_of_several_by_nobody_in_AWS()
    {
        Assert.Equal(BudgetWatch.Account, Plan.Single(b => b.Id == "common-db").Watch);
        Assert.Equal(BudgetWatch.CollectedCost, Plan.Single(b => b.Id == "insurance").Watch);
    }

    [Fact]
    public void In_an_organization_of_ones_own_the_payer_watches_several_accounts()
    {
        var owned = BudgetPlan.Of(new EstateIndex(Sample with { Profile = Sample.Profile with { Organization = OrganizationMode.Owned } }, ""));
        Assert.Equal(BudgetWatch.Payer, owned.Single(b => b.Id == "insurance").Watch);
    }

    [Fact]
    public void A_bodys_budget_counts_accounts_that_hold_its_data_alone()
    {
        var body = Plan.Single(b => b.Id == "katsushika");
        Assert.DoesNotContain(body.Accounts, a => a.Account.Name.Contains("insurance", StringComparison.Ordinal));
        Assert.Contains(body.Accounts, a => a.Account.Name == "katsushika-residents-production");
    }

    [Fact]
    public void The_name_in_AWS_changes_with_the_thresholds_and_leads_back_to_the_budget()
    {
        var budget = Plan.Single(b => b.Id == "katsushika");
        Assert.Equal("katsushika.a90.a100", budget.Name);
        Assert.Same(budget, BudgetPlan.Find(Plan, "katsushika.a50"));
        Assert.Null(BudgetPlan.Find(Plan, "somebody-elses"));
    }

    [Theory]
    [InlineData(79, null, "")]
    [InlineData(81, null, "Actual80")]
    [InlineData(101, 200, "Actual80 Actual100 Forecast100")]
    [InlineData(10, 101, "Forecast100")]
    [InlineData(100, 100, "Actual80")]
    public void Thresholds_are_passed_when_more_is_spent(int spent, int? forecast, string expected) =>
        Assert.Equal(expected, Passed(spent, forecast));

    [Fact]
    public void Each_threshold_is_told_once() =>
        Assert.Equal("Actual100", Passed(150, null, new BudgetThreshold { Measure = BudgetMeasure.Actual, Percent = 80 }));

    [Fact]
    public void Dollars_of_yen_never_exceed_the_yen_by_rounding() => Prop.ForAll(Gen.Choose(1, 2_000_000_000).ToArbitrary(), Gen.Choose(50, 500).ToArbitrary(), (amount, yenPerDollar) =>
    {
        var rate = new ExchangeRate { YenPerDollar = yenPerDollar, Source = "例", AsOf = new DateOnly(2026, 4, 1) };
        var dollars = BudgetPlan.Dollars(amount, Currency.Jpy, rate);
        Assert.InRange(amount - (dollars * yenPerDollar), 0m, yenPerDollar * 0.01m);
        Assert.Equal(dollars, decimal.Round(dollars, 2));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Dollars_without_a_rate_have_no_yen()
    {
        Assert.Null(BudgetPlan.Yen(10, Currency.Usd, null));
        Assert.Throws<InvalidOperationException>(() => BudgetPlan.Dollars(10, Currency.Jpy, null));
    }

    static string Passed(int spent, int? forecast, params BudgetThreshold[] told)
    {
        var budget = Plan.Single(b => b.Id == "insurance") with { Dollars = 100 };
        return string.Join(' ', BudgetJudgement.Passed(budget, spent, forecast, told).Select(t => FormattableString.Invariant($"{t.Measure}{t.Percent}")));
    }
}
