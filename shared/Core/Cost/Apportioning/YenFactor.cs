using System.Numerics;
using System.Runtime.InteropServices;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>Turns exact amounts into exact yen: amount × rate, or amount × invoice's yen / total. Exact, and without allocation in all but rare cases.</summary>
sealed class YenFactor
{
    const int FractionLimbs = 4;

    readonly BigInteger numerator;
    readonly BigInteger denominator;

    // Yen of a coarse and of a fine unit, with 256 binary places, cut. A product of both is at most 2^-126 of a yen too small.
    readonly ulong[]? coarse;
    readonly ulong[]? fine;

    YenFactor(BigInteger numerator, BigInteger denominator)
    {
        (this.numerator, this.denominator) = denominator.Sign < 0 ? (-numerator, -denominator) : (numerator, denominator);
        if (this.numerator.Sign >= 0)
        {
            coarse = Limbs((this.numerator * BigInteger.Pow(10, 30) << 256) / this.denominator, 4);
            fine = Limbs((this.numerator << 256) / this.denominator, 3);
        }
    }

    /// <summary>The factor of a rate.</summary>
    public static YenFactor OfRate(decimal yenPerUnit)
    {
        var unit = BigInteger.Pow(10, yenPerUnit.Scale);
        return new YenFactor(new BigInteger(yenPerUnit * (decimal)unit), unit * BigInteger.Pow(10, ExactAmount.Decimals));
    }

    /// <summary>The factor that makes a total other than zero an invoice's yen.</summary>
    public static YenFactor OfInvoice(long yen, ExactAmount total) => new(yen, total.ToUnits());

    /// <summary>The yen of a total.</summary>
    public BigInteger Round(ExactAmount amount, YenRounding rounding)
    {
        var yen = amount.ToUnits() * numerator;
        var whole = BigInteger.DivRem(BigInteger.Abs(yen), denominator, out var rest);
        var up = rounding switch
        {
            YenRounding.Down => false,
            YenRounding.HalfUp => rest * 2 >= denominator,
            YenRounding.Up => !rest.IsZero,
            _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "No such rounding."),
        };
        return (whole + (up ? 1 : 0)) * yen.Sign;
    }

    /// <summary>The exact yen of an amount, as the whole yen below it and what is above that.</summary>
    public ExactYen Of(ExactAmount amount)
    {
        if (amount.Sign == 0)
        {
            return default;
        }

        if (coarse is null || fine is null)
        {
            return Exactly(amount);
        }

        Span<ulong> product = stackalloc ulong[7];
        product.Clear();
        AddProduct(product, (UInt128)Int128.Abs(amount.Coarse), coarse);
        AddProduct(product, (UInt128)Int128.Abs(amount.Fine), fine);
        var (guard, fraction, whole) = (product[FractionLimbs - 2], product[FractionLimbs - 1], product[FractionLimbs]);

        // What was cut could still carry into the places that are kept, and a fraction of zero may be none at all.
        return guard >= ulong.MaxValue - 1 || fraction == 0 || whole > long.MaxValue / 2 || (product[FractionLimbs + 1] | product[FractionLimbs + 2]) != 0
            ? Exactly(amount)
            : ExactYen.Of((long)whole, fraction, amount.Sign < 0);
    }

    /// <summary>The same by numbers of any size.</summary>
    ExactYen Exactly(ExactAmount amount)
    {
        var yen = amount.ToUnits() * numerator;
        var whole = BigInteger.DivRem(BigInteger.Abs(yen), denominator, out var rest);
        return rest.IsZero
            ? new ExactYen((long)whole * yen.Sign, 0, 0, yen.Sign < 0)
            : ExactYen.Of((long)whole, (ulong)((rest << 64) / denominator), yen.Sign < 0);
    }

    static ulong[]? Limbs(BigInteger number, int most)
    {
        var limbs = new ulong[most];
        return number.TryWriteBytes(MemoryMarshal.AsBytes(limbs.AsSpan()), out _, isUnsigned: true) ? limbs : null;
    }

    static void AddProduct(Span<ulong> sum, UInt128 number, ReadOnlySpan<ulong> factor)
    {
        AddProduct(sum, (ulong)number, factor);
        AddProduct(sum[1..], (ulong)(number >> 64), factor);
    }

    static void AddProduct(Span<ulong> sum, ulong number, ReadOnlySpan<ulong> factor)
    {
        var carry = 0UL;
        for (var i = 0; i < sum.Length && (i < factor.Length || carry != 0); i++)
        {
            var product = (i < factor.Length ? (UInt128)number * factor[i] : 0) + sum[i] + carry;
            sum[i] = (ulong)product;
            carry = (ulong)(product >> 64);
        }
    }
}

/// <summary>Exact yen, as far as rounding looks at them.</summary>
/// <param name="Floor">The whole yen below, or the yen themselves.</param>
/// <param name="Above">What is above the floor, in units of 2^-64 and cut, at least 1; 0 where there is nothing.</param>
/// <param name="Micros">The first six decimals of the amount without its sign.</param>
/// <param name="Negative">The amount is below zero.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct ExactYen(long Floor, ulong Above, int Micros, bool Negative)
{
    /// <summary>The yen of whole yen and a fraction above zero, in units of 2^-64 and cut.</summary>
    public static ExactYen Of(long whole, ulong fraction, bool negative)
    {
        var micros = (int)Math.BigMul(fraction, 1_000_000UL, out _);
        return negative
            ? new ExactYen(-whole - 1, Math.Max(1, ulong.MaxValue - fraction), micros, Negative: true)
            : new ExactYen(whole, Math.Max(1, fraction), micros, Negative: false);
    }

    /// <summary>The whole yen below it, or one more where there is a fraction.</summary>
    public long Ceiling => Above == 0 ? Floor : Floor + 1;

    /// <summary>The yen, cut after six decimals toward zero.</summary>
    public decimal Shown
    {
        get
        {
            var whole = Negative ? -Ceiling : Floor;
            var digits = ((Int128)whole * 1_000_000) + Micros;
            return new decimal((int)(uint)digits, (int)(uint)(digits >> 32), (int)(uint)(digits >> 64), Negative && digits != 0, 6);
        }
    }
}
