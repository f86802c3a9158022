using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Oam;
using GovCloud.Monitoring;

namespace GovCloud.Infra.Monitoring;

/// <summary>
/// Sees the metrics of all accounts in the operations account: the sink that the accounts link to, and a dashboard for each system. Deployed into the
/// operations account. It must never accept an account that is not the estate's, nor anything but metrics: logs may hold personal data and stay where
/// they are. Removing it cuts the links; alarms do not depend on it.
/// </summary>
sealed class ObservabilityStack : Stack
{
    const double Half = 12;

    readonly Estate estate;

    internal ObservabilityStack(Construct scope, string id, Estate estate)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Account = estate.Profile.OperationsAccount.ToString(), Region = estate.Profile.PrimaryRegion },
            Description = $"{estate.Profile.Title}: metrics of all accounts and dashboards",
        })
    {
        this.estate = estate;
        var sink = new CfnSink(this, "Sink", new CfnSinkProps { Name = "govcloud", Policy = SinkPolicy() });
        foreach (var monitoring in estate.Monitoring.Systems.Where(s => s.Targets.Any(t => t.LoadBalancer is not null)))
        {
            AddDashboard(monitoring, estate.Systems.Single(s => s.Id == monitoring.System));
        }

        _ = new CfnOutput(this, "SinkArn", new CfnOutputProps { Description = "Parameter SinkArn of the stack GovCloud-MonitoringLink", Value = sink.AttrArn });
    }

    // A condition and not a list of principals, as on the buses: an account that is closed does not make the policy invalid.
    Dictionary<string, object> SinkPolicy() => new(StringComparer.Ordinal)
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new[]
        {
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["Sid"] = "AccountsOfTheEstate",
                ["Effect"] = "Allow",
                ["Principal"] = "*",
                ["Action"] = new[] { "oam:CreateLink", "oam:UpdateLink" },
                ["Resource"] = "*",
                ["Condition"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal)
                    {
                        ["aws:PrincipalAccount"] = estate.Accounts.Select(a => a.Id).Where(a => a != estate.Profile.OperationsAccount).Select(a => a.ToString()).Order(StringComparer.Ordinal).ToArray(),
                    },
                    ["ForAllValues:StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["oam:ResourceTypes"] = new[] { LinkStack.SharedType } },
                },
            },
        },
    };

    void AddDashboard(SystemMonitoring monitoring, BusinessSystem system)
    {
        var level = ServiceLevel.Of(estate.Monitoring.Standard, monitoring);
        var dashboard = new Dashboard(this, $"Dashboard-{system.Id}", new DashboardProps { DashboardName = $"govcloud-{system.Id}", DefaultInterval = Duration.Days(1) });
        dashboard.AddWidgets(new TextWidget(new TextWidgetProps
        {
            Markdown = FormattableString.Invariant($"# {system.Name}\n応答 {level.Response.TotalSeconds:0.###} 秒以内({level.Percentile}パーセンタイル)、失敗 {level.ErrorPercent}% 以下、稼働率 {level.Availability}% 以上"),
            Width = 2 * Half,
            Height = 2,
        }));
        foreach (var target in monitoring.Targets.Where(t => t.LoadBalancer is not null))
        {
            var name = estate.Accounts.Single(a => a.Id == target.Account).Name;
            dashboard.AddWidgets(
                new GraphWidget(new GraphWidgetProps
                {
                    Title = $"{name}: 応答時間(秒)",
                    Left = [Balancer(target, "TargetResponseTime", FormattableString.Invariant($"p{level.Percentile}"))],
                    LeftAnnotations = [new HorizontalAnnotation { Label = "目標", Value = level.Response.TotalSeconds }],
                    Width = Half,
                }),
                new GraphWidget(new GraphWidgetProps
                {
                    Title = $"{name}: 要求と失敗(件)",
                    Left = [Balancer(target, "RequestCount", Stats.SUM)],
                    Right = [Balancer(target, "HTTPCode_Target_5XX_Count", Stats.SUM), Balancer(target, "HTTPCode_ELB_5XX_Count", Stats.SUM)],
                    Width = Half,
                }));
        }
    }

    static Metric Balancer(MonitoredTarget target, string metric, string statistic) => new(new MetricProps
    {
        Namespace = "AWS/ApplicationELB",
        MetricName = metric,
        DimensionsMap = new Dictionary<string, string>(StringComparer.Ordinal) { [nameof(target.LoadBalancer)] = target.LoadBalancer! },
        Account = target.Account.ToString(),
        Statistic = statistic,
        Period = Duration.Minutes(5),
    });
}
