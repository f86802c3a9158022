using System.Collections.Immutable;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.SQS;
using GovCloud.Infra.Forwarding;

namespace GovCloud.Infra.Automation;

/// <summary>Receives the accounts' events and keeps them in one queue until they are triaged. What cannot be queued is kept too.</summary>
sealed class AlertIntake : Construct
{
    const string FirstBus = "Bus";
    const int ArchiveDays = 30;
    const int LongestRetrySeconds = 86_400;
    const int MostAttempts = 185;
    const int MostReceives = 5;

    readonly DeadLetterQueue undeliverable;

    internal AlertIntake(Construct scope, string id, EncryptionKeys keys, OperatorAlarms alarms, ImmutableArray<OperationsBusPlan> buses) : base(scope, id)
    {
        undeliverable = new DeadLetterQueue(
            this, "Undeliverable", keys.Messages, alarms, "EventBridgeが受付キューへ渡せなかったイベントがあります。原因を取り除いてから再送してください。");
        Unprocessable = new DeadLetterQueue(
            this, "Unprocessable", keys.Messages, alarms, "5回処理に失敗したアラートがあります。ログを確認し、修正後に受付キューへ戻してください。");
        Alerts = new Queue(this, "Alerts", new QueueProps
        {
            Encryption = QueueEncryption.KMS,
            EncryptionMasterKey = keys.Messages,
            DataKeyReuse = Duration.Hours(1),
            EnforceSSL = true,
            // Shorter than the dead-letter queue's: a message keeps its age when it is moved there.
            RetentionPeriod = Duration.Days(4),
            // Lambda's advice: six times the function's timeout, so that a throttled batch is not delivered twice at once.
            VisibilityTimeout = Duration.Seconds(6 * AutomationFunction.TimeoutSeconds),
            DeadLetterQueue = new Amazon.CDK.AWS.SQS.DeadLetterQueue { Queue = Unprocessable.Queue, MaxReceiveCount = MostReceives },
        });
        alarms.Add(
            this, "Delay", "アラートの処理が15分以上遅れています。AlertTriageのエラーとスロットリングを確認してください。",
            Alerts.MetricApproximateAgeOfOldestMessage(new MetricOptions { Statistic = Stats.MAXIMUM, Period = Duration.Minutes(1) }), 900, periods: 3);

        var rules = buses.Select((bus, index) => Receive(index == 0 ? FirstBus : $"Bus{index + 1}", bus)).ToArray();
        AllowDelivery(Alerts, rules);
        AllowDelivery(undeliverable.Queue, rules);
    }

    /// <summary>The bus that the operations account's own findings come over. What only names it must still be created after it.</summary>
    internal IConstruct Bus => Node.FindChild(FirstBus);

    /// <summary>The events that wait for triage.</summary>
    internal Queue Alerts { get; }

    /// <summary>The events that triage failed on.</summary>
    internal DeadLetterQueue Unprocessable { get; }

    /// <summary>Everything but our own events, so that nothing loops.</summary>
    static Dictionary<string, object> ForeignEvents => new(StringComparer.Ordinal)
    {
        ["source"] = new[]
        {
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["anything-but"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["prefix"] = EventNames.OwnSourcePrefix },
            },
        },
    };

    string Receive(string id, OperationsBusPlan plan)
    {
        // The name is fixed, because rules in other accounts name the bus before they can see it.
        var bus = new EventBus(this, id, new EventBusProps { EventBusName = plan.Name });
        _ = new CfnEventBusPolicy(this, $"{id}Policy", new CfnEventBusPolicyProps
        {
            EventBusName = bus.EventBusName,
            StatementId = "AccountsOfTheEstate",
            Statement = AccountsMayPutEvents(bus.EventBusArn, plan.Accounts),
        });
        _ = new CfnArchive(this, $"{id}Archive", new CfnArchiveProps
        {
            SourceArn = bus.EventBusArn,
            Description = "Events to be replayed after a defect of triage",
            EventPattern = ForeignEvents,
            RetentionDays = ArchiveDays,
        });
        return new EventRule(this, $"{id}Rule", new EventRuleProps
        {
            Description = "Every event but our own goes to triage",
            EventBusName = bus.EventBusName,
            State = "ENABLED",
            EventPattern = ForeignEvents,
            Targets = new[]
            {
                new EventRule.TargetProperty
                {
                    Id = "Alerts",
                    Arn = Alerts.QueueArn,
                    DeadLetterConfig = new EventRule.DeadLetterConfigProperty { Arn = undeliverable.Queue.QueueArn },
                    RetryPolicy = new EventRule.RetryPolicyProperty { MaximumEventAgeInSeconds = LongestRetrySeconds, MaximumRetryAttempts = MostAttempts },
                },
            },
        }).AttrArn;
    }

    // A condition and not a list of principals: an account takes 15 bytes of the policy instead of 33, and an account that is closed does not make
    // the policy invalid. The forwarding rules use a role, which is what gives the request its aws:PrincipalAccount.
    static Dictionary<string, object> AccountsMayPutEvents(string busArn, ImmutableArray<AccountId> accounts) => new(StringComparer.Ordinal)
    {
        ["Effect"] = "Allow",
        ["Principal"] = "*",
        ["Action"] = "events:PutEvents",
        ["Resource"] = busArn,
        ["Condition"] = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["aws:PrincipalAccount"] = accounts.Select(account => account.ToString()).Order(StringComparer.Ordinal).ToArray(),
            },
        },
    };

    static void AllowDelivery(Queue queue, string[] rules) => queue.AddToResourcePolicy(Grant.By(
        new ServicePrincipal("events.amazonaws.com"), "RulesOfTheBus", ["sqs:SendMessage"], [queue.QueueArn], ("ArnEquals", "aws:SourceArn", rules)));
}
