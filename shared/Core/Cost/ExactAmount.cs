using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace GovCloud.Cost;

/// <summary>
/// An amount of money as it stands in an export, and sums of such, without loss: 20 digits before and <see cref="Decimals"/> after the point. Binary floating
/// point and <see cref="decimal"/> both drop digits of real bills. Addition gives the same in any order.
/// </summary>
/// <remarks>Coarse digits in units of 1e-18, fine ones in units of 1e-48: almost every amount has none of the latter, so that adding stays cheap.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly struct ExactAmount : IEquatable<ExactAmount>, IComparable<ExactAmount>
{
    /// <summary>Decimals that are kept.</summary>
    public const int Decimals = CoarseDecimals + FineDecimals;

    const int CoarseDecimals = 18;
    const int FineDecimals = 30;
    const int LongestText = 128;

    static readonly Int128 CoarseUnit = Power(CoarseDecimals);
    static readonly Int128 FineUnit = Power(FineDecimals);
    static readonly Int128 MostCoarse = Power(38);

    readonly Int128 coarse;
    readonly Int128 fine;

    // Fine digits stay below one coarse unit, with the sign of the coarse ones, so that equal amounts are equal.
    ExactAmount(Int128 coarse, Int128 fine)
    {
        if (fine >= FineUnit || fine <= -FineUnit)
        {
            var carry = fine / FineUnit;
            fine -= carry * FineUnit;
            coarse = checked(coarse + carry);
        }

        if (coarse > 0 && fine < 0)
        {
            (coarse, fine) = (coarse - 1, fine + FineUnit);
        }
        else if (coarse < 0 && fine > 0)
        {
            (coarse, fine) = (coarse + 1, fine - FineUnit);
        }

        if (Int128.Abs(coarse) >= MostCoarse)
        {
            throw new OverflowException("An amount has more than 20 digits before the point.");
        }

        (this.coarse, this.fine) = (coarse, fine);
    }

    /// <summary>Nothing.</summary>
    public static ExactAmount Zero => default;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => coarse != 0 ? Int128.Sign(coarse) : Int128.Sign(fine);

    /// <summary>The coarse digits, in units of 1e-18, with the amount's sign.</summary>
    internal Int128 Coarse => coarse;

    /// <summary>The fine digits, in units of 1e-48, with the amount's sign and below one coarse unit.</summary>
    internal Int128 Fine => fine;

    /// <summary>A decimal number, exactly.</summary>
    /// <exception cref="OverflowException">More than 20 digits before the point.</exception>
    public static ExactAmount Of(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var digits = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var units = (BigInteger)digits * BigInteger.Pow(10, Decimals - number.Scale);
        return FromUnits(number < 0 ? -units : units);
    }

    /// <summary>So many coarse and fine units, both of one sign.</summary>
    internal static ExactAmount OfParts(Int128 coarse, Int128 fine) => new(coarse, fine);

    /// <summary>Reads decimal text, also in scientific notation, such as <c>0.0216</c>, <c>-12</c> or <c>1e-07</c>.</summary>
    /// <returns><see langword="false"/> where the text is no number, or has more digits than are kept: nothing is rounded.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out ExactAmount amount)
    {
        amount = default;
        if (text.IsEmpty || text.Length > LongestText || !TryReadNumber(text, out var number))
        {
            return false;
        }

        return number.IsShort ? TryShort(number, out amount) : TryLong(text, number, out amount);
    }

    /// <summary>Reads decimal text.</summary>
    /// <exception cref="FormatException">The text is no number, or has more digits than are kept.</exception>
    public static ExactAmount Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var amount)
            ? amount
            : throw new FormatException(FormattableString.Invariant($"'{text}' is no decimal number of at most {Decimals} decimals."));
    }

    /// <summary>The amount as a decimal number; exact where it has at most 28 digits, else rounded.</summary>
    public decimal ToDecimal() => decimal.Parse(ToString(), CultureInfo.InvariantCulture);

    /// <summary>The exact amount in units of 10 to the power of minus <see cref="Decimals"/>.</summary>
    public BigInteger ToUnits() => ((BigInteger)coarse * (BigInteger)FineUnit) + (BigInteger)fine;

    /// <summary>The amount of so many units of 10 to the power of minus <see cref="Decimals"/>.</summary>
    /// <exception cref="OverflowException">More than 20 digits before the point.</exception>
    public static ExactAmount FromUnits(BigInteger units)
    {
        var whole = BigInteger.DivRem(units, (BigInteger)FineUnit, out var rest);
        return new ExactAmount((Int128)whole, (Int128)rest);
    }

    /// <summary>All digits, without needless zeros: <c>0.0216</c>.</summary>
    public override string ToString()
    {
        var (whole, part) = Int128.DivRem(Int128.Abs(coarse), CoarseUnit);
        var digits = string.Create(CultureInfo.InvariantCulture, $"{(UInt128)part:D18}{(UInt128)Int128.Abs(fine):D30}").TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{(Sign < 0 ? "-" : "")}{(UInt128)whole}{(digits.Length == 0 ? "" : ".")}{digits}");
    }

    /// <inheritdoc/>
    public bool Equals(ExactAmount other) => coarse == other.coarse && fine == other.fine;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExactAmount other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(coarse, fine);

    /// <inheritdoc/>
    public int CompareTo(ExactAmount other) => coarse != other.coarse ? coarse.CompareTo(other.coarse) : fine.CompareTo(other.fine);

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">More than 20 digits before the point.</exception>
    public static ExactAmount operator +(ExactAmount left, ExactAmount right) => new(checked(left.coarse + right.coarse), left.fine + right.fine);

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">More than 20 digits before the point.</exception>
    public static ExactAmount operator -(ExactAmount left, ExactAmount right) => new(checked(left.coarse - right.coarse), left.fine - right.fine);

    /// <summary>The same with the other sign.</summary>
    public static ExactAmount operator -(ExactAmount amount) => new(-amount.coarse, -amount.fine);

    /// <summary>Equal to the last digit.</summary>
    public static bool operator ==(ExactAmount left, ExactAmount right) => left.Equals(right);

    /// <summary>Different in a digit.</summary>
    public static bool operator !=(ExactAmount left, ExactAmount right) => !left.Equals(right);

    /// <summary>Less.</summary>
    public static bool operator <(ExactAmount left, ExactAmount right) => left.CompareTo(right) < 0;

    /// <summary>More.</summary>
    public static bool operator >(ExactAmount left, ExactAmount right) => left.CompareTo(right) > 0;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(ExactAmount left, ExactAmount right) => left.CompareTo(right) <= 0;

    /// <summary>More or equal.</summary>
    public static bool operator >=(ExactAmount left, ExactAmount right) => left.CompareTo(right) >= 0;

    static Int128 Power(int exponent)
    {
        var power = Int128.One;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    /// <summary>Digits and where the point stands, without giving the digits a value yet.</summary>
    static bool TryReadNumber(ReadOnlySpan<byte> text, out Number number)
    {
        number = default;
        var negative = text[0] == (byte)'-';
        var at = text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var (digits, decimals, significant, value, point) = (0, 0, 0, 0UL, false);
        for (; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if ((uint)digit <= 9)
            {
                digits++;
                decimals += point ? 1 : 0;
                significant += significant > 0 || digit > 0 ? 1 : 0;
                value = significant <= Number.MostShortDigits ? (value * 10) + (uint)digit : value;
            }
            else if (text[at] == (byte)'.' && !point)
            {
                point = true;
            }
            else
            {
                break;
            }
        }

        var exponent = 0;
        if (digits == 0 || (at < text.Length && !TryReadExponent(text[at..], out exponent)))
        {
            return false;
        }

        number = new Number(negative, value, significant, decimals - exponent);
        return true;
    }

    static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        return text.Length is > 1 and <= 5
            && text[0] is (byte)'e' or (byte)'E'
            && System.Buffers.Text.Utf8Parser.TryParse(text[1] == (byte)'+' ? text[2..] : text[1..], out exponent, out var read)
            && read == text.Length - (text[1] == (byte)'+' ? 2 : 1);
    }

    static bool TryShort(Number number, out ExactAmount amount)
    {
        amount = default;
        if (number.Value == 0)
        {
            return true;
        }

        if (number.Decimals is < -20 or > Decimals)
        {
            return TryTrimmed(number.Value, number, out amount);
        }

        // Up to 18 digits: the coarse part and, behind its last place, the fine one.
        var value = (Int128)number.Value;
        var (upper, lower) = (Int128.Zero, Int128.Zero);
        if (number.Decimals <= CoarseDecimals)
        {
            if (number.Significant - number.Decimals > 20)
            {
                return false;
            }

            upper = value * Power(CoarseDecimals - number.Decimals);
        }
        else
        {
            var behind = Power(number.Decimals - CoarseDecimals);
            (upper, var rest) = Int128.DivRem(value, behind);
            lower = rest * Power(Decimals - number.Decimals);
        }

        amount = number.Negative ? new ExactAmount(-upper, -lower) : new ExactAmount(upper, lower);
        return true;
    }

    static bool TryLong(ReadOnlySpan<byte> text, Number number, out ExactAmount amount)
    {
        var digits = BigInteger.Zero;
        foreach (var character in text)
        {
            if (character is (byte)'e' or (byte)'E')
            {
                break;
            }

            if (char.IsAsciiDigit((char)character))
            {
                digits = (digits * 10) + (character - '0');
            }
        }

        return TryTrimmed(digits, number, out amount);
    }

    /// <summary>Digits with more decimals than are kept are exact all the same where those are zeros.</summary>
    static bool TryTrimmed(BigInteger digits, Number number, out ExactAmount amount)
    {
        amount = default;
        var decimals = number.Decimals;
        while (decimals > Decimals && !digits.IsZero)
        {
            digits = BigInteger.DivRem(digits, 10, out var last);
            if (!last.IsZero)
            {
                return false;
            }

            decimals--;
        }

        if (number.Significant - number.Decimals > 20)
        {
            return digits.IsZero;
        }

        var units = digits * BigInteger.Pow(10, Math.Max(0, Decimals - decimals));
        amount = FromUnits(number.Negative ? -units : units);
        return true;
    }

    /// <summary>A number before its digits are scaled.</summary>
    [StructLayout(LayoutKind.Auto)]
    readonly record struct Number(bool Negative, ulong Value, int Significant, int Decimals)
    {
        public const int MostShortDigits = 18;

        public bool IsShort => Significant <= MostShortDigits;
    }
}
