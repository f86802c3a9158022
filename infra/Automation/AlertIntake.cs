using System.Collections.Immutable;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Events;
using GovCloud.Infra.Forwarding;

namespace GovCloud.Infra.Automation;

/// <summary>Receives the accounts' events and keeps them in one queue until they are triaged. What cannot be queued is kept too.</summary>
sealed class AlertIntake : Construct
{
    const string FirstBus = "Bus";
    const int ArchiveDays = 30;

    readonly DeadLetterQueue undeliverable;

    internal AlertIntake(Construct scope, string id, EncryptionKeys keys, OperatorAlarms alarms, ImmutableArray<OperationsBusPlan> buses) : base(scope, id)
    {
        undeliverable = new DeadLetterQueue(
            this, "Undeliverable", keys.Messages, alarms, "EventBridgeが受付キューへ渡せなかったイベントがあります。原因を取り除いてから再送してください。");
        Unprocessable = new DeadLetterQueue(
            this, "Unprocessable", keys.Messages, alarms, "5回処理に失敗したアラートがあります。ログを確認し、修正後に受付キューへ戻してください。");
        Alerts = WorkQueue.Add(this, "Alerts", keys, Unprocessable, AutomationFunction.TimeoutSeconds);
        alarms.Add(
            this, "Delay", "アラートの処理が15分以上遅れています。AlertTriageのエラーとスロットリングを確認してください。",
            Alerts.MetricApproximateAgeOfOldestMessage(new MetricOptions { Statistic = Stats.MAXIMUM, Period = Duration.Minutes(1) }), 900, periods: 3);

        var rules = buses.Select((bus, index) => Receive(index == 0 ? FirstBus : $"Bus{index + 1}", bus)).ToArray();
        EventDelivery.Allow("RulesOfTheBus", rules, Alerts, undeliverable.Queue);
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
        var bus = AccountBus.Add(this, id, plan.Name, "AccountsOfTheEstate", plan.Accounts);
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
            Targets = EventDelivery.To("Alerts", Alerts.QueueArn, undeliverable.Queue),
        }).AttrArn;
    }
}
