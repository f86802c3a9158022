namespace GovCloud.LocalCloud.Chaos;

/// <summary>
/// Numbers that look random and are the same for the same seed on every machine and version: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014). Not for secrets.
/// </summary>
public sealed class SeededRandom(ulong seed)
{
    const ulong Golden = 0x9E3779B97F4A7C15;

    ulong state = seed;

    /// <summary>From 0 to below <paramref name="bound"/>.</summary>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        state += Golden;
        return (int)(Mix(state) % (ulong)bound);
    }

    /// <summary>True in so many of ten thousand cases.</summary>
    public bool Happens(int perTenThousand) => Next(10_000) < perTenThousand;

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items[Next(items.Count)];
    }

    /// <summary>Puts them into another order.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A number that only <paramref name="seed"/> and the texts and numbers decide.</summary>
    internal static ulong Hash(ulong seed, string text, long number)
    {
        var hash = Mix(seed + Golden);
        foreach (var letter in text)
        {
            hash = Mix(hash ^ letter);
        }

        return Mix(hash ^ (ulong)number);
    }

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
