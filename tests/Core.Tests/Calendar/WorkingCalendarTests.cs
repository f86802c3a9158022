using System.Globalization;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Calendar;

public sealed class WorkingCalendarTests
{
    static readonly WorkingCalendar Office = new(new WorkCalendar { Id = "office", Name = "開庁日" });

    [Theory]
    [InlineData("2026-11-20", true)] // Friday
    [InlineData("2026-11-21", false)] // Saturday
    [InlineData("2026-11-23", false)] // 勤労感謝の日
    [InlineData("2026-12-28", true)]
    [InlineData("2026-12-29", false)]
    [InlineData("2027-01-03", false)]
    [InlineData("2027-01-04", true)]
    public void An_office_is_open_on_weekdays_but_not_on_holidays_or_at_year_end(string day, bool open) => Assert.Equal(open, Office.IsOpen(Day(day)));

    [Theory]
    [InlineData("2026-11-20T17:05", 15, "2026-11-24T08:35")] // over a weekend and a holiday
    [InlineData("2026-11-20T17:05", 10, "2026-11-20T17:15")]
    [InlineData("2026-11-20T17:15", 5, "2026-11-24T08:35")]
    [InlineData("2026-11-20T03:00", 30, "2026-11-20T09:00")]
    [InlineData("2026-11-20T20:00", 0, "2026-11-24T08:30")]
    [InlineData("2026-11-20T12:00", 0, "2026-11-20T12:00")]
    [InlineData("2026-12-28T17:00", 60, "2027-01-04T09:15")] // over year end
    [InlineData("2026-11-19T17:15", 525, "2026-11-20T17:15")] // exactly a day
    public void Business_time_runs_only_while_open(string from, int minutes, string expected) =>
        Assert.Equal(Time(expected), Office.AddBusinessTime(Time(from), TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void An_instant_in_UTC_is_the_same_instant()
    {
        var due = Office.AddBusinessTime(new DateTimeOffset(2026, 11, 20, 8, 5, 0, TimeSpan.Zero), TimeSpan.FromMinutes(15));

        Assert.Equal(Time("2026-11-24T08:35"), due);
        Assert.Equal(JapanTime.Offset, due.Offset);
    }

    [Theory]
    [InlineData("2026-11-20T08:29:59", false)]
    [InlineData("2026-11-20T08:30:00", true)]
    [InlineData("2026-11-20T17:14:59", true)]
    [InlineData("2026-11-20T17:15:00", false)]
    public void The_opening_time_is_inside_and_the_closing_time_is_not(string at, bool open) => Assert.Equal(open, Office.IsOpenAt(Time(at)));

    [Fact]
    public void Midnight_as_closing_time_is_the_end_of_the_day()
    {
        var always = Always();

        Assert.Equal(new OpeningInterval(Time("2026-11-21T00:00"), Time("2026-11-22T00:00")), always.OpeningOf(Day("2026-11-21")));
        Assert.True(always.IsOpenAt(Time("2026-11-21T23:59:59")));
        Assert.Equal(Time("2026-11-24T10:00"), always.AddBusinessTime(Time("2026-11-21T10:00"), TimeSpan.FromDays(3)));
    }

    [Theory]
    [InlineData("2026-08-15", false)] // third Saturday
    [InlineData("2026-08-16", false)] // the Sunday after it is the third
    [InlineData("2026-08-22", true)]
    [InlineData("2026-11-21", false)] // third Saturday
    [InlineData("2026-11-22", false)] // the Sunday after it is the fourth
    [InlineData("2026-11-15", true)] // the third Sunday
    public void The_third_Saturday_and_the_next_Sunday_are_closed(string day, bool open)
    {
        var online = new WorkingCalendar(new WorkCalendar
        {
            Id = "online",
            Name = "オンライン稼働日",
            Days = [.. Enum.GetValues<DayOfWeek>()],
            NthWeekdayClosures = [new NthWeekdayClosure { Nth = 3, Day = DayOfWeek.Saturday, FollowingDays = 1 }],
        });

        Assert.Equal(open, online.IsOpen(Day(day)));
    }

    [Fact]
    public void A_closure_reaches_into_the_next_month()
    {
        var calendar = new WorkingCalendar(new WorkCalendar
        {
            Id = "x",
            Name = "x",
            NthWeekdayClosures = [new NthWeekdayClosure { Nth = 5, Day = DayOfWeek.Saturday, FollowingDays = 2 }],
        });

        Assert.False(calendar.IsOpen(Day("2026-06-01"))); // Monday after Saturday 5/30
        Assert.True(calendar.IsOpen(Day("2026-06-02")));
    }

    [Fact]
    public void Listed_days_win_over_rules()
    {
        var calendar = new WorkingCalendar(new WorkCalendar { Id = "x", Name = "x", OpenDays = [Day("2027-01-02")], ClosedDays = [Day("2026-11-20")] });

        Assert.True(calendar.IsOpen(Day("2027-01-02"))); // Saturday, year end
        Assert.False(calendar.IsOpen(Day("2026-11-20")));
    }

    [Theory]
    [InlineData("2026-11-16", 5, FirstDay.Excluded, "2026-11-24")]
    [InlineData("2026-11-16", 5, FirstDay.Included, "2026-11-20")]
    [InlineData("2026-11-21", 1, FirstDay.Excluded, "2026-11-24")]
    [InlineData("2026-11-21", 1, FirstDay.Included, "2026-11-24")]
    [InlineData("2026-11-24", -5, FirstDay.Excluded, "2026-11-16")]
    [InlineData("2026-12-28", 1, FirstDay.Excluded, "2027-01-04")]
    public void A_deadline_excludes_its_first_day_unless_told_otherwise(string from, int days, FirstDay firstDay, string expected) =>
        Assert.Equal(Day(expected), Office.AddBusinessDays(Day(from), days, firstDay));

    [Theory]
    [InlineData("2026-11-16", "2026-11-24", FirstDay.Excluded, 5)]
    [InlineData("2026-11-16", "2026-11-24", FirstDay.Included, 6)]
    [InlineData("2026-11-21", "2026-11-23", FirstDay.Included, 0)]
    public void Business_days_are_counted_with_the_last(string from, string to, FirstDay firstDay, int expected) =>
        Assert.Equal(expected, Office.CountBusinessDays(Day(from), Day(to), firstDay));

    [Fact]
    public void A_calendar_that_never_opens_is_an_error_and_not_a_loop()
    {
        var never = new WorkingCalendar(new WorkCalendar { Id = "never", Name = "休止", Days = [] });

        var error = Assert.Throws<InvalidOperationException>(() => never.NextOpening(Time("2026-11-20T10:00")));
        Assert.Equal("Calendar 'never' has no open day within 366 days after 2026-11-21.", error.Message);
        Assert.Throws<InvalidOperationException>(() => never.AddBusinessDays(Day("2026-11-20"), -1));
        Assert.Equal(TimeSpan.Zero, never.BusinessTimeBetween(Time("2026-01-01T00:00"), Time("2027-01-01T00:00")));
    }

    [Fact]
    public void A_calendar_that_opens_once_ends_in_an_error_when_the_day_is_used_up()
    {
        var once = new WorkingCalendar(new WorkCalendar { Id = "once", Name = "一日", Days = [], OpenDays = [Day("2026-11-20")] });

        Assert.Equal(Time("2026-11-20T09:30"), once.AddBusinessTime(Time("2026-11-01T00:00"), TimeSpan.FromHours(1)));
        Assert.Throws<InvalidOperationException>(() => once.AddBusinessTime(Time("2026-11-01T00:00"), TimeSpan.FromHours(9)));
    }

    [Fact]
    public void A_day_beyond_the_known_holidays_is_an_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Office.IsOpen(Day("2051-01-10")));

    public static TheoryData<WorkCalendar, string> Mistakes => new()
    {
        { new WorkCalendar { Id = "a", Name = "a", Open = new(9, 0), Close = new(9, 0) }, "closes at 09:00, not after it opens at 09:00" },
        { new WorkCalendar { Id = "b", Name = "b", Open = new(22, 0), Close = new(6, 0) }, "closes at 06:00" },
        { new WorkCalendar { Id = "c", Name = "c", NthWeekdayClosures = [new() { Nth = 6, Day = DayOfWeek.Monday }] }, "weekday number 6" },
        { new WorkCalendar { Id = "d", Name = "d", OpenDays = [new(2026, 1, 1)], ClosedDays = [new(2026, 1, 1)] }, "lists 2026-01-01 as open and as closed" },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistaken_definition_is_refused_by_name(WorkCalendar definition, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => new WorkingCalendar(definition));

        Assert.StartsWith($"Calendar '{definition.Id}' ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_does_not_run_backwards()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Office.AddBusinessTime(Time("2026-11-20T10:00"), TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Office.BusinessTimeBetween(Time("2026-11-20T10:00"), Time("2026-11-20T09:59")));
        Assert.Throws<ArgumentOutOfRangeException>(() => Office.AddBusinessDays(Day("2026-11-20"), 0));
    }

    static WorkingCalendar Always() => new(new WorkCalendar
    {
        Id = "always",
        Name = "24時間365日",
        Days = [.. Enum.GetValues<DayOfWeek>()],
        Open = new TimeOnly(0, 0),
        Close = new TimeOnly(0, 0),
        ClosedOnHolidays = false,
        ClosedAtYearEnd = false,
    });

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateTimeOffset Time(string text) => new(DateTime.Parse(text, CultureInfo.InvariantCulture), JapanTime.Offset);
}
