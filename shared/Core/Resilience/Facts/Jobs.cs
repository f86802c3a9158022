namespace GovCloud.Resilience.Facts;

/// <summary>States of backup, copy and restore jobs.</summary>
public enum JobState
{
    /// <summary>One that this version does not know.</summary>
    Unknown,

    /// <summary>Waiting or running.</summary>
    Running,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Done in part.</summary>
    Partial,

    /// <summary>Stopped by somebody.</summary>
    Aborted,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Not begun within its window.</summary>
    Expired,
}

/// <summary>A backup job. AWS keeps them for 30 days.</summary>
public sealed record BackupJob
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>ARN of what is backed up.</summary>
    public required string Resource { get; init; }

    /// <summary>ARN of the vault.</summary>
    public string? VaultArn { get; init; }

    /// <summary>ARN of the recovery point; null until there is one.</summary>
    public string? PointArn { get; init; }

    /// <summary>The state.</summary>
    public required JobState State { get; init; }

    /// <summary>Why, as AWS says it.</summary>
    public string? Message { get; init; }

    /// <summary>AWS's short word for the message, such as <c>AccessDenied</c> or <c>AGGREGATE_ALL</c>.</summary>
    public string? MessageCategory { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>Id of the plan that asked for it; null for one asked for by hand.</summary>
    public string? PlanId { get; init; }

    /// <summary>The job that it is a part of.</summary>
    public string? ParentId { get; init; }
}

/// <summary>A copy job. AWS keeps them for 30 days.</summary>
public sealed record CopyJob
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>ARN of what was backed up.</summary>
    public required string Resource { get; init; }

    /// <summary>The state.</summary>
    public required JobState State { get; init; }

    /// <summary>Why, as AWS says it.</summary>
    public string? Message { get; init; }

    /// <summary>ARN of the recovery point that is copied.</summary>
    public string? SourcePointArn { get; init; }

    /// <summary>ARN of the copy; null until there is one.</summary>
    public string? DestinationPointArn { get; init; }

    /// <summary>ARN of the vault that it is copied into.</summary>
    public string? DestinationVaultArn { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>The job that it is a part of.</summary>
    public string? ParentId { get; init; }
}

/// <summary>A restore job. AWS keeps them for 30 days.</summary>
public sealed record RestoreJob
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>ARN of what was backed up once; null where AWS does not say.</summary>
    public string? Resource { get; init; }

    /// <summary>ARN of the recovery point.</summary>
    public string? PointArn { get; init; }

    /// <summary>Such as <c>RDS</c>.</summary>
    public string? ResourceType { get; init; }

    /// <summary>The state.</summary>
    public required JobState State { get; init; }

    /// <summary>Why, as AWS says it.</summary>
    public string? Message { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>ARN of the restore-testing plan; null for a restore that somebody asked for.</summary>
    public string? TestingPlanArn { get; init; }

    /// <summary>What the check of the restored contents said; null where none was made.</summary>
    public RestoreValidation? Validation { get; init; }

    /// <summary>Whether what was restored in a test is gone: true for gone, false for left behind, null while it is there on purpose or AWS does not say.</summary>
    public bool? Deleted { get; init; }

    /// <summary>ARN of what was restored.</summary>
    public string? CreatedResource { get; init; }
}

/// <summary>What the check of restored contents said. Once set it cannot be changed.</summary>
public enum RestoreValidation
{
    /// <summary>One that this version does not know.</summary>
    Unknown,

    /// <summary>Being checked.</summary>
    Validating,

    /// <summary>The contents are right.</summary>
    Successful,

    /// <summary>The contents are wrong.</summary>
    Failed,

    /// <summary>Nobody said anything within the window.</summary>
    TimedOut,
}
