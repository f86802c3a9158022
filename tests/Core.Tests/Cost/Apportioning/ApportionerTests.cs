using System.Collections.Immutable;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;
using static GovCloud.Core.Tests.Cost.Apportioning.Month;

namespace GovCloud.Core.Tests.Cost.Apportioning;

public sealed class ApportionerTests
{
    [Fact]
    public void A_line_goes_to_the_first_pool_that_takes_it()
    {
        var marketplace = new CostPool { Id = "marketplace", Name = "Marketplace", Match = new CostMatch { BillingEntities = ["AWS Marketplace"] }, Among = PoolParticipants.All, Split = [Even()] };
        var month = Apportion(Rules(marketplace, Direct, Rest), Line(AccountA, "3") with { BillingEntity = "AWS Marketplace" }, Line(AccountA, "7"), Line(NetworkAccount, "6"));

        Assert.Equal("3", month.Column("marketplace").Amount.ToString());
        Assert.Equal("7", month.Column("direct").AmountOf(A));
        Assert.Equal("2", month.Column("rest").AmountOf(C));
        Assert.Equal("6", month.Rest.ToString());
        Assert.Equal(2400, month.Yen);
    }

    [Fact]
    public void A_pool_that_goes_direct_leaves_a_line_of_two_bodies_to_the_next()
    {
        var month = Apportion(Rules(Direct with { Match = null }, Rest), Line(AccountAb, "4"));

        Assert.Equal("rest", Assert.Single(month.Columns).Pool);
    }

    [Theory]
    [InlineData("131016")]
    [InlineData("otsu")]
    public void A_tag_with_code_or_slug_makes_a_line_of_a_shared_account_direct(string tag)
    {
        var month = Apportion(Rules(Direct, Rest), Line(AccountAb, "4").Tagged("Municipality", tag));

        Assert.Equal("4", month.Column("direct").AmountOf(B));
        Assert.Empty(month.Notes);
    }

    [Fact]
    public void A_tag_of_a_body_whose_data_the_account_does_not_hold_counts_for_nothing_and_is_noted()
    {
        var month = Apportion(Rules(Direct, Rest), Line(AccountA, "4").Tagged("Municipality", "otsu"));

        Assert.Equal("4", month.Column("direct").AmountOf(A));
        Assert.Equal(new ApportionmentNote(ApportionmentNoteKind.TagConflict, "direct", $"アカウント{AccountA}のタグMunicipality=otsuは台帳と合わないため用いていません(4 USD)"), Assert.Single(month.Notes));
    }

    [Fact]
    public void A_system_tag_names_the_system_of_an_account_that_has_none()
    {
        var pool = new CostPool { Id = "care", Name = "介護", Match = new CostMatch { Systems = ["care"] }, Split = [Even()] };
        var column = Apportion(Rules(pool, Rest), Line(NetworkAccount, "4").Tagged("System", "care")).Column("care");

        Assert.Equal("care", column.System);
        Assert.Equal([A, B], column.Shares.Select(s => s.Municipality));
    }

    [Fact]
    public void Production_and_verification_are_columns_of_their_own()
    {
        var month = Apportion(Rules(Direct with { Apart = [CostDimension.System, CostDimension.Environment] }, Rest), Line(AccountA, "4"), Line(AccountATest, "1"));

        Assert.Equal(["direct/tax/production", "direct/tax/verification"], month.Columns.Select(c => c.Id));
    }

    [Fact]
    public void Accounts_of_different_bodies_are_columns_of_their_own()
    {
        var month = Apportion(Rules(Rest with { Among = PoolParticipants.Account }), Line(AccountAb, "4"), Line(AccountA, "1"), Line(NetworkAccount, "3"));

        Assert.Equal(["rest", "rest/011002", "rest/011002+131016"], month.Columns.Select(c => c.Id));
        Assert.Equal("2", month.Columns[2].AmountOf(B));
        Assert.Equal("1", month.Columns[0].AmountOf(B));
    }

    [Fact]
    public void A_mixture_splits_each_part_by_its_own_weights()
    {
        var rules = Rules(Rest with { Split = [Even(30), By("population", 70)] }) with { Drivers = [Driver("population", (A, 100), (B, 300), (C, 600))] };
        var column = Apportion(rules, Line(NetworkAccount, "100")).Column("rest");

        Assert.Equal(["17", "31", "52"], column.Shares.Select(s => s.Amount.ToString()));
        Assert.Equal(["30", "70"], column.Parts.Select(p => p.Amount.ToString()));
        Assert.Equal("7", column.Parts[1].Weights[0].Amount.ToString());
    }

