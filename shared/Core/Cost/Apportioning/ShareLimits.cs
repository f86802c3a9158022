using System.Collections.Immutable;
using System.Numerics;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>Least and most that bodies bear of a column. A minimum counts by days, so that one who joins on the last day does not pay it in full.</summary>
sealed class ShareLimits
{
    // Percentages have at most 12 decimals.
    static readonly BigInteger Scale = BigInteger.Pow(10, 12);

    readonly BigInteger whole;
    readonly BigInteger[] least;
    readonly BigInteger[] most;
    readonly ImmutableArray<MunicipalityCode> bodies;

    ShareLimits(BigInteger whole, BigInteger[] least, BigInteger[] most, ImmutableArray<MunicipalityCode> bodies) =>
        (this.whole, this.least, this.most, this.bodies) = (whole, least, most, bodies);

    /// <summary>The limits of a pool for the bodies of a column. What is said for a body goes before what is said for all.</summary>
    public static ShareLimits Of(CostPool pool, ImmutableArray<MunicipalityCode> bodies, Sharers sharers, int monthDays)
    {
        var (least, most) = (new BigInteger[bodies.Length], new BigInteger[bodies.Length]);
        for (var i = 0; i < bodies.Length; i++)
        {
            var days = sharers.Bodies.BinarySearch(bodies[i]) is var at and >= 0 ? sharers.Days[at] : monthDays;
            least[i] = Units(Find(pool, bodies[i], l => l.MinimumPercent) ?? 0) * days;
            most[i] = Units(Find(pool, bodies[i], l => l.MaximumPercent) ?? 100) * monthDays;
        }

        return new ShareLimits(100 * Scale * monthDays, least, most, bodies);
    }

    /// <summary>Why no split could keep them; <see langword="null"/> where one can.</summary>
    public string? Conflict()
    {
        var (sumLeast, sumMost) = (Sum(least), Sum(most));
        return sumLeast > whole ? "the least percentages of those who share make more than 100; lower 'minimumPercent'"
            : sumMost < whole ? "the most percentages of those who share make less than 100; raise 'maximumPercent'"
            : bodies.Where((_, i) => least[i] > most[i]).Any() ? "a least percentage is above the most; correct one of the two"
            : null;
    }

    /// <summary>The shares within the limits: who is beyond one gets just that, and the others bear the rest by what they bore before.</summary>
    public (ExactAmount[] Shares, ImmutableArray<MunicipalityCode> Reached) Apply(ExactAmount amount, ExactAmount[] shares)
    {
        var total = BigInteger.Abs(amount.ToUnits());
        var low = Array.ConvertAll(least, l => l * total / whole);
        var high = Array.ConvertAll(most, m => ((m * total) + whole - 1) / whole);
        var units = Array.ConvertAll(shares, s => BigInteger.Abs(s.ToUnits()));
        if (Array.TrueForAll([.. units.Index()], u => low[u.Index] <= u.Item && u.Item <= high[u.Index]))
        {
            return (shares, []);
        }

        var settled = Settle(total, units, low, high);
        return (
            Array.ConvertAll(settled, s => ExactAmount.FromUnits(s * amount.Sign)),
            [.. bodies.Where((_, i) => settled[i] != units[i] && (settled[i] == low[i] || settled[i] == high[i]))]);
    }

    /// <summary>Water-filling: in each pass the side that is hurt more is settled at its limits, and the rest is shared again, until no limit is broken.</summary>
    static BigInteger[] Settle(BigInteger total, BigInteger[] weights, BigInteger[] low, BigInteger[] high)
    {
        var settled = new BigInteger[weights.Length];
        var free = Enumerable.Range(0, weights.Length).ToList();
        while (free.Count > 0)
        {
            var shared = Share(total, free, weights);
            var below = free.Where((p, i) => shared[i] < low[p]).ToHashSet();
            var above = free.Where((p, i) => shared[i] > high[p]).ToHashSet();
            if (below.Count + above.Count == 0)
            {
                free.Index().ToList().ForEach(f => settled[f.Item] = shared[f.Index]);
                break;
            }

            var missing = Sum(free.Select((p, i) => below.Contains(p) ? low[p] - shared[i] : 0));
            var excess = Sum(free.Select((p, i) => above.Contains(p) ? shared[i] - high[p] : 0));
            var (broken, limit) = missing > excess ? (below, low) : (above, high);
            foreach (var place in broken)
            {
                settled[place] = limit[place];
                total -= limit[place];
            }

            free = [.. free.Where(p => !broken.Contains(p))];
        }

        return settled;
    }

    static BigInteger[] Share(BigInteger total, List<int> free, BigInteger[] weights)
    {
        var of = free.ConvertAll(f => weights[f]).ToArray();
        var prepared = SplitWeights.Of(Array.TrueForAll(of, w => w.IsZero) ? Array.ConvertAll(of, _ => BigInteger.One) : of, BigInteger.One);
        return Array.ConvertAll(ExactSplit.Split(ExactAmount.FromUnits(total), prepared), s => s.ToUnits());
    }

    static decimal? Find(CostPool pool, MunicipalityCode body, Func<ShareLimit, decimal?> limit) =>
        pool.Limits.Where(l => l.Municipality == body).Select(limit).FirstOrDefault(l => l is not null)
        ?? pool.Limits.Where(l => l.Municipality is null).Select(limit).FirstOrDefault(l => l is not null);

    static BigInteger Units(decimal percent) => new(percent * (decimal)Scale);

    static BigInteger Sum(IEnumerable<BigInteger> numbers) => numbers.Aggregate(BigInteger.Zero, (sum, number) => sum + number);
}
