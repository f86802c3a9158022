using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Cost.Apportioning;

namespace GovCloud.Estates.Reading;

/// <summary>Each split has what its method needs and nothing else, and the parts of a mixture make the whole.</summary>
static class CostSplitRules
{
    /// <summary>Members that belong to one method only.</summary>
    static readonly ImmutableArray<(string Member, SplitMethod Method, Func<CostSplit, bool> Given, bool Needed)> Members =
    [
        (nameof(CostSplit.Driver), SplitMethod.Driver, s => s.Driver is not null, true),
        (nameof(CostSplit.Exponent), SplitMethod.Driver, s => s.Exponent != 1, false),
        (nameof(CostSplit.Bands), SplitMethod.Driver, s => !s.Bands.IsEmpty, false),
        (nameof(CostSplit.Shares), SplitMethod.Fixed, s => !s.Shares.IsEmpty, true),
        (nameof(CostSplit.Pools), SplitMethod.Pools, s => !s.Pools.IsEmpty, true),
    ];

    public static void Check(RuleContext context, EstateCost cost, CostPool pool, int index)
    {
        if (!context.Sound(pool, nameof(pool.Split), nameof(pool.Id)))
        {
            return;
        }

        CheckMixture(context, pool);
        foreach (var split in pool.Split.Where(s => context.Sound(s, nameof(s.Method))))
        {
            CheckMembers(context, pool, split);
            CheckFixed(context, pool, split);
            CheckDegression(context, split);
            CheckPassing(context, cost, pool, index, split);
            if (split.Method == SplitMethod.DirectCost && !cost.Pools.Any(PoolMatching.IsDirect))
            {
                context.Error(EstateRules.CostDirect, split, nameof(split.Method), $"pool \"{pool.Id}\" is split by direct cost and no pool goes direct; add one with 'method: direct', or split it in another way");
            }
        }
    }

    static void CheckMixture(RuleContext context, CostPool pool)
    {
        if (pool.Split.IsEmpty)
        {
            context.Error(EstateRules.CostSplit, pool, nameof(pool.Split), $"pool \"{pool.Id}\" does not say how it is split; add at least one method");
            return;
        }

        if (PoolMatching.IsDirect(pool) && (pool.Split.Length > 1 || !pool.Limits.IsEmpty))
        {
            context.Error(EstateRules.CostDirect, pool, nameof(pool.Split), $"pool \"{pool.Id}\" goes direct, where each line has its owner: it cannot be mixed or limited; make two pools of it, or remove the others");
        }

        if (pool.Split.Any(s => !context.Sound(s, nameof(s.Percent), nameof(s.Method))))
        {
            return;
        }

        foreach (var none in pool.Split.Where(s => s.Percent == 0))
        {
            context.Error(EstateRules.CostSplit, none, nameof(none.Percent), $"a part of pool \"{pool.Id}\" has 0 percent and counts for nothing; remove it or give it a percentage");
        }

        var sum = pool.Split.Sum(s => s.Percent);
        if (sum != 100)
        {
            context.Error(EstateRules.CostSplit, pool, nameof(pool.Split), $"the parts of pool \"{pool.Id}\" make {Text(sum)} percent; they must make exactly 100, so correct 'percent'");
        }
    }

    static void CheckMembers(RuleContext context, CostPool pool, CostSplit split)
    {
        foreach (var (member, method, given, needed) in Members.Where(m => context.Sound(split, m.Member)))
        {
            var key = RecordShape.KeyOf(member);
            if (split.Method != method && given(split))
            {
                context.Error(EstateRules.CostSplit, split, member, $"'{key}' belongs to method {RuleContext.Word(method)} and this part of pool \"{pool.Id}\" is {RuleContext.Word(split.Method)}; remove it or change the method");
            }
            else if (split.Method == method && needed && !given(split))
            {
                context.Error(EstateRules.CostSplit, split, nameof(split.Method), $"a part of pool \"{pool.Id}\" is split by {RuleContext.Word(method)} and has no '{key}'; add it");
            }
        }
    }

