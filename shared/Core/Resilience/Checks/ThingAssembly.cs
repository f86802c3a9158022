using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;

namespace GovCloud.Resilience.Checks;

/// <summary>Brings together what was read of each resource, and judges its objectives once.</summary>
sealed class ThingAssembly(Estate estate, BackupReading reading, BackupClass? backup, WorkingCalendar? calendar)
{
    readonly AuditWindow window = new(reading.Began, reading.Ended);
    readonly RegionReading primary = reading.In(estate.Profile.PrimaryRegion);
    readonly RegionReading recovery = reading.In(estate.Profile.RecoveryRegion);

    public ImmutableArray<ProtectedThing> Assemble(ImmutableArray<StoredResource> resources)
    {
        var originals = primary.Points.Select(ByResource);
        var copies = recovery.Points.Select(ByResource);
        var sources = CopySources.Of(primary, recovery);
        var (target, copyTarget) = Targets();
        return [.. resources.Select(resource =>
        {
            var own = originals.Select(all => PointsOf(all, resource));
            var copied = copies.Select(all => CopySources.Date(PointsOf(all, resource), own.Match(known => known, _ => []), sources));
            return new ProtectedThing
            {
                Subject = new AuditSubject(SubjectKind.Resource, resource.Arn, reading.Account) { Region = ArnText.RegionOf(resource.Arn) ?? primary.Region },
                Resource = resource,
                Points = own,
                Copies = copied,
                Verdict = Judge(target, own, resource),
                CopyVerdict = Judge(copyTarget, copied, resource),
            };
        })];
    }

    Reading<RecoveryVerdict> Judge(Reading<RecoveryTarget> target, Reading<ImmutableArray<RecoveryPoint>> points, StoredResource resource) =>
        Readings.Both(target, points).Select(both => RecoveryPointObjective.Judge(both.First, both.Second, window, resource.LatestRestorable));

    (Reading<RecoveryTarget> Primary, Reading<RecoveryTarget> Copy) Targets()
    {
        if (backup is null || calendar is null)
        {
            var none = Readings.Unknown<RecoveryTarget>(backup is null ? "環境定義に区分がない" : "RPO を数える暦が環境定義にない");
            return (none, none);
        }

        return (
            Readings.Known(RecoveryPointObjective.TargetAt(backup, calendar, reading.Ended)),
            Readings.Known(RecoveryPointObjective.TargetAt(backup, calendar, reading.Ended, PromisedBy.NextOpening)));
    }

    static ILookup<string, RecoveryPoint> ByResource(ImmutableArray<RecoveryPoint> points) => points.Where(point => point.ParentArn is null).ToLookup(point => point.Resource, StringComparer.Ordinal);

    // What is backed up with an instance or cluster is restored from its recovery points too.
    static ImmutableArray<RecoveryPoint> PointsOf(ILookup<string, RecoveryPoint> all, StoredResource resource) =>
        resource.PartOf is { } whole ? [.. all[resource.Arn], .. all[whole]] : [.. all[resource.Arn]];
}

/// <summary>When the originals of copies were made: a copy holds what its original holds, however late it was copied.</summary>
static class CopySources
{
    /// <summary>Creation of the original by ARN of the copy, as far as copy jobs tell. Jobs that cannot be read tell nothing.</summary>
    public static Dictionary<string, DateTimeOffset> Of(RegionReading primary, RegionReading recovery)
    {
        var jobs = new[] { primary, recovery }.SelectMany(region => region.CopyJobs.Match(known => known, _ => []))
            .Where(job => job is { SourcePointArn: not null, DestinationPointArn: not null }).ToList();
        var made = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var point in primary.Points.Match(known => known, _ => []))
        {
            if (point.Created is { } created)
            {
                made.TryAdd(point.Arn, created);
            }
        }

        // An original that is gone, in a disaster all of them, is still known from the job that made it.
        foreach (var job in primary.BackupJobs.Match(known => known, _ => []))
        {
            if (job is { PointArn: { } point, Created: { } began })
            {
                made.TryAdd(point, began);
            }
        }

        var sources = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var job in jobs)
        {
            if (made.TryGetValue(job.SourcePointArn!, out var created))
            {
                sources[job.DestinationPointArn!] = created;
            }
        }

        return sources;
    }

    /// <summary>
    /// Copies with the creation of their originals: as the jobs tell, else at least that of the newest original that was there before the copy, and at
    /// most that of the copy.
    /// </summary>
    public static ImmutableArray<RecoveryPoint> Date(ImmutableArray<RecoveryPoint> copies, ImmutableArray<RecoveryPoint> originals, Dictionary<string, DateTimeOffset> sources) =>
        [.. copies.Select(copy => Date(copy, originals, sources))];

    static RecoveryPoint Date(RecoveryPoint copy, ImmutableArray<RecoveryPoint> originals, Dictionary<string, DateTimeOffset> sources)
    {
        if (sources.TryGetValue(copy.Arn, out var told))
        {
            return copy with { Created = told };
        }

        if (copy.Created is not { } latest)
        {
            return copy;
        }

        var least = originals.Where(one => one.Status is RecoveryPointStatus.Completed or RecoveryPointStatus.Available && one.Created <= latest).Max(one => one.Created);
        return least == latest ? copy : copy with { Created = least, CreatedAtLatest = latest };
    }
}
