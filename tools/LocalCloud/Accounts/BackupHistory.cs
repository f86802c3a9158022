using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>What AWS Backup makes of a class over many nights when nothing goes wrong: recovery points, copies, jobs, restore tests.</summary>
sealed class BackupHistory(Estate estate, BackupClass backup, int seed)
{
    /// <summary>The account with its history.</summary>
    public SimulatedAccount Fill(SimulatedAccount account, ImmutableArray<SimulatedResource> resources, DateOnly first, DateOnly last)
    {
        var (near, far) = (estate.Profile.PrimaryRegion, estate.Profile.RecoveryRegion);
        var plan = account.Regions[near].Plans.At(DateTimeOffset.MinValue).First(one => one.TagValue == backup.Id);
        var (vault, copyVault) = (account.Regions[near].Vaults.At(DateTimeOffset.MinValue)[0], account.Regions[far].Vaults.At(DateTimeOffset.MinValue)[0]);
        var made = resources.SelectMany(resource => Nights(resource, plan, vault, first, last)).ToList();
        var copied = made.Where(one => one.Schedule.CopyRetentionDays is not null).Select(one => Copy(one.Point, one.Schedule.CopyRetentionDays!.Value, copyVault)).ToList();
        var restored = resources.Where(IsTested).SelectMany(resource => RestoreTests(account, resource, [.. made.Where(one => one.Point.Resource == resource.Arn).Select(one => one.Point)], first, last));
        return account
            .In(near, region => region with
            {
                Points = [.. made.Select(one => one.Point)],
                BackupJobs = [.. made.Select(one => one.Job)],
                CopyJobs = [.. copied.Select(one => one.Job)],
                RestoreJobs = [.. restored],
            })
            .In(far, region => region with { Points = [.. copied.Select(one => one.Point)] });
    }

    IEnumerable<(BackupSchedule Schedule, SimulatedRecoveryPoint Point, SimulatedJob Job)> Nights(SimulatedResource resource, SimulatedPlan plan, SimulatedVault vault, DateOnly first, DateOnly last)
    {
        // A resource takes about as long and is about as large every night.
        var usual = new Draws(seed, $"usual/{resource.Arn}");
        var (took, bytes) = (usual.Between(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(75)), 5_000_000_000L + (long)(usual.Fraction() * 200_000_000_000));
        var after = JapanTime.At(first, TimeOnly.MinValue).AddTicks(-1);
        foreach (var schedule in backup.Schedules)
        {
            foreach (var run in BackupTimetable.Runs(schedule, after, last.DayNumber - first.DayNumber + 1))
            {
                var draws = new Draws(seed, $"{resource.Arn}/{run:O}");
                var job = draws.Id();
                var created = run + draws.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(20));
                var point = new SimulatedRecoveryPoint
                {
                    Arn = PointArn(resource, job, estate.Profile.PrimaryRegion, draws),
                    Resource = resource.Arn,
                    Kind = resource.Kind,
                    VaultArn = vault.Arn,
                    PlanId = plan.Id,
                    Created = created,
                    Completed = created + (took * (0.95 + (draws.Fraction() / 10))),
                    DeleteAfterDays = schedule.RetentionDays,
                    KeyArn = vault.KeyArn,
                    Bytes = (long)(bytes * (0.98 + (draws.Fraction() / 25))),
                };
                yield return (schedule, point, new SimulatedJob
                {
                    Id = job,
                    Resource = resource.Arn,
                    Kind = resource.Kind,
                    Created = created,
                    Completed = point.Completed,
                    Category = "SUCCESS",
                    PlanId = plan.Id,
                    VaultArn = vault.Arn,
                    PointArn = point.Arn,
                });
            }
        }
    }

    (SimulatedRecoveryPoint Point, SimulatedJob Job) Copy(SimulatedRecoveryPoint original, int kept, SimulatedVault vault)
    {
        var draws = new Draws(seed, $"copy/{original.Arn}");
        var id = draws.Id();
        var created = original.Completed + draws.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
        var copy = original with
        {
            Arn = $"arn:aws:backup:{estate.Profile.RecoveryRegion}:{Arn.Parse(vault.Arn).Account}:recovery-point:{draws.Id()}",
            VaultArn = vault.Arn,
            SourceVaultArn = original.VaultArn,
            Created = created,
            Completed = created + draws.Between(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(90)),
            DeleteAfterDays = kept,
            KeyArn = vault.KeyArn,
        };
        return (copy, new SimulatedJob
        {
            Id = id,
            Resource = original.Resource,
            Kind = original.Kind,
            Created = created,
            Completed = copy.Completed,
            PlanId = original.PlanId,
            VaultArn = original.VaultArn,
            PointArn = original.Arn,
            TargetVaultArn = vault.Arn,
            TargetArn = copy.Arn,
        });
    }

    bool IsTested(SimulatedResource resource) => backup.RestoreTested
        && estate.Backup.RestoreTest?.Resources.Any(kind => string.Equals(kind.ToString(), resource.Kind, StringComparison.OrdinalIgnoreCase)) == true;

    IEnumerable<SimulatedJob> RestoreTests(SimulatedAccount account, SimulatedResource resource, List<SimulatedRecoveryPoint> points, DateOnly first, DateOnly last)
    {
        var test = estate.Backup.RestoreTest!;
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var at = JapanTime.At(day, test.At);
            if (day.DayOfWeek != test.Day || (day.Day + 6) / 7 != test.Nth || points.Where(one => one.Completed <= at && one.Completed > at.AddDays(-test.NewestDays)).MaxBy(one => one.Created) is not { } point)
            {
                continue;
            }

            var draws = new Draws(seed, $"restore/{resource.Arn}/{day:O}");
            var created = at + draws.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(90));
            yield return new SimulatedJob
            {
                Id = draws.Id(),
                Resource = resource.Arn,
                Kind = resource.Kind,
                Created = created,
                Completed = created + draws.Between(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(150)),
                PlanId = $"arn:aws:backup:{estate.Profile.PrimaryRegion}:{account.Id}:restore-testing-plan:govcloud_{estate.Profile.Name}",
                VaultArn = point.VaultArn,
                PointArn = point.Arn,
                TargetArn = $"{resource.Arn}-restored-{draws.Hex(8)}",
                Validation = "SUCCESSFUL",
                Deletion = "SUCCESSFUL",
            };
        }
    }

    // Databases and volumes keep the names of their own snapshots; AWS Backup names the rest.
    static string PointArn(SimulatedResource resource, string job, string region, Draws draws) => resource.Kind switch
    {
        "RDS" => $"arn:aws:rds:{region}:{Arn.Parse(resource.Arn).Account}:snapshot:awsbackup:job-{job}",
        "EBS" => $"arn:aws:ec2:{region}::snapshot/snap-0{draws.Hex(16)}",
        _ => $"arn:aws:backup:{region}:{(Arn.Parse(resource.Arn).Account is { Length: > 0 } owner ? owner : resource.Arn[^12..])}:recovery-point:{draws.Id()}",
    };
}
