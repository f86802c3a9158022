using System.Collections.Immutable;

namespace GovCloud.Network;

/// <summary>Fewer, wider ranges around many: for tables that hold few entries.</summary>
public static class RangeCover
{
    // A wider block would be most of the private addresses, and no longer say anything.
    const int WidestPrefix = 8;

    /// <summary>
    /// Ranges that hold all of the given ones. Where they are too many, neighbours become their smallest common block, the one that adds the fewest addresses
    /// first; a block that would touch a forbidden range is never made.
    /// </summary>
    /// <param name="ranges">The ranges; they may overlap.</param>
    /// <param name="limit">The most ranges of the answer.</param>
    /// <param name="forbidden">What no added address may be in. A given range may.</param>
    /// <returns>In order; <see langword="null"/> where it is impossible.</returns>
    public static ImmutableArray<Cidr>? Within(IEnumerable<Cidr> ranges, int limit, CidrSet forbidden)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        ArgumentNullException.ThrowIfNull(forbidden);
        var cover = CidrSet.Of(ranges).Ranges.ToList();
        while (cover.Count > limit)
        {
            if (Cheapest(cover, forbidden) is not { } block)
            {
                return null;
            }

            var first = cover.FindIndex(block.Contains);
            cover.RemoveAll(block.Contains);
            cover.Insert(first, block);
        }

        return CidrSet.Of(cover).Ranges;
    }

    static Cidr? Cheapest(List<Cidr> cover, CidrSet forbidden)
    {
        (Cidr Block, long Added)? best = null;
        for (var i = 1; i < cover.Count; i++)
        {
            var block = Common(cover[i - 1], cover[i]);
            var added = block.Size - cover[i - 1].Size - cover[i].Size;
            if (block.PrefixLength >= WidestPrefix && (best is null || added < best.Value.Added) && !forbidden.Overlaps(block))
            {
                best = (block, added);
            }
        }

        return best?.Block;
    }

    static Cidr Common(Cidr first, Cidr second)
    {
        var block = first.Parent;
        while (!block.Contains(second))
        {
            block = block.Parent;
        }

        return block;
    }
}
