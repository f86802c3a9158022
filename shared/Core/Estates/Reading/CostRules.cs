using System.Collections.Immutable;
using GovCloud.Cost.Apportioning;

namespace GovCloud.Estates.Reading;

/// <summary>Every line of a bill has a pool, every pool can be split, and nothing is decided twice.</summary>
static class CostRules
{
    public static void Check(RuleContext context)
    {
        var cost = context.Estate.Cost;
        if (!context.Sound(cost, nameof(cost.Pools)) || context.Map.Find(cost) is null)
        {
            return;
        }

        CheckPools(context, cost);
        foreach (var (index, pool) in cost.Pools.Index())
        {
            CheckSharers(context, pool);
            CheckPayer(context, pool);
            CostSplitRules.Check(context, cost, pool, index);
            CostLimitRules.Check(context, pool);
        }

        CostDriverRules.Check(context, cost);
        CheckParticipations(context, cost);
    }

    static void CheckPools(RuleContext context, EstateCost cost)
    {
        if (cost.Pools.IsEmpty)
        {
            context.Error(EstateRules.CostPools, cost, nameof(cost.Pools), "no pool takes the cost; write at least one without 'match', which takes everything (その他)");
            return;
        }

        var last = cost.Pools[^1];
        foreach (var pool in cost.Pools.Where(p => p != last && MatchesEverything(p) && context.Sound(p, nameof(p.Match), nameof(p.Id))))
        {
            context.Error(EstateRules.CostPools, pool, nameof(pool.Match), $"pool \"{pool.Id}\" takes every line, and none is left for those after it; give it a 'match', or put it last");
        }

        if (last.Match is not null && context.Sound(last, nameof(last.Match), nameof(last.Id)))
        {
            context.Error(EstateRules.CostPools, last, nameof(last.Match), $"the last pool \"{last.Id}\" does not take every line; add one without 'match' behind it, and name it for what it is (その他)");
        }

        if (PoolMatching.IsDirect(last) && context.Sound(last, nameof(last.Split)))
        {
            context.Error(EstateRules.CostDirect, last, nameof(last.Split), $"the last pool \"{last.Id}\" goes direct and cannot take lines that belong to several bodies; split it in another way");
        }

        CheckSameMatches(context, cost);
    }

    static bool MatchesEverything(CostPool pool) => !PoolMatching.IsDirect(pool) && (pool.Match is null || TextOf(pool.Match) == TextOf(new CostMatch()));

    /// <summary>A pool that goes direct leaves lines of several bodies to the next, so that one with the same match may follow it.</summary>
    static void CheckSameMatches(RuleContext context, EstateCost cost)
    {
        var known = new Dictionary<(string Match, bool Direct), CostPool>();
        foreach (var pool in cost.Pools.Where(p => p.Match is not null && context.Sound(p, nameof(p.Match), nameof(p.Split), nameof(p.Id))))
        {
            var text = TextOf(pool.Match!);
            var first = known.GetValueOrDefault((text, false)) ?? (PoolMatching.IsDirect(pool) ? known.GetValueOrDefault((text, true)) : null);
            if (first is not null)
            {
                context.Error(EstateRules.CostPools, pool, nameof(pool.Match), $"pool \"{pool.Id}\" matches what \"{first.Id}\" has taken already, and gets nothing; change one of the two or remove one");
            }

            known.TryAdd((text, PoolMatching.IsDirect(pool)), pool);
        }
    }

    static string TextOf(CostMatch match) => string.Join(
        '\n',
        Sorted(match.Accounts.Select(a => a.ToString())),
        Sorted(match.Purposes.Select(p => p.ToString())),
        Sorted(match.Systems),
        Sorted(match.Environments.Select(e => e.ToString())),
        Sorted(match.Usages.Select(u => u.ToString())),
        Sorted(match.Services),
        Sorted(match.ChargeTypes),
        Sorted(match.BillingEntities),
        Sorted(match.Tags.Select(t => $"{t.Key}={Sorted(t.Values)}")),
        match.OneBody);

