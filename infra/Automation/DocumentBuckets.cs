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

    /// <summary>A bucket like the others, for a construct that needs one of its own.</summary>
    /// <param name="scope">The construct.</param>
    /// <param name="id">Its id, which is also the folder of its access logs.</param>
    /// <param name="key">The key of data.</param>
    /// <param name="lifecycle">What becomes of its objects.</param>
    /// <param name="locks">Whether objects can be locked, each when its time has come.</param>
    internal Bucket Add(Construct scope, string id, IKey key, LifecycleRule lifecycle, bool locks) => new(scope, id, Props(id, key, lifecycle, locks, null));

    static LifecycleRule Expiry(string id, int days) => new()
    {
        Id = id,
        AbortIncompleteMultipartUploadAfter = Duration.Days(7),
        Expiration = Duration.Days(days),
        NoncurrentVersionExpiration = Duration.Days(30),
    };

    Bucket Documents(string id, IKey key, LifecycleRule lifecycle, ObjectLockRetention? retention = null) => new(this, id, Props(id, key, lifecycle, retention is not null, retention));

    BucketProps Props(string id, IKey key, LifecycleRule lifecycle, bool locks, ObjectLockRetention? retention) => new()
    {
        Encryption = BucketEncryption.KMS,
        EncryptionKey = key,
        BucketKeyEnabled = true,
        EnforceSSL = true,
        MinimumTLSVersion = 1.2,
        BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
        ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
        Versioned = true,
        ObjectLockEnabled = locks ? true : null,
        ObjectLockDefaultRetention = retention,
        ServerAccessLogsBucket = accessLogs,
        ServerAccessLogsPrefix = $"{id.ToLowerInvariant()}/",
        RemovalPolicy = RemovalPolicy.RETAIN,
        LifecycleRules = [lifecycle],
    };
}
