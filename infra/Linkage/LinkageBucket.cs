using Amazon.CDK.AWS.S3;
using GovCloud.Linkage;

namespace GovCloud.Infra.Linkage;

/// <summary>The bucket of a store and the bucket of its access logs. Files are deleted when their interface says so; every version of them.</summary>
sealed class LinkageBucket : Construct
{
    // As long as the log groups: the year that has closed and a month to look at it.
    const int LogDays = 400;
    const int NoncurrentDays = 7;

    internal LinkageBucket(Construct scope, string id, LinkagePlan plan, IKey key) : base(scope, id)
    {
        var logs = new Bucket(this, "AccessLogs", new BucketProps
        {
            // S3 delivers access logs to buckets with its own key only.
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
            Versioned = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
            LifecycleRules = [Expiry("access-logs", null, LogDays)],
        });
        Name = LinkageNames.BucketOf(plan.Store);
        Bucket = new Bucket(this, "Bucket", new BucketProps
        {
            // Fixed, because the accounts that come and the operations account name it before they can see it.
            BucketName = Name,
            Encryption = BucketEncryption.KMS,
            EncryptionKey = key,
            // With a bucket key the encryption context would be the bucket, and the key's policy could not tell folders apart.
            BucketKeyEnabled = false,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
            Versioned = true,
            ServerAccessLogsBucket = logs,
            ServerAccessLogsPrefix = "files/",
            RemovalPolicy = RemovalPolicy.RETAIN,
            LifecycleRules = [.. Lifecycle(plan)],
        });
        // The property itself: the construct's own way brings a function with rights on every bucket.
        ((CfnBucket)Bucket.Node.DefaultChild!).NotificationConfiguration = new CfnBucket.NotificationConfigurationProperty
        {
            EventBridgeConfiguration = new CfnBucket.EventBridgeConfigurationProperty { EventBridgeEnabled = true },
        };
    }

    /// <summary>The bucket's name.</summary>
    internal string Name { get; }

    /// <summary>The bucket.</summary>
    internal Bucket Bucket { get; }

    /// <summary>ARN of all objects in a folder, as a pattern.</summary>
    internal static string ObjectsIn(LinkageStore store, string folder) => $"arn:{Aws.PARTITION}:s3:::{LinkageNames.BucketOf(store)}/{folder}*";

    static IEnumerable<LifecycleRule> Lifecycle(LinkagePlan plan)
    {
        foreach (var profile in plan.Estate.Linkage.Interfaces.Where(profile => profile.Municipality == plan.Store.Municipality))
        {
            yield return Expiry(profile.Id, profile.Prefix, profile.RetentionDays);
            yield return Expiry($"receipts-{profile.Id}", $"{LinkageNames.Receipts}{profile.Id}/", profile.RetentionDays);
        }

        yield return new LifecycleRule { Id = "leftovers", AbortIncompleteMultipartUploadAfter = Duration.Days(1), NoncurrentVersionExpiration = Duration.Days(NoncurrentDays) };
    }

    static LifecycleRule Expiry(string id, string? prefix, int days) => new()
    {
        Id = id,
        Prefix = prefix,
        Expiration = Duration.Days(days),
        NoncurrentVersionExpiration = Duration.Days(NoncurrentDays),
    };
}
