using System.Collections.Immutable;

namespace GovCloud.Audit;

/// <summary>All checks that there are. Waivers name them, and the catalogue page lists them.</summary>
public static class AuditCatalogue
{
    /// <summary>By id. A capability with checks adds its definitions here.</summary>
    public static ImmutableArray<CheckDefinition> All { get; } =
    [
        .. new ImmutableArray<CheckDefinition>[]
        {
            Inventory.InventoryChecks.Definitions,
            Resilience.Checks.BackupChecks.Definitions,
            Resilience.Readiness.ReadinessChecks.Definitions,
            Monitoring.AvailabilityChecks.Definitions,
        }.SelectMany(definitions => definitions).OrderBy(check => check.Id, StringComparer.Ordinal),
    ];
}
