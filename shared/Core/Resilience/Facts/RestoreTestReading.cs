using System.Collections.Immutable;
using GovCloud.Audit;

namespace GovCloud.Resilience.Facts;

/// <summary>A restore-testing plan with what it selects.</summary>
/// <remarks>Source: AWS Backup API reference, <c>RestoreTestingPlanForGet</c> and <c>RestoreTestingSelectionForGet</c>.</remarks>
public sealed record RestoreTestReading
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>When it last ran; null where it never did or AWS does not say.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>How old a recovery point may be, in days; AWS takes 30 where none is set.</summary>
    public int WindowDays { get; init; } = 30;

    /// <summary>ARNs of vaults, which may contain <c>*</c>; a recovery point must lie in one of them.</summary>
    public ImmutableArray<string> IncludedVaults { get; init; } = [];

    /// <summary>ARNs of vaults, likewise, whose recovery points are not taken.</summary>
    public ImmutableArray<string> ExcludedVaults { get; init; } = [];

    /// <summary>Whether snapshots are taken.</summary>
    public bool TakesSnapshots { get; init; }

    /// <summary>Whether continuous backups are taken.</summary>
    public bool TakesContinuous { get; init; }

    /// <summary>What it selects.</summary>
    public required Reading<ImmutableArray<RestoreTestSelection>> Selections { get; init; }
}

/// <summary>What a restore-testing plan selects of one kind of resource.</summary>
public sealed record RestoreTestSelection
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>The kind, such as <c>RDS</c>.</summary>
    public required string Type { get; init; }

    /// <summary>ARNs of resources; <c>*</c> for all.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>Tests of tags that must all hold.</summary>
    public ImmutableArray<TagTest> Conditions { get; init; } = [];
}