    static string Sorted(IEnumerable<string> texts) => string.Join('\t', texts.Order(StringComparer.Ordinal));

    static void CheckSharers(RuleContext context, CostPool pool)
    {
        if (!context.Sound(pool, nameof(pool.Among), nameof(pool.Municipalities), nameof(pool.Id)))
        {
            return;
        }

        if (pool.Among == PoolParticipants.Listed && pool.Municipalities.IsEmpty)
        {
            context.Error(EstateRules.CostSharers, pool, nameof(pool.Among), $"pool \"{pool.Id}\" is shared by those listed and lists nobody; add 'municipalities', or write 'among: all'");
        }
        else if (pool.Among != PoolParticipants.Listed && !pool.Municipalities.IsEmpty)
        {
            context.Error(
                EstateRules.CostSharers,
                pool,
                nameof(pool.Municipalities),
                $"pool \"{pool.Id}\" lists municipalities and is shared by {(pool.Among == PoolParticipants.All ? "all" : "those of the accounts")}; write 'among: listed', or remove them");
        }
    }

    static void CheckPayer(RuleContext context, CostPool pool)
    {
        if (!context.Sound(pool, nameof(pool.Fallback), nameof(pool.Payer), nameof(pool.Id)))
        {
            return;
        }

        if (pool is { Fallback: WeightFallback.Payer, Payer: null })
        {
            context.Error(EstateRules.CostPayer, pool, nameof(pool.Fallback), $"pool \"{pool.Id}\" falls back to a payer and names none; add 'payer', or write 'fallback: even'");
        }
        else if (pool is { Fallback: not WeightFallback.Payer, Payer: { } payer })
        {
            context.Error(EstateRules.CostPayer, pool, nameof(pool.Payer), $"pool \"{pool.Id}\" names {payer} as its payer and never falls back to one; write 'fallback: payer', or remove 'payer'");
        }
    }

    static void CheckParticipations(RuleContext context, EstateCost cost)
    {
        var seen = new List<CostParticipation>();
        foreach (var period in cost.Participations)
        {
            if (!context.Sound(period, nameof(period.Municipality), nameof(period.System), nameof(period.From), nameof(period.Until)))
            {
                continue;
            }

            CheckPeriod(context, period);
            if (seen.Find(p => p.Municipality == period.Municipality && p.System == period.System && Overlap(p, period)) is { } other)
            {
                context.Problems.Error(
                    EstateRules.CostParticipation,
                    context.Map.At(period),
                    $"the participation of {period.Municipality} overlaps that at {context.Map.At(other)}; make one of the two end before the other begins, or join them");
            }

            seen.Add(period);
        }
    }

    static void CheckPeriod(RuleContext context, CostParticipation period)
    {
        if (period.From is null && period.Until is null)
        {
            context.Problems.Error(EstateRules.CostParticipation, context.Map.At(period), $"the participation of {period.Municipality} has neither 'from' nor 'until', and who is not named takes part always; add one or remove the entry");
        }
        else if (period.From > period.Until)
        {
            context.Error(
                EstateRules.CostParticipation,
                period,
                nameof(period.Until),
                FormattableString.Invariant($"the participation of {period.Municipality} ends on {period.Until:yyyy-MM-dd}, before it begins on {period.From:yyyy-MM-dd}; correct one of the two"));
        }

        var system = context.Estate.Systems.FirstOrDefault(s => s.Id == period.System);
        if (system is not null && context.Sound(system, nameof(system.Municipalities)) && !system.Municipalities.Contains(period.Municipality))
        {
            context.Error(EstateRules.CostParticipation, period, nameof(period.System), $"{period.Municipality} does not use system \"{period.System}\"; correct one of the two");
        }
    }

    static bool Overlap(CostParticipation left, CostParticipation right) =>
        (left.From ?? DateOnly.MinValue) <= (right.Until ?? DateOnly.MaxValue) && (right.From ?? DateOnly.MinValue) <= (left.Until ?? DateOnly.MaxValue);
}
