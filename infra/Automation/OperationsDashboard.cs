using System.Text.Json;
using Amazon.CDK.AWS.CloudWatch;
using GovCloud.Triage;

namespace GovCloud.Infra.Automation;

/// <summary>One page for the operator, from left to right as an alert travels: received, triaged, notified; below what stands still.</summary>
sealed class OperationsDashboard : Construct
{
    const double Third = 8;

    internal OperationsDashboard(Construct scope, string id, AlertIntake intake, AutomationFunction triage, AutomationFunction notifier) : base(scope, id)
    {
        var dashboard = new Dashboard(this, "Dashboard", new DashboardProps { DefaultInterval = Duration.Days(1) });
        dashboard.AddWidgets(
            Graph("受付(件)", intake.Alerts.MetricNumberOfMessagesSent(Sum), intake.Alerts.MetricNumberOfMessagesDeleted(Sum)),
            Graph("アラートの判定(件)", Split<Disposition>(triage, MetricNames.Alerts, "disposition")),
            Graph("通知(件)", [.. Split<NotificationChannel>(notifier, MetricNames.Delivered, "channel"), notifier.Metric(MetricNames.Undelivered)]));
        dashboard.AddWidgets(
            Graph("受付キューの最古のメッセージ(秒)", intake.Alerts.MetricApproximateAgeOfOldestMessage(Maximum)),
            Graph("AlertTriageの所要時間(ミリ秒)", triage.Function.MetricDuration(Maximum)),
            Graph("Notifierの所要時間(ミリ秒)", notifier.Function.MetricDuration(Maximum)));
        dashboard.AddWidgets(
            Graph("処理できなかったアラート(件)", intake.Unprocessable.Queue.MetricApproximateNumberOfMessagesVisible(Maximum)),
            Graph("AlertTriageのエラー(回)", triage.Function.MetricErrors(Sum), triage.Function.MetricThrottles(Sum)),
            Graph("Notifierのエラー(回)", notifier.Function.MetricErrors(Sum), notifier.Function.MetricThrottles(Sum)));
    }

    /// <summary>A metric that is written once for each value of a dimension, named as the functions write it.</summary>
    static IMetric[] Split<TValue>(AutomationFunction function, string metric, string dimension) where TValue : struct, Enum =>
    [
        .. Enum.GetNames<TValue>().Select(JsonNamingPolicy.CamelCase.ConvertName)
            .Select(value => function.Metric(metric, new Dictionary<string, string>(StringComparer.Ordinal) { [dimension] = value })),
    ];

    static MetricOptions Sum => new() { Statistic = Stats.SUM, Period = Duration.Minutes(5) };

    static MetricOptions Maximum => new() { Statistic = Stats.MAXIMUM, Period = Duration.Minutes(5) };

    static GraphWidget Graph(string title, params IMetric[] metrics) => new(new GraphWidgetProps { Title = title, Left = metrics, Width = Third });
}
