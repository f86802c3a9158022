using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>What goes direct (直課): each line to its owner.</summary>
static class DirectCost
{
    /// <summary>What the bodies bear directly over all direct pools, before credits and refunds: by it other cost is shared.</summary>
    public static Dictionary<MunicipalityCode, ExactAmount> BeforeCredits(IEnumerable<ColumnDraft> columns, CostBasis basis)
    {
        var cost = new Dictionary<MunicipalityCode, ExactAmount>();
        foreach (var line in columns.Where(c => c.IsDirect).SelectMany(c => c.Lines).Where(IsCost))
        {
            cost[line.Owner!.Value] = cost.GetValueOrDefault(line.Owner.Value) + line.On(basis);
        }

        return cost;
    }

    /// <summary>The part of a direct column: what each owner's lines add up to, and of what was inherited a part in proportion to its cost before credits.</summary>
    public static PartDraft PartOf(ColumnDraft column, Participation participation, CostBasis basis)
    {
        ImmutableArray<MunicipalityCode> owners = [.. column.Lines.Select(l => l.Owner!.Value).Distinct().Order()];
        var (own, cost) = (new ExactAmount[owners.Length], new ExactAmount[owners.Length]);
        foreach (var line in column.Lines)
        {
            var owner = owners.BinarySearch(line.Owner!.Value);
            own[owner] += line.On(basis);
            cost[owner] += IsCost(line) ? line.On(basis) : ExactAmount.Zero;
        }

        var weights = SplitWeights.Of([.. cost.Select(c => c.Sign < 0 ? ExactAmount.Zero : c)]);
        var even = SplitWeights.Of([.. owners.Select(_ => ExactAmount.Of(1))]);
        var inherited = ExactSplit.Split(column.Gross - column.OfLines, weights.IsEmpty ? even : weights);
        var days = owners.Select(o => participation.DaysOf(o, column.System));
        return new PartDraft(column.Pool.Split[0], column.Gross)
        {
            Weights = new WeightSet(new Sharers(owners, [.. days], ByDays: false), [.. own], [.. own], weights, []),
            Amounts = [.. own.Zip(inherited, (lines, more) => lines + more)],
        };
    }

    static bool IsCost(CostLine line) => line.Kind is not (ChargeKind.Credit or ChargeKind.Refund);
}
