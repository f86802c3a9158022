using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;
using static GovCloud.Core.Tests.Cost.Apportioning.Month;

namespace GovCloud.Core.Tests.Cost.Apportioning;

/// <summary>The cases in which other tools drop cost, count it twice or leave the answer open. One test for each.</summary>
public sealed class EdgeCaseTests
{
    static readonly CostDriver Usage = Driver("usage", (A, 3), (B, 1), (C, 0));

    [Fact]
    public void Zero_usage_tenant_bears_nothing_and_stands_on_the_statement_all_the_same()
    {
        var month = ByUsage(Usage, "8");

        Assert.Equal(["6", "2", "0"], month.Column("rest").Shares.Select(s => s.Amount.ToString()));
        Assert.Equal([A, B, C], month.Bodies.ToArray());
    }

    [Fact]
    public void All_weights_zero_is_split_even_and_noted_and_never_dropped()
    {
        var month = ByUsage(Driver("usage", (A, 0), (B, 0), (C, 0)), "9");

        Assert.Equal(["3", "3", "3"], month.Column("rest").Shares.Select(s => s.Amount.ToString()));
        Assert.Equal("指標割の按分元がすべて0のため、均等割としました", Assert.Single(month.Notes).Message);
    }

    [Fact]
    public void All_weights_zero_goes_to_the_payer_where_the_rules_say_so()
    {
        var rest = Rest with { Among = PoolParticipants.Listed, Municipalities = [A, B], Split = [Even(50), By("usage", 50)], Fallback = WeightFallback.Payer, Payer = C };
        var input = Input(Rules(rest) with { Drivers = [Driver("usage", (A, 0), (B, 0), (C, 0))] }, Line(NetworkAccount, "8"));
        var month = Apportioner.Apportion(input);

        Assert.Equal(["2", "2", "4"], month.Column("rest").Shares.Select(s => s.Amount.ToString()));
        Conservation.AssertExact(input, month);
    }

    [Fact]
    public void All_weights_zero_stops_the_month_where_the_rules_say_so()
    {
        var rules = Rules(Rest with { Split = [By("usage")], Fallback = WeightFallback.Stop }) with { Drivers = [Driver("usage", (A, 0), (B, 0), (C, 0))] };

        var stopped = Assert.Throws<ApportionmentException>(() => Apportion(rules, Line(NetworkAccount, "8")));

        Assert.Equal("pool 'rest' splits 8 by Driver and no body has a weight; give values, or write 'fallback: even' or 'payer'", Assert.Single(stopped.Problems));
    }

    [Fact]
    public void Negative_weight_counts_as_zero_with_a_note_and_the_others_make_the_whole()
    {
        var rules = Rules(Direct, Rest with { Split = [new CostSplit { Method = SplitMethod.DirectCost }] });
        var month = Apportion(rules, Line(AccountA, "-5", "SavingsPlanNegation"), Line(AccountB, "10"), Line(NetworkAccount, "4"));

        Assert.Equal(["0", "4", "0"], month.Column("rest").Shares.Select(s => s.Amount.ToString()));
        Assert.Equal("直課額が負のため0として按分しました: 甲市", Assert.Single(month.Notes).Message);
    }

    [Fact]
    public void Weights_are_those_before_credits()
    {
        var rules = Rules(Direct, Rest with { Split = [new CostSplit { Method = SplitMethod.DirectCost }] });
        var month = Apportion(rules, Line(AccountA, "10"), Line(AccountA, "-10", "Credit"), Line(AccountB, "10"), Line(NetworkAccount, "4"));

        Assert.Equal(["2", "2", "0"], month.Column("rest").Shares.Select(s => s.Amount.ToString()));
    }

    [Fact]
    public void Negative_pool_is_split_by_the_same_ratios()
    {
        var cost = ByUsage(Usage, "50").Column("rest");
        var credit = ByUsage(Usage, "-50").Column("rest");

        Assert.Equal(cost.Shares.Select(s => -s.Amount), credit.Shares.Select(s => s.Amount));
    }

