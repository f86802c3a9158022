using System.Collections.Immutable;
using GovCloud.Infra.Forwarding;
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
        var target = new ForwardingTarget
        {
            Bus = LinkageEvents.Bus,
            TargetId = "LinkageBus",
            RoleDescription = "Lets EventBridge tell the operations account which files came and went",
            StatementId = "PutEventsOnTheLinkageBus",
        };
        var pattern = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["source"] = Source,
            ["detail-type"] = Kinds,
            ["detail"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["bucket"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["name"] = new[] { bucketName } },
            },
        };
        EventForwarding.Add(this, plan.Estate, target, [("FilesRule", "Files that came or went", pattern)]);
    }
}
