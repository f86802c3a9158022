using System.Collections.Immutable;
using GovCloud.Budgets;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.Cost.Tracking;

/// <summary>Follows the cost of a month day by day: budgets on apportioned cost, forecasts, anomalies. Pure.</summary>
public static class CostTracking
{
    /// <summary>Judges a month as far as it is.</summary>
    /// <param name="estate">The estate with its budgets.</param>
    /// <param name="month">The month to date, apportioned.</param>
    /// <param name="through">The last day whose usage the bill has in full, UTC: with a bill that AWS delivered today, yesterday.</param>
    /// <param name="before">What the call of the day before gave back.</param>
    /// <param name="at">The instant of the decision, UTC.</param>
    /// <returns>What to tell, and the state for the next call. The same call again tells nothing new.</returns>
    public static TrackedMonth Follow(EstateIndex estate, ApportionedMonth month, DateOnly through, TrackingState before, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(before);
        var snapshot = CostSnapshot.Take(estate, month, through);
        var history = new CostHistory(before.Snapshots, snapshot);
        var scale = YenScale.Of(month);
        var told = before.Told.Select(f => f.Resource).ToHashSet(StringComparer.Ordinal);
        var budgets = BudgetPlan.Of(estate).Where(b => !b.Accounts.IsEmpty || b.Scope != BudgetScope.Account)
            .Select(b => Judge(estate, b, history, scale, told)).ToImmutableArray();
        var passed = budgets.SelectMany(b => b.Passed.Select(t => CostFinding.Of(estate, b, t, at)));
        var (anomalies, calm) = Anomalies(estate, history, scale);
        var unusual = anomalies.Select(a => CostFinding.Of(estate, a, AccountsOf(estate, a.Subject), at)).Where(f => !told.Contains(f.Resource));
        var ended = before.Told.Where(f => IsOver(f, month.Month, calm)).ToImmutableArray();
        ImmutableArray<CostFinding> begun = [.. passed, .. unusual];
        return new TrackedMonth
        {
            Snapshot = snapshot,
            Budgets = budgets,
            Anomalies = anomalies,
            Findings = [.. ended.Select(f => f.Ended(at)), .. begun],
            State = before.After(snapshot, [.. before.Told.Except(ended), .. begun]),
        };
    }

    static TrackedBudget Judge(EstateIndex estate, PlannedBudget budget, CostHistory history, YenScale scale, HashSet<string> told)
    {
        var subject = CostSubject.Of(estate.Estate, budget);
        var spent = history.Spent(subject)?.Yen ?? 0;
        var forecast = CostForecast.Of(history, subject);
        var limit = budget.Currency == Currency.Jpy ? budget.Yen!.Value : budget.Dollars * scale.PerUnit;
        var before = budget.Thresholds.Where(t => told.Contains(CostFinding.ResourceOf(budget, subject, history.Month, t))).ToList();
        return new TrackedBudget
        {
            Budget = budget,
            Subject = subject,
            Month = history.Month,
            Through = history.Through,
            LimitYen = limit,
            SpentYen = spent,
            Forecast = forecast,
            // A total of nothing has no rate, and then nothing can be said of a budget in dollars.
            Passed = limit > 0 ? BudgetJudgement.Passed(budget.Thresholds, limit, spent, forecast?.Yen, before) : [],
        };
    }

    /// <summary>
    /// One cause makes many subjects unusual: accounts are told first, then systems, vendors and bodies, and a wider circle only where nothing narrower
    /// was found.
    /// </summary>
    static (ImmutableArray<CostAnomaly> Anomalies, HashSet<string> Calm) Anomalies(EstateIndex estate, CostHistory history, YenScale scale)
    {
        var calm = new HashSet<string>(StringComparer.Ordinal);
        if (estate.Estate.Budgets.Anomalies is not { } detection)
        {
            return ([], calm);
        }

        var found = ImmutableArray.CreateBuilder<CostAnomaly>();
        foreach (var circle in CostSubject.Of(estate).Where(s => s.Environment is null).GroupBy(s => s.Kind).OrderBy(g => g.Key))
        {
            var narrower = found.Count;
            foreach (var subject in circle)
            {
                var (judged, anomaly) = CostAnomaly.Of(history, subject, detection.ImpactDollars * scale.PerUnit);
                if (anomaly is not null && narrower == 0)
                {
                    found.Add(anomaly);
                }
                else if (judged && anomaly is null)
                {
                    calm.Add(CostFinding.ResourceOf(subject));
                }
            }
        }

        return (found.ToImmutable(), calm);
    }

    /// <summary>A budget's finding is over with its month, an anomaly with a day that is as usual.</summary>
    static bool IsOver(CostFinding finding, CostMonth month, HashSet<string> calm) =>
        finding.Budget is null ? calm.Contains(finding.Resource) : CostMonth.Parse(finding.Month) < month;

    static ImmutableArray<AccountContext> AccountsOf(EstateIndex estate, CostSubject subject) =>
    [
        .. estate.Estate.Accounts.Select(a => estate.FindAccount(a.Id.ToString())!).Where(a => subject.Kind switch
        {
            BudgetScope.System => a.System?.Id == subject.Id,
            BudgetScope.Vendor => a.System?.Vendor == subject.Id,
            BudgetScope.Municipality => a.Municipalities is [var only] && only.Code.ToString() == subject.Id,
            _ => a.Account.Id.ToString() == subject.Id,
        }),
    ];
}

/// <summary>A month as far as it is, judged.</summary>
public sealed record TrackedMonth
{
    /// <summary>What each subject has spent.</summary>
    public required CostSnapshot Snapshot { get; init; }

    /// <summary>The budgets, in the order of the plan.</summary>
    public required ImmutableArray<TrackedBudget> Budgets { get; init; }

    /// <summary>The anomalies of the day.</summary>
    public required ImmutableArray<CostAnomaly> Anomalies { get; init; }

    /// <summary>What to put on the bus now: what is over first, then what begins.</summary>
    public required ImmutableArray<CostFinding> Findings { get; init; }

    /// <summary>What the next call needs. To be kept after the findings were put on the bus: a call that is repeated tells them again, and triage counts a repeat.</summary>
    public required TrackingState State { get; init; }
}

/// <summary>A budget against what was spent.</summary>
public sealed record TrackedBudget
{
    /// <summary>The budget.</summary>
    public required PlannedBudget Budget { get; init; }

    /// <summary>What it is about.</summary>
    public required CostSubject Subject { get; init; }

    /// <summary>The month.</summary>
    public required CostMonth Month { get; init; }

    /// <summary>The last day that is in, UTC.</summary>
    public required DateOnly Through { get; init; }

    /// <summary>The budget in yen: as the estate states it, or its dollars by the statement's conversion.</summary>
    public required decimal LimitYen { get; init; }

    /// <summary>What was spent.</summary>
    public required decimal SpentYen { get; init; }

    /// <summary>What will have been spent; unknown with a short history.</summary>
    public required CostForecast? Forecast { get; init; }

    /// <summary>Thresholds that are passed and were not told before.</summary>
    public required ImmutableArray<BudgetThreshold> Passed { get; init; }
}
