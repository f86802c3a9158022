using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;

namespace GovCloud.Infra.Automation;

/// <summary>What the apportionment is made from.</summary>
sealed record CostApportionmentPlan
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The buckets beside which those of statements stand, and the quarantine.</summary>
    public required DocumentBuckets Buckets { get; init; }

    /// <summary>Where messages wait to be sent.</summary>
    public required IncidentStore Incidents { get; init; }

    /// <summary>The bus on which findings become incidents.</summary>
    public required IConstruct OperationsBus { get; init; }
}

/// <summary>
/// Closes months. May read the accounts' billing data and the inputs, keep statements and their index, lock what was published, put findings and events on the
/// operations bus, and add messages to the outbox; may not delete anything, read incidents, shorten a lock, or publish: a person does. A bus of its own, because
/// deliveries are daily business that triage need not see.
/// </summary>
sealed class CostApportionment : Construct
{
    const int NoncurrentDays = 400;

    // Two whole CPUs, because chunks are read in parallel, and the longest time there is: docs/decisions/0020 says for how many rows that suffices.
    static readonly FunctionSize Size = new(3538, 900);

    static readonly string[] Source = ["aws.s3"];
    static readonly string[] Stored = [CostNames.ObjectCreated];
    static readonly string[] InputFolders = [CostNames.Drivers, CostNames.Conversions, CostNames.Invoices];

    readonly FunctionPlatform platform;
    readonly EncryptionKeys keys;
    readonly CostApportionmentPlan plan;

