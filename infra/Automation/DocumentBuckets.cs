using Amazon.CDK.AWS.S3;

namespace GovCloud.Infra.Automation;

/// <summary>
/// The buckets: <c>Quarantine</c> for events that could not be read, <c>Reports</c> for what people are given, <c>Evidence</c> for what audits found.
/// All are versioned, log their access, and are kept when the stack is removed.
/// </summary>
sealed class DocumentBuckets : Construct
{
    // As long as the log groups: the year that has closed and a month to look at it.
    const int KeptDays = 400;

    readonly Bucket accessLogs;

    internal DocumentBuckets(Construct scope, string id, IKey key) : base(scope, id)
    {
        accessLogs = new Bucket(this, "AccessLogs", new BucketProps
        {
            // S3 delivers access logs to buckets with its own key only.
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
            Versioned = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
            LifecycleRules = [Expiry("access-logs", KeptDays)],
        });
        // What lies here may hold personal data that nobody has read yet, so that it does not stay longer than it is of use.
        Quarantine = Documents("Quarantine", key, Expiry("quarantine", KeptDays));
        Reports = Documents("Reports", key, Kept("reports"));
        Evidence = Documents("Evidence", key, Kept("evidence"));
    }

    /// <summary>Events that could not be read, with the reason.</summary>
    internal Bucket Quarantine { get; }

    /// <summary>Documents for municipalities.</summary>
    internal Bucket Reports { get; }

    /// <summary>What audits found, day by day.</summary>
    internal Bucket Evidence { get; }

    static LifecycleRule Kept(string id) => new()
    {
        Id = id,
        AbortIncompleteMultipartUploadAfter = Duration.Days(7),
        NoncurrentVersionExpiration = Duration.Days(KeptDays),
        Transitions = [new Transition { StorageClass = StorageClass.INFREQUENT_ACCESS, TransitionAfter = Duration.Days(90) }],
    };

    static LifecycleRule Expiry(string id, int days) => new()
    {
        Id = id,
        AbortIncompleteMultipartUploadAfter = Duration.Days(7),
        Expiration = Duration.Days(days),
        NoncurrentVersionExpiration = Duration.Days(30),
    };

    Bucket Documents(string id, IKey key, LifecycleRule lifecycle) => new(this, id, new BucketProps
    {
        Encryption = BucketEncryption.KMS,
        EncryptionKey = key,
        BucketKeyEnabled = true,
        EnforceSSL = true,
        MinimumTLSVersion = 1.2,
        BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
        ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
        Versioned = true,
        ServerAccessLogsBucket = accessLogs,
        ServerAccessLogsPrefix = $"{id.ToLowerInvariant()}/",
        RemovalPolicy = RemovalPolicy.RETAIN,
        LifecycleRules = [lifecycle],
    });
}
