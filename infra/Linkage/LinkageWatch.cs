using System.Collections.Immutable;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using GovCloud.Infra.Automation;
using GovCloud.Linkage;
using DeadLetterQueue = GovCloud.Infra.Automation.DeadLetterQueue;

namespace GovCloud.Infra.Linkage;

/// <summary>What the watch is made from.</summary>
sealed record LinkageWatchPlan
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>Where findings become incidents.</summary>
    public required AlertIntake Intake { get; init; }

    /// <summary>Where summaries are put.</summary>
    public required Bucket Reports { get; init; }
}

/// <summary>
/// Follows the files of the production stores. May read them to count rows, keep slots, put findings on the operations bus and summaries into the
/// documents; may not write, delete or list any file. A bus of its own, because most files are daily business that triage need not see.
/// </summary>
sealed class LinkageWatch : Construct
{
    const int BatchSize = 5;

    // Rows are counted while a file streams past: a few at once are enough, and spare the account's concurrency.
    const int MostConcurrentBatches = 5;

    readonly FunctionPlatform platform;
    readonly EncryptionKeys keys;
    readonly LinkageWatchPlan plan;

    internal LinkageWatch(Construct scope, string id, FunctionPlatform platform, EncryptionKeys keys, LinkageWatchPlan plan) : base(scope, id)
    {
        (this.platform, this.keys, this.plan) = (platform, keys, plan);
        Stores = [.. plan.Estate.Linkage.Stores.Where(store => LinkageNames.EnvironmentOf(plan.Estate, store) == DeploymentEnvironment.Production)];
        Table = new Table(this, "Table", ProtectedTable.Props(keys.Data, LinkageTable.PartitionKey, LinkageTable.SortKey));
        Lambda = new AutomationFunction(
            this, "Lambda", HandlerIds.LinkageWatch, platform,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [EnvironmentVariables.LinkageTable] = Table.TableName,
                [EnvironmentVariables.ReportsBucket] = plan.Reports.BucketName,
            },
            LinkageNames.WatchRole);
        var undeliverable = new DeadLetterQueue(this, "Undeliverable", keys.Messages, platform.Alarms, "連携ファイルのイベントまたは検知を渡せませんでした。原因を取り除いてから再送してください。");
        Allow();
        TakeFiles(undeliverable);
        TellTriage(undeliverable);
        StartOnTime();
    }

    /// <summary>The function.</summary>
    internal AutomationFunction Lambda { get; }

    /// <summary>The slots.</summary>
    internal Table Table { get; }

    ImmutableArray<LinkageStore> Stores { get; }

    void Allow()
    {
        Lambda.Allow("KeepSlots", ["dynamodb:PutItem", "dynamodb:Query"], [Table.TableArn]);
        Lambda.Allow("EncryptSlots", ServiceConditions.TableKeyUse, [keys.Data.KeyArn], ServiceConditions.Via(this, "dynamodb"));
        // The stores are versioned, and an event names the version that it is about.
        Lambda.Allow("CountRows", ["s3:GetObjectVersion"], [.. Stores.Select(store => LinkageBucket.ObjectsIn(store, ""))]);
        // The keys' ids are known in their own accounts only; their aliases are ours.
        Lambda.Allow(
            "OpenFiles", ["kms:Decrypt"], [.. Stores.Select(store => $"arn:{Aws.PARTITION}:kms:{Stack.Of(this).Region}:{store.Account}:key/*")],
            ("ForAnyValue:StringEquals", "kms:ResourceAliases", Stores.Select(LinkageNames.KeyAliasOf).ToArray()), ServiceConditions.Via(this, "s3"));
        Lambda.Allow("TellFindings", ["events:PutEvents"], [BusArn(EventNames.OperationsBus)], ("StringEquals", "events:source", LinkageEvents.Source));
        Lambda.Allow("WriteSummaries", ["s3:PutObject"], [plan.Reports.ArnForObjects("linkage/*")]);
        Lambda.Allow("EncryptSummaries", ["kms:GenerateDataKey"], [keys.Data.KeyArn], ServiceConditions.Via(this, "s3"));
    }

    void TakeFiles(DeadLetterQueue undeliverable)
    {
        var failed = new DeadLetterQueue(this, "Unprocessable", keys.Messages, platform.Alarms, "5回処理に失敗した連携ファイルのイベントがあります。ログを確認し、修正後に受付キューへ戻してください。");
        var files = WorkQueue.Add(this, "Files", keys, failed, AutomationFunction.TimeoutSeconds);
        var bus = AccountBus.Add(this, "Bus", LinkageEvents.Bus, "AccountsOfTheStores", Stores.Select(store => store.Account));
        var rule = Rule("FilesRule", bus.EventBusName, "Files of the stores that came or went", files, undeliverable, Pattern("aws.s3", LinkageEvents.ObjectCreated, LinkageEvents.ObjectDeleted));
        EventDelivery.Allow("RuleOfTheLinkageBus", [rule.AttrArn], files, undeliverable.Queue);
        WorkQueue.Drain(this, "Files", Lambda, keys, files, BatchSize, MostConcurrentBatches);
    }

    /// <summary>Our own events stay out of triage, so that nothing loops; findings of this function, from this account, are let in by name.</summary>
    void TellTriage(DeadLetterQueue undeliverable)
    {
        var pattern = Pattern(LinkageEvents.Source, LinkageEvents.Finding);
        pattern["account"] = new[] { plan.Estate.Profile.OperationsAccount.ToString() };
        var rule = Rule("FindingsRule", EventNames.OperationsBus, "Findings of the linkage go to triage", plan.Intake.Alerts, undeliverable, pattern);
        rule.Node.AddDependency(plan.Intake.Bus);
        EventDelivery.Allow("RuleOfLinkageFindings", [rule.AttrArn], plan.Intake.Alerts, undeliverable.Queue);
    }

    void StartOnTime()
    {
        // A failed sweep is not tried again: the next one finds the same slots.
        Lambda.Function.ConfigureAsyncInvoke(new EventInvokeConfigOptions { MaxEventAge = Duration.Minutes(10), RetryAttempts = 0 });
        PlannedStarts.Add(
            this,
            new()
            {
                Target = Lambda.Function.FunctionArn,
                Action = "lambda:InvokeFunction",
                RoleId = "SweepRole",
                RoleDescription = "Lets the scheduler start the linkage watch",
                MissedId = "MissedSweeps",
                Missed = "連携ファイルの巡回を起動できませんでした。スケジュールとロールを確認してください。",
                LongestDelaySeconds = 600,
            },
            keys, platform.Alarms,
            At("Sweep", "Finds files that are late, incomplete or not taken", "cron(0/10 * * * ? *)", LinkageEvents.Sweep),
            At("Summary", "Writes the summary of the day before", "cron(30 8 * * ? *)", LinkageEvents.Summary));
    }

    static PlannedTime At(string id, string what, string expression, string detailType) =>
        new(id, what, expression, $$"""{"source":"{{EventNames.OwnSourcePrefix}}schedule","detail-type":"{{detailType}}","time":"<aws.scheduler.scheduled-time>"}""");

    EventRule Rule(string id, string bus, string what, Queue target, DeadLetterQueue undeliverable, Dictionary<string, object> pattern) => new(this, id, new EventRuleProps
    {
        Description = what,
        EventBusName = bus,
        State = "ENABLED",
        EventPattern = pattern,
        Targets = EventDelivery.To("Queue", target.QueueArn, undeliverable.Queue),
    });

    static Dictionary<string, object> Pattern(string source, params string[] detailTypes) => new(StringComparer.Ordinal)
    {
        ["source"] = new[] { source },
        ["detail-type"] = detailTypes,
    };

    string BusArn(string name) => Stack.Of(this).FormatArn(new ArnComponents { Service = "events", Resource = "event-bus", ResourceName = name });
}
