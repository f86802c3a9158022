using Amazon.CDK.AWS.S3;

namespace GovCloud.Infra.Network;

/// <summary>
/// The bucket for the flow logs of all VPCs, in the log-archive account. Deployed before any VPC, by whoever may deploy there. It lets AWS's log delivery write for accounts
/// of the estate, and nobody else. It has a fixed name, because every account refers to it, and no customer-managed key, on purpose: a key's policy would have to name every
/// account as well, and S3's own encryption keeps what rests. Kept when the stack is removed.
/// </summary>
sealed class FlowLogArchiveStack : Stack
{
    const int RetentionDays = 400;

    internal FlowLogArchiveStack(Construct scope, NetworkPlan plan, Account archive)
        : base(scope, "GovCloud-NetworkLogs", new StackProps
        {
            Env = plan.EnvironmentOf(archive),
            TerminationProtection = true,
            Description = $"{plan.Estate.Profile.Title}: flow logs of all VPCs",
        })
    {
        var bucket = new Bucket(this, "FlowLogs", new BucketProps
        {
            BucketName = NetworkNames.FlowLogBucket(archive.Id.ToString(), plan.Region),
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            Versioned = true,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
            RemovalPolicy = RemovalPolicy.RETAIN,
            LifecycleRules = [new LifecycleRule { Expiration = Duration.Days(RetentionDays), NoncurrentVersionExpiration = Duration.Days(30) }],
        });
        var delivery = new ServicePrincipal("delivery.logs.amazonaws.com");
        var accounts = plan.Topology.Vpcs.Select(v => v.Node.Account!.Account.Id.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        bucket.AddToResourcePolicy(Grant.By(
            delivery, "WriteFlowLogs", ["s3:PutObject"], [bucket.ArnForObjects("AWSLogs/*")], ("StringEquals", "aws:SourceAccount", accounts)));
        bucket.AddToResourcePolicy(Grant.By(
            delivery, "CheckTheBucket", ["s3:GetBucketAcl", "s3:ListBucket"], [bucket.BucketArn], ("StringEquals", "aws:SourceAccount", accounts)));
    }
}
