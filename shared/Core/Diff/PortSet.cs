using System.Collections.Immutable;
using GovCloud.Network;

namespace GovCloud.Diff;

/// <summary>Arithmetic of ports.</summary>
static class PortSet
{
    /// <summary>What is in the first and not in the second, merged and in order. Everything less some ports is still called everything.</summary>
    public static ImmutableArray<PortRange> Minus(IEnumerable<PortRange> all, IReadOnlyCollection<PortRange> less)
    {
        if (less.Any(l => l.Protocol == TransportProtocol.Any))
        {
            return [];
        }

        var rest = all.ToList();
        foreach (var taken in less)
        {
            rest = [.. rest.SelectMany(r => Minus(r, taken))];
        }

        return Merged(rest);
    }

    static IEnumerable<PortRange> Minus(PortRange range, PortRange taken)
    {
        if (range.Protocol != taken.Protocol || range.Last < taken.First || taken.Last < range.First)
        {
            return [range];
        }

        return new[] { range with { Last = taken.First - 1 }, range with { First = taken.Last + 1 } }.Where(r => r.First <= r.Last);
    }

    static ImmutableArray<PortRange> Merged(IEnumerable<PortRange> ranges)
    {
        var merged = new List<PortRange>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && merged[^1].Protocol == range.Protocol && range.First <= merged[^1].Last + 1)
            {
                merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, range.Last) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return [.. merged];
    }
}
