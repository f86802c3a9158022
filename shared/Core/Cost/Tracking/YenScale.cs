using System.Numerics;
using GovCloud.Cost.Apportioning;

namespace GovCloud.Cost.Tracking;

/// <summary>What an amount of the bill is in yen, by the conversion of its statement. Six decimals are kept: it serves judging, not charging.</summary>
sealed class YenScale
{
    const int KeptDecimals = 6;

    static readonly BigInteger Unit = BigInteger.Pow(10, ExactAmount.Decimals);

    readonly BigInteger numerator;
    readonly BigInteger denominator;

    YenScale(BigInteger numerator, BigInteger denominator) => (this.numerator, this.denominator) = (numerator, denominator);

    /// <summary>The scale of a month: its rate, or the invoice's yen over the bill's total.</summary>
    public static YenScale Of(ApportionedMonth month)
    {
        if (month.Conversion.YenPerDollar is { } rate)
        {
            return new YenScale(ExactAmount.Parse(rate.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToUnits(), Unit);
        }

        // A total of nothing has no rate, and whatever its parts are they cancel each other out.
        var total = month.Total.ToUnits();
        return total.IsZero ? new YenScale(BigInteger.Zero, BigInteger.One) : new YenScale(month.Yen * Unit, total);
    }

    /// <summary>Yen for a unit of the bill's currency.</summary>
    public decimal PerUnit => Yen(ExactAmount.Parse("1"));

    /// <summary>The yen of an amount, cut after six decimals.</summary>
    public decimal Yen(ExactAmount amount)
    {
        var scaled = amount.ToUnits() * numerator * BigInteger.Pow(10, KeptDecimals) / (denominator * Unit);
        return (decimal)scaled / (decimal)BigInteger.Pow(10, KeptDecimals);
    }
}
