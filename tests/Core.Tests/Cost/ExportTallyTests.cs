using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Cost;
using GovCloud.Cost.Sources;

namespace GovCloud.Core.Tests.Cost;

public sealed class ExportTallyTests
{
    static readonly (string Account, string Type, string Cost)[] Bill =
    [
        ("111122223333", "Usage", "1.10"), ("111122223333", "Credit", "-0.4"), ("111122223333", "Tax", "0.07"), ("444455556666", "Usage", "2e-7"), ("444455556666", "Fee", "30"),
    ];

    [Fact]
    public void Rows_are_summed_by_account_and_charge_type()
    {
        var totals = TallyOf(Bill).Totals();

        Assert.Equal(5, totals.Rows);
        Assert.Equal("30.7700002", totals.BilledIn("USD").ToString());
        Assert.Equal([("111122223333", "0.77"), ("444455556666", "30.0000002")], totals.BilledBy("USD", l => l.Account).Select(s => (s.Key, s.Billed.ToString())));
        Assert.Equal(["Credit", "Fee", "Tax", "Usage"], totals.BilledBy("USD", l => l.ChargeType).Select(s => s.Key));
        Assert.Equal("2026-10", Assert.Single(totals.Months));
    }

    [Fact]
    public void Neither_the_order_of_rows_nor_how_they_are_cut_into_chunks_changes_a_sum() => Prop.ForAll(
        Gen.Shuffle(Bill).ToArbitrary(), Gen.Choose(0, Bill.Length).ToArbitrary(), (rows, cut) =>
        {
            var tally = TallyOf(rows[..cut]);
            tally.Merge(TallyOf(rows[cut..]));
            return tally.Totals().Lines.SequenceEqual(TallyOf(Bill).Totals().Lines);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_row_whose_cost_is_no_number_is_named_and_in_no_sum()
    {
        var tally = TallyOf(("111122223333", "Usage", "1"));
        tally.Add(Row("111122223333", "Usage", "twelve", 7), "part-2.csv");
        var totals = tally.Totals();

        Assert.Equal((1L, 1L), (totals.Rows, totals.RejectedRows));
        var rejected = Assert.Single(totals.Rejected);
        Assert.Equal(("part-2.csv", 7L), (rejected.File, rejected.Row));
        Assert.Contains("twelve", rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_split_the_cost_of_others_are_counted_and_in_no_sum()
    {
        var tally = TallyOf(("111122223333", "Usage", "1"));
        tally.Add(new ExportRow { BilledCost = "1"u8, UsageAccount = "111122223333"u8, IsSplit = true }, "a.csv");

        Assert.Equal((1L, 1L), (tally.Rows, tally.SplitRows));
        Assert.Equal("1", tally.Totals().BilledIn("USD").ToString());
    }

    [Fact]
    public void A_row_that_names_no_using_account_is_the_payers()
    {
        var tally = new ExportTally();
        tally.Add(new ExportRow { BilledCost = "8"u8, PayerAccount = "999900001111"u8, Currency = "USD"u8 }, "a.csv");

        Assert.Equal("999900001111", Assert.Single(tally.Totals().Lines).Account);
    }

    [Fact]
    public void Currencies_are_never_added()
    {
        var tally = TallyOf(("111122223333", "Usage", "1"));
        tally.Add(new ExportRow { BilledCost = "150"u8, UsageAccount = "111122223333"u8, Currency = "JPY"u8 }, "a.csv");
        var totals = tally.Totals();

        Assert.Equal(["JPY", "USD"], totals.Currencies.AsEnumerable());
        Assert.Equal(("150", "1"), (totals.BilledIn("JPY").ToString(), totals.BilledIn("USD").ToString()));
    }

    [Theory]
    [InlineData("Usage", ChargeKind.Usage)]
    [InlineData("SavingsPlanNegation", ChargeKind.SavingsPlanNegation)]
    [InlineData("EdpDiscount", ChargeKind.Discount)]
    [InlineData("Purchase", ChargeKind.Fee)]
    [InlineData("SomethingOfNextYear", ChargeKind.Unknown)]
    public void A_charge_type_that_is_not_known_is_a_class_of_its_own(string text, ChargeKind kind) => Assert.Equal(kind, ChargeKinds.Of(text));

    static ExportTally TallyOf(params (string Account, string Type, string Cost)[] rows)
    {
        var tally = new ExportTally();
        foreach (var (account, type, cost) in rows)
        {
            tally.Add(Row(account, type, cost, 2), "a.csv");
        }

        return tally;
    }

    static ExportRow Row(string account, string type, string cost, long number) => new()
    {
        Number = number,
        UsageAccount = Encoding.UTF8.GetBytes(account),
        ChargeType = Encoding.UTF8.GetBytes(type),
        BilledCost = Encoding.UTF8.GetBytes(cost),
        Currency = "USD"u8,
        PeriodStart = "2026-10-01T00:00:00Z"u8,
    };
}