    [Fact]
    public void Idle_and_shared_cost_pass_in_a_fixed_order_and_are_counted_once()
    {
        var idle = Passing("idle", "AmazonEKS", "shared", "direct");
        var shared = Passing("shared", "AmazonVPC", "direct");
        var input = Input(
            Rules(idle, shared, Direct, Rest),
            Line(NetworkAccount, "12", service: "AmazonEKS"),
            Line(NetworkAccount, "6", service: "AmazonVPC"),
            Line(AccountA, "4"),
            Line(AccountB, "2"));
        var month = Apportioner.Apportion(input);

        Assert.Equal("12", month.Column("shared").PassedOn.ToString());
        Assert.Equal("16", month.Column("direct").AmountOf(A));
        Assert.Equal("8", month.Column("direct").AmountOf(B));
        Conservation.AssertExact(input, month);
    }

    [Fact]
    public void Uncategorised_rest_is_taken_by_the_last_pool_and_its_part_is_told()
    {
        var month = Apportion(Rules(Direct, Rest), Line(AccountA, "75"), Line(NetworkAccount, "25"));

        Assert.Equal("25", month.Rest.ToString());
    }

    [Fact]
    public void Tax_follows_the_taxed_cost()
    {
        var month = Apportion(Rules(Direct, Rest), Line(AccountA, "30"), Line(AccountA, "3", "Tax"), Line(NetworkAccount, "10"), Line(NetworkAccount, "1", "Tax"));

        Assert.Equal("33", month.Column("direct").AmountOf(A));
        Assert.Equal("11", month.Column("rest").Amount.ToString());
    }

    [Fact]
    public void Tax_is_a_pool_of_its_own_where_the_rules_say_so()
    {
        var tax = new CostPool { Id = "tax", Name = "消費税", Match = new CostMatch { ChargeTypes = ["Tax"] }, Among = PoolParticipants.All, Split = [Even()] };
        var month = Apportion(Rules(tax, Direct, Rest) with { Tax = TaxTreatment.OwnPool }, Line(AccountA, "30"), Line(AccountA, "3", "Tax"));

        Assert.Equal("1", month.Column("tax").AmountOf(C));
    }

    [Fact]
    public void Support_fee_is_a_pool_with_a_rule_of_its_own()
    {
        var support = new CostPool
        {
            Id = "support",
            Name = "サポート",
            Match = new CostMatch { Services = ["AWSSupport*"] },
            Among = PoolParticipants.All,
            Split = [new CostSplit { Method = SplitMethod.DirectCost }],
        };
        var month = Apportion(Rules(support, Direct, Rest), Line(AccountA, "5", "Fee", "AWSSupportBusiness"), Line(AccountA, "30"), Line(AccountB, "20"));

        Assert.Equal(["3", "2", "0"], month.Column("support").Shares.Select(s => s.Amount.ToString()));
    }

    [Fact]
    public void Credits_stay_where_they_were_given_or_are_split_again_as_the_rules_say()
    {
        var pooled = new CostPool { Id = "credits", Name = "クレジット", Match = new CostMatch { ChargeTypes = ["Credit"] }, Among = PoolParticipants.All, Split = [Even()] };
        CostLine[] lines = [Line(AccountA, "30"), Line(AccountA, "-9", "Credit")];

        Assert.Equal("21", Apportion(Rules(Direct, Rest), lines).Column("direct").AmountOf(A));
        Assert.Equal("-3", Apportion(Rules(pooled, Direct, Rest), lines).Column("credits").AmountOf(C));
    }

    [Fact]
    public void Refund_is_apportioned_like_the_cost_that_it_takes_back()
    {
        var input = Input(Rules(Direct, Rest), Line(AccountA, "-12.345", "Refund"), Line(NetworkAccount, "-1", "Refund"));
        var month = Apportioner.Apportion(input);

        Assert.Equal("-12.345", month.Column("direct").AmountOf(A));
        Assert.Equal(-2001, month.Yen);
        Conservation.AssertExact(input, month);
    }

