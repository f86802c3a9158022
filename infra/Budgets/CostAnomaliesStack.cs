using System.Globalization;
using System.Text.Json;
using Amazon.CDK.AWS.CE;

namespace GovCloud.Infra.Budgets;

/// <summary>
/// Cost Anomaly Detection of an account. Deployed into every account of the estate, with the rights of that account alone; the template is the same for
/// all of them. A stack of its own, so that an account in which AWS has made a monitor already, or may not make one, keeps its other cost stacks.
/// It must never contain mail addresses: who is told is decided by triage. Removing it stops the detection.
/// </summary>
sealed class CostAnomaliesStack : Stack
{
    static readonly string[] MatchOptions = ["GREATER_THAN_OR_EQUAL"];

    internal CostAnomaliesStack(Construct scope, string id, Estate estate, AnomalyDetection anomalies)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = estate.Profile.PrimaryRegion },
            Description = $"{estate.Profile.Title}: cost anomaly detection",
        })
    {
        // AWS allows one monitor over all services in an account, and makes one by itself in accounts that open Cost Explorer.
        var existing = new CfnParameter(this, "ExistingMonitorArn", new CfnParameterProps
        {
            Type = "String",
            Default = "",
            Description = "ARN of the account's monitor over all services, where it has one already",
        });
        var none = new CfnCondition(this, "NoMonitorYet", new CfnConditionProps { Expression = Fn.ConditionEquals(existing.ValueAsString, "") });
        var monitor = new CfnAnomalyMonitor(this, "Monitor", new CfnAnomalyMonitorProps { MonitorName = "govcloud-services", MonitorType = "DIMENSIONAL", MonitorDimension = "SERVICE" });
        monitor.CfnOptions.Condition = none;
        _ = new CfnAnomalySubscription(this, "Subscription", new CfnAnomalySubscriptionProps
        {
            SubscriptionName = "govcloud-cost-notices",
            // SNS is told at once or not at all.
            Frequency = "IMMEDIATE",
            MonitorArnList = [Fn.ConditionIf(none.LogicalId, monitor.Ref, existing.ValueAsString).ToString()!],
            Subscribers = new[] { new CfnAnomalySubscription.SubscriberProperty { Type = "SNS", Address = BudgetNames.TopicArn(estate) } },
            ThresholdExpression = JsonSerializer.Serialize(new
            {
                Dimensions = new
                {
                    Key = "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                    MatchOptions,
                    Values = new[] { anomalies.ImpactDollars.ToString(CultureInfo.InvariantCulture) },
                },
            }),
        });
    }
}
