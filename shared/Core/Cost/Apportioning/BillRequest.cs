using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>What a reader of exports has to keep of each row, so that the rules can be applied to the sums.</summary>
public sealed record BillRequest
{
    /// <summary>The month. Rows of another month are a problem of the bill, and none of its lines.</summary>
    public required CostMonth Month { get; init; }

    /// <summary>Keys of the tags that rules look at, without an export's prefix, each once and in ordinal order.</summary>
    public required ImmutableArray<string> TagKeys { get; init; }

    /// <summary>Whether usage type, unit, price and quantity (単価 × 数量) are kept apart: more lines, for the inspection under article 234-2.</summary>
    public required bool UnitPrices { get; init; }

    /// <summary>What the rules of an estate need of a month.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="month">The month.</param>
    /// <param name="unitPrices">Whether unit prices are asked for.</param>
    public static BillRequest For(EstateCost rules, CostMonth month, bool unitPrices)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new BillRequest
        {
            Month = month,
            TagKeys =
            [
                .. rules.Pools.SelectMany(p => p.Match?.Tags ?? []).Select(t => t.Key)
                    .Append(rules.MunicipalityTag).Append(rules.SystemTag)
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ],
            UnitPrices = unitPrices,
        };
    }
}
