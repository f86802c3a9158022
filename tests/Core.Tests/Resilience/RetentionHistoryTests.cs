using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Audit;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Facts;
using static GovCloud.Core.Tests.Resilience.BackupScene;

namespace GovCloud.Core.Tests.Resilience;

/// <summary>Whether what was kept the day before is kept as long today.</summary>
public sealed class RetentionHistoryTests
{
    [Fact]
    public void Where_nothing_was_shortened_everything_passes() => Assert.All(Results(Evidence()), result => Assert.Equal(AuditOutcomeKind.Pass, result.Outcome.Kind));

    [Fact]
    public void A_rule_that_keeps_less_long_is_named_with_both_numbers()
    {
        var evidence = Evidence(p => p with { Plans = p.Plans.Map(plan => plan with { Rules = [plan.Rules[0] with { DeleteAfterDays = 7 }, .. plan.Rules[1..]] }) });
        var failed = Assert.Single(Results(evidence), result => result.Outcome.Kind == AuditOutcomeKind.Fail);
        Assert.Equal(SubjectKind.Plan, failed.Subject.Kind);
        Assert.Contains($"{Class.Schedules[0].Name} {Class.Schedules[0].RetentionDays}日→7日", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, AuditOutcomeKind.Fail)]
    [InlineData(0, AuditOutcomeKind.Pass)]
    [InlineData(1, AuditOutcomeKind.Pass)]
    public void One_day_less_fails_and_one_day_more_does_not(int days, AuditOutcomeKind expected)
    {
        var evidence = Evidence(p => p with { Points = p.Points.Map(point => point with { DeleteAfterDays = point.DeleteAfterDays + days }) });
        Assert.Equal(expected, Results(evidence).Single(result => result.Subject is { Kind: SubjectKind.Resource, Region: Region }).Outcome.Kind);
    }

    [Fact]
    public void What_was_kept_for_ever_is_shortened_by_any_number()
    {
        var before = Before(Morning);
        before = before with { Points = [.. before.Points.Select(points => points with { Days = null })] };
        Assert.Contains(Results(With(before)), result => result.Outcome.Kind == AuditOutcomeKind.Fail);
    }

    [Theory]
    [InlineData(0, AuditOutcomeKind.Pass)]
    [InlineData(1, AuditOutcomeKind.Fail)]
    public void A_recovery_point_may_be_gone_from_the_second_on_at_which_it_was_due(int seconds, AuditOutcomeKind expected)
    {
        var created = Morning.AddDays(-35).AddSeconds(seconds);
        var before = Before(Morning) with { Rules = null, Points = [new PointRetention(Region, Database, 35, [created.ToUnixTimeSeconds()])], Regions = [Region] };
        Assert.Equal(expected, Assert.Single(Results(With(before))).Outcome.Kind);
    }

    [Fact]
    public void The_first_audit_of_an_account_has_nothing_to_compare_with_and_an_unreadable_one_is_unknown()
    {
        Assert.Equal(AuditOutcomeKind.NotApplicable, Assert.Single(Results(With(null))).Outcome.Kind);
        var evidence = Evidence();
        Assert.Equal(
            AuditOutcomeKind.Unknown,
            Assert.Single(Results(evidence with { Reading = evidence.Reading with { Before = Readings.Unknown<AccountRetention?>("S3 を読み取れない") } })).Outcome.Kind);
    }

    [Fact]
    public void What_cannot_be_read_today_is_unknown_and_is_remembered_for_tomorrow()
    {
        var evidence = Evidence(p => p with { Points = Readings.Unknown<ImmutableArray<RecoveryPoint>>("AccessDenied"), Plans = Readings.Unknown<ImmutableArray<PlanReading>>("AccessDenied") });

        Assert.Equal(2, Results(evidence).Count(result => result.Outcome.Kind == AuditOutcomeKind.Unknown));
        var (yesterday, today) = (Before(Morning), AccountRetention.Of(evidence.Reading, Region));
        Assert.Equal(yesterday.Rules!.Value.ToArray(), today.Rules!.Value.ToArray());
        Assert.Equal(yesterday.Points.Where(points => points.Region == Region).Sum(points => points.Created.Length), today.Points.Where(points => points.Region == Region).Sum(points => points.Created.Length));
    }

    [Fact]
    public void Recovery_points_whose_lifecycle_AWS_does_not_tell_are_unknown() => Assert.Contains(
        Results(Evidence(p => p with { Points = p.Points.Map(point => point with { LifecycleKnown = false, DeleteAfterDays = null }) })), result => result.Outcome.Kind == AuditOutcomeKind.Unknown);

    [Fact]
    public void The_order_in_which_AWS_lists_recovery_points_changes_nothing() => Prop.ForAll(Gen.Shuffle(Enumerable.Range(0, 30)).ToArbitrary(), order =>
    {
        var points = order.Select(number => Point(Morning.AddHours(-number), days: 30 + (number % 3))).ToImmutableArray();
        var sorted = points.OrderBy(point => point.Created).ToImmutableArray();
        return PointRetention.Of(Region, points).Select(Text).SequenceEqual(PointRetention.Of(Region, sorted).Select(Text), StringComparer.Ordinal);

        static string Text(PointRetention one) => $"{one.Resource} {one.Days} {string.Join(',', one.Created)}";
    }).QuickCheckThrowOnFailure();

    static BackupEvidence With(AccountRetention? before)
    {
        var evidence = Evidence();
        return evidence with { Reading = evidence.Reading with { Before = Readings.Known(before) } };
    }

    static List<AuditResult> Results(BackupEvidence evidence) => [.. AuditEngine.Judge(BackupChecks.All.Where(check => check.Definition.Id == "BKP-033"), evidence, [])];
}
