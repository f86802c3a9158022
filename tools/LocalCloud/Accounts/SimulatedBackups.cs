using System.Collections.Immutable;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>AWS Backup, what there is to back up and what guards it, in one region of one account, over all of the simulated time.</summary>
public sealed record SimulatedRegion
{
    /// <summary>Such as <c>ap-northeast-1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The vaults.</summary>
    public required Timeline<ImmutableArray<SimulatedVault>> Vaults { get; init; }

    /// <summary>The plans.</summary>
    public required Timeline<ImmutableArray<SimulatedPlan>> Plans { get; init; }

    /// <summary>Restore-testing plans.</summary>
    public Timeline<ImmutableArray<SimulatedRestoreTest>> RestoreTests { get; init; } = Timelines.Always<ImmutableArray<SimulatedRestoreTest>>([]);

    /// <summary>What AWS Config has recorded.</summary>
    public required Timeline<ImmutableArray<SimulatedResource>> Resources { get; init; }

    /// <summary>Kinds by whether AWS Backup is opted in.</summary>
    public required Timeline<ImmutableSortedDictionary<string, bool>> OptIn { get; init; }

    /// <summary>Stacks and settings.</summary>
    public Timeline<SimulatedGuardrails> Guardrails { get; init; } = Timelines.Always(new SimulatedGuardrails());

    /// <summary>All recovery points that there ever are.</summary>
    public ImmutableArray<SimulatedRecoveryPoint> Points { get; init; } = [];

    /// <summary>All backup jobs.</summary>
    public ImmutableArray<SimulatedJob> BackupJobs { get; init; } = [];

    /// <summary>All copy jobs that begin here.</summary>
    public ImmutableArray<SimulatedJob> CopyJobs { get; init; } = [];

    /// <summary>All restore jobs.</summary>
    public ImmutableArray<SimulatedJob> RestoreJobs { get; init; } = [];

    /// <summary>Calls that CloudTrail recorded.</summary>
    public ImmutableArray<SimulatedTrailEvent> Calls { get; init; } = [];
}

/// <summary>A vault.</summary>
public sealed record SimulatedVault
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>ARN of its key.</summary>
    public required string KeyArn { get; init; }

    /// <summary>Whether it is locked.</summary>
    public bool Locked { get; init; } = true;

    /// <summary>From when on nobody can take the lock away; none in governance mode.</summary>
    public DateTimeOffset? LockDate { get; init; }

    /// <summary>Fewest days of retention; none without a lock.</summary>
    public int? MinimumRetentionDays { get; init; }

    /// <summary>Most days of retention; none without a lock.</summary>
    public int? MaximumRetentionDays { get; init; }

    /// <summary>Its policy; none where it has none.</summary>
    public string? Policy { get; init; }
}

/// <summary>A plan with its one selection.</summary>
public sealed record SimulatedPlan
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>The rules.</summary>
    public required ImmutableArray<SimulatedRule> Rules { get; init; }

    /// <summary>Id of the selection.</summary>
    public required string SelectionId { get; init; }

    /// <summary>The role that backs up.</summary>
    public required string RoleArn { get; init; }

    /// <summary>Key of the tag that selects.</summary>
    public required string TagKey { get; init; }

    /// <summary>Its value.</summary>
    public required string TagValue { get; init; }
}

/// <summary>A rule of a plan.</summary>
/// <param name="Name">Name.</param>
/// <param name="Vault">Name of the vault.</param>
/// <param name="Schedule">The schedule as AWS writes it, in the time zone Asia/Tokyo.</param>
/// <param name="DeleteAfterDays">For how many days recovery points are kept.</param>
/// <param name="CopyVaultArn">Where copies go; none for no copies.</param>
/// <param name="CopyDeleteAfterDays">For how many days copies are kept.</param>
public sealed record SimulatedRule(string Name, string Vault, string Schedule, int DeleteAfterDays, string? CopyVaultArn, int? CopyDeleteAfterDays);

/// <summary>A restore-testing plan with its selections.</summary>
/// <param name="Name">Name.</param>
/// <param name="Arn">ARN.</param>
/// <param name="Schedule">The schedule as AWS writes it.</param>
/// <param name="WindowDays">How old a recovery point may be.</param>
/// <param name="Selections">The selections.</param>
public sealed record SimulatedRestoreTest(string Name, string Arn, string Schedule, int WindowDays, ImmutableArray<SimulatedTestSelection> Selections);

