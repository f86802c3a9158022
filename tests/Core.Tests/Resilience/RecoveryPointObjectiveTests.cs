using FsCheck;
using FsCheck.Fluent;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;

namespace GovCloud.Core.Tests.Resilience;

public sealed class RecoveryPointObjectiveTests
{
    static readonly WorkingCalendar Desk = new(new WorkCalendar { Id = "desk", Name = "窓口" });

    static readonly BackupClass Nightly = new()
    {
        Id = "a",
        Name = "a",
        Schedules = [new BackupSchedule { Name = "daily", At = new TimeOnly(20, 30), CompleteWithinHours = 8, RetentionDays = 35 }],
    };

    [Theory]
    // The desk closes at 17:15; the backup of 20:30 is promised for 4:30.
    [InlineData("2026-11-20T04:29", "2026-11-18T17:15")] // Friday's early morning: Thursday's is not due yet
    [InlineData("2026-11-20T04:30", "2026-11-19T17:15")]
    [InlineData("2026-11-20T23:00", "2026-11-19T17:15")]
    [InlineData("2026-11-21T07:00", "2026-11-20T17:15")] // Saturday
    [InlineData("2026-11-24T07:00", "2026-11-20T17:15")] // Tuesday after 勤労感謝の日: still Friday's
    [InlineData("2026-01-05T04:00", "2025-12-26T17:15")] // the Monday after the year's end
    [InlineData("2026-05-07T07:00", "2026-05-01T17:15")] // after Golden Week
    public void The_cut_off_is_the_closing_of_the_last_business_day_whose_backup_is_due(string now, string cutOff) =>
        Assert.Equal(Japan(cutOff), RecoveryPointObjective.TargetAt(Nightly, Desk, Japan(now)).CutOff);

    [Fact]
    public void Two_business_days_look_one_business_day_further_back() =>
        Assert.Equal(Japan("2026-11-19T17:15"), RecoveryPointObjective.TargetAt(Nightly with { RpoBusinessDays = 2 }, Desk, Japan("2026-11-21T07:00")).CutOff);

    [Fact]
    public void A_copy_is_due_when_business_opens() =>
        Assert.Equal(Japan("2026-11-19T17:15"), RecoveryPointObjective.TargetAt(Nightly, Desk, Japan("2026-11-21T07:00"), PromisedBy.NextOpening).CutOff);

    [Theory]
    [InlineData("2026-11-20T17:15", RecoveryState.Met)] // exactly at closing
    [InlineData("2026-11-20T17:14", RecoveryState.Missed)]
    [InlineData("2026-11-21T03:00", RecoveryState.Met)] // 3:00 in Japan is the day before in UTC
    public void A_recovery_point_from_closing_on_meets_the_objective(string created, RecoveryState expected) =>
        Assert.Equal(expected, Judge(Japan("2026-11-21T07:00"), Point(Japan(created))).State);

    [Fact]
    public void Weekends_and_holidays_ask_for_no_backup_of_their_own() =>
        Assert.Equal(RecoveryState.Met, Judge(Japan("2026-05-07T07:00"), Point(Japan("2026-05-01T20:31"))).State);

    [Fact]
    public void A_continuous_backup_is_judged_by_the_moment_that_can_be_restored_to()
    {
        var old = Point(Japan("2026-01-05T20:31")) with { Arn = "arn:aws:backup:ap-northeast-1:1:recovery-point:continuous:db-1", Status = RecoveryPointStatus.Available };
        var target = RecoveryPointObjective.TargetAt(Nightly, Desk, Japan("2026-11-21T07:00"));
        var window = new AuditWindow(Japan("2026-11-21T07:00"), Japan("2026-11-21T07:00"));
        Assert.Equal(RecoveryState.Met, RecoveryPointObjective.Judge(target, [old], window, Japan("2026-11-21T06:55")).State);
        Assert.Equal(RecoveryState.Missed, RecoveryPointObjective.Judge(target, [old], window, Japan("2026-11-19T06:55")).State);
        Assert.Equal(RecoveryState.Unknown, RecoveryPointObjective.Judge(target, [old], window).State);
        Assert.Equal(RecoveryState.Missed, RecoveryPointObjective.Judge(target, [old with { Status = RecoveryPointStatus.Stopped }], window, Japan("2026-11-21T06:55")).State);
    }

