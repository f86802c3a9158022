using System.Globalization;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using GovCloud.Monitoring;

namespace GovCloud.Infra.Monitoring;

/// <summary>
/// The alarms of one system. Deployed into each of the system's accounts that the mapping names, by whoever may deploy there, with the rights of that
/// account alone; an account without a row is refused. It must never contain anything that reads what the system stores or logs: errors are counted
/// where they are written. Removing it stops the alarms. No alarm has an action, on purpose: its change of state is an event that is forwarded.
/// </summary>
/// <remarks>
/// Triage reads the severity from the brackets in the description. What belongs together (slow, failing, errors in the log) is one alarm of severity 高 that
/// is composed of the single ones of severity 低, so that one trouble is one incident. When no server is left, that alarm is silenced by the one that says so.
/// </remarks>
sealed class MonitoringStack : Stack
{
    readonly MonitoringGroup group;
    readonly CfnMapping accounts;
    readonly string metricNamespace;

    internal MonitoringStack(Construct scope, string id, Estate estate, MonitoringGroup group)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = estate.Profile.PrimaryRegion },
            Description = $"{estate.Profile.Title}: alarms of {group.System.Name}",
        })
    {
        this.group = group;
        metricNamespace = $"{EventNames.MetricNamespace}/{group.System.Id}";
        accounts = new CfnMapping(this, "Accounts");
        foreach (var target in group.Targets)
        {
            SetRow(target);
        }

        var stopped = group.HasTargetGroup ? Stopped() : null;
        AddComposite([.. Troubles()], stopped);
        foreach (var batch in group.Batches)
        {
            AddBatch(batch);
        }
    }

    string LoadBalancer => accounts.FindInMap(Aws.ACCOUNT_ID, nameof(MonitoredTarget.LoadBalancer));

    void SetRow(MonitoredTarget target)
    {
        var row = target.Account.ToString();
        foreach (var (key, value) in new[] { (nameof(target.LoadBalancer), target.LoadBalancer), (nameof(target.TargetGroup), target.TargetGroup), (nameof(target.LogGroup), target.LogGroup) })
        {
            if (value is not null)
            {
                accounts.SetValue(row, key, value);
            }
        }
    }

    IEnumerable<CfnAlarm> Troubles()
    {
        if (group.HasLoadBalancer)
        {
            yield return SlowResponses();
            yield return FailedRequests();
        }

        if (group.HasLogGroup)
        {
            yield return LoggedErrors();
        }
    }

    CfnAlarm SlowResponses() => new(this, "SlowResponses", new CfnAlarmProps
    {
        AlarmName = Name(AlarmNames.SlowResponses),
        AlarmDescription = Text("低", string.Create(CultureInfo.InvariantCulture, $"応答時間({group.Level.Percentile}パーセンタイル)が{group.Level.Response.TotalSeconds:0.###}秒を超えています。")),
        Namespace = "AWS/ApplicationELB",
        MetricName = "TargetResponseTime",
        Dimensions = new[] { LoadBalancerDimension },
        ExtendedStatistic = string.Create(CultureInfo.InvariantCulture, $"p{group.Level.Percentile}"),
        Period = 60,
        EvaluationPeriods = 5,
        DatapointsToAlarm = 3,
        Threshold = group.Level.Response.TotalSeconds,
        ComparisonOperator = "GreaterThanThreshold",
        // A percentile of a few requests says nothing, and without requests nobody waits.
        EvaluateLowSampleCountPercentile = "ignore",
        TreatMissingData = "notBreaching",
    });

    CfnAlarm FailedRequests() => new(this, "FailedRequests", new CfnAlarmProps
    {
        AlarmName = Name(AlarmNames.FailedRequests),
        AlarmDescription = Text("低", $"失敗した要求(5xx)の割合が{group.Level.ErrorPercent.ToString(CultureInfo.InvariantCulture)}%を超えています。"),
        Metrics = new[]
        {
            Query("requests", "RequestCount"),
            Query("target", "HTTPCode_Target_5XX_Count"),
            Query("balancer", "HTTPCode_ELB_5XX_Count"),
            new CfnAlarm.MetricDataQueryProperty
            {
                Id = "share",
                Label = "失敗の割合(%)",
                // Counts are missing where they are zero. A share of a handful of requests says nothing.
                Expression = string.Create(
                    CultureInfo.InvariantCulture,
                    $"IF(FILL(requests, 0) >= {group.Level.FewestRequests}, 100 * (FILL(target, 0) + FILL(balancer, 0)) / FILL(requests, 1), 0)"),
                ReturnData = true,
            },
        },
        EvaluationPeriods = 3,
        DatapointsToAlarm = 2,
        Threshold = (double)group.Level.ErrorPercent,
        ComparisonOperator = "GreaterThanThreshold",
        TreatMissingData = "notBreaching",
    });

    CfnAlarm LoggedErrors()
    {
        const string Metric = "LoggedErrors";
        _ = new CfnMetricFilter(this, "LoggedErrorsFilter", new CfnMetricFilterProps
        {
            LogGroupName = accounts.FindInMap(Aws.ACCOUNT_ID, nameof(MonitoredTarget.LogGroup)),
            FilterPattern = "?ERROR ?FATAL",
            MetricTransformations = new[]
            {
                new CfnMetricFilter.MetricTransformationProperty { MetricNamespace = metricNamespace, MetricName = Metric, MetricValue = "1", DefaultValue = 0 },
            },
        });
        return new CfnAlarm(this, "LoggedErrors", new CfnAlarmProps
        {
            AlarmName = Name(AlarmNames.LoggedMessages),
            AlarmDescription = Text("低", string.Create(CultureInfo.InvariantCulture, $"アプリケーションのログに、5分間で{group.Level.LogErrors}件以上のエラーが記録されています。")),
            Namespace = metricNamespace,
            MetricName = Metric,
            Statistic = "Sum",
            Period = 300,
            EvaluationPeriods = 1,
            Threshold = group.Level.LogErrors,
            ComparisonOperator = "GreaterThanOrEqualToThreshold",
            // Nothing is written while the service is closed.
            TreatMissingData = "notBreaching",
        });
    }

    CfnAlarm Stopped() => new(this, "Stopped", new CfnAlarmProps
    {
        AlarmName = Name(AlarmNames.Stopped),
        AlarmDescription = Text("重大", "稼働しているサーバーがありません。オンラインサービスが停止しています。"),
        Namespace = "AWS/ApplicationELB",
        MetricName = "HealthyHostCount",
        Dimensions = new[] { LoadBalancerDimension, Dimension(nameof(MonitoredTarget.TargetGroup), accounts.FindInMap(Aws.ACCOUNT_ID, nameof(MonitoredTarget.TargetGroup))) },
        Statistic = "Minimum",
        Period = 60,
        EvaluationPeriods = 3,
        DatapointsToAlarm = 3,
        Threshold = 1,
        ComparisonOperator = "LessThanThreshold",
        // The load balancer reports no number at all when no server is registered.
        TreatMissingData = "breaching",
    });

    void AddBatch(MonitoredBatch batch) => _ = new CfnAlarm(this, $"Batch-{batch.Id}", new CfnAlarmProps
    {
        AlarmName = Name(AlarmNames.Batch(batch)),
        AlarmDescription = Text("高", string.Create(CultureInfo.InvariantCulture, $"{batch.Name}が{batch.WithinHours}時間以内に完了していません(完了期限 {batch.FinishedBy:H:mm})。")),
        Namespace = batch.Namespace,
        MetricName = batch.Metric,
        Statistic = "Sum",
        Period = 3600,
        EvaluationPeriods = batch.WithinHours,
        DatapointsToAlarm = batch.WithinHours,
        Threshold = 1,
        ComparisonOperator = "LessThanThreshold",
        // A batch that never reports is what the alarm is for.
        TreatMissingData = "breaching",
    });

    void AddComposite(CfnAlarm[] parts, CfnAlarm? suppressor)
    {
        if (parts.Length == 0)
        {
            return;
        }

        var composite = new CfnCompositeAlarm(this, "Trouble", new CfnCompositeAlarmProps
        {
            AlarmName = Name(AlarmNames.Trouble),
            AlarmDescription = Text("高", "応答の遅れ、要求の失敗、ログのエラーのいずれかが続いています。理由の欄に原因のアラームがあります。"),
            AlarmRule = string.Join(" OR ", parts.Select(p => $"ALARM(\"{p.AlarmName}\")")),
            ActionsSuppressor = suppressor?.AlarmName,
            ActionsSuppressorWaitPeriod = suppressor is null ? null : 120,
            ActionsSuppressorExtensionPeriod = suppressor is null ? null : 180,
        });
        foreach (var part in suppressor is null ? parts : [.. parts, suppressor])
        {
            composite.AddDependency(part);
        }
    }

    CfnAlarm.DimensionProperty LoadBalancerDimension => Dimension(nameof(MonitoredTarget.LoadBalancer), LoadBalancer);

    CfnAlarm.MetricDataQueryProperty Query(string id, string metric) => new()
    {
        Id = id,
        MetricStat = new CfnAlarm.MetricStatProperty
        {
            Metric = new CfnAlarm.MetricProperty { Namespace = "AWS/ApplicationELB", MetricName = metric, Dimensions = new[] { LoadBalancerDimension } },
            Period = 300,
            Stat = "Sum",
        },
        ReturnData = false,
    };

    static CfnAlarm.DimensionProperty Dimension(string name, string value) => new() { Name = name, Value = value };

    // Fixed, because incidents, runbooks and the composed alarm name it.
    string Name(string kind) => AlarmNames.Of(group.System.Id, kind);

    string Text(string severity, string what) => $"【{severity}】{group.System.Name}: {what}";
}
