using Amazon.CDK.AWS.S3;

namespace GovCloud.Infra.Automation;

/// <summary>
/// The buckets: <c>Quarantine</c> for events that could not be read, <c>Reports</c> for what people are given, <c>Evidence</c> for what proves that
/// something was done. All are versioned, log their access, and are kept when the stack is removed.
/// </summary>
sealed class DocumentBuckets : Construct
{
    // As long as the log groups: the year that has closed and a month to look at it.
    const int KeptDays = 400;

    readonly Bucket accessLogs;

    internal DocumentBuckets(Construct scope, string id, IKey key, int evidenceDays) : base(scope, id)
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
        AcceptedFinding.HoldsAccessLogs(accessLogs);
        // What lies here may hold personal data that nobody has read yet, so that it does not stay longer than it is of use.
        Quarantine = Documents("Quarantine", key, Expiry("quarantine", KeptDays));
        Reports = Documents("Reports", key, new LifecycleRule
        {
            Id = "reports",
            AbortIncompleteMultipartUploadAfter = Duration.Days(7),
            NoncurrentVersionExpiration = Duration.Days(KeptDays),
            Transitions = [new Transition { StorageClass = StorageClass.INFREQUENT_ACCESS, TransitionAfter = Duration.Days(90) }],
        });
        Evidence = Documents("Evidence", key, new LifecycleRule
        {
            Id = "evidence",
            AbortIncompleteMultipartUploadAfter = Duration.Days(7),
            Transitions = [new Transition { StorageClass = StorageClass.INFREQUENT_ACCESS, TransitionAfter = Duration.Days(90) }],
        },
        // Governance and not compliance: a mistaken upload of personal data must be removable by somebody whom two people let do it.
        ObjectLockRetention.Governance(Duration.Days(evidenceDays)));
    }

    /// <summary>Events that could not be read, with the reason.</summary>
    internal Bucket Quarantine { get; }

    /// <summary>Documents for municipalities.</summary>
    internal Bucket Reports { get; }

    /// <summary>Records that can be neither changed nor deleted before their time.</summary>
    internal Bucket Evidence { get; }

    static LifecycleRule Expiry(string id, int days) => new()
    {
        Id = id,
        AbortIncompleteMultipartUploadAfter = Duration.Days(7),
        Expiration = Duration.Days(days),
        NoncurrentVersionExpiration = Duration.Days(30),
    };

    Bucket Documents(string id, IKey key, LifecycleRule lifecycle, ObjectLockRetention? retention = null) => new(this, id, new BucketProps
    {
        Encryption = BucketEncryption.KMS,
        EncryptionKey = key,
        BucketKeyEnabled = true,
        EnforceSSL = true,
        MinimumTLSVersion = 1.2,
        BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
        ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
        Versioned = true,
        ObjectLockEnabled = retention is null ? null : true,
        ObjectLockDefaultRetention = retention,
        ServerAccessLogsBucket = accessLogs,
        ServerAccessLogsPrefix = $"{id.ToLowerInvariant()}/",
        RemovalPolicy = RemovalPolicy.RETAIN,
        LifecycleRules = [lifecycle],
    });
}
