using GovCloud.Audit;
using GovCloud.Triage;

namespace GovCloud.Resilience.Checks;

/// <summary>How the checks of backups are written.</summary>
static class BackupCheck
{
    /// <summary>A check of every resource that must be protected.</summary>
    public static AuditCheck<BackupEvidence> Each(CheckDefinition definition, Func<BackupEvidence, ProtectedThing, Judgement> judge) => new()
    {
        Definition = definition,
        // Where nothing is known of what there is, that there is nothing to judge is not known either.
        Judge = evidence => evidence.Things.IsEmpty && evidence.Primary.Inventory.WhyUnknown is { } why
            ? Readings.Unknown<IEnumerable<Judgement>>(why)
            : Readings.Known(evidence.Things.Select(thing => judge(evidence, thing))),
    };

    /// <summary>A check of what was read as a whole.</summary>
    public static AuditCheck<BackupEvidence> Whole(CheckDefinition definition, Func<BackupEvidence, Reading<IEnumerable<Judgement>>> judge) => new() { Definition = definition, Judge = judge };

    /// <summary>A definition.</summary>
    public static CheckDefinition Define(string id, Severity severity, (string Japanese, string English) title, string rationale, string remedy, string[] reads, params ReadOnlySpan<CheckSource> sources) => new()
    {
        Id = id,
        Title = title.Japanese,
        TitleInEnglish = title.English,
        Rationale = rationale,
        Severity = severity,
        Sources = [.. sources],
        Reads = [.. reads],
        Remedy = remedy,
    };

    public static CheckSource Nist(string reference) => new(CheckSourceKind.Nist, reference);

    public static CheckSource Aws(string reference) => new(CheckSourceKind.Aws, reference);

    public static CheckSource Standard(string reference) => new(CheckSourceKind.NonFunctional, reference);

    public const string ListPoints = "backup:ListRecoveryPointsByBackupVault";
    public const string ListVaults = "backup:ListBackupVaults";
    public const string ListPlans = "backup:ListBackupPlans";
    public const string GetPlan = "backup:GetBackupPlan";
    public const string GetSelection = "backup:GetBackupSelection";
    public const string ListBackupJobs = "backup:ListBackupJobs";
    public const string ListCopyJobs = "backup:ListCopyJobs";
    public const string ListRestoreJobs = "backup:ListRestoreJobs";
    public const string ListResources = "config:SelectResourceConfig";
    public const string EstateFile = "estate";
}
