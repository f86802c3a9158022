using System.Collections.Immutable;
using System.Numerics;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>逓減: what a driver's value counts. Whole-number arithmetic throughout, so that every machine finds the same digits.</summary>
static class DriverWeights
{
    /// <summary>Decimals of a power; it is cut after them.</summary>
    public const int PowerDecimals = 12;

    /// <summary>Most decimals of an exponent: it is a root of at most the hundredth degree.</summary>
    public const int MostExponentDecimals = 2;

    /// <summary>What a value counts by a rule.</summary>
    public static ExactAmount Of(decimal value, CostSplit rule) =>
        !rule.Bands.IsEmpty ? InBands(value, rule.Bands)
        : rule.Exponent == 1 ? ExactAmount.Of(value)
        : Power(value, rule.Exponent);

    /// <summary>A value raised to a power, cut after <see cref="PowerDecimals"/> decimals.</summary>
    /// <param name="value">0 or more.</param>
    /// <param name="exponent">Above 0 and at most 1, with at most <see cref="MostExponentDecimals"/> decimals.</param>
    public static ExactAmount Power(decimal value, decimal exponent)
    {
        // value^(p/q) with d decimals is the whole q-th root of value^p · 10^(dq).
        var (upper, lower) = Fraction(exponent);
        var common = (int)BigInteger.GreatestCommonDivisor(upper, lower);
        var (p, q) = ((int)upper / common, (int)lower / common);
        var (digits, unit) = Fraction(value);
        var radicand = BigInteger.Pow(digits, p) * BigInteger.Pow(10, PowerDecimals * q) / BigInteger.Pow(unit, p);
        return ExactAmount.FromUnits(Root(radicand, q) * BigInteger.Pow(10, ExactAmount.Decimals - PowerDecimals));
    }

    /// <summary>The sum of what lies in each band times its factor.</summary>
    public static ExactAmount InBands(decimal value, ImmutableArray<DriverBand> bands)
    {
        var (sum, from) = (ExactAmount.Zero, 0m);
        foreach (var band in bands)
        {
            var until = Math.Min(value, band.UpTo ?? value);
            if (until > from)
            {
                sum += Product(until - from, band.Factor);
                from = until;
            }
        }

        return sum;
    }

    /// <summary>The largest whole number whose power is not above the radicand, by Newton's method from above.</summary>
    public static BigInteger Root(BigInteger radicand, int degree)
    {
        if (radicand.IsZero || degree == 1)
        {
            return radicand;
        }

        var root = BigInteger.One << (int)((radicand.GetBitLength() / degree) + 1);
        while (true)
        {
            var next = (((degree - 1) * root) + (radicand / BigInteger.Pow(root, degree - 1))) / degree;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    static ExactAmount Product(decimal left, decimal right)
    {
        var ((a, u), (b, v)) = (Fraction(left), Fraction(right));
        return ExactAmount.FromUnits(a * b * BigInteger.Pow(10, ExactAmount.Decimals) / (u * v));
    }

    static (BigInteger Digits, BigInteger Unit) Fraction(decimal number)
    {
        var unit = BigInteger.Pow(10, number.Scale);
        return (new BigInteger(number * (decimal)unit), unit);
    }
}
