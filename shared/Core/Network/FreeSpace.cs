namespace GovCloud.Network;

/// <summary>
/// The free blocks of a pool, by size, as in a buddy allocator. A block is cut from the smallest free one that is large enough, at its low end.
/// </summary>
/// <remarks>
/// As long as nothing was given back, a clear pool holds at most one free block of each size: a block is cut only where there is none from the wanted size up to
/// its own, and leaves one of each. So a block is refused only if less than its size is free in total, and no allocator could have done better.
/// </remarks>
sealed class FreeSpace
{
    readonly SortedSet<uint>?[] blocks = new SortedSet<uint>?[33];

    public FreeSpace(IEnumerable<Cidr> free)
    {
        foreach (var block in free)
        {
            Add(block);
        }
    }

    /// <summary>How many addresses are free.</summary>
    public long Size { get; private set; }

    /// <summary>The largest free block, of several the lowest.</summary>
    public Cidr? Largest
    {
        get
        {
            for (var prefix = 0; prefix <= 32; prefix++)
            {
                if (blocks[prefix] is { Count: > 0 } found)
                {
                    return new Cidr(found.Min, prefix);
                }
            }

            return null;
        }
    }

    /// <summary>The block that <see cref="Take"/> would give, left where it is.</summary>
    public Cidr? Peek(int prefixLength, Func<Cidr, bool>? allowed = null) => Find(prefixLength, allowed)?.Cut;

    /// <summary>Takes a block; <see langword="null"/> where no free one is large enough and allowed.</summary>
    /// <param name="prefixLength">Its size.</param>
    /// <param name="allowed">Whether a block will do; <see langword="null"/> where all do. What it tells apart must be at least a /16.</param>
    public Cidr? Take(int prefixLength, Func<Cidr, bool>? allowed = null)
    {
        if (Find(prefixLength, allowed) is not var (block, cut))
        {
            return null;
        }

        blocks[block.PrefixLength]!.Remove(block.First);
        while (block != cut)
        {
            var halves = block.Split(block.PrefixLength + 1).ToArray();
            var (kept, rest) = halves[0].Contains(cut) ? (halves[0], halves[1]) : (halves[1], halves[0]);
            Add(rest, counted: false);
            block = kept;
        }

        Size -= cut.Size;
        return cut;
    }

    (Cidr Block, Cidr Cut)? Find(int prefixLength, Func<Cidr, bool>? allowed)
    {
        for (var prefix = prefixLength; prefix >= 0; prefix--)
        {
            foreach (var first in blocks[prefix] ?? [])
            {
                var block = new Cidr(first, prefix);
                foreach (var start in allowed is null || prefix >= SubnetLayout.WidestPrefix ? [block] : block.Split(SubnetLayout.WidestPrefix))
                {
                    var cut = new Cidr(start.First, prefixLength);
                    if (allowed is null || allowed(cut))
                    {
                        return (block, cut);
                    }
                }
            }
        }

        return null;
    }

    void Add(Cidr block, bool counted = true)
    {
        (blocks[block.PrefixLength] ??= []).Add(block.First);
        Size += counted ? block.Size : 0;
    }
}
