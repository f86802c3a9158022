using System.Globalization;
using System.Numerics;

namespace GovCloud.Cost.Apportioning;

/// <summary>
/// Splits an exact amount by weights so that the parts make the amount to the last digit: each part is cut after the last decimal that is kept, and the units that are
/// left go to the largest remainders, ties to the first. A negative amount is split like a positive one.
/// </summary>
static class ExactSplit
{
    static readonly UInt128 FineUnit = UInt128.Parse("1000000000000000000000000000000", CultureInfo.InvariantCulture);

    /// <summary>Splits an amount.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="weights">The weights; at least one is above zero, unless the amount is zero.</param>
    public static ExactAmount[] Split(ExactAmount amount, SplitWeights weights)
    {
        var parts = new ExactAmount[weights.Count];
        if (amount.Sign == 0)
        {
            return parts;
        }

        if (weights.IsEmpty)
        {
            throw new InvalidOperationException("An amount cannot be split by weights that are all zero.");
        }

        var more = new bool[parts.Length];
        if (weights.Small is { } small)
        {
            SplitSmall(amount, small, (ulong)weights.Total, parts, more);
        }
        else
        {
            SplitLarge(amount, weights, parts, more);
        }

        var unit = ExactAmount.OfParts(0, amount.Sign);
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = more[i] ? parts[i] + unit : parts[i];
        }

        return parts;
    }

    /// <summary>Marks the largest keys, ties from the first.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="count">How many are marked.</param>
    /// <param name="marked">The marks, one for each key, none set.</param>
    public static void MarkLargest(ReadOnlySpan<ulong> keys, int count, Span<bool> marked)
    {
        if (count == 0)
        {
            return;
        }

        var sorted = keys.ToArray();
        Array.Sort(sorted);
        var threshold = sorted[keys.Length - count];
        var atThreshold = count;
        foreach (var key in keys)
        {
            atThreshold -= key > threshold ? 1 : 0;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            marked[i] = keys[i] > threshold || (keys[i] == threshold && atThreshold-- > 0);
        }
    }

    // With the total W, an amount of C coarse and F fine units and B fine units in a coarse one: C = qW + r, so that a weight w has q·w + r·w / W coarse units, and what
    // that leaves is carried to the fine ones by B = QW + R in the same way. No product is wider than 128 bits.
    static void SplitSmall(ExactAmount amount, ulong[] weights, ulong total, Span<ExactAmount> parts, Span<bool> more)
    {
        var (coarseAll, fineAll) = ((UInt128)Int128.Abs(amount.Coarse), (UInt128)Int128.Abs(amount.Fine));
        var (coarseQuotient, coarseRest) = UInt128.DivRem(coarseAll, total);
        var (fineQuotient, fineRest) = UInt128.DivRem(fineAll, total);
        var (unitQuotient, unitRest) = UInt128.DivRem(FineUnit, total);
        var remainders = new ulong[weights.Length];
        var (coarseGiven, fineGiven) = (UInt128.Zero, UInt128.Zero);
        for (var i = 0; i < weights.Length; i++)
        {
            var (share, rest) = UInt128.DivRem(coarseRest * weights[i], total);
            var coarse = (coarseQuotient * weights[i]) + share;
            (share, var last) = UInt128.DivRem((rest * unitRest) + (fineRest * weights[i]), total);
            var fine = (rest * unitQuotient) + (fineQuotient * weights[i]) + share;
            if (fine >= FineUnit)
            {
                (coarse, fine) = (coarse + 1, fine - FineUnit);
            }

            remainders[i] = (ulong)last;
            coarseGiven += coarse;
            fineGiven += fine;
            parts[i] = amount.Sign < 0 ? ExactAmount.OfParts(-(Int128)coarse, -(Int128)fine) : ExactAmount.OfParts((Int128)coarse, (Int128)fine);
        }

        var left = ((coarseAll - coarseGiven) * FineUnit) + fineAll - fineGiven;
        MarkLargest(remainders, (int)left, more);
    }

    static void SplitLarge(ExactAmount amount, SplitWeights weights, Span<ExactAmount> parts, Span<bool> more)
    {
        var units = BigInteger.Abs(amount.ToUnits());
        var remainders = new BigInteger[weights.Count];
        var left = units;
        for (var i = 0; i < remainders.Length; i++)
        {
            var share = BigInteger.DivRem(units * weights.Large[i], weights.Total, out remainders[i]);
            left -= share;
            parts[i] = ExactAmount.FromUnits(amount.Sign < 0 ? -share : share);
        }

        foreach (var place in Enumerable.Range(0, remainders.Length).OrderByDescending(i => remainders[i]).Take((int)left))
        {
            more[place] = true;
        }
    }
}
