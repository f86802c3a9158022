using System.Numerics;

namespace GovCloud.Cost.Apportioning;

/// <summary>Weights made ready to split many amounts: whole numbers without a common factor. Immutable.</summary>
sealed class SplitWeights
{
    // Below it, products of two numbers and their sums stay within 128 bits.
    static readonly BigInteger MostSmall = BigInteger.One << 62;

    SplitWeights(ulong[]? small, BigInteger[] large, BigInteger total) => (Small, Large, Total) = (small, large, total);

    /// <summary>The weights where all of them and their sum fit; else only <see cref="Large"/> is there.</summary>
    public ulong[]? Small { get; }

    /// <summary>The weights where they are not small; else empty.</summary>
    public BigInteger[] Large { get; }

    /// <summary>Their sum.</summary>
    public BigInteger Total { get; }

    /// <summary>Number of weights.</summary>
    public int Count => Small?.Length ?? Large.Length;

    /// <summary>No weight is above zero: nothing can be split by them.</summary>
    public bool IsEmpty => Total.IsZero;

    /// <summary>Makes weights ready. None may be negative.</summary>
    public static SplitWeights Of(IReadOnlyList<ExactAmount> weights)
    {
        var units = new BigInteger[weights.Count];
        var common = BigInteger.Zero;
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = weights[i].ToUnits();
            common = common.IsOne ? common : BigInteger.GreatestCommonDivisor(common, units[i]);
        }

        return Of(units, common);
    }

    /// <summary>Makes weights ready that are whole numbers already. None may be negative.</summary>
    public static SplitWeights Of(BigInteger[] units, BigInteger common)
    {
        var divisor = common.IsZero ? BigInteger.One : common;
        var total = BigInteger.Zero;
        for (var i = 0; i < units.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(units[i].Sign, nameof(units));
            units[i] /= divisor;
            total += units[i];
        }

        return total < MostSmall ? new SplitWeights(Array.ConvertAll(units, u => (ulong)u), [], total) : new SplitWeights(small: null, units, total);
    }
}
