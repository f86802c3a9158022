using System.Collections.Immutable;

namespace GovCloud.Network;

/// <summary>A set of addresses, held as the fewest ranges, in order. Building costs a sort; questions cost a binary search.</summary>
public sealed class CidrSet
{
    readonly ImmutableArray<Cidr> ranges;

    CidrSet(ImmutableArray<Cidr> ranges) => this.ranges = ranges;

    /// <summary>The set of no address.</summary>
    public static CidrSet Empty { get; } = new([]);

    /// <summary>The fewest ranges that hold exactly these addresses, in order.</summary>
    public ImmutableArray<Cidr> Ranges => ranges;

    /// <summary>How many addresses.</summary>
    public long Size => ranges.Sum(r => r.Size);

    /// <summary>The union of ranges, which may overlap: what is inside another is dropped, neighbours are merged.</summary>
    public static CidrSet Of(IEnumerable<Cidr> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        var merged = new List<Cidr>();
        foreach (var next in ranges.Order())
        {
            if (merged.Count > 0 && merged[^1].Contains(next))
            {
                continue;
            }

            merged.Add(next);
            while (merged.Count > 1 && merged[^2].MergeWith(merged[^1]) is { } parent)
            {
                merged.RemoveAt(merged.Count - 1);
                merged[^1] = parent;
            }
        }

        return new CidrSet([.. merged]);
    }

    /// <summary>Whether every address of the range is in the set.</summary>
    public bool Contains(Cidr range)
    {
        var at = LastBeginningAtOrBefore(range.First);
        return at >= 0 && ranges[at].Contains(range);
    }

    /// <summary>Whether any address of the range is in the set.</summary>
    public bool Overlaps(Cidr range)
    {
        var at = LastBeginningAtOrBefore(range.Last);
        return at >= 0 && ranges[at].Last >= range.First;
    }

    /// <summary>What of a range is not in the set, as the fewest ranges, in order.</summary>
    public IEnumerable<Cidr> FreeWithin(Cidr range)
    {
        var next = (long)range.First;
        for (var i = Math.Max(0, LastBeginningAtOrBefore(range.First)); i < ranges.Length && ranges[i].First <= range.Last; i++)
        {
            foreach (var free in Blocks(next, ranges[i].First))
            {
                yield return free;
            }

            next = Math.Max(next, ranges[i].Last + 1L);
        }

        foreach (var free in Blocks(next, range.Last + 1L))
        {
            yield return free;
        }
    }

    /// <summary>
    /// Pairs of items whose ranges overlap, found in one sweep over the sorted ranges: CIDR ranges are nested or disjoint, so those that are open at a
    /// point form a stack of at most 33 sizes.
    /// </summary>
    /// <returns>Each item with every wider one around it; of equal ranges, each with the first only, so that the answer stays near-linear.</returns>
    public static IEnumerable<(T Outer, T Inner)> Overlaps<T>(IEnumerable<T> items, Func<T, Cidr> rangeOf)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(rangeOf);
        return Sweep();

        IEnumerable<(T Outer, T Inner)> Sweep()
        {
            var open = new Stack<(Cidr Range, T Item)>();
            foreach (var (range, item) in items.Select(item => (Range: rangeOf(item), Item: item)).OrderBy(x => x.Range))
            {
                while (open.TryPeek(out var top) && !top.Range.Contains(range))
                {
                    open.Pop();
                }

                foreach (var (_, outer) in open)
                {
                    yield return (outer, item);
                }

                if (!open.TryPeek(out var enclosing) || enclosing.Range != range)
                {
                    open.Push((range, item));
                }
            }
        }
    }

    /// <summary>The fewest ranges from one address up to another, which is not included.</summary>
    internal static IEnumerable<Cidr> Blocks(long from, long until)
    {
        while (from < until)
        {
            var aligned = from == 0 ? 1L << 32 : from & -from;
            var size = aligned;
            while (size > until - from)
            {
                size >>= 1;
            }

            yield return new Cidr((uint)from, Cidr.PrefixLengthFor(size));
            from += size;
        }
    }

    int LastBeginningAtOrBefore(uint address)
    {
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].First <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}
