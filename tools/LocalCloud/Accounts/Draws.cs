using System.Globalization;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>Numbers that look accidental and are the same for the same seed and name, on every machine.</summary>
sealed class Draws
{
    ulong state;

    /// <summary>The draws of a name.</summary>
    public Draws(int seed, string name)
    {
        // FNV-1a: the hash of strings in .NET differs from process to process.
        state = 14695981039346656037UL ^ (uint)seed;
        foreach (var letter in name)
        {
            state = (state ^ letter) * 1099511628211UL;
        }
    }

    /// <summary>At least 0 and less than 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A time between two.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) => TimeSpan.FromSeconds(Math.Round(least.TotalSeconds + (Fraction() * (most - least).TotalSeconds)));

    /// <summary>An id as AWS makes them.</summary>
    public string Id()
    {
        var (high, low) = (Next().ToString("x16", CultureInfo.InvariantCulture), Next().ToString("x16", CultureInfo.InvariantCulture));
        return $"{high[..8]}-{high[8..12]}-4{high[13..]}-a{low[1..4]}-{low[4..]}";
    }

    /// <summary>So many hexadecimal digits, 16 at most.</summary>
    public string Hex(int digits) => Next().ToString("x16", CultureInfo.InvariantCulture)[..digits];

    // SplitMix64.
    ulong Next()
    {
        state += 0x9E3779B97F4A7C15UL;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
