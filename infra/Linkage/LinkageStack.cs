using System.Collections.Immutable;
using Amazon.CDK.AWS.SQS;
using GovCloud.Linkage;

namespace GovCloud.Infra.Linkage;

/// <summary>What a linkage stack is made from.</summary>
sealed record LinkagePlan
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The store.</summary>
    public required LinkageStore Store { get; init; }

    /// <summary>Who may do what in it.</summary>
    public required ImmutableArray<LinkageAccess> Rights { get; init; }
}

/// <summary>
/// The bucket through which the systems of one body exchange files, in the account of its hub. Deployed by whoever may deploy there, with the
/// rights of that account alone. It must never let an account touch a folder that the estate's interfaces do not give it, and never let the
/// operator read contents but for the one role that counts rows. Removing the stack keeps bucket and key. There are no access points, on purpose:
/// the bucket's policy says everything in one place, and that place can be proved.
/// </summary>
sealed class LinkageStack : Stack
{
    const int LongestRetrySeconds = 86_400;
    const int MostAttempts = 185;

    static readonly string[] Source = ["aws.s3"];
    static readonly string[] Kinds = [LinkageEvents.ObjectCreated, LinkageEvents.ObjectDeleted];

    internal LinkageStack(Construct scope, string id, LinkagePlan plan)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Account = plan.Store.Account.ToString(), Region = plan.Estate.Profile.PrimaryRegion },
            Description = $"{plan.Estate.Profile.Title}: file linkage, store {plan.Store.Id}",
            TerminationProtection = true,
        })
    {
        var parties = new LinkageParties(this, plan);
        var key = LinkageKey.Of(this, plan, parties);
        var bucket = new LinkageBucket(this, "Files", plan, key);
        LinkageBucketPolicy.AddTo(bucket.Bucket, plan, parties, key);
        _ = new MalwareScan(this, "Scan", bucket.Bucket, key, parties);
        if (LinkageNames.EnvironmentOf(plan.Estate, plan.Store) == DeploymentEnvironment.Production)
        {
            // Files of verification come when somebody tests: nobody waits for them.
            ForwardEvents(plan, bucket.Name);
        }

        _ = new CfnOutput(this, "FilesBucket", new CfnOutputProps { Description = "The bucket of the linkage files", Value = bucket.Name });
        _ = new CfnOutput(this, "FilesKey", new CfnOutputProps { Description = "The key that encrypts them", Value = key.KeyArn });
    }

    void ForwardEvents(LinkagePlan plan, string bucketName)
    {
        var busArn = Arn.Format(new ArnComponents
        {
            Partition = Aws.PARTITION,
            Service = "events",
            Region = plan.Estate.Profile.PrimaryRegion,
            Account = plan.Estate.Profile.OperationsAccount.ToString(),
            Resource = "event-bus",
            ResourceName = LinkageEvents.Bus,
        });
        var undelivered = new Queue(this, "Undelivered", new QueueProps { Encryption = QueueEncryption.SQS_MANAGED, EnforceSSL = true, RetentionPeriod = Duration.Days(14) });
        AcceptedFinding.IsDeadLetterQueue(undelivered);
        var role = new IamRole(this, "ForwardingRole", new RoleProps
        {
            Description = "Lets EventBridge tell the operations account which files came and went",
            AssumedBy = new ServicePrincipal("events.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
                },
            }),
            InlinePolicies = new Dictionary<string, PolicyDocument>(StringComparer.Ordinal)
            {
                ["Forward"] = new(new PolicyDocumentProps { Statements = [Grant.To("PutEventsOnTheLinkageBus", ["events:PutEvents"], [busArn])] }),
            },
        });
        var rule = new EventRule(this, "FilesRule", new EventRuleProps
        {
            Description = "Files that came or went",
            State = "ENABLED",
            EventPattern = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["source"] = Source,
                ["detail-type"] = Kinds,
                ["detail"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["bucket"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["name"] = new[] { bucketName } },
                },
            },
            Targets = new[]
            {
                new EventRule.TargetProperty
                {
                    Id = "LinkageBus",
                    Arn = busArn,
                    RoleArn = role.RoleArn,
                    DeadLetterConfig = new EventRule.DeadLetterConfigProperty { Arn = undelivered.QueueArn },
                    RetryPolicy = new EventRule.RetryPolicyProperty { MaximumEventAgeInSeconds = LongestRetrySeconds, MaximumRetryAttempts = MostAttempts },
                },
            },
        });
        undelivered.AddToResourcePolicy(Grant.By(
            new ServicePrincipal("events.amazonaws.com"), "TheRuleKeepsWhatItCannotDeliver", ["sqs:SendMessage"], [undelivered.QueueArn], ("ArnEquals", "aws:SourceArn", rule.AttrArn)));
    }
}
