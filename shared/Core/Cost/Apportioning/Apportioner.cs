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
        var problems = new InputProblems();
        problems.CheckInput(input);
        if (input.Estate.Cost.Pools.IsEmpty || input.Bill.Lines.IsEmpty)
        {
            problems.ThrowIfAny();
        }

        var rules = input.Estate.Cost;
        var notes = new MonthNotes(input.Estate, input.Bill.Lines[0].Currency);
        var drafts = Classification.Of(input.Estate, input.Bill.Lines, notes);
        var drivers = DriverTable.Of(input.Estate, input.DriverValues, problems);
        var weights = new WeightSets(input.Estate, drivers, DirectCost.BeforeCredits(drafts, rules.Basis), problems);
        var days = input.Bill.Month.Days;
        var parts = new StepDown(drafts, new Participation(input.Estate, input.Bill.Month), weights, rules.Basis, days, problems, notes).Parts();
        problems.ThrowIfAny();
        var splits = new ColumnSplit[drafts.Length];
        Parallel.For(0, splits.Length, i => splits[i] = ColumnSplit.Of(drafts[i], parts[i], days, notes));
        return Assemble(input, splits, weights, notes);
    }

    static ApportionedMonth Assemble(ApportionmentInput input, ColumnSplit[] splits, WeightSets weights, MonthNotes notes)
    {
        var rules = input.Estate.Cost;
        var total = input.Bill.Total(rules.Basis);
        var rest = splits.Where(s => s.Draft.Pool == rules.Pools[^1]).Aggregate(ExactAmount.Zero, (sum, s) => sum + s.Draft.OfLines);
        var yen = MonthYen.Of(splits, total, input.Conversion, rules.TotalRounding);
        return new ApportionedMonth
        {
            Month = input.Bill.Month,
            Basis = rules.Basis,
            Total = total,
            Currency = input.Bill.Lines[0].Currency,
            Yen = yen.Total,
            Conversion = input.Conversion,
            Bodies = yen.Bodies,
            Columns = ColumnRecords.Of(splits, yen, rules, weights),
            Notes = notes.Sorted(),
            Rest = rest,
        };
    }
}