    [Fact]
    public void Degressive_population_goes_by_roots_and_by_bands()
    {
        var drivers = ImmutableArray.Create(Driver("population", (A, 100), (B, 400), (C, 2_500)));
        var root = Apportion(Rules(Rest with { Split = [By("population") with { Exponent = 0.5m }] }) with { Drivers = drivers }, Line(NetworkAccount, "80"));
        var bands = By("population") with { Bands = [new DriverBand { UpTo = 200, Factor = 1 }, new DriverBand { UpTo = 500, Factor = 0.5m }, new DriverBand { Factor = 0.1m }] };
        var banded = Apportion(Rules(Rest with { Split = [bands] }) with { Drivers = drivers }, Line(NetworkAccount, "95"));

        Assert.Equal(["10", "20", "50"], root.Column("rest").Shares.Select(s => s.Amount.ToString()));
        Assert.Equal(["100", "300", "550"], banded.Column("rest").Parts[0].Weights.Select(w => w.Weight.ToString()));
        Assert.Equal(["10", "30", "55"], banded.Column("rest").Shares.Select(s => s.Amount.ToString()));
    }

    [Fact]
    public void Shared_cost_can_follow_what_the_bodies_bear_directly()
    {
        var month = Apportion(Rules(Direct, Rest with { Split = [new CostSplit { Method = SplitMethod.DirectCost }] }), Line(AccountA, "30"), Line(AccountB, "10"), Line(NetworkAccount, "8"));

        Assert.Equal(["6", "2", "0"], month.Column("rest").Shares.Select(s => s.Amount.ToString()));
    }

    [Fact]
    public void Cost_that_is_passed_on_follows_the_cost_of_the_pools_that_take_it()
    {
        var support = new CostPool
        {
            Id = "support",
            Name = "サポート",
            Match = new CostMatch { Services = ["AWSSupport*"] },
            Split = [new CostSplit { Method = SplitMethod.Pools, Pools = ["direct", "rest"] }],
        };
        var input = Input(Rules(support, Direct, Rest), Line(AccountA, "60"), Line(AccountB, "20"), Line(NetworkAccount, "20"), Line(NetworkAccount, "10", service: "AWSSupportBusiness"));
        var month = Apportioner.Apportion(input);

        Assert.Equal("0", month.Column("support").Amount.ToString());
        Assert.Equal("10", month.Column("support").PassedOn.ToString());
        Assert.Equal([("support", ExactAmount.Parse("8"))], month.Column("direct").Inherited.ToArray());
        Assert.Equal("66", month.Column("direct").AmountOf(A));
        Assert.Equal("22", month.Column("rest").Amount.ToString());
        Conservation.AssertExact(input, month);
    }

    [Fact]
    public void A_body_with_a_least_share_gets_it_and_the_others_bear_less_by_their_weights()
    {
        var rules = Rules(Rest with { Split = [By("population")], Limits = [new ShareLimit { MinimumPercent = 10 }, new ShareLimit { Municipality = C, MaximumPercent = 50 }] })
            with
        { Drivers = [Driver("population", (A, 1), (B, 39), (C, 60))] };
        var month = Apportion(rules, Line(NetworkAccount, "100"));

        Assert.Equal(["10", "40", "50"], month.Column("rest").Shares.Select(s => s.Amount.ToString()));
        Assert.Equal("上限または下限により調整しました: 甲市、丙市", Assert.Single(month.Notes).Message);
    }

    [Fact]
    public void A_body_that_joins_on_the_sixteenth_of_june_counts_half()
    {
        var rules = Rules(Rest) with { Participations = [new CostParticipation { Municipality = B, From = new DateOnly(2026, 6, 16) }] };
        var month = Apportion(rules, Line(NetworkAccount, "50"));

        Assert.Equal(["20", "10", "20"], month.Column("rest").Shares.Select(s => s.Amount.ToString()));
        Assert.Equal("日割としました: 乙市(15/30日)", Assert.Single(month.Notes).Message);
    }

