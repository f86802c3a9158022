using GovCloud.Cost.Apportioning;
using GovCloud.Estates;
using static GovCloud.CostFiles.Tests.BillFiles;

namespace GovCloud.CostFiles.Tests;

/// <summary>The amortised cost by charge type, as AWS's dashboards compute it.</summary>
public sealed class AmortisedCostTests
{
    const string Columns = ",line_item_line_item_description,savings_plan_savings_plan_effective_cost,savings_plan_total_commitment_to_date,savings_plan_used_commitment,"
        + "reservation_effective_cost,reservation_unused_amortized_upfront_fee_for_billing_period,reservation_unused_recurring_fee,reservation_reservation_a_r_n";

    static CostLine LineOf(string header, string row) => Assert.Single(Read(May(), Plain("r.csv", Table(Header + header, row))).Lines);

    [Theory]
    [InlineData("Usage", ",9,9,9,9,9,9,", "10")]
    [InlineData("SavingsPlanCoveredUsage", ",7.5,,,,,,", "7.5")]
    [InlineData("SavingsPlanRecurringFee", ",,100,98.5,,,,", "1.5")]
    [InlineData("SavingsPlanNegation", ",,,,,,,", "0")]
    [InlineData("SavingsPlanUpfrontFee", ",,,,,,,", "0")]
    [InlineData("DiscountedUsage", ",,,,6.25,,,", "6.25")]
    [InlineData("RIFee", ",,,,,2,0.5,arn:aws:ec2:ap-northeast-1:1:reserved-instances/a", "2.5")]
    [InlineData("Fee", ",,,,,,,arn:aws:ec2:ap-northeast-1:1:reserved-instances/a", "0")]
    [InlineData("Fee", ",,,,,,,", "10")]
    [InlineData("Tax", ",,,,,,,", "10")]
    [InlineData("MoonlightSurcharge", ",,,,,,,", "10")]
    public void Each_charge_type_has_its_rule(string type, string cells, string amortised)
    {
        var line = LineOf(Columns, Row("10", type: type) + "," + cells);

        Assert.Equal(("10", amortised), (line.Billed.ToString(), line.Amortised.ToString()));
    }

    [Theory]
    [InlineData("Refund for one-time fee for Savings Plan ID abc", "ComputeSavingsPlans", "0")]
    [InlineData("Refund for one-time fee for Savings Plan ID abc", "AmazonEC2", "-10")]
    [InlineData("Refund of a mistake", "ComputeSavingsPlans", "-10")]
    public void The_refund_of_a_savings_plan_is_nothing_and_other_refunds_are_what_they_are(string description, string product, string amortised) =>
        Assert.Equal(amortised, LineOf(Columns, Row("-10", type: "Refund", product: product) + "," + description + ",,,,,,,").Amortised.ToString());

    [Fact]
    public void A_commitment_that_is_spread_over_its_use_adds_up_to_what_was_paid()
    {
        var bill = Read(May(), Plain("r.csv", Table(
            Header + Columns,
            Row("40", type: "SavingsPlanCoveredUsage") + ",,30,,,,,,",
            Row("-40", type: "SavingsPlanNegation") + ",,,,,,,,",
            Row("32", type: "SavingsPlanRecurringFee") + ",,,32,30,,,,")));

        Assert.Equal("32", bill.Total(CostBasis.Billed).ToString());
        Assert.Equal("32", bill.Total(CostBasis.Amortised).ToString());
    }

    [Theory]
    [InlineData("DiscountedUsage")]
    [InlineData("SavingsPlanCoveredUsage")]
    [InlineData("SavingsPlanNegation")]
    [InlineData("RIFee")]
    public void Without_the_columns_it_is_what_was_billed_and_that_is_noted(string type)
    {
        var bill = Read(May(), Plain("r.csv", Csv(Row("10", type: type), Row("1"))));

        Assert.Equal("11", bill.Total(CostBasis.Amortised).ToString());
        Assert.Empty(bill.Problems);
        Assert.Contains("amortised cost of 1 rows is not stated", Assert.Single(bill.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Net_columns_go_before_gross_ones_and_a_discount_that_they_hold_is_not_taken_off_twice()
    {
        const string Net = ",reservation_effective_cost,reservation_net_effective_cost,reservation_unused_amortized_upfront_fee_for_billing_period,reservation_unused_recurring_fee,line_item_net_unblended_cost";
        var bill = Read(May(), Plain("r.csv", Table(
            Header + Net,
            Row("0", type: "DiscountedUsage") + ",5,4,,,", Row("10") + ",,,,,9", Row("-1", type: "EdpDiscount") + ",,,,,", Row("3", type: "Tax") + ",,,,,")));

        Assert.Equal("16", bill.Total(CostBasis.Amortised).ToString());
    }

    [Fact]
    public void Focus_states_it()
    {
        var bill = Read(May(), Plain("f.csv", "BilledCost,EffectiveCost,ChargeCategory,SubAccountId,BillingCurrency,BillingPeriodStart\n100,2.5,Purchase,1,USD,2026-05-01T00:00:00Z\n0,,Usage,1,USD,2026-05-01T00:00:00Z\n"));

        Assert.Equal(("100", "2.5"), (bill.Total(CostBasis.Billed).ToString(), bill.Total(CostBasis.Amortised).ToString()));
        Assert.Contains("1 rows", Assert.Single(bill.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void An_amount_that_is_no_number_is_a_problem_of_the_row() =>
        Assert.Contains(
            Read(May(), Plain("r.csv", Table(Header + Columns, Row("10", type: "SavingsPlanCoveredUsage") + ",,lots,,,,,,"))).Problems,
            p => p.StartsWith("r.csv:2:", StringComparison.Ordinal));
}
