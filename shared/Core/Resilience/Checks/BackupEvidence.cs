using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;

namespace GovCloud.Resilience.Checks;

/// <summary>What the checks of one account's backups judge: what was read, put in relation to what the estate demands.</summary>
public sealed record BackupEvidence : AuditEvidence
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The account.</summary>
    public required AccountContext Context { get; init; }

    /// <summary>What was read.</summary>
    public required BackupReading Reading { get; init; }

    /// <summary>The class that the estate gives the account; none where nothing is to be backed up.</summary>
    public required BackupClass? Class { get; init; }

    /// <summary>The business days of the objective; none where the estate names none.</summary>
    public required WorkingCalendar? Calendar { get; init; }

    /// <summary>What the bodies whose data the account holds demand.</summary>
    public required ImmutableArray<BackupRequirement> Requirements { get; init; }

    /// <summary>What must be protected: the estate's list and the inventory; without an inventory, what AWS Backup knows.</summary>
    public required ImmutableArray<ProtectedThing> Things { get; init; }

    /// <summary>What the estate excludes, with the exclusion.</summary>
    public required ImmutableArray<(StoredResource Resource, BackupExclusion Exclusion)> Excluded { get; init; }

    /// <summary>Drills of all systems.</summary>
    public required Reading<ImmutableArray<DrillRecord>> Drills { get; init; }

    /// <summary>Backup jobs of the region of daily operation by resource, without those that are parts of others.</summary>
    public required Reading<ILookup<string, BackupJob>> BackupJobsByResource { get; init; }

    /// <summary>Copy jobs from the region of daily operation by resource, likewise.</summary>
    public required Reading<ILookup<string, CopyJob>> CopyJobsByResource { get; init; }

    /// <summary>Restore jobs by the resource that was backed up once; those of the recovery region besides, where they were read.</summary>
    public required Reading<ILookup<string, RestoreJob>> RestoreJobsByResource { get; init; }

    /// <summary>The region of daily operation.</summary>
    public RegionReading Primary => Reading.In(Estate.Profile.PrimaryRegion);

    /// <summary>The region of the copies.</summary>
    public RegionReading Recovery => Reading.In(Estate.Profile.RecoveryRegion);

    /// <summary>When it was read, for the standing of recovery points.</summary>
    public AuditWindow Window => new(Reading.Began, Reading.Ended);

    /// <inheritdoc/>
    public override AuditSubject Scope => AuditSubject.OfAccount(Context.Account.Id);

    /// <summary>Whether a copy in the recovery region is promised or demanded.</summary>
    public bool CopyNeeded => Class?.Schedules.Any(s => s.CopyRetentionDays is not null) == true || Requirements.Any(r => r.RecoveryRegionCopy);

    /// <summary>Puts a reading in relation to the estate.</summary>
    /// <param name="index">The estate.</param>
    /// <param name="reading">What was read of one of its accounts.</param>
    /// <param name="drills">The drills that were held.</param>
    /// <exception cref="ArgumentException">The estate does not know the account.</exception>
    public static BackupEvidence Of(EstateIndex index, BackupReading reading, Reading<ImmutableArray<DrillRecord>> drills)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(reading);
        var estate = index.Estate;
        var context = index.FindAccount(reading.Account.ToString()) ?? throw new ArgumentException($"The estate does not know account {reading.Account}.", nameof(reading));
        var backup = BackupPlan.ClassOf(estate.Backup, context.System, context.Environment);
        var calendar = BackupPlan.CalendarOf(estate, context.System) is { } definition ? new WorkingCalendar(definition) : null;
        var bodies = context.Municipalities.Select(m => m.Code).ToHashSet();
        var universe = ProtectedUniverse.Of(estate, reading);
        return new BackupEvidence
        {
            At = reading.Ended,
            Estate = estate,
            Context = context,
            Reading = reading,
            Class = backup,
            Calendar = calendar,
            Requirements = context.System is null || context.Environment != DeploymentEnvironment.Production ? [] : [.. estate.Backup.Requirements.Where(r => bodies.Contains(r.Municipality))],
            Things = new ThingAssembly(estate, reading, backup, calendar).Assemble(universe.Included),
            Excluded = universe.Excluded,
            Drills = drills,
            BackupJobsByResource = reading.In(estate.Profile.PrimaryRegion).BackupJobs.Select(jobs => jobs.Where(job => job.ParentId is null).ToLookup(job => job.Resource, StringComparer.Ordinal)),
            CopyJobsByResource = reading.In(estate.Profile.PrimaryRegion).CopyJobs.Select(jobs => jobs.Where(job => job.ParentId is null).ToLookup(job => job.Resource, StringComparer.Ordinal)),
            RestoreJobsByResource = reading.In(estate.Profile.PrimaryRegion).RestoreJobs.Select(jobs => jobs
                .Concat(reading.In(estate.Profile.RecoveryRegion).RestoreJobs.Match(known => known, _ => []))
                .Where(job => job.Resource is not null).ToLookup(job => job.Resource!, StringComparer.Ordinal)),
        };
    }

    /// <summary>A vault of the account as a subject.</summary>
    public AuditSubject SubjectOf(VaultReading vault)
    {
        ArgumentNullException.ThrowIfNull(vault);
        return new(SubjectKind.Vault, vault.Arn, Context.Account.Id) { Region = ArnText.RegionOf(vault.Arn) };
    }
}

/// <summary>Something that must be protected, with all that is known of its recovery points.</summary>
public sealed record ProtectedThing
{
    /// <summary>The resource as a subject.</summary>
    public required AuditSubject Subject { get; init; }

    /// <summary>The resource.</summary>
    public required StoredResource Resource { get; init; }

    /// <summary>Its recovery points in the region of daily operation.</summary>
    public required Reading<ImmutableArray<RecoveryPoint>> Points { get; init; }

    /// <summary>Its copies in the recovery region; each says as its creation when the original was made.</summary>
    public required Reading<ImmutableArray<RecoveryPoint>> Copies { get; init; }

    /// <summary>The objective in the region of daily operation.</summary>
    public required Reading<RecoveryVerdict> Verdict { get; init; }

    /// <summary>The objective in the recovery region; a copy is due when business opens again.</summary>
    public required Reading<RecoveryVerdict> CopyVerdict { get; init; }
}
