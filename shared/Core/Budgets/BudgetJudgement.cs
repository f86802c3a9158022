using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Budgets;

/// <summary>Which thresholds of a budget a month's cost has passed: what AWS Budgets would say if it could see all the accounts.</summary>
public static class BudgetJudgement
{
    /// <summary>The thresholds that are passed.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="spent">What its accounts have spent this month, in dollars.</param>
    /// <param name="forecast">What they will have spent at its end; unknown with a short history, and then no forecast is judged.</param>
    /// <param name="told">The thresholds that this month has passed before: each is told once.</param>
    public static ImmutableArray<BudgetThreshold> Passed(PlannedBudget budget, decimal spent, decimal? forecast, IReadOnlyCollection<BudgetThreshold> told)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return Passed(budget.Thresholds, budget.Dollars, spent, forecast, told);
    }

    /// <summary>The thresholds that are passed, of amounts in any one currency.</summary>
    /// <param name="thresholds">The thresholds of the budget.</param>
    /// <param name="limit">The budget.</param>
    /// <param name="spent">What was spent this month.</param>
    /// <param name="forecast">What will have been spent at its end; unknown with a short history, and then no forecast is judged.</param>
    /// <param name="told">The thresholds that this month has passed before: each is told once.</param>
    public static ImmutableArray<BudgetThreshold> Passed(
        ImmutableArray<BudgetThreshold> thresholds, decimal limit, decimal spent, decimal? forecast, IReadOnlyCollection<BudgetThreshold> told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return [.. thresholds.Where(t => !told.Contains(t) && (t.Measure == BudgetMeasure.Actual ? spent : forecast) > limit * t.Percent / 100)];
    }
}
