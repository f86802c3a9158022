using System.Collections.Immutable;
using GovCloud.Calendar;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>What can go wrong with backups, each as a change of a tidy account.</summary>
/// <param name="primary">The region of daily operation.</param>
/// <param name="recovery">The region of the copies.</param>
public sealed class BackupFaults(string primary, string recovery)
{
    static readonly TimeOnly Noon = new(12, 0);

    /// <summary>The copies of a night fail; there is a job that says so, and no copy.</summary>
    public SimulatedAccount CopyFails(SimulatedAccount account, string resource, DateOnly night)
    {
        ArgumentNullException.ThrowIfNull(account);
        var lost = account.Regions[primary].CopyJobs.Where(job => IsOf(job, resource, night)).Select(job => job.TargetArn).ToHashSet(StringComparer.Ordinal);
        return account
            .In(primary, region => region with
            {
                CopyJobs = [.. region.CopyJobs.Select(job => IsOf(job, resource, night) ? job with { Ending = "FAILED", Message = "Access Denied trying to call AWS Key Management Service", TargetArn = null } : job)],
            })
            .In(recovery, region => region with { Points = [.. region.Points.Where(point => !lost.Contains(point.Arn))] });
    }

    /// <summary>The copies of a night are encrypted with a key that is not the vault's.</summary>
    public SimulatedAccount CopyHasAnotherKey(SimulatedAccount account, string resource, DateOnly night)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.In(recovery, region => region with
        {
            Points = [.. region.Points.Select(point => point.Resource == resource && IsOf(point.Created, night) ? point with { KeyArn = $"arn:aws:kms:{recovery}:{account.Id}:key/00000000-aaaa-4bbb-8ccc-000000000000" } : point)],
        });
    }

    /// <summary>A job takes until late in the next morning, and its copy begins after it.</summary>
    public SimulatedAccount JobRunsLate(SimulatedAccount account, string resource, DateOnly night, TimeSpan took)
    {
        ArgumentNullException.ThrowIfNull(account);
        var near = account.Regions[primary];
        var jobs = near.BackupJobs.Where(job => IsOf(job, resource, night)).ToDictionary(job => job.PointArn!, job => job.Created + took - job.Completed, StringComparer.Ordinal);
        var copies = near.CopyJobs.Where(job => job.PointArn is not null && jobs.ContainsKey(job.PointArn)).ToDictionary(job => job.TargetArn!, job => jobs[job.PointArn!], StringComparer.Ordinal);
        return account
            .In(primary, region => region with
            {
                Points = [.. region.Points.Select(point => jobs.TryGetValue(point.Arn, out var later) ? point with { Completed = point.Completed + later } : point)],
                BackupJobs = [.. region.BackupJobs.Select(job => job.PointArn is not null && jobs.TryGetValue(job.PointArn, out var later) ? job with { Completed = job.Completed + later } : job)],
                CopyJobs = [.. region.CopyJobs.Select(job => job.TargetArn is not null && copies.TryGetValue(job.TargetArn, out var later) ? job with { Created = job.Created + later, Completed = job.Completed + later } : job)],
            })
            .In(recovery, region => region with
            {
                Points = [.. region.Points.Select(point => copies.TryGetValue(point.Arn, out var later) ? point with { Created = point.Created + later, Completed = point.Completed + later } : point)],
            });
    }

    /// <summary>No job is made in a night.</summary>
    public SimulatedAccount JobIsNotMade(SimulatedAccount account, string resource, DateOnly night)
    {
        ArgumentNullException.ThrowIfNull(account);
        return WithoutPoints(account, resource, night).In(primary, region => region with { BackupJobs = [.. region.BackupJobs.Where(job => !IsOf(job, resource, night))] });
    }

    /// <summary>The job of a night fails.</summary>
    public SimulatedAccount JobFails(SimulatedAccount account, string resource, DateOnly night)
    {
        ArgumentNullException.ThrowIfNull(account);
        return WithoutPoints(account, resource, night).In(primary, region => region with
        {
            BackupJobs = [.. region.BackupJobs.Select(job => IsOf(job, resource, night) ? job with { Ending = "FAILED", Message = "Your backup job failed as AWS Backup lacks permission to use the KMS key", Category = "ACCESS_DENIED", PointArn = null } : job)],
        });
    }

    /// <summary>The job of a night completes and says that something is missing.</summary>
    public SimulatedAccount JobHasIssues(SimulatedAccount account, string resource, DateOnly night)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.In(primary, region => region with
        {
            BackupJobs = [.. region.BackupJobs.Select(job => IsOf(job, resource, night) ? job with { Category = "AGGREGATE_ALL", Message = "Some objects could not be backed up" } : job)],
        });
    }

    /// <summary>Changes the recovery points of a night in the region of daily operation.</summary>
    public SimulatedAccount PointsOf(SimulatedAccount account, string resource, DateOnly night, Func<SimulatedRecoveryPoint, SimulatedRecoveryPoint> change)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.In(primary, region => region with { Points = [.. region.Points.Select(point => point.Resource == resource && IsOf(point.Created, night) ? change(point) : point)] });
    }

    /// <summary>Changes the vault of a region for a while.</summary>
    public static SimulatedAccount VaultIs(SimulatedAccount account, string where, DateTimeOffset from, DateTimeOffset until, Func<SimulatedVault, SimulatedVault> change)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.In(where, region => region with { Vaults = region.Vaults.Between(from, until, vaults => [.. vaults.Select(change)]) });
    }

    /// <summary>Somebody makes the rules of the plan keep recovery points for fewer days, for some nights.</summary>
    public SimulatedAccount RetentionIsShortened(SimulatedAccount account, DateOnly first, DateOnly last, int days)
    {
        ArgumentNullException.ThrowIfNull(account);
        var (from, until) = (JapanTime.At(first, Noon), JapanTime.At(last.AddDays(1), Noon));
        var used = account.Regions[primary].Points[0].PlanId;
        return account.In(primary, region => region with
        {
            Plans = region.Plans.Between(from, until, plans => [.. plans.Select(plan => plan.Id != used ? plan : plan with { Rules = [.. plan.Rules.Select(rule => rule with { DeleteAfterDays = days })] })]),
            Points = [.. region.Points.Select(point => point.Created >= from && point.Created < until ? point with { DeleteAfterDays = days } : point)],
        });
    }

    /// <summary>Somebody calls something, and is refused.</summary>
    public SimulatedAccount SomebodyCalls(SimulatedAccount account, DateTimeOffset at, string call, string parameter, string value)
    {
        ArgumentNullException.ThrowIfNull(account);
        var attempt = new SimulatedTrailEvent(
            at, "backup.amazonaws.com", call, $"arn:aws:sts::{account.Id}:assumed-role/maintenance/somebody", "AssumedRole", ImmutableSortedDictionary<string, string>.Empty.Add(parameter, value), "AccessDenied");
        return account.In(primary, region => region with { Calls = region.Calls.Add(attempt) });
    }

    /// <summary>Something that holds data and has no tag is there for a while.</summary>
    public SimulatedAccount SomethingAppears(SimulatedAccount account, SimulatedResource resource, DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.In(primary, region => region with { Resources = region.Resources.Between(from, until, known => known.Add(resource)) });
    }

    /// <summary>AWS Backup is opted out for a kind for one night, in which its resources are not backed up.</summary>
    public SimulatedAccount OptedOut(SimulatedAccount account, string kind, DateOnly night)
    {
        ArgumentNullException.ThrowIfNull(account);
        var changed = account.In(primary, region => region with { OptIn = region.OptIn.Between(JapanTime.At(night, Noon), JapanTime.At(night.AddDays(1), Noon), kinds => kinds.SetItem(kind, false)) });
        return account.Regions[primary].Resources.At(JapanTime.At(night, Noon)).Where(one => one.Kind == kind).Aggregate(changed, (sofar, one) => JobIsNotMade(sofar, one.Arn, night));
    }

    /// <summary>Somebody copies a recovery point of a night to a vault of theirs by hand.</summary>
    public SimulatedAccount CopiedByHand(SimulatedAccount account, string resource, DateOnly night, DateTimeOffset at, string vaultArn)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.In(primary, region =>
        {
            var job = region.CopyJobs.First(one => IsOf(one, resource, night));
            return region with { CopyJobs = region.CopyJobs.Add(job with { Id = "00000000-" + job.Id[9..], Created = at, Completed = at.AddMinutes(30), TargetVaultArn = vaultArn, TargetArn = vaultArn + ":copy" }) };
        });
    }

    /// <summary>Changes the restore tests of a day.</summary>
    public SimulatedAccount RestoreOf(SimulatedAccount account, string resource, DateOnly day, Func<SimulatedJob, SimulatedJob> change)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.In(primary, region => region with { RestoreJobs = [.. region.RestoreJobs.Select(job => IsOf(job, resource, day) ? change(job) : job)] });
    }

    SimulatedAccount WithoutPoints(SimulatedAccount account, string resource, DateOnly night)
    {
        var copied = account.Regions[primary].CopyJobs.Where(job => IsOf(job, resource, night)).Select(job => job.TargetArn).ToHashSet(StringComparer.Ordinal);
        return account
            .In(primary, region => region with
            {
                Points = [.. region.Points.Where(point => point.Resource != resource || !IsOf(point.Created, night))],
                CopyJobs = [.. region.CopyJobs.Where(job => !IsOf(job, resource, night))],
            })
            .In(recovery, region => region with { Points = [.. region.Points.Where(point => !copied.Contains(point.Arn))] });
    }

    static bool IsOf(SimulatedJob job, string resource, DateOnly night) => job.Resource == resource && IsOf(job.Created, night);

    // A night goes from noon to noon.
    static bool IsOf(DateTimeOffset instant, DateOnly night) => instant >= JapanTime.At(night, Noon) && instant < JapanTime.At(night.AddDays(1), Noon);
}