    [Fact]
    public void A_participation_of_a_system_goes_before_that_of_all_and_only_there()
    {
        var rules = Rules(Rest with { Among = PoolParticipants.All, Apart = [CostDimension.System] }) with
        {
            Participations = [new CostParticipation { Municipality = B, System = "care", Until = new DateOnly(2026, 5, 31) }],
        };
        var month = Apportion(rules, Line(AccountAb, "6"), Line(AccountA, "3"));

        Assert.Equal(["3", "3"], month.Columns.Single(c => c.System == "care").Shares.Select(s => s.Amount.ToString()));
        Assert.Equal(["1", "1", "1"], month.Columns.Single(c => c.System == "tax").Shares.Select(s => s.Amount.ToString()));
    }

    [Fact]
    public void Tax_follows_the_cost_of_its_account_and_product_to_the_last_digit()
    {
        var compute = new CostPool { Id = "compute", Name = "計算", Match = new CostMatch { Services = ["AmazonEC2"], OneBody = true }, Split = [new CostSplit { Method = SplitMethod.Direct }] };
        var input = Input(
            Rules(compute, Rest),
            Line(AccountAb, "2").Tagged("Municipality", "kou"),
            Line(AccountAb, "1").Tagged("Municipality", "otsu"),
            Line(AccountAb, "7", service: "AmazonS3"),
            Line(AccountAb, "0.1", "Tax"),
            Line(AccountAb, "1", "Tax", "AWSDataTransfer"));
        var month = Apportioner.Apportion(input);

        Assert.Equal($"2.2{new string('6', 46)}7", month.Column("compute").AmountOf(A));
        Assert.Equal("7.7", month.Column("rest").Amount.ToString());
        Conservation.AssertExact(input, month);
    }

    [Fact]
    public void Tax_of_an_account_without_cost_is_matched_like_any_other_line()
    {
        var month = Apportion(Rules(Direct, Rest), Line(NetworkAccount, "5", "Tax"), Line(AccountA, "1"));

        Assert.Equal("5", month.Column("rest").Amount.ToString());
    }

    [Fact]
    public void An_account_and_a_charge_type_that_nobody_knows_are_apportioned_and_noted()
    {
        var month = Apportion(Rules(Direct, Rest), Line("999999999999", "3", "NewThing"));

        Assert.Equal("3", month.Column("rest").Amount.ToString());
        Assert.Equal(
            [
                new ApportionmentNote(ApportionmentNoteKind.UnknownAccount, "rest", "アカウント999999999999は台帳にありません(3 USD)"),
                new ApportionmentNote(ApportionmentNoteKind.UnknownChargeType, "rest", "課金種別「NewThing」は未知の種別です(3 USD)"),
            ],
            month.Notes.ToArray());
    }

    [Fact]
    public void An_invoice_in_yen_is_met_exactly()
    {
        var input = Input(Rules(Direct, Rest), Line(AccountA, "1"), Line(AccountB, "1"), Line(NetworkAccount, "1.3333")) with
        {
            Conversion = new YenConversion { InvoiceYen = 1_000, Source = "請求書1" },
        };
        var month = Apportioner.Apportion(input);

        Assert.Equal(1_000, month.Yen);
        Conservation.AssertExact(input, month);
    }

    [Fact]
    public void Everything_that_stops_a_month_is_told_at_once_with_its_remedy()
    {
        var rules = Rules(Rest with { Split = [By("population", 50), By("traffic", 50)] }) with
        {
            Drivers = [Driver("population", (A, 1), (B, 2)), new CostDriver { Id = "traffic", Name = "通信量", Unit = "GB", Monthly = true, Source = "実績" }],
        };
        var input = Input(rules, Line(NetworkAccount, "3"), Line(AccountA, "3") with { Currency = "JPY" }) with { Conversion = new YenConversion { Source = "" } };

        var stopped = Assert.Throws<ApportionmentException>(() => Apportioner.Apportion(input));

        Assert.Equal(
            [
                "the bill has lines in JPY, USD, and amounts of different currencies cannot be added; give each currency's bill by itself",
                "the conversion to yen needs either a rate or the invoice's yen, and not both; no rate is ever assumed",
                "the conversion to yen names no source; say where the rate or the invoice comes from",
                "driver 'population' has no value for 271004 (丙市), which shares pool 'rest'; add it in 'cost.drivers', 0 where there is nothing",
                "driver 'traffic' (通信量) is monthly and pool 'rest' needs its values; give them with the month",
            ],
            stopped.Problems.ToArray());
    }
}