    [Theory]
    [InlineData(CostBasis.Billed, "100", "0")]
    [InlineData(CostBasis.Amortised, "40", "60")]
    public void Commitments_follow_the_chosen_basis_and_what_is_unused_is_a_pool_of_its_own(CostBasis basis, string unused, string used)
    {
        var commitment = new CostPool { Id = "unused", Name = "未使用", Match = new CostMatch { ChargeTypes = ["SavingsPlanRecurringFee"] }, Among = PoolParticipants.All, Split = [Even()] };
        var input = Input(
            Rules(commitment, Direct, Rest) with { Basis = basis },
            Line(NetworkAccount, "100", "SavingsPlanRecurringFee") with { Amortised = ExactAmount.Parse("40") },
            Line(AccountA, "80", "SavingsPlanCoveredUsage") with { Amortised = ExactAmount.Parse("60") },
            Line(AccountA, "-80", "SavingsPlanNegation") with { Amortised = ExactAmount.Zero });
        var month = Apportioner.Apportion(input);

        Assert.Equal(unused, month.Column("unused").Amount.ToString());
        Assert.Equal(used, month.Column("direct").AmountOf(A));
        Conservation.AssertExact(input, month);
    }

    [Fact]
    public void Marketplace_is_a_pool_of_its_own_by_its_seller()
    {
        var marketplace = new CostPool { Id = "marketplace", Name = "Marketplace", Match = new CostMatch { BillingEntities = ["AWS Marketplace"] }, Split = [Even()] };
        var month = Apportion(Rules(marketplace, Direct, Rest), Line(AccountAb, "7", "Fee") with { BillingEntity = "AWS Marketplace" });

        Assert.Equal("3.5", month.Column("marketplace").AmountOf(B));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(40)]
    public void Rounding_never_misses_the_total_and_gives_the_fraction_to_the_largest_remainder(int lines)
    {
        var input = Input(Rules(Direct with { Apart = [CostDimension.Service] }, Rest), Enumerable.Range(1, lines).SelectMany(i => new[] { Line(NetworkAccount, $"0.{i}7"), Line(AccountA, $"{i}.01", service: $"S{i}") }));
        var month = Apportioner.Apportion(input);

        Assert.Equal(month.Yen, month.Bodies.Sum(month.YenOf));
        Conservation.AssertExact(input, month);
    }

    [Fact]
    public void Equal_remainders_go_by_municipality_code()
    {
        var column = Apportion(Rules(Rest), Line(NetworkAccount, "0.1")).Column("rest");
        var odd = Apportion(Rules(Rest), Line(NetworkAccount, "0.0934")).Column("rest");

        Assert.Equal([5L, 5L, 5L], column.Shares.Select(s => s.Yen));
        Assert.Equal([(5L, YenFraction.Up), (5L, YenFraction.Up), (4L, YenFraction.Down)], odd.Shares.Select(s => (s.Yen, s.Fraction)));
        Assert.Equal(4.669999m, odd.Shares[2].ExactYen);
    }

    [Fact]
    public void A_bill_with_problems_is_computed_as_a_draft()
    {
        var input = Input(Rules(Direct, Rest), Line(AccountA, "1"));

        Assert.Equal(150, Apportioner.Apportion(input with { Bill = input.Bill with { Problems = ["a chunk is missing"] } }).Yen);
    }

    static ApportionedMonth ByUsage(CostDriver driver, string amount) =>
        Apportion(Rules(Rest with { Split = [By("usage")] }) with { Drivers = [driver] }, Line(NetworkAccount, amount));

    static CostPool Passing(string id, string service, params string[] pools) => new()
    {
        Id = id,
        Name = id,
        Match = new CostMatch { Services = [service] },
        Among = PoolParticipants.All,
        Split = [new CostSplit { Method = SplitMethod.Pools, Pools = [.. pools] }],
    };
}
