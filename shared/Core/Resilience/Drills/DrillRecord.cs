using System.Collections.Immutable;
using GovCloud.Resilience.Readiness;

namespace GovCloud.Resilience.Drills;

/// <summary>A recovery drill (復旧訓練): what was meant to be done, what was done when, and what came of it.</summary>
public sealed record DrillRecord
{
    /// <summary>Id: the file's name.</summary>
    public required string Id { get; init; }

    /// <summary>The system: a system's id in the estate.</summary>
    public required string System { get; init; }

    /// <summary>The scenario.</summary>
    public required DrillScenario Scenario { get; init; }

    /// <summary>The day on which it is meant to be held, JST.</summary>
    public required DateOnly PlannedFor { get; init; }

    /// <summary>The recovery time objective in hours, as it was when the drill was planned.</summary>
    public required int RtoHours { get; init; }

    /// <summary>The recovery point objective in business days, likewise.</summary>
    public required int RpoBusinessDays { get; init; }

    /// <summary>Who takes part: roles and organisations, no names of persons.</summary>
    public ImmutableArray<string> Participants { get; init; } = [];

    /// <summary>The steps in order.</summary>
    public required ImmutableArray<DrillStep> Steps { get; init; }

    /// <summary>When the failure was declared; the recovery time counts from here. None before the drill has begun.</summary>
    public DateTimeOffset? Declared { get; init; }

    /// <summary>The moment to which data was recovered; none where no data was.</summary>
    public DateTimeOffset? RecoveredTo { get; init; }

    /// <summary>What was noticed and has to be mended.</summary>
    public ImmutableArray<DrillFinding> Findings { get; init; } = [];

    /// <summary>The stacks of the recovery region as they were synthesised when it was held; none where nobody recorded them.</summary>
    public ImmutableArray<RecoveryTemplate> Stacks { get; init; } = [];

    /// <summary>When service was there again: the end of the last step, where all are done.</summary>
    public DateTimeOffset? Restored => !Steps.IsEmpty && Steps.All(step => step.Outcome == DrillOutcome.Done) ? Steps.Max(step => step.Ended) : null;

    /// <summary>The actual recovery time; none where the drill was not finished.</summary>
    public TimeSpan? ActualRto => Restored - Declared;
}

/// <summary>What a drill rehearses.</summary>
public enum DrillScenario
{
    /// <summary>Data of one resource is restored in its region.</summary>
    RestoreData,

    /// <summary>The primary region is lost: everything is rebuilt in the recovery region.</summary>
    RegionLost,

    /// <summary>Data was encrypted or deleted by an attacker: a clean recovery point is found and restored.</summary>
    Ransomware,

    /// <summary>Data of resident records is handed over within 72 hours.</summary>
    DataProvision,
}

/// <summary>A step of a drill.</summary>
public sealed record DrillStep
{
    /// <summary>What is done, Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What came of it.</summary>
    public DrillOutcome Outcome { get; init; }

    /// <summary>What is worth remembering.</summary>
    public string? Note { get; init; }
}

/// <summary>What came of a step.</summary>
public enum DrillOutcome
{
    /// <summary>Not done yet.</summary>
    Open,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Tried and not achieved.</summary>
    Failed,
}

/// <summary>Something that a drill showed and that has to be mended.</summary>
/// <param name="Text">What, Japanese.</param>
/// <param name="Closed">When it was mended; none while it is open.</param>
public sealed record DrillFinding(string Text, DateOnly? Closed);
