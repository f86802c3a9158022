using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;

namespace GovCloud.Infra.Automation;

/// <summary>
/// Tells the operator that this automation itself is in trouble. Goes by SNS mail and not through our own Notifier, which may be what is broken.
/// </summary>
sealed class OperatorAlarms : Construct
{
    readonly SnsAction action;

    internal OperatorAlarms(Construct scope, string id, IKey key, IEnumerable<string> mail) : base(scope, id)
    {
        var stack = Stack.Of(this);
        Topic = new Topic(this, "Topic", new TopicProps { DisplayName = "GovCloudAutomation", MasterKey = key, EnforceSSL = true });
        // A topic with a policy of its own loses the default one that lets the account's alarms publish.
        Topic.AddToResourcePolicy(Grant.By(
            new ServicePrincipal("cloudwatch.amazonaws.com"), "AlarmsOfThisAccount", ["sns:Publish"], [Topic.TopicArn],
            ("StringEquals", "aws:SourceAccount", stack.Account)));
        foreach (var address in mail)
        {
            Topic.AddSubscription(new EmailSubscription(address));
        }

        action = new SnsAction(Topic);
    }

    /// <summary>Where alarms are published.</summary>
    internal Topic Topic { get; }

    /// <summary>Adds an alarm that is raised when the metric reaches the threshold, and when it is well again.</summary>
    /// <param name="owner">The construct that the alarm watches.</param>
    /// <param name="id">Id within the owner.</param>
    /// <param name="what">What happened and what to do, Japanese.</param>
    /// <param name="metric">The metric. No data means no trouble.</param>
    /// <param name="threshold">Raised at this value and above.</param>
    /// <param name="periods">For so many periods in a row.</param>
    internal void Add(Construct owner, string id, string what, IMetric metric, double threshold, int periods = 1)
    {
        var alarm = new Alarm(owner, $"{id}Alarm", new AlarmProps
        {
            AlarmDescription = what,
            Metric = metric,
            Threshold = threshold,
            EvaluationPeriods = periods,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        alarm.AddAlarmAction(action);
        alarm.AddOkAction(action);
    }
}
