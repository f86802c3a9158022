using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Pipes;
using Amazon.CDK.AWS.SNS;

namespace GovCloud.Infra.Budgets;

/// <summary>
/// Brings what AWS Budgets and Cost Anomaly Detection say to the account's event bus, from where the forwarding stack takes it to the operations account:
/// topic, queue, pipe, and no function. Budgets publish to topics of their own account only and to no event bus. Deployed into every account of the
/// estate, by whoever may deploy there, with the rights of that account alone; the template is the same for all of them and names none. It must never
/// contain a subscription that leaves the account. Removing it stops the cost notices of this account. There is no customer-managed key, on purpose:
/// what passes names a budget and amounts, and AWS Budgets could not use the key that AWS manages for SNS.
/// </summary>
sealed class CostNoticesStack : Stack
{
    const int MostReceives = 5;

    internal CostNoticesStack(Construct scope, string id, Estate estate)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = estate.Profile.PrimaryRegion },
            Description = $"{estate.Profile.Title}: budget and cost anomaly notices to the event bus",
        })
    {
        var topic = NoticeTopic(estate);
        var unreadable = new Queue(this, "Unreadable", Sealed(null));
        AcceptedFinding.IsDeadLetterQueue(unreadable);
        AlarmOn(unreadable);
        var queue = new Queue(this, "Notices", Sealed(new Amazon.CDK.AWS.SQS.DeadLetterQueue { Queue = unreadable, MaxReceiveCount = MostReceives }));
        queue.AddToResourcePolicy(Grant.By(
            new ServicePrincipal("sns.amazonaws.com"), "TheTopicDelivers", ["sqs:SendMessage"], [queue.QueueArn], ("ArnEquals", "aws:SourceArn", topic.TopicArn)));
        _ = new CfnSubscription(this, "Subscription", new CfnSubscriptionProps { TopicArn = topic.TopicArn, Protocol = "sqs", Endpoint = queue.QueueArn });
        var bus = Stack.Of(this).FormatArn(new ArnComponents { Service = "events", Resource = "event-bus", ResourceName = "default" });
        _ = new CfnPipe(this, "Pipe", new CfnPipeProps
        {
            Description = "Puts cost notices on the account's event bus",
            RoleArn = PipeRole(queue, bus).RoleArn,
            Source = queue.QueueArn,
            SourceParameters = new CfnPipe.PipeSourceParametersProperty { SqsQueueParameters = new CfnPipe.PipeSourceSqsQueueParametersProperty { BatchSize = 1 } },
            Target = bus,
            TargetParameters = new CfnPipe.PipeTargetParametersProperty
            {
                EventBridgeEventBusParameters = new CfnPipe.PipeTargetEventBridgeEventBusParametersProperty { Source = EventNames.CostNoticeSource, DetailType = "SNS Notification" },
                // The queue's message is SNS's envelope with the notice in it.
                InputTemplate = "<$.body>",
            },
        });
    }

    Topic NoticeTopic(Estate estate)
    {
        // Fixed: the budgets are in other templates, with other accounts.
        var topic = new Topic(this, "Topic", new TopicProps { TopicName = BudgetNames.Topic(estate), DisplayName = "GovCloudAutomation cost", EnforceSSL = true });
        AcceptedFinding.IsNotEncrypted(topic, "AWS Budgets cannot use the key that AWS manages for SNS, and a key for each account would cost more than it protects: a budget's name and amounts.");
        topic.AddToResourcePolicy(Grant.By(
            new ServicePrincipal("budgets.amazonaws.com"), "BudgetsOfThisAccount", ["sns:Publish"], [topic.TopicArn],
            ("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID), ("ArnLike", "aws:SourceArn", $"arn:{Aws.PARTITION}:budgets::{Aws.ACCOUNT_ID}:*")));
        topic.AddToResourcePolicy(Grant.By(
            new ServicePrincipal("costalerts.amazonaws.com"), "AnomaliesOfThisAccount", ["sns:Publish"], [topic.TopicArn], ("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID)));
        return topic;
    }

    static Amazon.CDK.AWS.SQS.QueueProps Sealed(Amazon.CDK.AWS.SQS.DeadLetterQueue? deadLetters) => new()
    {
        Encryption = Amazon.CDK.AWS.SQS.QueueEncryption.SQS_MANAGED,
        EnforceSSL = true,
        RetentionPeriod = deadLetters is null ? Duration.Days(14) : Duration.Days(4),
        DeadLetterQueue = deadLetters,
    };

    // No action is attached: the alarm's change of state is itself an event that is forwarded.
    void AlarmOn(Queue unreadable) => _ = new Alarm(this, "UnreadableAlarm", new AlarmProps
    {
        AlarmDescription = "予算・コスト異常の通知を転送できませんでした。DLQを確認し、原因を取り除いてから戻してください。",
        Metric = unreadable.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = Stats.MAXIMUM, Period = Duration.Minutes(5) }),
        Threshold = 1,
        EvaluationPeriods = 1,
        ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        TreatMissingData = TreatMissingData.NOT_BREACHING,
    });

    IamRole PipeRole(Queue queue, string bus) => new(this, "PipeRole", new RoleProps
    {
        Description = "Lets the pipe take notices from the queue and put them on the account's event bus",
        AssumedBy = new ServicePrincipal("pipes.amazonaws.com", new ServicePrincipalOpts
        {
            Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
            },
        }),
        InlinePolicies = new Dictionary<string, PolicyDocument>(StringComparer.Ordinal)
        {
            ["Relay"] = new(new PolicyDocumentProps
            {
                Statements =
                [
                    Grant.To("TakeNotices", ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"], [queue.QueueArn]),
                    Grant.To("PutThemOnTheBus", ["events:PutEvents"], [bus]),
                ],
            }),
        },
    });
}
