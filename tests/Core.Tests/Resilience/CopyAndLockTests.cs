using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Facts;
using static GovCloud.Core.Tests.Resilience.BackupScene;

namespace GovCloud.Core.Tests.Resilience;

/// <summary>What cannot be copied, what was there before the lock, and why jobs failed.</summary>
public sealed class CopyAndLockTests
{
    static readonly string Cluster = Database.Replace(":db:", ":cluster:", StringComparison.Ordinal);

    [Fact]
    public void A_kind_that_AWS_cannot_copy_needs_another_way()
    {
        Assert.Equal(AuditOutcomeKind.Pass, Outcome(Evidence(), "BKP-022"));
        var result = Only(Evidence(p => p with { Inventory = Readings.Known<ImmutableArray<StoredResource>>([Resource with { Arn = Cluster, CannotBeCopied = "複製に対応していない" }]) }), "BKP-022");
        Assert.Equal(AuditOutcomeKind.Fail, result.Outcome.Kind);
        Assert.StartsWith("代替手段が必要", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whether_a_cluster_can_be_copied_is_unknown_without_an_inventory() => Assert.Equal(
        AuditOutcomeKind.Unknown,
        AuditEngine.Judge(
            BackupChecks.All.Where(check => check.Definition.Id == "BKP-022"),
            Evidence(p => p with
            {
                Inventory = Readings.Unknown<ImmutableArray<StoredResource>>("AccessDenied"),
                Protected = Readings.Known<ImmutableArray<ProtectedResource>>([new ProtectedResource(Cluster, "Aurora", Morning)]),
            }),
            []).Single(result => result.Subject.Id == Cluster).Outcome.Kind);

    [Fact]
    public void Where_nobody_asks_for_a_copy_it_does_not_matter() => Assert.Equal(
        AuditOutcomeKind.NotApplicable,
        Outcome(
            Evidence(estate: e => e with
            {
                Backup = e.Backup with
                {
                    Requirements = [],
                    Classes = [.. e.Backup.Classes.Select(one => one with { Schedules = [.. one.Schedules.Select(schedule => schedule with { CopyRetentionDays = null })] })],
                },
            }),
            "BKP-022"));

    [Theory]
    [InlineData(JobState.Failed, "The snapshot requires a target option group with the following options: TDE", AuditOutcomeKind.Fail)]
    [InlineData(JobState.Failed, "Access denied", AuditOutcomeKind.Pass)]
    [InlineData(JobState.Completed, null, AuditOutcomeKind.Pass)]
    [InlineData(JobState.Unknown, null, AuditOutcomeKind.Unknown)]
    [InlineData(JobState.Running, null, AuditOutcomeKind.NotApplicable)]
    public void A_missing_option_group_is_told_by_the_copy_that_failed_for_it(JobState state, string? message, AuditOutcomeKind expected) => Assert.Equal(
        expected, Outcome(Evidence(p => p with { CopyJobs = p.CopyJobs.Map(job => job with { State = state, Message = message }) }), "BKP-024"));

    [Fact]
    public void Option_groups_are_unknown_where_copy_jobs_cannot_be_read() =>
        Assert.Equal(AuditOutcomeKind.Unknown, Outcome(Evidence(p => p with { CopyJobs = Readings.Unknown<ImmutableArray<CopyJob>>("AccessDenied") }), "BKP-024"));

    [Theory]
    [InlineData(35, 3650, AuditOutcomeKind.Pass)]
    [InlineData(36, 3650, AuditOutcomeKind.Fail)]
    [InlineData(1, 35, AuditOutcomeKind.Pass)]
    [InlineData(1, 34, AuditOutcomeKind.Fail)]
    public void A_recovery_point_out_of_the_locks_bounds_by_a_day_predates_it(int shortest, int longest, AuditOutcomeKind expected) => Assert.Equal(
        expected,
        Tokyo(Evidence(p => p with
        {
            Vaults = p.Vaults.Map(vault => vault with { MinimumRetentionDays = shortest, MaximumRetentionDays = longest }),
            Points = p.Points.Map(point => point with { DeleteAfterDays = 35 }),
        })));

    [Fact]
    public void What_is_kept_for_ever_predates_a_lock_with_a_longest_retention()
    {
        var points = Readings.Known<ImmutableArray<RecoveryPoint>>([Point(Morning.AddHours(-10)) with { DeleteAfterDays = null }]);
        Assert.Equal(AuditOutcomeKind.Fail, Tokyo(Evidence(p => p with { Points = points })));
        Assert.Equal(AuditOutcomeKind.Pass, Tokyo(Evidence(p => p with { Points = points, Vaults = p.Vaults.Map(vault => vault with { MaximumRetentionDays = null }) })));
    }

    [Fact]
    public void Without_a_lock_or_a_readable_one_nothing_predates_it_for_certain()
    {
        Assert.Equal(AuditOutcomeKind.NotApplicable, Tokyo(Evidence(p => p with { Vaults = p.Vaults.Map(vault => vault with { Locked = false }) })));
        Assert.Equal(AuditOutcomeKind.Unknown, Tokyo(Evidence(p => p with { Vaults = p.Vaults.Map(vault => vault with { Locked = null }) })));
        Assert.Equal(AuditOutcomeKind.Unknown, Tokyo(Evidence(p => p with { Points = p.Points.Map(point => point with { LifecycleKnown = false }) })));
        Assert.Equal(AuditOutcomeKind.Unknown, Tokyo(Evidence(p => p with { Points = Readings.Unknown<ImmutableArray<RecoveryPoint>>("AccessDenied") })));
    }

    [Theory]
    [InlineData(null, "Access Denied trying to call AWS Backup service", JobCause.AccessDenied)]
    [InlineData("ACCESS_DENIED", null, JobCause.AccessDenied)]
    [InlineData(null, "The source snapshot KMS key does not exist, is not enabled or you do not have permissions to access it", JobCause.KeyUnusable)]
    [InlineData(null, "Backup vault arn:aws:backup:ap-northeast-3:1:backup-vault:x does not exist", JobCause.VaultMissing)]
    [InlineData(null, "Your backup job failed because the retention is shorter than MinRetentionDays", JobCause.RetentionOutOfBounds)]
    [InlineData(null, "Snapshot limit exceeded", JobCause.LimitReached)]
    [InlineData(null, "The snapshot requires a target option group with the following options: TDE", JobCause.OptionGroupMissing)]
    [InlineData(null, "Backup job expired before completion: start window", JobCause.OutOfTime)]
    [InlineData(null, "Windows VSS Backup Job Error encountered", JobCause.ApplicationNotQuiesced)]
    [InlineData(null, "DB instance does not exist", JobCause.ResourceUnavailable)]
    [InlineData(null, "Something new", JobCause.Unknown)]
    [InlineData(null, null, JobCause.Unknown)]
    public void What_AWS_says_about_a_failure_is_sorted_into_causes(string? category, string? message, JobCause expected) => Assert.Equal(expected, JobCauses.Of(category, message));

    [Fact]
    public void Every_cause_has_words_for_people_and_what_matches_none_is_shown_as_AWS_wrote_it()
    {
        Assert.All(Enum.GetValues<JobCause>(), cause => Assert.NotEmpty(cause.Label()));
        Assert.Equal(Enum.GetValues<JobCause>().Length, Enum.GetValues<JobCause>().Select(cause => cause.Label()).Distinct(StringComparer.Ordinal).Count());
        var last = Primary(Morning).BackupJobs.Match(jobs => jobs.Max(job => job.Created), _ => null);
        var result = Only(Evidence(p => p with { BackupJobs = p.BackupJobs.Map(job => job.Created == last ? job with { State = JobState.Failed, Message = "Something new" } : job) }), "BKP-016");
        Assert.Contains("Something new", result.Message, StringComparison.Ordinal);
        Assert.Equal("Unknown", result.Observed.Single(value => value.Name == "cause").Value);
    }

    [Fact]
    public void Many_restores_are_judged_by_their_slow_ones_and_few_by_the_newest()
    {
        Assert.Equal(AuditOutcomeKind.Pass, Outcome(Restored(1, 13, 1, 1), "BKP-052"));
        Assert.Equal(AuditOutcomeKind.Fail, Outcome(Restored(1, 13, 1, 1, 1), "BKP-052"));
        Assert.Equal(AuditOutcomeKind.Pass, Outcome(Restored(12, 12, 12, 12, 12), "BKP-052"));

        static BackupEvidence Restored(params int[] hours) => Evidence(p => p with
        {
            RestoreJobs = Readings.Known<ImmutableArray<RestoreJob>>(
            [
                .. hours.Select((taken, number) => new RestoreJob
                {
                    Id = $"r{number}",
                    Resource = Database,
                    State = JobState.Completed,
                    Created = Morning.AddDays(-1 - number),
                    Completed = Morning.AddDays(-1 - number).AddHours(taken),
                }),
            ]),
        });
    }

    [Fact]
    public void A_trend_says_when_the_objective_itself_will_be_missed()
    {
        // An hour more in ten days: the promise of eight hours falls long before the opening does.
        var evidence = Evidence(p => p with { BackupJobs = p.BackupJobs.Map(job => job with { Completed = job.Created!.Value.AddHours(7.5 - ((Morning - job.Created!.Value).TotalDays * 0.1)) }) });
        var result = Only(evidence, "BKP-018");
        Assert.Equal(AuditOutcomeKind.Fail, result.Outcome.Kind);
        Assert.Contains("RPO を破る見込み", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("RPO", Only(Evidence(), "BKP-018").Message, StringComparison.Ordinal);
    }

    static AuditOutcomeKind Tokyo(BackupEvidence evidence) =>
        AuditEngine.Judge(BackupChecks.All.Where(check => check.Definition.Id == "BKP-046"), evidence, []).Single(result => result.Subject.Region == Region).Outcome.Kind;
}
