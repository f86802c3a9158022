using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Cost.Apportioning;

namespace GovCloud.Estates.Reading;

/// <summary>Some split keeps the limits of every pool.</summary>
static class CostLimitRules
{
    public static void Check(RuleContext context, CostPool pool)
    {
        if (!context.Sound(pool, nameof(pool.Limits), nameof(pool.Municipalities), nameof(pool.Among), nameof(pool.Id))
            || pool.Limits.Any(l => !context.Sound(l, nameof(l.Municipality), nameof(l.MinimumPercent), nameof(l.MaximumPercent))))
        {
            return;
        }

        var valid = true;
        foreach (var (i, limit) in pool.Limits.Index())
        {
            valid &= CheckOne(context, pool, limit, again: pool.Limits.Take(i).Any(l => l.Municipality == limit.Municipality));
        }

        // Who shares a pool of the accounts' bodies is known with the bill only; the month stops where they cannot keep the limits.
        if (valid && !pool.Limits.IsEmpty && Sharers(context, pool) is { IsEmpty: false } sharers)
        {
            var days = sharers.Select(_ => 1);
            if (ShareLimits.Of(pool, sharers, new Sharers(sharers, [.. days], ByDays: false), 1).Conflict() is { } conflict)
            {
                context.Error(EstateRules.CostLimits, pool, nameof(pool.Limits), $"pool \"{pool.Id}\" is shared by {sharers.Length} and its limits cannot be kept: {conflict}");
            }
        }
    }

    static bool CheckOne(RuleContext context, CostPool pool, ShareLimit limit, bool again)
    {
        var who = limit.Municipality is { } body ? body.ToString() : "all";
        var problem = limit switch
        {
            { MinimumPercent: null, MaximumPercent: null } => $"the limit of {who} in pool \"{pool.Id}\" limits nothing; add 'minimumPercent' or 'maximumPercent'",
            { MinimumPercent: > 100 } or { MaximumPercent: > 100 } => $"the limit of {who} in pool \"{pool.Id}\" is above 100 percent; correct it",
            _ when limit.MinimumPercent > limit.MaximumPercent => string.Create(
                CultureInfo.InvariantCulture,
                $"the limit of {who} in pool \"{pool.Id}\" is at least {limit.MinimumPercent} and at most {limit.MaximumPercent} percent; correct one of the two"),
            _ when again => $"pool \"{pool.Id}\" has two limits of {who}; join them",
            { Municipality: { } one } when pool is { Among: PoolParticipants.Listed, Municipalities.IsEmpty: false } && !pool.Municipalities.Contains(one) =>
                $"{one} has a limit and is none of those that share pool \"{pool.Id}\"; add it to 'municipalities' or remove the limit",
            _ => null,
        };
        if (problem is not null)
        {
            context.Problems.Error(EstateRules.CostLimits, context.Map.At(limit), problem);
        }

        return problem is null;
    }

    static ImmutableArray<MunicipalityCode> Sharers(RuleContext context, CostPool pool) => pool.Among switch
    {
        PoolParticipants.All when context.Sound(context.Estate, nameof(Estate.Municipalities)) => [.. context.Estate.Municipalities.Select(m => m.Code).Order()],
        PoolParticipants.Listed => [.. pool.Municipalities.Order()],
        _ => [],
    };
}
