using GovCloud.Cost.Apportioning;
using GovCloud.Estates;
using static GovCloud.Core.Tests.Cost.Apportioning.Month;

namespace GovCloud.Core.Tests.Cost.Apportioning;

public sealed class ApportionmentComparisonTests
{
    static readonly EstateCost Before = Rules(Direct, Rest) with { Drivers = [Driver("population", (A, 10), (B, 30), (C, 60))] };

    [Fact]
    public void Other_rules_are_told_per_body_and_column_in_yen_and_percent()
    {
        var comparison = Compare(Before with { Pools = [Direct, Rest with { Split = [By("population")] }] });

        Assert.Equal([new ComparedYen(A, "rest", 5_000, 1_500), new ComparedYen(B, "rest", 5_000, 4_500), new ComparedYen(C, "rest", 5_000, 9_000)], comparison.Cells.ToArray());
        Assert.Equal([(-3_500L, -43.75m), (-500L, -10m), (4_000L, 80m)], comparison.Bodies.Select(b => (b.Difference, b.Percent!.Value)));
        Assert.Equal(new RuleChange("pools.rest", RuleChangeKind.Changed), Assert.Single(comparison.Rules));
    }

    [Fact]
    public void Every_rule_that_differs_is_named()
    {
        var second = new CostPool { Id = "network", Name = "網", Match = new CostMatch { Purposes = [AccountPurpose.Network] }, Among = PoolParticipants.All, Split = [Even()] };
        var rules = Before with
        {
            TotalRounding = YenRounding.Up,
            Drivers = [Driver("usage", (A, 1))],
            Participations = [new CostParticipation { Municipality = C, Until = new DateOnly(2026, 6, 10) }],
            Pools = [second, Direct, Rest],
        };

        Assert.Equal(
            [
                new RuleChange("totalRounding", RuleChangeKind.Changed),
                new RuleChange("pools.network", RuleChangeKind.Added),
                new RuleChange("drivers.population", RuleChangeKind.Removed),
                new RuleChange("drivers.usage", RuleChangeKind.Added),
                new RuleChange("participations.271004", RuleChangeKind.Added),
            ],
            Compare(rules).Rules.ToArray());
    }

    [Fact]
    public void Pools_that_changed_places_are_moved()
    {
        var one = Direct with { Id = "one", Match = new CostMatch { Services = ["X"] } };
        var (first, second) = (Before with { Pools = [one, Direct, Rest] }, Before with { Pools = [Direct, one, Rest] });
        var month = Apportion(first, Lines);

        Assert.Equal(
            [new RuleChange("pools.one", RuleChangeKind.Moved), new RuleChange("pools.direct", RuleChangeKind.Moved)],
            ApportionmentComparison.Between(month, first, Apportion(second, Lines), second).Rules.ToArray());
    }

    [Fact]
    public void Equal_rules_make_no_difference() => Assert.Equal((0, 0), (Compare(Before).Cells.Length, Compare(Before).Rules.Length));

    [Fact]
    public void Months_of_different_bills_are_not_compared() =>
        Assert.Throws<ArgumentException>(() => ApportionmentComparison.Between(Apportion(Before, Lines), Before, Apportion(Before, Lines[..1]), Before));

    static CostLine[] Lines => [Line(AccountA, "20"), Line(NetworkAccount, "100")];

    static ApportionmentComparison Compare(EstateCost rules) => ApportionmentComparison.Between(Apportion(Before, Lines), Before, Apportion(rules, Lines), rules);
}
