namespace GovCloud.Network.Reachability;

/// <summary>The address space cut into cells, each with a value: what a route table says about every address. Questions cost a binary search.</summary>
/// <remarks>The cells are exact: all addresses of a cell are treated alike, so that one address of each stands for all of them.</remarks>
sealed class AddressMap<T>
{
    readonly uint[] starts;
    readonly T[] values;

    AddressMap(uint[] starts, T[] values) => (this.starts, this.values) = (starts, values);

    /// <summary>First addresses of the cells, in order; the first is 0.</summary>
    public uint[] Starts => starts;

    /// <summary>The value of the cell an address is in.</summary>
    public T this[uint address] => values[Cuts.CellOf(starts, address)];

    /// <summary>Each address gets the value of the longest prefix that holds it. One sweep over the sorted prefixes, which are nested or disjoint.</summary>
    /// <param name="prefixes">Prefixes, each once.</param>
    /// <param name="none">For addresses that no prefix holds.</param>
    public static AddressMap<T> OfLongestPrefix(IEnumerable<KeyValuePair<Cidr, T>> prefixes, T none)
    {
        var (starts, values) = (new List<uint> { 0 }, new List<T> { none });
        var open = new Stack<KeyValuePair<Cidr, T>>();
        foreach (var next in prefixes.OrderBy(p => p.Key))
        {
            CloseUntil(next.Key);
            Begin(next.Key.First, next.Value);
            open.Push(next);
        }

        CloseUntil(null);
        return new AddressMap<T>([.. starts], [.. values]);

        void CloseUntil(Cidr? within)
        {
            while (open.TryPeek(out var top) && (within is not { } inner || !top.Key.Contains(inner)))
            {
                open.Pop();
                if (top.Key.Last < uint.MaxValue)
                {
                    Begin(top.Key.Last + 1, open.TryPeek(out var around) ? around.Value : none);
                }
            }
        }

        void Begin(uint start, T value)
        {
            if (starts[^1] == start)
            {
                values[^1] = value;
            }
            else
            {
                starts.Add(start);
                values.Add(value);
            }
        }
    }

    /// <summary>The cells that share addresses with an interval, cut to it.</summary>
    public IEnumerable<(uint First, uint Last, T Value)> Within(uint first, uint last)
    {
        for (var i = Cuts.CellOf(starts, first); i < starts.Length && starts[i] <= last; i++)
        {
            yield return (Math.Max(first, starts[i]), i + 1 < starts.Length ? Math.Min(last, starts[i + 1] - 1) : last, values[i]);
        }
    }
}

/// <summary>Sorted first addresses of cells.</summary>
static class Cuts
{
    public static readonly uint[] None = [0];

    /// <summary>Number of the cell an address is in.</summary>
    public static int CellOf(uint[] starts, uint address)
    {
        var at = Array.BinarySearch(starts, address);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>Where ranges begin, and where what follows them begins.</summary>
    public static IEnumerable<uint> Of(IEnumerable<Cidr> ranges) => ranges.SelectMany(r => r.Last == uint.MaxValue ? [r.First] : new[] { r.First, r.Last + 1 });

    public static uint[] Merged(IEnumerable<uint> starts) => [.. new SortedSet<uint>(starts.Append(0u))];
}
