using System.Collections.Immutable;

namespace GovCloud.Cost.Apportioning;

/// <summary>A month that is split into whole yen, before it is written down as records.</summary>
/// <param name="Total">The exact total.</param>
/// <param name="Columns">The columns with what each body bears, exactly.</param>
/// <param name="Yen">The yen.</param>
/// <param name="Weights">Where the weights came from.</param>
/// <param name="Notes">What somebody who checks should know.</param>
sealed record MonthSplit(ExactAmount Total, ImmutableArray<ColumnSplit> Columns, MonthYen Yen, WeightSets Weights, MonthNotes Notes)
{
    /// <summary>Classifies the lines, passes on, splits and rounds.</summary>
    /// <exception cref="ApportionmentException">Something stands against it; all of it is told.</exception>
    public static MonthSplit Of(ApportionmentInput input)
    {
        var problems = new InputProblems();
        problems.CheckInput(input);
        var rules = input.Estate.Cost;
        if (rules.Pools.IsEmpty || input.Bill.Lines.IsEmpty)
        {
            problems.ThrowIfAny();
        }

        var notes = new MonthNotes(input.Estate, input.Bill.Lines[0].Currency);
        var drafts = Classification.Of(input.Estate, input.Bill.Lines, notes);
        var drivers = DriverTable.Of(input.Estate, input.DriverValues, problems);
        var weights = new WeightSets(input.Estate, drivers, DirectCost.BeforeCredits(drafts, rules.Basis), problems);
        var days = input.Bill.Month.Days;
        var parts = new StepDown(drafts, new Participation(input.Estate, input.Bill.Month), weights, rules.Basis, days, problems, notes).Parts();
        problems.ThrowIfAny();
        var columns = new ColumnSplit[drafts.Length];
        Parallel.For(0, columns.Length, i => columns[i] = ColumnSplit.Of(drafts[i], parts[i], days, notes));
        var total = input.Bill.Total(rules.Basis);
        return new MonthSplit(total, [.. columns], MonthYen.Of(columns, total, input.Conversion, rules.TotalRounding), weights, notes);
    }
}