    static void CheckFixed(RuleContext context, CostPool pool, CostSplit split)
    {
        if (split.Method != SplitMethod.Fixed || split.Shares.IsEmpty || !context.Sound(split, nameof(split.Shares))
            || split.Shares.Any(s => !context.Sound(s, nameof(s.Municipality), nameof(s.Percent))))
        {
            return;
        }

        var sum = split.Shares.Sum(s => s.Percent);
        if (sum != 100)
        {
            context.Error(EstateRules.CostFixedShares, split, nameof(split.Shares), $"the fixed ratios of pool \"{pool.Id}\" make {Text(sum)} percent; they must make exactly 100");
        }

        foreach (var (i, share) in split.Shares.Index())
        {
            if (split.Shares.Take(i).Any(s => s.Municipality == share.Municipality))
            {
                context.Error(EstateRules.CostFixedShares, share, nameof(share.Municipality), $"the fixed ratios of pool \"{pool.Id}\" name {share.Municipality} twice; remove one");
            }
            else if (pool is { Among: PoolParticipants.Listed, Municipalities.IsEmpty: false } && !pool.Municipalities.Contains(share.Municipality))
            {
                context.Error(EstateRules.CostFixedShares, share, nameof(share.Municipality), $"{share.Municipality} has a fixed ratio and is none of those that share pool \"{pool.Id}\"; add it to 'municipalities' or remove it here");
            }
        }
    }

    static void CheckDegression(RuleContext context, CostSplit split)
    {
        if (!context.Sound(split, nameof(split.Exponent), nameof(split.Bands)) || split.Bands.Any(b => !context.Sound(b, nameof(b.UpTo), nameof(b.Factor))))
        {
            return;
        }

        if (split.Exponent is <= 0 or > 1 || decimal.Round(split.Exponent, DriverWeights.MostExponentDecimals) != split.Exponent)
        {
            context.Error(EstateRules.CostDegression, split, nameof(split.Exponent), $"an exponent is above 0 and at most 1 with at most {DriverWeights.MostExponentDecimals} decimals, not {Text(split.Exponent)}");
        }

        if (split.Bands.IsEmpty)
        {
            return;
        }

        if (split.Exponent != 1)
        {
            context.Error(EstateRules.CostDegression, split, nameof(split.Exponent), "a split is degressive by an exponent or by bands, not both; remove one");
        }

        foreach (var (i, band) in split.Bands.Index())
        {
            if (i < split.Bands.Length - 1 && band.UpTo is null)
            {
                context.Problems.Error(EstateRules.CostDegression, context.Map.At(band), "only the last band is open; give this one 'upTo'");
            }
            else if (i == split.Bands.Length - 1 && band.UpTo is not null)
            {
                context.Error(EstateRules.CostDegression, band, nameof(band.UpTo), "the last band must have no upper end, or larger values would count for nothing; remove 'upTo' or add a band");
            }
            else if (band.UpTo is { } upTo && upTo <= (i == 0 ? 0 : split.Bands[i - 1].UpTo ?? 0))
            {
                context.Error(EstateRules.CostDegression, band, nameof(band.UpTo), $"bands ascend, and {Text(upTo)} is not above the band before; put them in order");
            }
        }

        if (split.Bands.All(b => b.Factor == 0))
        {
            context.Error(EstateRules.CostDegression, split, nameof(split.Bands), "every band counts 0, and nobody would have a weight; give at least one a factor");
        }
    }

    static void CheckPassing(RuleContext context, EstateCost cost, CostPool pool, int index, CostSplit split)
    {
        if (split.Method != SplitMethod.Pools || !context.Sound(split, nameof(split.Pools)))
        {
            return;
        }

        for (var i = 0; i < split.Pools.Length; i++)
        {
            var target = cost.Pools.Index().FirstOrDefault(p => p.Item.Id == split.Pools[i], (Index: int.MaxValue, Item: pool));
            if (target.Index > index)
            {
                continue;
            }

            var cycle = target.Index == index ? [pool.Id] : PathBetween(cost, target.Item, pool.Id, []);
            context.Problems.Error(
                EstateRules.CostStepDown,
                context.Map.At(split, nameof(split.Pools), i),
                cycle.IsEmpty
                    ? $"pool \"{pool.Id}\" passes cost to \"{split.Pools[i]}\", which comes before it and is split already; put \"{pool.Id}\" before it"
                    : $"cost would go in a cycle: {string.Join(" → ", [pool.Id, .. cycle, .. target.Index == index ? Array.Empty<string>() : [pool.Id]])}; remove one of the steps");
        }
    }

    /// <summary>The pools over which one passes cost to another, with the first; empty where it does not.</summary>
    static ImmutableArray<string> PathBetween(EstateCost cost, CostPool from, string to, ImmutableArray<string> over)
    {
        var next = from.Split.Where(s => s.Method == SplitMethod.Pools).SelectMany(s => s.Pools).ToList();
        if (next.Contains(to, StringComparer.Ordinal))
        {
            return [.. over, from.Id];
        }

        return next.Where(n => !over.Contains(n, StringComparer.Ordinal) && n != from.Id)
            .Select(n => cost.Pools.FirstOrDefault(p => p.Id == n)).OfType<CostPool>()
            .Select(p => PathBetween(cost, p, to, [.. over, from.Id])).FirstOrDefault(p => !p.IsEmpty, []);
    }

    static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
