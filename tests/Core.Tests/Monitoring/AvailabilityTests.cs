using FsCheck;
using FsCheck.Fluent;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Monitoring;

namespace GovCloud.Core.Tests.Monitoring;

public sealed class AvailabilityTests
{
    static readonly WorkingCalendar Desk = new(new WorkCalendar { Id = "desk", Name = "窓口", Open = new TimeOnly(9, 0), Close = new TimeOnly(17, 0) });

    // Eight hours on five days, as the Sendai documents compute: one hour of failure in a week, a month, a year.
    [Theory]
    [InlineData(40, "97.50")]
    [InlineData(2080.0 / 12, "99.42")]
    [InlineData(2080, "99.95")]
    public void The_examples_of_the_procurement_documents_come_out(double scheduledHours, string percent) =>
        Assert.Equal(percent, new Availability(TimeSpan.FromHours(scheduledHours), TimeSpan.FromHours(1)).Percent!.Value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_target_is_not_reached_by_rounding()
    {
        var almost = new Availability(TimeSpan.FromHours(1_000_000), TimeSpan.FromHours(1_001));
        Assert.Equal(99.89m, almost.Percent);
        Assert.False(almost.Meets(99.9m));
        Assert.True(new Availability(TimeSpan.FromHours(1000), TimeSpan.FromHours(1)).Meets(99.9m));
    }

    [Fact]
    public void Nothing_scheduled_is_neither_reached_nor_missed()
    {
        var none = Availability.Of(Desk, new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 22), [], []);
        Assert.Null(none.Percent);
        Assert.Null(none.Meets(99.9m));
    }

    [Fact]
    public void A_week_with_a_holiday_has_four_days_of_service() =>
        Assert.Equal(TimeSpan.FromHours(32), Availability.Of(Desk, new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 29), [], []).Scheduled);

    [Fact]
    public void Failures_count_in_service_hours_only()
    {
        var nightlong = Availability.Of(Desk, new DateOnly(2026, 11, 24), new DateOnly(2026, 11, 25), [], [new Stop(At(24, 16), At(25, 10))]);
        Assert.Equal((TimeSpan.FromHours(16), TimeSpan.FromHours(2)), (nightlong.Scheduled, nightlong.Down));
    }

    [Fact]
    public void Planned_stops_are_neither_scheduled_nor_down()
    {
        var stopped = Availability.Of(Desk, new DateOnly(2026, 11, 24), new DateOnly(2026, 11, 24), [new Stop(At(24, 13), At(24, 18))], [new Stop(At(24, 12), At(24, 14))]);
        Assert.Equal((TimeSpan.FromHours(4), TimeSpan.FromHours(1)), (stopped.Scheduled, stopped.Down));
    }

    [Fact]
    public void Overlapping_failures_count_once()
    {
        var twice = Availability.Of(Desk, new DateOnly(2026, 11, 24), new DateOnly(2026, 11, 24), [], [new Stop(At(24, 10), At(24, 12)), new Stop(At(24, 11), At(24, 13)), new Stop(At(24, 13), At(24, 14))]);
        Assert.Equal(TimeSpan.FromHours(4), twice.Down);
    }

    [Fact]
    public void The_budget_of_a_target_is_what_may_still_fail()
    {
        var month = new Availability(TimeSpan.FromHours(200), TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.FromMinutes(7), month.Budget(99.9m));
        Assert.True((month with { Down = TimeSpan.FromMinutes(13) }).Budget(99.9m) < TimeSpan.Zero);
    }

    [Fact]
    public void Planned_stops_of_the_estate_are_of_the_system_and_end_at_midnight_where_they_say_so()
    {
        var estate = Estates.SampleRecords.Estate() with
        {
            Monitoring = new EstateMonitoring
            {
                PlannedStops =
                [
                    new PlannedStop { System = "kokuho", Day = new DateOnly(2026, 12, 5), From = new TimeOnly(13, 0), Until = TimeOnly.MinValue, Reason = "更新" },
                    new PlannedStop { System = "other", Day = new DateOnly(2026, 12, 5), From = new TimeOnly(13, 0), Until = new TimeOnly(14, 0), Reason = "更新" },
                ],
            },
        };
        Assert.Equal(TimeSpan.FromHours(11), Assert.Single(Availability.PlannedOf(estate, "kokuho")) is var stop ? stop.Until - stop.From : default);
    }

    [Fact]
    public void Down_time_never_exceeds_what_is_scheduled_and_another_failure_never_improves_it() => Prop.ForAll(Stops(), Stops(), Stops(), (planned, failures, more) =>
    {
        var (first, last) = (new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 30));
        var before = Availability.Of(Desk, first, last, planned, failures);
        var after = Availability.Of(Desk, first, last, planned, [.. failures, .. more]);
        Assert.InRange(after.Down, before.Down, after.Scheduled);
        Assert.Equal(before.Scheduled, after.Scheduled);
    }).QuickCheckThrowOnFailure();

    static Arbitrary<Stop[]> Stops() => (
        from start in Gen.Choose(0, 30 * 24 * 60)
        from length in Gen.Choose(0, 3 * 24 * 60)
        select new Stop(At(1, 0).AddMinutes(start), At(1, 0).AddMinutes(start + length))).ArrayOf().ToArbitrary();

    static DateTimeOffset At(int day, int hour) => JapanTime.At(new DateOnly(2026, 11, day), new TimeOnly(hour, 0));
}
