using GovCloud.Cost;
using GovCloud.Cost.Apportioning;

namespace GovCloud.Core.Tests.Cost.Apportioning;

/// <summary>What must hold for every apportioned month.</summary>
static class Conservation
{
    public static void AssertExact(ApportionmentInput input, ApportionedMonth month)
    {
        Assert.Equal(input.Bill.Total(input.Estate.Cost.Basis), month.Total);
        Assert.Equal(month.Total, Sum(month.Columns.Select(c => c.Amount)));
        Assert.Equal(month.Yen, month.Columns.Sum(c => c.Yen));
        Assert.Equal(month.Total, Sum(month.Columns.SelectMany(c => c.Lines).Select(l => l.On(month.Basis))));
        Assert.Equal(Sum(month.Columns.Select(c => c.PassedOn)), Sum(month.Columns.SelectMany(c => c.Inherited).Select(i => i.Amount)));
        foreach (var column in month.Columns)
        {
            Assert.Equal(column.Amount, Sum(column.Shares.Select(s => s.Amount)));
            Assert.Equal(column.Yen, column.Shares.Sum(s => s.Yen));
            Assert.Equal(column.Amount + column.PassedOn, Sum(column.Parts.Select(p => p.Amount)));
            Assert.All(column.Parts.Where(p => p.Weights.Length > 0), p => Assert.Equal(p.Amount, Sum(p.Weights.Select(w => w.Amount))));
        }

        AssertWithinOneYen(month);
    }

    public static ExactAmount Sum(IEnumerable<ExactAmount> amounts) => amounts.Aggregate(ExactAmount.Zero, (sum, amount) => sum + amount);

    static void AssertWithinOneYen(ApportionedMonth month)
    {
        var factor = month.Conversion.YenPerDollar is { } rate ? YenFactor.OfRate(rate) : YenFactor.OfInvoice(month.Conversion.InvoiceYen!.Value, month.Total);
        foreach (var column in month.Columns)
        {
            AssertFloorOrCeiling(factor, column.Amount, column.Yen);
            Assert.All(column.Shares, s => AssertFloorOrCeiling(factor, s.Amount, s.Yen));
        }

        foreach (var body in month.Bodies)
        {
            var shares = month.Columns.SelectMany(c => c.Shares).Where(s => s.Municipality == body).ToList();
            AssertFloorOrCeiling(factor, Sum(shares.Select(s => s.Amount)), shares.Sum(s => s.Yen));
        }
    }

    static void AssertFloorOrCeiling(YenFactor factor, ExactAmount amount, long yen)
    {
        var exact = factor.Of(amount);
        Assert.InRange(yen, exact.Floor, exact.Ceiling);
    }
}