/// <summary>What a restore-testing plan restores.</summary>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind of resource, such as <c>RDS</c>.</param>
/// <param name="RoleArn">The role that restores.</param>
/// <param name="ValidationHours">Hours in which the contents are checked.</param>
/// <param name="TagKey">Key of the tag that selects.</param>
/// <param name="TagValue">Its value.</param>
public sealed record SimulatedTestSelection(string Name, string Kind, string RoleArn, int ValidationHours, string TagKey, string TagValue);

/// <summary>Something that holds data.</summary>
/// <param name="Arn">ARN.</param>
/// <param name="Id">Id or name.</param>
/// <param name="ConfigType">Such as <c>AWS::RDS::DBInstance</c>.</param>
/// <param name="Kind">In AWS Backup's words, such as <c>RDS</c>.</param>
/// <param name="Tags">Tags.</param>
public sealed record SimulatedResource(string Arn, string Id, string ConfigType, string Kind, ImmutableSortedDictionary<string, string> Tags);

/// <summary>A recovery point from its beginning to its end.</summary>
public sealed record SimulatedRecoveryPoint
{
    /// <summary>ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>ARN of what was backed up.</summary>
    public required string Resource { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>ARN of the vault.</summary>
    public required string VaultArn { get; init; }

    /// <summary>ARN of the vault that a copy came from; none for an original.</summary>
    public string? SourceVaultArn { get; init; }

    /// <summary>Id of the plan.</summary>
    public required string PlanId { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was complete.</summary>
    public required DateTimeOffset Completed { get; init; }

    /// <summary>By how much the clock was ahead that dated it.</summary>
    public TimeSpan Ahead { get; init; }

    /// <summary>For how many days it is kept.</summary>
    public required int DeleteAfterDays { get; init; }

    /// <summary>The status once it has ended, such as <c>COMPLETED</c>.</summary>
    public string Ending { get; init; } = "COMPLETED";

    /// <summary>Whether AWS Backup does not manage to delete it, so that it stays as <c>EXPIRED</c>.</summary>
    public bool Stays { get; init; }

    /// <summary>ARN of the key.</summary>
    public required string KeyArn { get; init; }

    /// <summary>Whether it is encrypted.</summary>
    public bool Encrypted { get; init; } = true;

    /// <summary>Bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>When AWS deletes it.</summary>
    public DateTimeOffset DeleteAt => (Created + Ahead).AddDays(DeleteAfterDays);
}

/// <summary>A backup, copy or restore job.</summary>
public sealed record SimulatedJob
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>ARN of what was backed up.</summary>
    public required string Resource { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Completed { get; init; }

    /// <summary>The state once it has ended, such as <c>COMPLETED</c> or <c>FAILED</c>.</summary>
    public string Ending { get; init; } = "COMPLETED";

    /// <summary>What AWS says about it.</summary>
    public string? Message { get; init; }

    /// <summary>AWS's short word for that.</summary>
    public string? Category { get; init; }

    /// <summary>Id of the plan; for a restore, ARN of the restore-testing plan.</summary>
    public required string PlanId { get; init; }

    /// <summary>ARN of the vault of the recovery point.</summary>
    public required string VaultArn { get; init; }

    /// <summary>ARN of the recovery point that it makes, copies or restores; none where it made none.</summary>
    public string? PointArn { get; init; }

    /// <summary>For a copy: the vault that it goes to.</summary>
    public string? TargetVaultArn { get; init; }

    /// <summary>For a copy: the recovery point that it makes. For a restore: what was restored.</summary>
    public string? TargetArn { get; init; }

    /// <summary>For a restore test: what the check of the contents said.</summary>
    public string? Validation { get; init; }

    /// <summary>For a restore test: whether what was restored is gone.</summary>
    public string? Deletion { get; init; }
}

/// <summary>A call that CloudTrail recorded.</summary>
/// <param name="At">When.</param>
/// <param name="Source">Such as <c>backup.amazonaws.com</c>.</param>
/// <param name="Name">Such as <c>DeleteRecoveryPoint</c>.</param>
/// <param name="CallerArn">Who.</param>
/// <param name="CallerType">Such as <c>AssumedRole</c> or <c>Root</c>.</param>
/// <param name="Parameters">Parameters of the request by name.</param>
/// <param name="Error">Why it was refused; none where it was carried out.</param>
public sealed record SimulatedTrailEvent(DateTimeOffset At, string Source, string Name, string CallerArn, string CallerType, ImmutableSortedDictionary<string, string> Parameters, string? Error);
