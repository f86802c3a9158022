namespace GovCloud.Resilience.Facts;

/// <summary>A recovery point as AWS Backup lists it in a vault.</summary>
/// <remarks>Source: AWS Backup API reference, <c>RecoveryPointByBackupVault</c>. What AWS leaves out stays null: nothing is assumed.</remarks>
public sealed record RecoveryPoint
{
    /// <summary>ARN of the recovery point; of the snapshot or image for services that AWS Backup does not fully manage.</summary>
    public required string Arn { get; init; }

    /// <summary>ARN of what was backed up. A copy names the original resource.</summary>
    public required string Resource { get; init; }

    /// <summary>Such as <c>RDS</c>; null where AWS does not say.</summary>
    public string? ResourceType { get; init; }

    /// <summary>ARN of the vault that it lies in.</summary>
    public required string VaultArn { get; init; }

    /// <summary>Where a copy came from: ARN of a vault; null for an original.</summary>
    public string? SourceVaultArn { get; init; }

    /// <summary>The status; <see cref="RecoveryPointStatus.Unknown"/> for one that is not known yet.</summary>
    public required RecoveryPointStatus Status { get; init; }

    /// <summary>What AWS says about the status.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>When it was begun: what was written later is not in it.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>For a copy whose original is not known for certain: it holds nothing that was written later. Null where <see cref="Created"/> is exact.</summary>
    public DateTimeOffset? CreatedAtLatest { get; init; }

    /// <summary>When it was complete.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>When AWS deletes it; null for one that is kept for ever or where AWS does not say.</summary>
    public DateTimeOffset? DeleteAt { get; init; }

    /// <summary>For how many days it is kept; null for one that is kept for ever or where AWS does not say.</summary>
    public int? DeleteAfterDays { get; init; }

    /// <summary>Whether AWS told a lifecycle at all: without, nothing is known of the retention.</summary>
    public bool LifecycleKnown { get; init; }

    /// <summary>Whether it is encrypted; null where AWS does not say.</summary>
    public bool? IsEncrypted { get; init; }

    /// <summary>ARN of the key.</summary>
    public string? EncryptionKeyArn { get; init; }

    /// <summary>Whose key it is.</summary>
    public KeyOwner KeyOwner { get; init; }

    /// <summary>Bytes; null where AWS does not say.</summary>
    public long? Bytes { get; init; }

    /// <summary>Id of the plan that made it; null for one made by hand.</summary>
    public string? PlanId { get; init; }

    /// <summary>Part of a composite recovery point: it is judged through its parent.</summary>
    public string? ParentArn { get; init; }

    /// <summary>Whether it restores to any moment and grows, instead of standing for one moment.</summary>
    /// <remarks>Source: AWS Backup developer guide, "Continuous backups and point-in-time recovery": the ARN contains the word.</remarks>
    public bool IsContinuous => Arn.Contains(":continuous:", StringComparison.Ordinal);
}

/// <summary>Statuses of recovery points.</summary>
public enum RecoveryPointStatus
{
    /// <summary>One that this version does not know.</summary>
    Unknown,

    /// <summary>Being made.</summary>
    Creating,

    /// <summary>Complete.</summary>
    Completed,

    /// <summary>Complete, and for continuous backups: growing.</summary>
    Available,

    /// <summary>Not complete within its window.</summary>
    Partial,

    /// <summary>A continuous backup that no longer grows.</summary>
    Stopped,

    /// <summary>Past its retention, and AWS could not delete it.</summary>
    Expired,

    /// <summary>Being deleted.</summary>
    Deleting,
}

/// <summary>Whose key encrypts something.</summary>
public enum KeyOwner
{
    /// <summary>AWS does not say.</summary>
    Unknown,

    /// <summary>A key of AWS.</summary>
    Provider,

    /// <summary>A key of the account's owner.</summary>
    Customer,
}
