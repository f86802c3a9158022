using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>Writes the columns down as records.</summary>
static class ColumnRecords
{
    public static ImmutableArray<CostColumn> Of(MonthSplit month, EstateCost rules)
    {
        var columns = new CostColumn[month.Columns.Length];
        Parallel.For(0, columns.Length, i => columns[i] = Of(month.Columns[i], i, month.Yen, rules, month.Weights));
        return ImmutableCollectionsMarshal.AsImmutableArray(columns);
    }

    static CostColumn Of(ColumnSplit split, int place, MonthYen yen, EstateCost rules, WeightSets weights) => new()
    {
        Pool = split.Draft.Pool.Id,
        Name = split.Draft.Pool.Name,
        Key = split.Draft.Key,
        Sharing = split.Draft.Sharing,
        System = split.Draft.System,
        Lines = [.. split.Draft.Lines],
        Inherited = [.. split.Draft.Inherited.Select(i => (rules.Pools[i.Key].Id, i.Value))],
        Amount = split.Amount,
        PassedOn = split.Draft.Gross - split.Amount,
        Yen = yen.OfColumn(place),
        Parts = [.. split.Parts.Select(p => Of(p, weights))],
        Shares = Shares(split, place, yen),
    };

    static ImmutableArray<BodyShare> Shares(ColumnSplit split, int place, MonthYen yen)
    {
        var shares = new BodyShare[split.Bodies.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = yen.ShareOf(place, i, split.Bodies[i], split.Shares[i]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(shares);
    }

    static SplitPart Of(PartDraft part, WeightSets weights) => new()
    {
        Rule = part.Rule,
        Driver = weights.DriverOf(part.Rule),
        Amount = part.Amount,
        Weights = part.Weights is { } set ? Weights(set, part.Amounts!) : [],
    };

    static ImmutableArray<BodyWeight> Weights(WeightSet set, ExactAmount[] amounts)
    {
        var weights = new BodyWeight[amounts.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = new BodyWeight
            {
                Municipality = set.Sharers.Bodies[i],
                Value = set.Values[i],
                Days = set.Sharers.Days[i],
                Weight = set.Weights[i],
                Amount = amounts[i],
            };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(weights);
    }
}
