using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>The weights of the bodies of a column by one rule. Columns with the same bodies, days and rule have the same.</summary>
/// <param name="Sharers">The bodies.</param>
/// <param name="Values">The values before anything is done to them.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Prepared">The weights, ready to split by.</param>
/// <param name="Cut">Bodies whose negative value counts as zero.</param>
sealed record WeightSet(
    Sharers Sharers,
    ImmutableArray<ExactAmount> Values,
    ImmutableArray<ExactAmount> Weights,
    SplitWeights Prepared,
    ImmutableArray<MunicipalityCode> Cut);

/// <summary>
/// Finds weights. Even, fixed ratios and a driver with a reference day count by days; monthly values and direct cost are measured within the month and already show
/// who was there how long.
/// </summary>
sealed class WeightSets(Estate estate, DriverTable drivers, IReadOnlyDictionary<MunicipalityCode, ExactAmount> directCost, InputProblems problems)
{
    static readonly ExactAmount One = ExactAmount.Of(1);

    readonly Dictionary<(Sharers Sharers, CostSplit Rule, string? System), WeightSet> known = [];
    readonly Dictionary<string, CostDriver> byId = estate.Cost.Drivers.ToDictionary(d => d.Id, StringComparer.Ordinal);

    /// <summary>The driver of a rule.</summary>
    public CostDriver? DriverOf(CostSplit rule) => rule.Method == SplitMethod.Driver ? byId[rule.Driver!] : null;

    /// <summary>The weights by a rule of a pool's column. Values that are missing become problems.</summary>
    public WeightSet Of(Sharers sharers, CostSplit rule, ColumnDraft column)
    {
        var key = (sharers, rule with { Percent = 100 }, rule.Method == SplitMethod.Driver ? column.System : null);
        return known.TryGetValue(key, out var set) ? set : known[key] = Create(sharers, rule, column);
    }

    /// <summary>The weights where no body has one.</summary>
    public static WeightSet FallbackOf(Sharers sharers, CostPool pool, int days)
    {
        if (pool is { Fallback: WeightFallback.Payer, Payer: { } payer })
        {
            var alone = new Sharers([payer], [sharers.Bodies.IndexOf(payer) is var at and >= 0 ? sharers.Days[at] : days], sharers.ByDays);
            return SetOf(alone, [One], [One], []);
        }

        var even = Even(sharers);
        return SetOf(sharers, even, even, []);
    }

    WeightSet Create(Sharers sharers, CostSplit rule, ColumnDraft column)
    {
        switch (rule.Method)
        {
            case SplitMethod.Even:
                return SetOf(sharers, [.. sharers.Bodies.Select(_ => One)], Even(sharers), []);
            case SplitMethod.Fixed:
                ImmutableArray<decimal> percents = [.. sharers.Bodies.Select(b => rule.Shares.FirstOrDefault(s => s.Municipality == b)?.Percent ?? 0)];
                return SetOf(sharers, [.. percents.Select(ExactAmount.Of)], ByDays(sharers, [.. percents.Select(ExactAmount.Of)]), []);
            case SplitMethod.DirectCost:
                ImmutableArray<ExactAmount> cost = [.. sharers.Bodies.Select(b => directCost.GetValueOrDefault(b))];
                return SetOf(sharers, cost, [.. cost.Select(c => c.Sign < 0 ? ExactAmount.Zero : c)], [.. sharers.Bodies.Where((_, i) => cost[i].Sign < 0)]);
            case SplitMethod.Driver:
                var driver = byId[rule.Driver!];
                ImmutableArray<decimal> values = [.. sharers.Bodies.Select(b => drivers.ValueOf(driver, b, column, problems))];
                ImmutableArray<ExactAmount> counted = [.. values.Select(v => DriverWeights.Of(v, rule))];
                return SetOf(sharers, [.. values.Select(ExactAmount.Of)], driver.Monthly ? counted : ByDays(sharers, counted), []);
            default:
                throw new InvalidOperationException($"{rule.Method} has no weights.");
        }
    }

    static WeightSet SetOf(Sharers sharers, ImmutableArray<ExactAmount> values, ImmutableArray<ExactAmount> weights, ImmutableArray<MunicipalityCode> cut) =>
        new(sharers, values, weights, SplitWeights.Of(weights), cut);

    static ImmutableArray<ExactAmount> Even(Sharers sharers) => ByDays(sharers, [.. sharers.Bodies.Select(_ => One)]);

    /// <summary>Weights times days, where somebody takes part for a part of the month; the ratios of those who are there always stay as they are.</summary>
    static ImmutableArray<ExactAmount> ByDays(Sharers sharers, ImmutableArray<ExactAmount> weights) =>
        sharers.ByDays ? [.. weights.Select((w, i) => ExactAmount.FromUnits(w.ToUnits() * sharers.Days[i]))] : weights;
}
