namespace GovCloud.Cost.Apportioning;

/// <summary>
/// Apportions a month's bill among the bodies (按分). Pure: equal input gives equal output, whatever the order of the lines. All sums are exact; yen come last and once.
/// </summary>
/// <remarks>
/// <see cref="CostBill.Problems"/> do not stop the arithmetic: a draft of what is there helps to find what is missing. Closing the month looks at them and refuses.
/// What would need a guess stops it: mixed currencies, no rate, a driver without values.
/// </remarks>
public static class Apportioner
{
    /// <summary>Version of the arithmetic. It changes when the same input would give other yen.</summary>
    public const string EngineVersion = "1";

    /// <summary>Apportions a month.</summary>
    /// <param name="input">The estate, validated; the bill; the conversion and the month's driver values.</param>
    /// <exception cref="ApportionmentException">The month cannot be apportioned; all reasons are told at once.</exception>
    public static ApportionedMonth Apportion(ApportionmentInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var split = MonthSplit.Of(input);
        var rules = input.Estate.Cost;
        return new ApportionedMonth
        {
            Month = input.Bill.Month,
            Basis = rules.Basis,
            Total = split.Total,
            Currency = input.Bill.Lines[0].Currency,
            Yen = split.Yen.Total,
            Conversion = input.Conversion,
            Bodies = split.Yen.Bodies,
            Columns = ColumnRecords.Of(split, rules),
            Notes = split.Notes.Sorted(),
            Rest = split.Columns.Where(c => c.Draft.PoolIndex == rules.Pools.Length - 1).Aggregate(ExactAmount.Zero, (sum, c) => sum + c.Draft.OfLines),
        };
    }
}