    internal CostApportionment(Construct scope, string id, FunctionPlatform platform, EncryptionKeys keys, CostApportionmentPlan plan) : base(scope, id)
    {
        (this.platform, this.keys, this.plan) = (platform, keys, plan);
        var props = ProtectedTable.Props(keys.Data, StatementsTable.PartitionKey, StatementsTable.SortKey);
        // Whoever publishes, the function hears of it: it locks the files and tells people.
        props.Stream = StreamViewType.KEYS_ONLY;
        Table = new Table(this, "Table", props);
        Statements = plan.Buckets.Add(this, "Statements", keys.Data, Kept("statements", toInfrequentAccess: true), locks: true);
        Inputs = plan.Buckets.Add(this, "CostInputs", keys.Data, Kept("cost-inputs", toInfrequentAccess: false), locks: false);
        // The property itself: the construct's own way brings a function with rights on every bucket.
        ((CfnBucket)Inputs.Node.DefaultChild!).AddPropertyOverride("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", true);
        Lambda = new AutomationFunction(
            this, "Lambda", HandlerIds.CostApportionment, platform,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [EnvironmentVariables.StatementsTable] = Table.TableName,
                [EnvironmentVariables.StatementsBucket] = Statements.BucketName,
                [EnvironmentVariables.CostInputsBucket] = Inputs.BucketName,
                [EnvironmentVariables.QuarantineBucket] = plan.Buckets.Quarantine.BucketName,
                [EnvironmentVariables.IncidentsTable] = plan.Incidents.Table.TableName,
                [EnvironmentVariables.OperationsBus] = EventNames.OperationsBus,
            },
            size: Size);
        Lambda.Node.AddDependency(plan.OperationsBus);
        Allow();
        var work = TakeWork();
        _ = new CostApportionmentSchedule(this, "Schedule", keys, platform.Alarms, work, !plan.Estate.Profile.Sample);
        TellWhenWritten();
    }

    /// <summary>The function.</summary>
    internal AutomationFunction Lambda { get; }

    /// <summary>The index of statements.</summary>
    internal Table Table { get; }

    /// <summary>The files of statements.</summary>
    internal Bucket Statements { get; }

    /// <summary>What people put beside the exports.</summary>
    internal Bucket Inputs { get; }

    static LifecycleRule Kept(string id, bool toInfrequentAccess) => new()
    {
        Id = id,
        AbortIncompleteMultipartUploadAfter = Duration.Days(7),
        NoncurrentVersionExpiration = Duration.Days(NoncurrentDays),
        Transitions = toInfrequentAccess ? [new Transition { StorageClass = StorageClass.INFREQUENT_ACCESS, TransitionAfter = Duration.Days(90) }] : null,
    };

    void Allow()
    {
        var exports = $"arn:{Aws.PARTITION}:s3:::{CostNames.ExportBucket(plan.Estate.Profile.Name, "*")}";
        Lambda.Allow("KeepTheIndex", ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], [Table.TableArn]);
        Lambda.Allow("ReadTheStream", ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], [Table.TableStreamArn!]);
        // The action knows no resources, and an event source mapping is refused without it.
        Lambda.Allow("FindTheStream", ["dynamodb:ListStreams"], ["*"]);
        Lambda.Allow(
            "AddMessages", ["dynamodb:PutItem"], [plan.Incidents.Table.TableArn], ("ForAllValues:StringLike", "dynamodb:LeadingKeys", new[] { $"{IncidentsTable.OutboxPrefix}*" }));
        Lambda.Allow("UseTables", ServiceConditions.TableKeyUse, [keys.Data.KeyArn], ServiceConditions.Via(this, "dynamodb"));
        Lambda.Allow("ReadBills", ["s3:GetObject", "s3:ListBucket"], [exports, $"{exports}/*", Inputs.BucketArn, Inputs.ArnForObjects("*")]);
        // PutObjectRetention lengthens a lock; shortening one takes a right that nobody has in compliance mode.
        Lambda.Allow("KeepStatements", ["s3:GetObject", "s3:PutObject", "s3:PutObjectRetention"], [Statements.ArnForObjects("*")]);
        // Without it S3 answers 403 for an object that is not there yet.
        Lambda.Allow("FindStatements", ["s3:ListBucket"], [Statements.BucketArn]);
        Lambda.Allow("PutIntoQuarantine", ["s3:PutObject"], [plan.Buckets.Quarantine.ArnForObjects("cost/*")]);
        Lambda.Allow("UseBuckets", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Data.KeyArn], ServiceConditions.Via(this, "s3"));
        Lambda.Allow(
            "TellEvents", ["events:PutEvents"], [BusArn(EventNames.OperationsBus)], ("StringEquals", "events:source", new[] { CostNames.Source, EventNames.CostFindings }));
    }

    Queue TakeWork()
    {
        var failed = new DeadLetterQueue(this, "Unprocessable", keys.Messages, platform.Alarms, "5回失敗した按分の処理があります。ログを確認し、原因を取り除いてから受付キューへ戻してください。");
        var undeliverable = new DeadLetterQueue(this, "Undeliverable", keys.Messages, platform.Alarms, "利用明細の到着を按分に伝えられませんでした。原因を取り除いてから再送してください。");
        var work = WorkQueue.Add(this, "Work", keys, failed, Size.TimeoutSeconds);
        var accounts = plan.Estate.Accounts.Select(account => account.Id);
        var bus = AccountBus.Add(this, "Bus", CostNames.Bus, "AccountsOfTheEstate", plan.Estate.Organization.ManagementAccount is { } management ? accounts.Append(management) : accounts);
        var rules = new[]
        {
            Rule("DeliveriesRule", bus.EventBusName, "Manifests that came into the buckets of the accounts", null, Manifests, work, undeliverable),
            // S3 tells the default bus of the bucket's own account.
            Rule("InputsRule", null, "What people put into the bucket of inputs", Inputs.BucketName, [.. Manifests, .. InputFolders.Select(folder => Key("prefix", folder))], work, undeliverable),
        };
        EventDelivery.Allow("RulesOfTheApportionment", [.. rules.Select(rule => rule.AttrArn)], work, undeliverable.Queue);
        // A month may take minutes: one at a time, and two at once.
        WorkQueue.Drain(this, "Work", Lambda, keys, work, batchSize: 1, mostConcurrent: 2);
        return work;
    }

    void TellWhenWritten()
    {
        var missed = new DeadLetterQueue(this, "Untold", keys.Messages, platform.Alarms, "按分計算書の固定または通知に失敗しました。ログを確認し、原因を取り除いてから計算書の状態を確認してください。");
        Lambda.Allow("KeepUntold", ["sqs:SendMessage"], [missed.Queue.QueueArn]);
        Lambda.Allow("EncryptUntold", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Messages.KeyArn], ServiceConditions.Via(this, "sqs"));
        _ = new CfnEventSourceMapping(this, "FromIndex", new CfnEventSourceMappingProps
        {
            FunctionName = Lambda.Function.FunctionName,
            EventSourceArn = Table.TableStreamArn,
            StartingPosition = "TRIM_HORIZON",
            BatchSize = 10,
            BisectBatchOnFunctionError = true,
            // With growing waits between them: S3 or the bus may be away for a while, and what is published must be locked.
            MaximumRetryAttempts = 20,
            FunctionResponseTypes = ["ReportBatchItemFailures"],
            DestinationConfig = new CfnEventSourceMapping.DestinationConfigProperty
            {
                OnFailure = new CfnEventSourceMapping.OnFailureProperty { Destination = missed.Queue.QueueArn },
            },
        });
    }

    static object[] Manifests => [Key("suffix", CostNames.ManifestEnd)];

    static Dictionary<string, object> Key(string how, string text) => new(StringComparer.Ordinal) { [how] = text };

    EventRule Rule(string id, string? bus, string what, string? bucket, object[] objectKeys, Queue work, DeadLetterQueue undeliverable)
    {
        var detail = new Dictionary<string, object>(StringComparer.Ordinal) { ["object"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["key"] = objectKeys } };
        if (bucket is not null)
        {
            detail["bucket"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["name"] = new[] { bucket } };
        }

        return new EventRule(this, id, new EventRuleProps
        {
            Description = what,
            EventBusName = bus,
            State = "ENABLED",
            EventPattern = new Dictionary<string, object>(StringComparer.Ordinal) { ["source"] = Source, ["detail-type"] = Stored, ["detail"] = detail },
            Targets = EventDelivery.To("Work", work.QueueArn, undeliverable.Queue),
        });
    }

    string BusArn(string name) => Stack.Of(this).FormatArn(new ArnComponents { Service = "events", Resource = "event-bus", ResourceName = name });
}
