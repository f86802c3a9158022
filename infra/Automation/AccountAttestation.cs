using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.Scheduler;
using Amazon.CDK.AWS.SQS;

namespace GovCloud.Infra.Automation;

/// <summary>What the confirmation of accounts is made from.</summary>
sealed record AccountAttestationPlan
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The buckets of documents, evidence and the quarantine.</summary>
    public required DocumentBuckets Buckets { get; init; }

    /// <summary>Where messages for people are added.</summary>
    public required IncidentStore Incidents { get; init; }

    /// <summary>The operations bus, which has to be there before the function tells it anything.</summary>
    public required IConstruct OperationsBus { get; init; }
}

/// <summary>
/// Asks municipalities every quarter whether accounts and people are still needed. Has a bucket of its own: the inbox, into which people put answers with rights of
/// their own session, and how far each campaign is. May read the roster of the last inventory and nothing else of its evidence, and can change nothing in any account:
/// what was decided is carried out by people.
/// </summary>
sealed class AccountAttestation : Construct
{
    // Two workbooks of a thousand rows are made and read in memory.
    static readonly FunctionSize Size = new(1769, 300);

    static readonly string[] Source = ["aws.s3"];
    static readonly string[] Stored = [AttestationNames.ObjectCreated];

    const int MostReceives = 5;
    const int MostAttempts = 185;
    const int LongestRetrySeconds = 86_400;
    const int NoncurrentDays = 400;

    readonly FunctionPlatform platform;
    readonly EncryptionKeys keys;
    readonly AccountAttestationPlan plan;

