using System.Globalization;

namespace GovCloud.Triage.Normalisation;

/// <summary>Cost anomalies and budgets.</summary>
/// <remarks>
/// Source: AWS Billing user guide, "Using EventBridge with Cost Anomaly Detection" and "Creating an Amazon SNS topic for budget notifications".
/// A budget notifies through SNS only, as English text.
/// </remarks>
static class CostNormaliser
{
    public const string AnomalySource = "aws.ce";
    public const string BudgetSource = "aws.budgets";

    const double HighImpactUsd = 1000;

    public static Reading ReadAnomaly(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (!detail["impact"].Exists && !detail["anomalyId"].Exists)
        {
            return ServiceEventNormaliser.Read(envelope, AlertCategory.Cost);
        }

        var impact = detail["impact"]["totalImpact"].Number ?? detail["impact"]["maxImpact"].Number;
        var cause = detail["rootCauses"].First;
        return new Reading.Normalised(new Alert
        {
            Source = AnomalySource,
            Type = "Cost Anomaly",
            Category = AlertCategory.Cost,
            SourceSeverity = impact >= HighImpactUsd ? Severity.High : Severity.Medium,
            Status = AlertStatus.Active,
            Account = Accounts.Choose(cause["linkedAccount"].Text, detail["accountId"].Text, envelope.Account),
            Region = cause["region"].Text ?? envelope.Region,
            Resource = cause["service"].Text ?? detail["dimensionValue"].Text ?? detail["dimensionalValue"].Text ?? detail["monitorArn"].Text ?? envelope.FirstResource ?? "cost",
            SourceTitle = detail["monitorName"].Text,
            UpdatedAt = envelope.Time ?? detail["anomalyEndDate"].Instant,
            FirstObservedAt = detail["anomalyStartDate"].Instant,
            SourceId = detail["anomalyId"].Text ?? envelope.Id,
            Facts = impact is null ? [] : [new AlertFact("影響額 (USD)", impact.Value.ToString("0.##", CultureInfo.InvariantCulture))],
        });
    }

    /// <summary>Whether a text is the SNS message of a budget.</summary>
    public static bool LooksLikeBudget(string text) =>
        text.Contains("AWS Budget Notification", StringComparison.OrdinalIgnoreCase) || text.Contains("Budget Name:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The SNS message of a budget: lines of <c>Label: value</c>.</summary>
    public static Reading ReadBudget(string text, string? topicArn, DateTimeOffset? time)
    {
        var parts = topicArn?.Split(':') ?? [];
        var account = Word(text, "AWS Account ") is { } named && AccountId.TryParse(named, out _) ? named : parts.Length > 4 ? parts[4] : null;
        var forecast = text.Contains("FORECASTED", StringComparison.OrdinalIgnoreCase);
        var name = Line(text, "Budget Name:") ?? "budget";
        return new Reading.Normalised(new Alert
        {
            Source = BudgetSource,
            Type = forecast ? "Budget Forecast" : "Budget Exceeded",
            Category = AlertCategory.Cost,
            SourceSeverity = forecast ? Severity.Medium : Severity.High,
            Status = AlertStatus.Active,
            Account = account,
            Region = "global",
            Resource = $"arn:aws:budgets::{account}:budget/{name}",
            SourceTitle = name,
            UpdatedAt = time,
            Facts =
            [
                new AlertFact("予算額", Line(text, "Budgeted Amount:") ?? ""),
                new AlertFact("しきい値", Line(text, "Alert Threshold:") ?? ""),
                new AlertFact(forecast ? "予測額" : "実績額", Line(text, forecast ? "FORECASTED Amount:" : "ACTUAL Amount:") ?? ""),
            ],
        });
    }

    static string? Line(string text, string label)
    {
        var at = text.IndexOf(label, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var value = text[(at + label.Length)..];
        var end = value.IndexOfAny(['\n', '\r']);
        return (end < 0 ? value : value[..end]).Trim();
    }

    static string? Word(string text, string label)
    {
        var line = Line(text, label);
        return line?.Split(' ', ',', '.')[0];
    }
}
