using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;
using static GovCloud.Core.Tests.Resilience.BackupScene;

namespace GovCloud.Core.Tests.Resilience;

/// <summary>Wrong answers that tools of the market give about backups (B5 to B7, B9, B11 of the research): none of them here.</summary>
public sealed class BackupDefectTests
{
    [Fact]
    public void A_plan_that_selects_by_tag_protects_what_has_the_tag() => Assert.Equal(AuditOutcomeKind.Pass, Outcome(Evidence(), "BKP-003"));

    [Fact]
    public void One_old_recovery_point_never_keeps_a_resource_green()
    {
        // AWS lists the resource as protected, whatever its only recovery point is worth.
        var old = JapanTime.At(new DateOnly(2026, 3, 2), new TimeOnly(20, 31));
        foreach (var status in new[] { RecoveryPointStatus.Completed, RecoveryPointStatus.Expired, RecoveryPointStatus.Partial })
        {
            var evidence = Evidence(p => p with
            {
                Points = Readings.Known<ImmutableArray<RecoveryPoint>>([Point(old, days: 3650) with { Status = status }]),
                Protected = Readings.Known<ImmutableArray<ProtectedResource>>([new ProtectedResource(Database, "RDS", Morning)]),
            });
            Assert.Equal(AuditOutcomeKind.Fail, Outcome(evidence, "BKP-010"));
        }
    }

    [Fact]
    public void A_plan_that_keeps_long_enough_and_runs_too_seldom_fails()
    {
        var evidence = Evidence(p => p with { Plans = p.Plans.Map(plan => plan with { Rules = [.. plan.Rules.Select(rule => rule with { Schedule = "cron(30 20 1 * ? *)" })] }) });
        Assert.Equal(AuditOutcomeKind.Fail, Outcome(evidence, "BKP-006"));
    }

    [Fact]
    public void A_backup_of_three_in_the_morning_belongs_to_the_business_day_before()
    {
        var night = JapanTime.At(new DateOnly(2026, 11, 21), new TimeOnly(3, 0));
        Assert.Equal(new DateOnly(2026, 11, 20), DateOnly.FromDateTime(night.UtcDateTime));
        var evidence = Evidence(p => p with { Points = Readings.Known<ImmutableArray<RecoveryPoint>>([Point(night)]) });
        Assert.Equal(AuditOutcomeKind.Pass, Outcome(evidence, "BKP-010"));
    }

    [Fact]
    public void A_weekend_is_no_gap()
    {
        var evidence = Evidence(p => p with { Points = p.Points.Map(point => JapanTime.DateOf(point.Created!.Value).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? null : point) }, estate: AtDesk);
        Assert.Equal(AuditOutcomeKind.Pass, Outcome(evidence, "BKP-014"));
    }

    // The residents' system of the sample is online on weekends too.
    static Estate AtDesk(Estate estate) => estate with { Systems = [.. estate.Systems.Select(system => system with { ServiceCalendar = "desk" })] };

    [Fact]
    public void No_plan_at_all_is_not_in_order_and_one_good_rule_does_not_pass_the_plan()
    {
        Assert.Equal(AuditOutcomeKind.Fail, Outcome(Evidence(p => p with { Plans = Readings.Known<ImmutableArray<PlanReading>>([]) }), "BKP-003"));
        Assert.Equal(AuditOutcomeKind.Fail, Outcome(Evidence(p => p with { Plans = Readings.Known<ImmutableArray<PlanReading>>([]) }), "BKP-006"));
        var half = Evidence(p => p with { Plans = p.Plans.Map(plan => plan with { Rules = [plan.Rules[0], plan.Rules[1] with { DeleteAfterDays = 1 }] }) });
        Assert.Equal(AuditOutcomeKind.Fail, Outcome(half, "BKP-006"));
    }

    [Theory]
    [InlineData("arn:aws:rds:*:*:db:*", true)]
    [InlineData("arn:aws:rds:*:*:cluster:*", false)]
    [InlineData("arn:aws:rds:ap-northeast-1:*:db:resi*", true)]
    [InlineData("*", true)]
    public void Wildcards_match_the_whole_ARN(string pattern, bool selected) =>
        Assert.Equal(selected, SelectionEvaluator.Evaluate(new PlanSelection { Name = "s", Resources = [pattern] }, Resource, OptedIn).Selected);

    [Fact]
    public void A_kind_that_is_named_needs_no_opt_in_and_an_Aurora_cluster_does()
    {
        var none = Readings.Known(ImmutableDictionary<string, bool>.Empty.Add("RDS", false).Add("Aurora", false));
        Assert.True(SelectionEvaluator.Evaluate(new PlanSelection { Name = "s", Resources = [Database] }, Resource, none).Selected);
        Assert.False(SelectionEvaluator.Evaluate(new PlanSelection { Name = "s", Resources = ["*"] }, Resource, none).Selected);
        var cluster = Resource with { Arn = $"arn:aws:rds:{Region}:{Residents}:cluster:c", Type = "Aurora" };
        Assert.False(SelectionEvaluator.Evaluate(new PlanSelection { Name = "s", Resources = [cluster.Arn] }, cluster, none).Selected);
    }

    [Fact]
    public void Unknown_readings_never_pass() => Prop.ForAll(Gen.SubListOf(Enumerable.Range(0, 8)).ToArbitrary(), unread =>
    {
        const string why = "AccessDenied";
        RegionReading Spoil(RegionReading region) => unread.Aggregate(region, (one, what) => what switch
        {
            0 => one with { Inventory = Readings.Unknown<ImmutableArray<StoredResource>>(why) },
            1 => one with { Points = Readings.Unknown<ImmutableArray<RecoveryPoint>>(why) },
            2 => one with { Plans = Readings.Unknown<ImmutableArray<PlanReading>>(why) },
            3 => one with { BackupJobs = Readings.Unknown<ImmutableArray<BackupJob>>(why) },
            4 => one with { CopyJobs = Readings.Unknown<ImmutableArray<CopyJob>>(why) },
            5 => one with { RestoreJobs = Readings.Unknown<ImmutableArray<RestoreJob>>(why) },
            6 => one with { Vaults = Readings.Unknown<ImmutableArray<VaultReading>>(why) },
            _ => one with { Deletions = Readings.Unknown<ImmutableArray<DeletionAttempt>>(why) },
        });
        string[] silent = [.. unread.SelectMany(what => (string[])(what switch
        {
            0 => ["BKP-007"],
            1 => ["BKP-010", "BKP-011", "BKP-014", "BKP-017", "BKP-030", "BKP-031", "BKP-032", "BKP-043"],
            2 => ["BKP-003", "BKP-006", "BKP-007", "BKP-015", "BKP-025"],
            3 => ["BKP-012", "BKP-015", "BKP-016"],
            4 => ["BKP-021", "BKP-025"],
            5 => ["BKP-050", "BKP-051", "BKP-052", "BKP-053"],
            6 => ["BKP-040", "BKP-041", "BKP-042"],
            _ => ["BKP-045"],
        }))];
        var results = AuditEngine.Judge(BackupChecks.All, Evidence(Spoil, one => Spoil(one) with { Points = one.Points }), []).ToList();
        Assert.DoesNotContain(results, result => silent.Contains(result.Check.Id) && result.Outcome.Kind == AuditOutcomeKind.Pass);
        Assert.DoesNotContain(results, result => result.Outcome.Kind == AuditOutcomeKind.Fail);
    }).QuickCheckThrowOnFailure();

    static Reading<ImmutableDictionary<string, bool>> OptedIn => Readings.Known(ImmutableDictionary<string, bool>.Empty);
}
