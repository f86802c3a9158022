using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Budgets;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Cost.Tracking;

/// <summary>A threshold that was passed or a day that cost too much, as it travels on the operations bus: the <c>detail</c> of the event.</summary>
public sealed record CostFinding
{
    /// <summary>What, as triage names it.</summary>
    public required string Type { get; init; }

    /// <summary>Whether it begins or is over.</summary>
    public required bool Active { get; init; }

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The month.</summary>
    public required string Month { get; init; }

    /// <summary>An account that decides who is told; none where the accounts concerned belong to different bodies, and then only the operator and the budget's contacts are.</summary>
    public string? Account { get; init; }

    /// <summary>What it is about, the same for beginning and end and only once in a month.</summary>
    public required string Resource { get; init; }

    /// <summary>The budget; none for anomalies.</summary>
    public string? Budget { get; init; }

    /// <summary>The instant of the decision, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>For the reader, in Japanese.</summary>
    public required ImmutableArray<AlertFact> Facts { get; init; }

    /// <summary>The key of a threshold of a budget in a month.</summary>
    internal static string ResourceOf(PlannedBudget budget, CostSubject subject, CostMonth month, BudgetThreshold threshold) => string.Create(
        CultureInfo.InvariantCulture, $"cost/{budget.Id}/{subject}/{month}/{threshold.Measure.ToString().ToLowerInvariant()}-{threshold.Percent}");

    /// <summary>The key of a subject's anomalies.</summary>
    internal static string ResourceOf(CostSubject subject) => $"cost/anomaly/{subject}";

    internal static CostFinding Of(EstateIndex estate, TrackedBudget tracked, BudgetThreshold threshold, DateTimeOffset at)
    {
        var forecast = threshold.Measure == BudgetMeasure.Forecast;
        var facts = ImmutableArray.CreateBuilder<AlertFact>();
        facts.Add(new AlertFact("対象", $"{Word(tracked.Subject.Kind)} {tracked.Subject.NameIn(estate)}(予算 {tracked.Budget.Id})"));
        facts.Add(new AlertFact("対象月", tracked.Month.ToString()));
        facts.Add(new AlertFact("予算額", Yen(tracked.LimitYen)));
        facts.Add(new AlertFact("しきい値", string.Create(CultureInfo.InvariantCulture, $"{(forecast ? "予測" : "実績")}{threshold.Percent}%({Yen(tracked.LimitYen * threshold.Percent / 100)})")));
        facts.Add(new AlertFact("実績額", string.Create(CultureInfo.InvariantCulture, $"{Yen(tracked.SpentYen)}({tracked.Through:yyyy-MM-dd}まで。{Basis(tracked.Subject.Kind)})")));
        facts.Add(new AlertFact("月末の見込み", tracked.Forecast is { } known ? $"{Yen(known.Yen)}({known.Method})" : $"不明(履歴が{CostForecast.LeastDays}日に満たない)"));
        return new CostFinding
        {
            Type = forecast ? "Budget Forecast" : "Budget Exceeded",
            Active = true,
            Severity = forecast ? Severity.Medium : Severity.High,
            Month = tracked.Month.ToString(),
            Account = OneAccount(tracked.Budget.Accounts),
            Resource = ResourceOf(tracked.Budget, tracked.Subject, tracked.Month, threshold),
            Budget = tracked.Budget.Id,
            UpdatedAt = at,
            Facts = facts.ToImmutable(),
        };
    }

    internal static CostFinding Of(EstateIndex estate, CostAnomaly anomaly, ImmutableArray<AccountContext> accounts, DateTimeOffset at) => new()
    {
        Type = "Cost Anomaly",
        Active = true,
        Severity = Severity.Medium,
        Month = CostMonth.Of(anomaly.Day).ToString(),
        Account = anomaly.Subject.Kind == BudgetScope.Account ? anomaly.Subject.Id : OneAccount(accounts),
        Resource = ResourceOf(anomaly.Subject),
        UpdatedAt = at,
        Facts =
        [
            new AlertFact("対象", $"{Word(anomaly.Subject.Kind)} {anomaly.Subject.NameIn(estate)}"),
            new AlertFact("日", anomaly.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            new AlertFact("その日の費用", $"{Yen(anomaly.Yen)}({Basis(anomaly.Subject.Kind)})"),
            new AlertFact("通常の1日", string.Create(CultureInfo.InvariantCulture, $"{Yen(anomaly.MedianYen)}(前{CostAnomaly.Window}日のうち記録のある{anomaly.Days}日の中央値。{CostAnomaly.Factor}倍を超えると通知)")),
        ],
    };

    /// <summary>The same, over.</summary>
    internal CostFinding Ended(DateTimeOffset at) => this with { Active = false, UpdatedAt = at };

    /// <summary>Bodies must not be told of each other's cost: an account stands for several only where all belong to the same bodies.</summary>
    static string? OneAccount(ImmutableArray<AccountContext> accounts) =>
        !accounts.IsEmpty && accounts.All(a => a.Municipalities.Select(m => m.Code).SequenceEqual(accounts[0].Municipalities.Select(m => m.Code)))
            ? accounts[0].Account.Id.ToString()
            : null;

    static string Yen(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{decimal.Round(amount, 0, MidpointRounding.AwayFromZero):N0}円");

    static string Basis(BudgetScope kind) => kind == BudgetScope.Municipality ? "按分後の負担額" : "按分前の利用額";

    static string Word(BudgetScope kind) => kind switch
    {
        BudgetScope.Account => "アカウント",
        BudgetScope.System => "業務",
        BudgetScope.Vendor => "事業者",
        _ => "団体",
    };
}
