using FsCheck;
using FsCheck.Fluent;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience;

namespace GovCloud.Core.Tests.Resilience;

public sealed class BackupTimetableTests
{
    static readonly DayOfWeek[] WorkingDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    static readonly WorkingCalendar Desk = new(new WorkCalendar { Id = "desk", Name = "窓口" });

    // Saturday noon in Japan.
    static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    static readonly BackupSchedule Daily = new() { Name = "daily", At = new TimeOnly(20, 30), RetentionDays = 35 };

    [Fact]
    public void Runs_come_in_Japanese_time_from_the_next_one_on() => Assert.Equal(
        ["2026-11-21T20:30:00+09:00", "2026-11-22T20:30:00+09:00"],
        BackupTimetable.Runs(Daily, Now, 2).Select(r => r.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void A_run_that_begins_now_has_passed() => Assert.Equal(
        [JapanTime.At(new DateOnly(2026, 11, 22), Daily.At)], BackupTimetable.Runs(Daily, JapanTime.At(new DateOnly(2026, 11, 21), Daily.At), 1));

    [Fact]
    public void A_schedule_on_working_days_rests_on_the_weekend() => Assert.Equal(
        [new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 24)], BackupTimetable.Runs(Daily with { Days = [.. WorkingDays] }, Now, 4).Select(JapanTime.DateOf));

    [Theory]
    [InlineData(35, 7, 35)]
    [InlineData(35, 5, 25)]
    [InlineData(14, 5, 10)]
    [InlineData(2, 5, 0)] // Monday morning: the weekend made none
    [InlineData(365, 1, 52)]
    [InlineData(6, 1, 0)]
    public void Generations_are_the_fewest_that_exist_on_any_day(int retention, int days, int generations)
    {
        var schedule = Daily with { RetentionDays = retention, Days = [.. Enum.GetValues<DayOfWeek>().Skip(days == 7 ? 0 : 1).Take(days)] };
        Assert.Equal(generations, BackupTimetable.GenerationsOf(schedule));
    }

    [Theory]
    [InlineData(7, "cron(30 20 ? * * *)")]
    [InlineData(5, "cron(30 20 ? * MON,TUE,WED,THU,FRI *)")]
    [InlineData(1, "cron(30 20 ? * MON *)")]
    public void The_schedule_is_written_as_AWS_Backup_reads_it(int days, string cron) =>
        Assert.Equal(cron, BackupTimetable.Cron(days == 7 ? Daily : Daily with { Days = [.. WorkingDays.Take(days).Reverse()] }));

    [Fact]
    public void A_backup_every_night_restores_the_business_day_before() => Assert.Null(BackupTimetable.FirstMissed(Class(Daily), Desk, new DateOnly(2026, 11, 21), 260));

    [Fact]
    public void A_backup_after_work_on_working_days_is_enough_for_a_desk_that_rests_on_the_weekend() =>
        Assert.Null(BackupTimetable.FirstMissed(Class(Daily with { Days = [.. WorkingDays] }), Desk, new DateOnly(2026, 11, 21), 260));

    [Fact]
    public void A_backup_that_does_not_complete_before_the_desk_opens_misses_the_objective() =>
        Assert.Equal(new DateOnly(2026, 11, 24), BackupTimetable.FirstMissed(Class(Daily with { CompleteWithinHours = 13, Days = [DayOfWeek.Tuesday] }), Desk, new DateOnly(2026, 11, 21), 260));

    [Fact]
    public void A_weekly_backup_misses_an_objective_of_one_business_day_and_meets_one_of_five_in_weeks_without_holidays()
    {
        var weekly = Daily with { Days = [DayOfWeek.Friday] };
        Assert.NotNull(BackupTimetable.FirstMissed(Class(weekly), Desk, new DateOnly(2026, 12, 5), 5));
        Assert.Null(BackupTimetable.FirstMissed(Class(weekly) with { RpoBusinessDays = 5 }, Desk, new DateOnly(2026, 12, 5), 5));
    }

    [Fact]
    public void Runs_are_never_in_the_past_lie_in_the_range_and_are_in_order() => Prop.ForAll(Schedules(), Instants(), (schedule, after) =>
    {
        var runs = BackupTimetable.Runs(schedule, after, 30).ToList();
        Assert.All(runs, r => Assert.True(r > after && r <= after.AddDays(30)));
        Assert.All(runs, r => Assert.Equal((schedule.At, JapanTime.Offset), (JapanTime.TimeOf(r), r.Offset)));
        Assert.Equal(runs.Order(), runs);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void So_many_generations_exist_on_every_day_and_on_some_day_no_more() => Prop.ForAll(Schedules(), schedule =>
    {
        var first = new DateOnly(2026, 1, 1);
        var counts = Enumerable.Range(0, 7).Select(shift => Enumerable.Range(0, schedule.RetentionDays).Count(day => schedule.Days.Contains(first.AddDays(shift + day).DayOfWeek))).ToList();
        Assert.Equal(counts.Min(), BackupTimetable.GenerationsOf(schedule));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Generations_times_the_longest_pause_cover_the_retention() => Prop.ForAll(Schedules(), schedule =>
    {
        var pause = Enumerable.Range(0, 7).Max(from => Enumerable.Range(1, 7).First(days => schedule.Days.Contains((DayOfWeek)((from + days) % 7))));
        Assert.True((BackupTimetable.GenerationsOf(schedule) + 1) * pause >= schedule.RetentionDays);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Keeping_longer_never_leaves_fewer_generations() => Prop.ForAll(Schedules(), schedule =>
        Assert.True(BackupTimetable.GenerationsOf(schedule with { RetentionDays = schedule.RetentionDays + 1 }) >= BackupTimetable.GenerationsOf(schedule))).QuickCheckThrowOnFailure();

    static BackupClass Class(params BackupSchedule[] schedules) => new() { Id = "a", Name = "a", Schedules = [.. schedules] };

    static Arbitrary<BackupSchedule> Schedules() => (
        from hour in Gen.Choose(0, 23)
        from minute in Gen.Choose(0, 59)
        from days in Gen.NonEmptyListOf(Gen.Choose(0, 6))
        from retention in Gen.Choose(1, 400)
        select Daily with { At = new TimeOnly(hour, minute), Days = [.. days.Distinct().Select(d => (DayOfWeek)d)], RetentionDays = retention }).ToArbitrary();

    static Arbitrary<DateTimeOffset> Instants() => Gen.Choose(0, 2_000_000).Select(minutes => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes)).ToArbitrary();
}
