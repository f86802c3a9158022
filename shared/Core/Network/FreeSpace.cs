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
    public Cidr? Peek(int prefixLength)
    {
        for (var prefix = prefixLength; prefix >= 0; prefix--)
        {
            if (blocks[prefix] is { Count: > 0 } found)
            {
                return new Cidr(found.Min, prefixLength);
            }
        }

        return null;
    }

    /// <summary>Takes a block; <see langword="null"/> where no free one is large enough.</summary>
    public Cidr? Take(int prefixLength)
    {
        if (Peek(prefixLength) is not { } taken)
        {
            return null;
        }

        var prefix = prefixLength;
        while (blocks[prefix] is not { Count: > 0 } found || !found.Contains(taken.First))
        {
            prefix--;
        }

        blocks[prefix]!.Remove(taken.First);
        for (var half = prefix + 1; half <= prefixLength; half++)
        {
            Add(new Cidr(taken.First + (uint)(1L << (32 - half)), half), counted: false);
        }

        Size -= taken.Size;
        return taken;
    }

    void Add(Cidr block, bool counted = true)
    {
        (blocks[block.PrefixLength] ??= []).Add(block.First);
        Size += counted ? block.Size : 0;
    }
}
