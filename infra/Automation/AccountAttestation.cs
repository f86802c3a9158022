using Amazon.CDK.AWS.S3;

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
        var work = WorkQueue.Add(this, "Work", keys, failed, Size.TimeoutSeconds);
        var rule = AnswersRule(work, undeliverable);
        EventDelivery.Allow("RuleOfTheInbox", [rule.AttrArn], work, undeliverable.Queue);
        WorkQueue.Drain(this, "Work", Lambda, keys, work, batchSize: 1, mostConcurrent: 2);
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
            Targets = EventDelivery.To("Work", work.QueueArn, undeliverable.Queue),
        });
    }

    void Schedule(Queue work) => PlannedStarts.Add(
        this,
        new()
        {
            Target = work.QueueArn,
            Action = "sqs:SendMessage",
            RoleDescription = "Lets the scheduler ask for the round of the day",
            MissedId = "Missed",
            Missed = "アカウント棚卸の確認を起動できませんでした。スケジュールとロールを確認してください。",
            // The people of a sample do not exist: there is nobody to ask.
            IsEnabled = !plan.Estate.Profile.Sample,
        },
        keys, platform.Alarms,
        // Every day, because business days differ by municipality: the function knows their calendars.
        new PlannedTime(
            "Round", "Asks for the round of the day; on days that a municipality is closed nothing is done about it", "cron(0 9 * * ? *)",
            $$"""{"source":"{{EventNames.OwnSourcePrefix}}schedule","detail-type":"{{AttestationNames.Round}}","time":"<aws.scheduler.scheduled-time>"}"""));
}