    internal AccountAttestation(Construct scope, string id, FunctionPlatform platform, EncryptionKeys keys, AccountAttestationPlan plan) : base(scope, id)
    {
        (this.platform, this.keys, this.plan) = (platform, keys, plan);
        Campaigns = plan.Buckets.Add(this, "Campaigns", keys.Data, new LifecycleRule
        {
            Id = "campaigns",
            AbortIncompleteMultipartUploadAfter = Duration.Days(7),
            NoncurrentVersionExpiration = Duration.Days(NoncurrentDays),
        }, locks: false);
        // The property itself: the construct's own way brings a function with rights on every bucket.
        ((CfnBucket)Campaigns.Node.DefaultChild!).AddPropertyOverride("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", true);
        Lambda = new AutomationFunction(
            this, "Lambda", HandlerIds.AccountAttestation, platform,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [EnvironmentVariables.AttestationBucket] = Campaigns.BucketName,
                [EnvironmentVariables.ReportsBucket] = plan.Buckets.Reports.BucketName,
                [EnvironmentVariables.EvidenceBucket] = plan.Buckets.Evidence.BucketName,
                [EnvironmentVariables.QuarantineBucket] = plan.Buckets.Quarantine.BucketName,
                [EnvironmentVariables.IncidentsTable] = plan.Incidents.Table.TableName,
                [EnvironmentVariables.OperationsBus] = EventNames.OperationsBus,
            },
            size: Size);
        Lambda.Node.AddDependency(plan.OperationsBus);
        Allow();
        Schedule(TakeWork());
    }

    /// <summary>The function.</summary>
    internal AutomationFunction Lambda { get; }

    /// <summary>How far campaigns are, and the inbox of answers.</summary>
    internal Bucket Campaigns { get; }

    void Allow()
    {
        var (evidence, busArn) = (plan.Buckets.Evidence, Stack.Of(this).FormatArn(new ArnComponents { Service = "events", Resource = "event-bus", ResourceName = EventNames.OperationsBus }));
        Lambda.Allow("KeepCampaigns", ["s3:GetObject", "s3:PutObject"], [Campaigns.ArnForObjects($"{AttestationNames.Campaigns}*")]);
        Lambda.Allow("ReadAnswers", ["s3:GetObject"], [Campaigns.ArnForObjects($"{AttestationNames.Inbox}*")]);
        Lambda.Allow("GiveDocuments", ["s3:PutObject"], [plan.Buckets.Reports.ArnForObjects($"{AttestationNames.Documents}*")]);
        // PutObjectRetention lengthens a lock; shortening one takes a right that nobody has in compliance mode.
        Lambda.Allow("KeepEvidence", ["s3:GetObject", "s3:PutObject", "s3:PutObjectRetention"], [evidence.ArnForObjects($"{EvidenceChains.Attestation}/*")]);
        Lambda.Allow("ReadTheRoster", ["s3:GetObject"], [evidence.ArnForObjects(AttestationNames.Roster)]);
        // Without it S3 answers 403 for an object that is not there yet.
        Lambda.Allow("FindObjects", ["s3:ListBucket"], [Campaigns.BucketArn, evidence.BucketArn]);
        Lambda.Allow("PutIntoQuarantine", ["s3:PutObject"], [plan.Buckets.Quarantine.ArnForObjects("quarantine/*")]);
        Lambda.Allow("UseBuckets", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Data.KeyArn], ServiceConditions.Via(this, "s3"));
        Lambda.Allow(
            "AddMessages", ["dynamodb:PutItem"], [plan.Incidents.Table.TableArn], ("ForAllValues:StringLike", "dynamodb:LeadingKeys", new[] { $"{IncidentsTable.OutboxPrefix}*" }));
        Lambda.Allow("UseTheTable", ServiceConditions.TableKeyUse, [keys.Data.KeyArn], ServiceConditions.Via(this, "dynamodb"));
        Lambda.Allow("TellTriage", ["events:PutEvents"], [busArn], ("StringEquals", "events:source", EventNames.AttestationFindings));
    }

    Queue TakeWork()
    {
        var failed = new DeadLetterQueue(this, "Unprocessable", keys.Messages, platform.Alarms, "5回失敗したアカウント棚卸の確認の処理があります。ログを確認し、原因を取り除いてから受付キューへ戻してください。");
        var undeliverable = new DeadLetterQueue(this, "Undeliverable", keys.Messages, platform.Alarms, "棚卸の回答の到着を伝えられませんでした。原因を取り除いてから再送してください。");
        var work = new Queue(this, "Work", new QueueProps
        {
            Encryption = QueueEncryption.KMS,
            EncryptionMasterKey = keys.Messages,
            DataKeyReuse = Duration.Hours(1),
            EnforceSSL = true,
            RetentionPeriod = Duration.Days(4),
            VisibilityTimeout = Duration.Seconds(6 * Size.TimeoutSeconds),
            DeadLetterQueue = new Amazon.CDK.AWS.SQS.DeadLetterQueue { Queue = failed.Queue, MaxReceiveCount = MostReceives },
        });
        var rule = AnswersRule(work, undeliverable);
        foreach (var queue in (Queue[])[work, undeliverable.Queue])
        {
            queue.AddToResourcePolicy(Grant.By(
                new ServicePrincipal("events.amazonaws.com"), "RuleOfTheInbox", ["sqs:SendMessage"], [queue.QueueArn], ("ArnEquals", "aws:SourceArn", rule.AttrArn)));
        }

        Lambda.Allow("TakeWork", ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"], [work.QueueArn]);
        Lambda.Allow("OpenMessages", ["kms:Decrypt"], [keys.Messages.KeyArn], ServiceConditions.Via(this, "sqs"));
        _ = new CfnEventSourceMapping(this, "FromWork", new CfnEventSourceMappingProps
        {
            FunctionName = Lambda.Function.FunctionName,
            EventSourceArn = work.QueueArn,
            BatchSize = 1,
            FunctionResponseTypes = ["ReportBatchItemFailures"],
            ScalingConfig = new CfnEventSourceMapping.ScalingConfigProperty { MaximumConcurrency = 2 },
        });
        return work;
    }

    EventRule AnswersRule(Queue work, DeadLetterQueue undeliverable)
    {
        static Dictionary<string, object> Of(string name, object value) => new(StringComparer.Ordinal) { [name] = value };
        return new EventRule(this, "AnswersRule", new EventRuleProps
        {
            Description = "Answers that people put into the inbox",
            State = "ENABLED",
            EventPattern = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["source"] = Source,
                ["detail-type"] = Stored,
                ["detail"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["bucket"] = Of("name", new[] { Campaigns.BucketName }),
                    ["object"] = Of("key", new[] { Of("prefix", AttestationNames.Inbox) }),
                },
            },
            Targets = new[]
            {
                new EventRule.TargetProperty
                {
                    Id = "Work",
                    Arn = work.QueueArn,
                    DeadLetterConfig = new EventRule.DeadLetterConfigProperty { Arn = undeliverable.Queue.QueueArn },
                    RetryPolicy = new EventRule.RetryPolicyProperty { MaximumEventAgeInSeconds = LongestRetrySeconds, MaximumRetryAttempts = MostAttempts },
                },
            },
        });
    }

    void Schedule(Queue work)
    {
        var missed = new DeadLetterQueue(this, "Missed", keys.Messages, platform.Alarms, "アカウント棚卸の確認を起動できませんでした。スケジュールとロールを確認してください。");
        var role = new IamRole(this, "ScheduleRole", new RoleProps
        {
            Description = "Lets the scheduler ask for the round of the day",
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Stack.Of(this).Account },
                },
            }),
        });
        role.AddToPrincipalPolicy(Grant.To("AskForTheRound", ["sqs:SendMessage"], [work.QueueArn]));
        role.AddToPrincipalPolicy(Grant.To("KeepMissed", ["sqs:SendMessage"], [missed.Queue.QueueArn]));
        role.AddToPrincipalPolicy(Grant.To("Encrypt", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Messages.KeyArn], ServiceConditions.Via(this, "sqs")));
        var schedule = new CfnSchedule(this, "Round", new CfnScheduleProps
        {
            Description = "Asks for the round of the day; on days that a municipality is closed nothing is done about it",
            // Every day, because business days differ by municipality: the function knows their calendars.
            ScheduleExpression = "cron(0 9 * * ? *)",
            ScheduleExpressionTimezone = "Asia/Tokyo",
            // The people of a sample do not exist: there is nobody to ask.
            State = plan.Estate.Profile.Sample ? "DISABLED" : "ENABLED",
            FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
            Target = new CfnSchedule.TargetProperty
            {
                Arn = work.QueueArn,
                RoleArn = role.RoleArn,
                // The planned time is the instant that is judged, so that a late start decides as one in time.
                Input = $$"""{"source":"{{EventNames.OwnSourcePrefix}}schedule","detail-type":"{{AttestationNames.Round}}","time":"<aws.scheduler.scheduled-time>"}""",
                RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumEventAgeInSeconds = 3600, MaximumRetryAttempts = 3 },
                DeadLetterConfig = new CfnSchedule.DeadLetterConfigProperty { Arn = missed.Queue.QueueArn },
            },
        });
        schedule.Node.AddDependency(role);
    }
}
