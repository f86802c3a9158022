using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>Passes cost on to pools that come later, in the order of the rules, and makes the parts of every column.</summary>
sealed class StepDown(ImmutableArray<ColumnDraft> columns, Participation participation, WeightSets weights, CostBasis basis, int monthDays, InputProblems problems, MonthNotes notes)
{
    /// <summary>The parts of every column. What a column inherits is complete before its own parts are made.</summary>
    public ImmutableArray<ImmutableArray<PartDraft>> Parts() => [.. columns.Select(PartsOf)];

    ImmutableArray<PartDraft> PartsOf(ColumnDraft column)
    {
        if (column.IsDirect)
        {
            return [DirectCost.PartOf(column, participation, basis)];
        }

        var sharers = participation.Of(column);
        if (sharers.ByDays)
        {
            notes.ByDays(column.Pool, monthDays, sharers.Bodies.Zip(sharers.Days).Where(s => s.Second < monthDays));
        }

        if (!column.Pool.Limits.IsEmpty && !sharers.Bodies.IsEmpty && ShareLimits.Of(column.Pool, sharers.Bodies, sharers, monthDays).Conflict() is { } conflict)
        {
            problems.Add($"pool '{column.Pool.Id}' is shared by {sharers.Bodies.Length} and its limits cannot be kept: {conflict}");
        }

        var rules = column.Pool.Split;
        var amounts = ExactSplit.Split(column.Gross, SplitWeights.Of([.. rules.Select(r => ExactAmount.Of(r.Percent))]));
        return [.. rules.Select((rule, i) => PartOf(column, sharers, rule, amounts[i]))];
    }

    PartDraft PartOf(ColumnDraft column, Sharers sharers, CostSplit rule, ExactAmount amount)
    {
        var part = new PartDraft(rule, amount);
        if (rule.Method == SplitMethod.Pools)
        {
            return PassOn(column, rule, amount) ? part : part with { Weights = FallBack(column, sharers, rule, amount) };
        }

        var set = weights.Of(sharers, rule, column);
        if (!set.Cut.IsEmpty)
        {
            notes.WeightCut(column.Pool, set.Cut);
        }

        return part with { Weights = set.Prepared.IsEmpty ? FallBack(column, sharers, rule, amount) : set };
    }

    bool PassOn(ColumnDraft column, CostSplit rule, ExactAmount amount)
    {
        var targets = columns.Where(c => rule.Pools.Contains(c.Pool.Id, StringComparer.Ordinal)).ToList();
        var shares = SplitWeights.Of(targets.ConvertAll(t => t.OfLines.Sign < 0 ? ExactAmount.Zero : t.OfLines));
        if (targets.Exists(t => t.OfLines.Sign < 0))
        {
            notes.TargetCut(column.Pool, targets.Where(t => t.OfLines.Sign < 0).Select(t => t.Pool.Name).Distinct(StringComparer.Ordinal));
        }

        if (shares.IsEmpty)
        {
            return false;
        }

        foreach (var (target, share) in targets.Zip(ExactSplit.Split(amount, shares)))
        {
            target.Inherit(column.PoolIndex, share);
        }

        return true;
    }

    /// <summary>No body has a weight: what the pool says is done, and told.</summary>
    WeightSet FallBack(ColumnDraft column, Sharers sharers, CostSplit rule, ExactAmount amount)
    {
        var pool = column.Pool;
        if (amount.Sign != 0 && pool.Fallback == WeightFallback.Stop)
        {
            problems.Add($"pool '{pool.Id}' splits {amount} by {rule.Method} and no body has a weight; give values, or write 'fallback: even' or 'payer'");
        }
        else if (amount.Sign != 0 && sharers.Bodies.IsEmpty && pool.Fallback == WeightFallback.Even)
        {
            problems.Add($"pool '{pool.Id}' has cost of {amount} and nobody takes part in it in this month; correct 'participations', or write 'fallback: payer'");
        }
        else if (amount.Sign != 0)
        {
            notes.Fallback(pool, rule);
        }

        return WeightSets.FallbackOf(sharers, pool, monthDays);
    }
}
