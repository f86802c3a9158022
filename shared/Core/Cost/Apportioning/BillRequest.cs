using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>What is read of a bill: only what rules and statements look at is kept apart, everything else is added up.</summary>
public sealed record BillRequest
{
    /// <summary>The month. Rows of other months are left out and told.</summary>
    public required CostMonth Month { get; init; }

    /// <summary>Keys of the tags that are kept apart, without an export's prefix, each once, in ordinal order.</summary>
    public ImmutableArray<string> TagKeys { get; init; } = [];

    /// <summary>Whether usage type, unit and unit price are kept apart, so that a statement can show 単価 × 数量.</summary>
    public bool UnitPrices { get; init; }

    /// <summary>What the rules of an estate need of a month.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="month">The month.</param>
    /// <param name="unitPrices">Whether statements show unit prices.</param>
    public static BillRequest For(EstateCost rules, CostMonth month, bool unitPrices)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var asked = rules.Pools.SelectMany(p => p.Match?.Tags ?? []).Select(t => t.Key);
        return new BillRequest
        {
            Month = month,
            TagKeys = [.. asked.Append(rules.MunicipalityTag).Append(rules.SystemTag).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            UnitPrices = unitPrices,
        };
    }
}
