using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace GovCloud.Network;

/// <summary>
/// An IPv4 range in CIDR notation, always canonical: no bit is set behind the prefix. Ordered by first address, a wider range before those inside it.
/// The default value is 0.0.0.0/0.
/// </summary>
/// <remarks>Source: RFC 4632 section 3.1. EC2 rewrites host bits silently, so that the description and AWS would differ; they are refused here.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Cidr : IComparable<Cidr>
{
    /// <summary>Makes a range.</summary>
    /// <param name="first">The first address, as a number.</param>
    /// <param name="prefixLength">0 to 32.</param>
    /// <exception cref="ArgumentException">The prefix length is out of bounds, or <paramref name="first"/> has host bits.</exception>
    public Cidr(uint first, int prefixLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, 32);
        if ((first & ~Mask(prefixLength)) != 0)
        {
            throw new ArgumentException($"{Dotted(first)}/{prefixLength} has host bits.", nameof(first));
        }

        First = first;
        PrefixLength = prefixLength;
    }

    /// <summary>The first address, as a number.</summary>
    public uint First { get; }

    /// <summary>The length of the prefix, 0 to 32.</summary>
    public int PrefixLength { get; }

    /// <summary>The last address, as a number.</summary>
    public uint Last => First | ~Mask(PrefixLength);

    /// <summary>How many addresses.</summary>
    public long Size => 1L << (32 - PrefixLength);

    /// <summary>The range twice as large that holds this one; 0.0.0.0/0 is its own parent.</summary>
    public Cidr Parent => PrefixLength == 0 ? this : Containing(First, PrefixLength - 1);

    /// <summary>The range of a prefix length that holds an address.</summary>
    public static Cidr Containing(uint address, int prefixLength) => new(address & Mask(prefixLength), prefixLength);

    /// <summary>The longest prefix, so the smallest range, that holds so many addresses.</summary>
    /// <param name="addresses">1 to 2^32.</param>
    public static int PrefixLengthFor(long addresses)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(addresses, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(addresses, 1L << 32);
        return 32 - BitOperations.Log2(BitOperations.RoundUpToPowerOf2((ulong)addresses));
    }

    /// <summary>Reads a range.</summary>
    /// <exception cref="FormatException">Not a canonical range; the message says why and what would be valid.</exception>
    public static Cidr Parse(string text) => TryParse(text, out var cidr) ? cidr : throw new FormatException(Explain(text));

    /// <summary>Reads a range; <see langword="false"/> where <see cref="Explain"/> would name a problem.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Cidr cidr)
    {
        var valid = Read(text, out var address, out var prefixLength) && (address & ~Mask(prefixLength)) == 0;
        cidr = valid ? new Cidr(address, prefixLength) : default;
        return valid;
    }

    /// <summary>What is wrong with a range and how to mend it, or <see langword="null"/> for a valid one.</summary>
    public static string? Explain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Read(text, out var address, out var prefixLength))
        {
            return $"'{text}' is not an IPv4 range: write four numbers of 0 to 255 without leading zeros and a prefix length of 0 to 32, such as 10.0.0.0/16";
        }

        var canonical = Containing(address, prefixLength);
        return address == canonical.First
            ? null
            : $"'{text}' has bits set behind its prefix, which AWS would drop silently; the range that holds this address is {canonical}";
    }

    /// <summary>Whether every address of the other range is in this one.</summary>
    public bool Contains(Cidr other) => PrefixLength <= other.PrefixLength && (other.First & Mask(PrefixLength)) == First;

    /// <summary>Whether the ranges share an address: one of two then contains the other.</summary>
    public bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    /// <summary>The addresses in both: the smaller of the two, or <see langword="null"/> where they share none.</summary>
    public Cidr? Intersection(Cidr other) => Contains(other) ? other : other.Contains(this) ? this : null;

    /// <summary>The range cut into equal parts, in order.</summary>
    /// <param name="prefixLength">Prefix length of the parts: not shorter than that of this range.</param>
    public IEnumerable<Cidr> Split(int prefixLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefixLength, PrefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, 32);
        return Parts(First, prefixLength, 1L << (prefixLength - PrefixLength));

        static IEnumerable<Cidr> Parts(uint first, int prefixLength, long count)
        {
            for (var i = 0L; i < count; i++)
            {
                yield return new Cidr((uint)(first + (i << (32 - prefixLength))), prefixLength);
            }
        }
    }

    /// <summary>The one range that two neighbours make; <see langword="null"/> unless they are the two halves of a range.</summary>
    public Cidr? MergeWith(Cidr neighbour) =>
        PrefixLength == neighbour.PrefixLength && PrefixLength > 0 && First != neighbour.First && Parent == neighbour.Parent ? Parent : null;

    /// <inheritdoc/>
    public int CompareTo(Cidr other) => First != other.First ? First.CompareTo(other.First) : PrefixLength.CompareTo(other.PrefixLength);

    /// <summary>The range in CIDR notation.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Dotted(First)}/{PrefixLength}");

    /// <summary>Orders by first address.</summary>
    public static bool operator <(Cidr left, Cidr right) => left.CompareTo(right) < 0;

    /// <summary>Orders by first address.</summary>
    public static bool operator >(Cidr left, Cidr right) => left.CompareTo(right) > 0;

    /// <summary>Orders by first address.</summary>
    public static bool operator <=(Cidr left, Cidr right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by first address.</summary>
    public static bool operator >=(Cidr left, Cidr right) => left.CompareTo(right) >= 0;

    static uint Mask(int prefixLength) => prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);

    static string Dotted(uint address) => string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");

    /// <summary>Reads the numbers, strictly: other readers take a leading zero for octal.</summary>
    static bool Read(ReadOnlySpan<char> text, out uint address, out int prefixLength)
    {
        address = 0;
        prefixLength = 0;
        for (var part = 0; part < 4; part++)
        {
            var end = text.IndexOf(part < 3 ? '.' : '/');
            if (end < 0 || !Number(text[..end], 255, out var number))
            {
                return false;
            }

            address = (address << 8) | (uint)number;
            text = text[(end + 1)..];
        }

        return Number(text, 32, out prefixLength);
    }

    static bool Number(ReadOnlySpan<char> digits, int maximum, out int number)
    {
        number = 0;
        return digits.Length is >= 1 and <= 3 && (digits.Length == 1 || digits[0] != '0')
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= maximum;
    }
}
