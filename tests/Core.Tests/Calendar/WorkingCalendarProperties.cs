using FsCheck;
using FsCheck.Fluent;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Calendar;

public sealed class WorkingCalendarProperties
{
    static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, JapanTime.Offset);

    static readonly WorkingCalendar[] Calendars =
    [
        new(new WorkCalendar { Id = "office", Name = "開庁日" }),
        new(new WorkCalendar
        {
            Id = "online",
            Name = "稼働日",
            Days = [.. Enum.GetValues<DayOfWeek>()],
            Open = new TimeOnly(8, 0),
            Close = new TimeOnly(0, 0),
            NthWeekdayClosures = [new NthWeekdayClosure { Nth = 3, Day = DayOfWeek.Saturday, FollowingDays = 1 }],
        }),
        new(new WorkCalendar
        {
            Id = "always",
            Name = "24時間365日",
            Days = [.. Enum.GetValues<DayOfWeek>()],
            Open = new TimeOnly(0, 0),
            Close = new TimeOnly(0, 0),
            ClosedOnHolidays = false,
            ClosedAtYearEnd = false,
        }),
    ];

    static readonly Arbitrary<Case> Cases = (
        from calendar in Gen.Elements(Calendars)
        from start in Gen.Choose(0, 3 * 366 * 24 * 60)
        from first in Gen.Choose(0, 5_000)
        from second in Gen.Choose(0, 5_000)
        select new Case(calendar, Epoch.AddMinutes(start), TimeSpan.FromMinutes(first), TimeSpan.FromMinutes(second))).ToArbitrary();

    [Fact]
    public void Business_time_between_is_the_inverse_of_adding_it() =>
        Check(c => c.Calendar.BusinessTimeBetween(c.From, c.Calendar.AddBusinessTime(c.From, c.First)) == c.First);

    [Fact]
    public void Adding_in_two_steps_is_adding_at_once() =>
        Check(c => c.Calendar.AddBusinessTime(c.Calendar.AddBusinessTime(c.From, c.First), c.Second + TimeSpan.FromMinutes(1))
            == c.Calendar.AddBusinessTime(c.From, c.First + c.Second + TimeSpan.FromMinutes(1)));

    [Fact]
    public void A_longer_time_ends_later_and_a_later_start_never_ends_earlier() =>
        Check(c => c.Calendar.AddBusinessTime(c.From, c.First) < c.Calendar.AddBusinessTime(c.From, c.First + c.Second + TimeSpan.FromMinutes(1))
            && c.Calendar.AddBusinessTime(c.From, c.First) <= c.Calendar.AddBusinessTime(c.From + c.Second, c.First));

    [Fact]
    public void The_end_is_within_opening_hours_or_at_their_close() =>
        Check(c =>
        {
            var end = c.Calendar.AddBusinessTime(c.From, c.First);
            return c.Calendar.IsOpenAt(end) || c.Calendar.IsOpenAt(end.AddTicks(-1));
        });

    [Fact]
    public void Business_time_adds_up_over_adjacent_periods_and_never_exceeds_clock_time() =>
        Check(c =>
        {
            var (middle, end) = (c.From + c.First, c.From + c.First + c.Second);
            var whole = c.Calendar.BusinessTimeBetween(c.From, end);
            return whole == c.Calendar.BusinessTimeBetween(c.From, middle) + c.Calendar.BusinessTimeBetween(middle, end) && whole <= end - c.From;
        });

    [Fact]
    public void The_next_opening_is_open_and_nothing_before_it_is() =>
        Check(c =>
        {
            var next = c.Calendar.NextOpening(c.From);
            return c.Calendar.IsOpenAt(next) && next >= c.From && c.Calendar.BusinessTimeBetween(c.From, next) == TimeSpan.Zero;
        });

    [Fact]
    public void Counting_business_days_is_the_inverse_of_adding_them() =>
        Check(c =>
        {
            var from = JapanTime.DateOf(c.From);
            var days = 1 + ((int)c.First.TotalMinutes % 60);
            var end = c.Calendar.AddBusinessDays(from, days);
            return c.Calendar.IsOpen(end) && c.Calendar.CountBusinessDays(from, end) == days;
        });

    static void Check(Func<Case, bool> holds) => Prop.ForAll(Cases, holds).QuickCheckThrowOnFailure();

    sealed record Case(WorkingCalendar Calendar, DateTimeOffset From, TimeSpan First, TimeSpan Second);
}
