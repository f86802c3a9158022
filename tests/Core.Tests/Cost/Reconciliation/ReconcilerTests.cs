using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Reconciliation;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Cost.Reconciliation;

public sealed class ReconcilerTests
{
    static CostLine Line(string account, string billed, string currency = "USD") => new()
    {
        Account = account,
        Service = "AmazonEC2",
        ChargeType = "Usage",
        Currency = currency,
        Billed = ExactAmount.Parse(billed),
        Amortised = ExactAmount.Parse(billed),
        Rows = 1,
    };

    static CostBill Bill(params CostLine[] lines) => new() { Month = new CostMonth(2026, 5), Lines = [.. lines], Inputs = [] };

    static ReconciledSource Compare(CostBill bill, StatedTotals stated, YenConversion? conversion = null) =>
        Reconciler.Reconcile(bill, CostBasis.Billed, conversion, [stated])[1];

    static StatedTotals Explorer(params (string, string)[] amounts) => StatedTotals.OfAccounts("GetCostAndUsage UnblendedCost", "USD", amounts);

    static Invoice Invoice(params (string Account, string? Usd, string? Yen)[] lines) => new()
    {
        Name = "invoice.csv",
        Sha256 = "",
        Month = new CostMonth(2026, 5),
        Lines = [.. lines.Select((l, i) => new InvoiceLine(i + 2, l.Account, l.Usd is null ? null : ExactAmount.Parse(l.Usd), l.Yen is null ? null : ExactAmount.Parse(l.Yen)))],
    };

    [Fact]
    public void Amounts_that_differ_by_rounding_alone_agree()
    {
        var compared = Compare(Bill(Line("1", "10.00000000004"), Line("2", "0.33333333333")), Explorer(("1", "10.0000000000"), ("2", "0.3333333333")));

        Assert.True(compared.Agrees);
        Assert.Empty(compared.Accounts);
        Assert.Equal("10.3333333333", compared.Amount.ToString());
    }

    [Fact]
    public void An_account_that_differs_by_more_is_named_with_both_amounts()
    {
        var compared = Compare(Bill(Line("1", "10.00"), Line("2", "5")), Explorer(("1", "10.01"), ("2", "5.00")));

        Assert.False(compared.Agrees);
        var differs = Assert.Single(compared.Accounts);
        Assert.Equal(("1", "10", "10.01"), (differs.Account, differs.Here.ToString(), differs.There.ToString()));
    }

    [Fact]
    public void An_account_that_only_one_side_names_differs_by_all_of_it()
    {
        var compared = Compare(Bill(Line("1", "10"), Line("2", "5")), Explorer(("1", "10.00"), ("3", "5.00")));

        Assert.Equal([("2", "5", "0"), ("3", "0", "5")], compared.Accounts.Select(a => (a.Account, a.Here.ToString(), a.There.ToString())));
        Assert.False(compared.Agrees);
    }

    [Fact]
    public void Amounts_of_the_same_account_that_are_each_rounded_may_differ_by_as_many_units() =>
        Assert.True(Compare(Bill(Line("1", "1.0149999")), Explorer(("1", "0.50"), ("1", "0.50"))).Agrees);

    [Fact]
    public void Another_currency_never_agrees() =>
        Assert.False(Compare(Bill(Line("1", "10", "EUR")), Explorer(("1", "10.00"))).Agrees);

    [Fact]
    public void An_invoice_in_yen_is_compared_by_the_rate()
    {
        var invoice = Invoice(("1", "10.00", "1503"), ("2", "0.01", "1")) with { YenPerDollar = 150.25m };
        var bill = Bill(Line("1", "10.001"), Line("2", "0.009"));

        var all = Reconciler.Reconcile(bill, CostBasis.Billed, new YenConversion { YenPerDollar = 150.25m, Source = "rate" }, invoice.Stated());

        Assert.Equal([ReconciliationSource.Export, ReconciliationSource.Invoice, ReconciliationSource.Invoice], all.Select(s => s.Source));
        Assert.All(all, s => Assert.True(s.Agrees, s.Reference));
        Assert.Equal((1504L, null), (all[2].Yen, all[2].Amount));
    }

    [Fact]
    public void An_invoice_in_yen_that_the_rate_does_not_make_is_named_by_account_in_yen()
    {
        var stated = Assert.Single(Invoice(("1", null, "1600"), ("2", null, "750")).Stated());

        var compared = Compare(Bill(Line("1", "10"), Line("2", "5")), stated, new YenConversion { YenPerDollar = 150, Source = "rate" });

        Assert.False(compared.Agrees);
        Assert.Equal(("1", "1500", "1600"), Assert.Single(compared.Accounts.Select(a => (a.Account, a.Here.ToString(), a.There.ToString()))));
    }

    [Fact]
    public void Yen_of_the_invoice_are_split_as_the_bill_is_and_compared_by_account()
    {
        var invoice = Invoice(("1", null, "1000"), ("2", null, "500"));

        Assert.True(Compare(Bill(Line("1", "10"), Line("2", "5")), Assert.Single(invoice.Stated()), invoice.Conversion).Agrees);
        Assert.Equal(["1", "2"], Compare(Bill(Line("1", "5"), Line("2", "10")), Assert.Single(invoice.Stated()), invoice.Conversion).Accounts.Select(a => a.Account));
    }

    [Fact]
    public void Yen_without_a_rate_are_not_compared_and_do_not_agree() =>
        Assert.False(Compare(Bill(Line("1", "10")), Assert.Single(Invoice(("1", null, "1500")).Stated())).Agrees);

    [Fact]
    public void An_export_with_problems_does_not_agree_with_itself()
    {
        var bill = Bill(Line("1", "10"));

        Assert.True(Assert.Single(Reconciler.Reconcile(bill, CostBasis.Billed, null, [])).Agrees);
        Assert.False(Assert.Single(Reconciler.Reconcile(bill with { Problems = ["a chunk is missing"] }, CostBasis.Billed, null, [])).Agrees);
    }
}
