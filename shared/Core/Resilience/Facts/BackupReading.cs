using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Resilience.Checks;

namespace GovCloud.Resilience.Facts;

/// <summary>What was read of the backups of one account, in all regions that matter.</summary>
public sealed record BackupReading
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>When the reading began. What expired before it is gone; what expires after it may be gone.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>When the reading ended; judged as of then.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>Whether the restore jobs hold those of earlier audits too, which AWS has forgotten.</summary>
    public bool RestoresRemembered { get; init; }

    /// <summary>What the audit before found to be kept how long; a known null where this is the account's first audit.</summary>
    public Reading<AccountRetention?> Before { get; init; } = Readings.Unknown<AccountRetention?>("前回の監査の結果が渡されていない");

    /// <summary>The regions, each once.</summary>
    public ImmutableArray<RegionReading> Regions { get; init; } = [];

    /// <summary>A region; where it was not read, one of which nothing is known.</summary>
    public RegionReading In(string region) => Regions.FirstOrDefault(one => one.Region == region) ?? RegionReading.Unread(region, "読み取っていない");
}

/// <summary>What was read of the backups of one account in one region.</summary>
public sealed record RegionReading
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>What there is to back up.</summary>
    public required Reading<ImmutableArray<StoredResource>> Inventory { get; init; }

    /// <summary>What AWS Backup says that it has ever backed up, whatever became of it.</summary>
    public required Reading<ImmutableArray<ProtectedResource>> Protected { get; init; }

    /// <summary>The vaults.</summary>
    public required Reading<ImmutableArray<VaultReading>> Vaults { get; init; }

    /// <summary>The recovery points of all vaults.</summary>
    public required Reading<ImmutableArray<RecoveryPoint>> Points { get; init; }

    /// <summary>The plans.</summary>
    public required Reading<ImmutableArray<PlanReading>> Plans { get; init; }

    /// <summary>The backup jobs of the last 30 days.</summary>
    public required Reading<ImmutableArray<BackupJob>> BackupJobs { get; init; }

    /// <summary>The copy jobs of the last 30 days.</summary>
    public required Reading<ImmutableArray<CopyJob>> CopyJobs { get; init; }

    /// <summary>The restore jobs of the last 30 days.</summary>
    public required Reading<ImmutableArray<RestoreJob>> RestoreJobs { get; init; }

    /// <summary>The restore-testing plans.</summary>
    public required Reading<ImmutableArray<RestoreTestReading>> RestoreTests { get; init; }

    /// <summary>Who tried to delete something.</summary>
    public required Reading<ImmutableArray<DeletionAttempt>> Deletions { get; init; }

    /// <summary>Kinds of resources by whether AWS Backup is opted in for them.</summary>
    public required Reading<ImmutableDictionary<string, bool>> OptIn { get; init; }

    /// <summary>A region of which nothing is known.</summary>
    /// <param name="region">The region.</param>
    /// <param name="reason">Why, Japanese.</param>
    public static RegionReading Unread(string region, string reason) => new()
    {
        Region = region,
        Inventory = Readings.Unknown<ImmutableArray<StoredResource>>(reason),
        Protected = Readings.Unknown<ImmutableArray<ProtectedResource>>(reason),
        Vaults = Readings.Unknown<ImmutableArray<VaultReading>>(reason),
        Points = Readings.Unknown<ImmutableArray<RecoveryPoint>>(reason),
        Plans = Readings.Unknown<ImmutableArray<PlanReading>>(reason),
        BackupJobs = Readings.Unknown<ImmutableArray<BackupJob>>(reason),
        CopyJobs = Readings.Unknown<ImmutableArray<CopyJob>>(reason),
        RestoreJobs = Readings.Unknown<ImmutableArray<RestoreJob>>(reason),
        RestoreTests = Readings.Unknown<ImmutableArray<RestoreTestReading>>(reason),
        Deletions = Readings.Unknown<ImmutableArray<DeletionAttempt>>(reason),
        OptIn = Readings.Unknown<ImmutableDictionary<string, bool>>(reason),
    };
}

/// <summary>Something that holds data.</summary>
public sealed record StoredResource
{
    /// <summary>ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The kind in AWS Backup's words, such as <c>RDS</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Tags.</summary>
    public required Reading<ImmutableDictionary<string, string>> Tags { get; init; }

    /// <summary>ARN of the instance or cluster that it is a part of and backed up with.</summary>
    public string? PartOf { get; init; }

    /// <summary>Why AWS cannot copy its recovery points, Japanese; null where it can.</summary>
    public string? CannotBeCopied { get; init; }

    /// <summary>For continuous backups: the latest moment that can be restored to.</summary>
    public DateTimeOffset? LatestRestorable { get; init; }
}

/// <summary>What AWS Backup says that it has ever backed up.</summary>
/// <param name="Arn">ARN.</param>
/// <param name="Type">The kind.</param>
/// <param name="LastBackup">When a job last ran, whatever became of its recovery point.</param>
public sealed record ProtectedResource(string Arn, string? Type, DateTimeOffset? LastBackup);

/// <summary>A call that would have made a recovery point or its vault go away.</summary>
public sealed record DeletionAttempt
{
    /// <summary>Such as <c>DeleteRecoveryPoint</c>.</summary>
    public required string Call { get; init; }

    /// <summary>Who, as an ARN.</summary>
    public string? Caller { get; init; }

    /// <summary>What it was about: ARN or name.</summary>
    public string? Target { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why it was refused; null where it was carried out.</summary>
    public string? Refusal { get; init; }
}
