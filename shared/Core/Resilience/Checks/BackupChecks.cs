using System.Collections.Immutable;
using GovCloud.Audit;

namespace GovCloud.Resilience.Checks;

/// <summary>All checks of backups. Their numbers follow the list of the research and are never given a second meaning.</summary>
public static class BackupChecks
{
    /// <summary>The check that reads records of drills, which lie with people and not in AWS.</summary>
    public const string DrillHeld = "BKP-054";

    /// <summary>The check of the recovery point objective: the one that tells most about an account.</summary>
    public const string Objective = "BKP-010";

    /// <summary>The checks that read records which lie with people and not in AWS: a function leaves them to the command line.</summary>
    public static ImmutableArray<string> NeedsRecords { get; } = [DrillHeld];

    /// <summary>The checks, by id.</summary>
    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        .. new[]
        {
            CoverageChecks.All, PlanChecks.All, ObjectiveChecks.All, JobChecks.All, CopyChecks.All, RetentionChecks.All, RetentionHistoryChecks.All, VaultChecks.All, ProtectionChecks.All, RestoreChecks.All, RestoreTestChecks.All,
        }.SelectMany(checks => checks).OrderBy(check => check.Definition.Id, StringComparer.Ordinal),
    ];

    /// <summary>What they are.</summary>
    public static ImmutableArray<CheckDefinition> Definitions { get; } = [.. All.Select(check => check.Definition)];
}
