using Amazon.CDK.AWS.CloudWatch;

namespace GovCloud.Infra.Forwarding;

/// <summary>Where and what a forwarding stack forwards.</summary>
sealed record ForwardingPlan
{
    /// <summary>The estate, for tags and the address of the bus.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The bus that receives the events.</summary>
    public required OperationsBusPlan Bus { get; init; }

    /// <summary>The region whose events are forwarded.</summary>
    public required string Region { get; init; }

    /// <summary>Event patterns by the rule's name in the template.</summary>
    public required IReadOnlyDictionary<string, Dictionary<string, object>> Rules { get; init; }
}

/// <summary>
/// Forwards an account's events to the operations account. Deployed once into every account of the estate, the operations account included,
/// by whoever may deploy there, with the rights of that account alone; the template is the same for all of them, so it names no account but the receiving one.
/// It must never contain anything that reads the account's data or that lets the operations account act in it. Removing it stops the alerts of
/// this account and nothing else. There is no customer-managed key, on purpose: only what could not be delivered ever rests here, encrypted by
/// SQS, and a key for each account would cost more than all the rest.
/// </summary>
sealed class ForwardingStack : Stack
{
    internal ForwardingStack(Construct scope, string id, ForwardingPlan plan)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = plan.Region },
            Description = $"{plan.Estate.Profile.Title}: forwards events to the bus {plan.Bus.Name} of the operations account",
        })
    {
        var target = new ForwardingTarget
        {
            Bus = plan.Bus.Name,
            TargetId = "OperationsBus",
            RoleDescription = "Lets EventBridge put this account's events on the one bus of the operations account",
            StatementId = "PutEventsOnTheOperationsBus",
            KeepingStatementId = "RulesKeepWhatTheyCannotDeliver",
        };
        // An alert that is late is better than one that is lost.
        var undelivered = EventForwarding.Add(this, plan.Estate, target, plan.Rules.Select(rule => (rule.Key, $"Forwards to the operations account: {rule.Key}", rule.Value)));
        AlarmOn(undelivered);
    }

    // No action is attached: the alarm's change of state is itself an event that is forwarded, as soon as forwarding works again.
    void AlarmOn(Queue undelivered) => _ = new Alarm(this, "UndeliveredAlarm", new AlarmProps
    {
        AlarmDescription = "運用管理アカウントへ転送できなかったイベントがあります。DLQを確認し、原因を取り除いてから再送してください。",
        Metric = undelivered.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = "Maximum", Period = Duration.Minutes(5) }),
        Threshold = 1,
        EvaluationPeriods = 1,
        ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        TreatMissingData = TreatMissingData.NOT_BREACHING,
    });
}