    [Fact]
    public void A_verdict_never_improves_as_recovery_points_get_older() => Prop.ForAll(
        Minutes.ListOf().ToArbitrary(), Gen.Choose(0, 20_000).ToArbitrary(), (made, older) =>
        {
            var now = Japan("2026-11-21T07:00");
            RecoveryState Of(int by) => Judge(now, [.. made.Select(minute => Point(now.AddMinutes(-minute - by)))]).State;
            Assert.True(Of(older) >= Of(0));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_verdict_never_improves_as_time_passes_without_backups() => Prop.ForAll(
        Minutes.ListOf().ToArbitrary(), Gen.Choose(0, 20_000).ToArbitrary(), (made, later) =>
        {
            var now = Japan("2026-11-21T07:00");
            RecoveryPoint[] points = [.. made.Select(minute => Point(now.AddMinutes(-minute)))];
            Assert.True(Judge(now.AddMinutes(later), points).State >= Judge(now, points).State);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_recovery_points_does_not_matter() => Prop.ForAll(Points.ListOf().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (points, seed) =>
    {
        var now = Japan("2026-11-21T07:00");
        RecoveryPoint[] shuffled = [.. points];
        new Random(seed).Shuffle(shuffled);
        var (one, other) = (Judge(now, [.. points]), Judge(now, shuffled));
        Assert.Equal((one.State, one.Content, one.Doubt), (other.State, other.Content, other.Doubt));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_timetable_that_never_misses_is_never_told_to_have_missed() => Prop.ForAll(Gen.Choose(0, 300).ToArbitrary(), Gen.Choose(1, 12).ToArbitrary(), Gen.Choose(0, 23).ToArbitrary(), (day, hours, hour) =>
    {
        var backup = Nightly with { Schedules = [Nightly.Schedules[0] with { At = new TimeOnly(hour, 0), CompleteWithinHours = hours }] };
        var first = new DateOnly(2026, 1, 5);
        if (BackupTimetable.FirstMissed(backup, Desk, first, 260) is not null)
        {
            return;
        }

        var opening = Desk.OpeningOf(Desk.AddBusinessDays(first.AddDays(day), 1))!.Value.Opens;
        RecoveryPoint[] points = [.. BackupTimetable.Runs(backup.Schedules[0], opening.AddDays(-30), 30).Where(run => run.AddHours(hours) <= opening).Select(Point)];
        var target = RecoveryPointObjective.TargetAt(backup, Desk, opening);
        Assert.Equal(RecoveryState.Met, RecoveryPointObjective.Judge(target, points, new AuditWindow(opening, opening)).State);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_is_found_whatever_the_order_and_one_slow_night_does_not_bend_it() => Prop.ForAll(Gen.Choose(-20, 20).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (slope, seed) =>
    {
        var first = Japan("2026-11-01T20:30");
        var nights = Enumerable.Range(0, 15).Select(day => (first.AddDays(day), 10 + (slope * 0.01 * day))).ToArray();
        nights[seed % 15].Item2 += 30;
        new Random(seed).Shuffle(nights);
        var trend = DurationTrend.Of(nights)!.Value;
        Assert.Equal(slope * 0.01, trend.HoursPerDay, 6);
        Assert.Equal(10 + (slope * 0.14), trend.HoursNow, 6);
        Assert.Equal(slope > 0, trend.DaysUntil(1000) is not null);
    }).QuickCheckThrowOnFailure();

    static Gen<int> Minutes => Gen.Choose(0, 20_000);

    static Gen<RecoveryPoint> Points =>
        from minute in Gen.Choose(-600, 20_000)
        from status in Gen.Elements(Enum.GetValues<RecoveryPointStatus>())
        from lifetime in Gen.Choose(0, 20)
        select Point(Japan("2026-11-21T07:00").AddMinutes(-minute)) with { Status = status, DeleteAt = Japan("2026-11-21T07:00").AddMinutes(-minute).AddDays(lifetime) };

    static RecoveryVerdict Judge(DateTimeOffset now, params RecoveryPoint[] points) =>
        RecoveryPointObjective.Judge(RecoveryPointObjective.TargetAt(Nightly, Desk, now), points, new AuditWindow(now, now));

    static RecoveryPoint Point(DateTimeOffset created) => new()
    {
        Arn = $"arn:aws:backup:ap-northeast-1:131229000101:recovery-point:{created.UtcTicks}",
        Resource = "arn:aws:rds:ap-northeast-1:131229000101:db:a",
        VaultArn = "arn:aws:backup:ap-northeast-1:131229000101:backup-vault:v",
        Status = RecoveryPointStatus.Completed,
        Created = created,
    };

    static DateTimeOffset Japan(string text) => new(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), JapanTime.Offset);
}
