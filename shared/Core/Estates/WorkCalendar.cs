using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>
/// The days and hours in which somebody or something works, as data: 営業日, 開庁日 and 稼働日 are three calendars and differ by body and service.
/// All times are Japan Standard Time (UTC+9, no daylight saving).
/// </summary>
public sealed record WorkCalendar
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Name in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>Days of the week on which work is done at all.</summary>
    public ImmutableArray<DayOfWeek> Days { get; init; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Opening time, inclusive, JST.</summary>
    public TimeOnly Open { get; init; } = new(8, 30);

    /// <summary>Closing time, exclusive, JST. 00:00 means the end of the day.</summary>
    public TimeOnly Close { get; init; } = new(17, 15);

    /// <summary>Closed on holidays of 国民の祝日に関する法律.</summary>
    public bool ClosedOnHolidays { get; init; } = true;

    /// <summary>Closed from 12/29 to 1/3.</summary>
    public bool ClosedAtYearEnd { get; init; } = true;

    /// <summary>Further closed days by rule, such as 第3土曜とその翌日曜.</summary>
    public ImmutableArray<NthWeekdayClosure> NthWeekdayClosures { get; init; } = [];

    /// <summary>Single days that are closed although the rules say open.</summary>
    public ImmutableArray<DateOnly> ClosedDays { get; init; } = [];

    /// <summary>Single days that are open although the rules say closed.</summary>
    public ImmutableArray<DateOnly> OpenDays { get; init; } = [];
}

/// <summary>The nth given weekday of every month is closed, and so many days after it.</summary>
/// <remarks>第3土曜とその翌日曜: <c>Nth</c> 3, <c>Day</c> Saturday, <c>FollowingDays</c> 1; the Sunday may be the month's fourth.</remarks>
public sealed record NthWeekdayClosure
{
    /// <summary>1 to 5.</summary>
    [Bounds(1, 5)]
    public required int Nth { get; init; }

    /// <summary>The weekday.</summary>
    public required DayOfWeek Day { get; init; }

    /// <summary>How many days right after it are closed too.</summary>
    [Bounds(0, 6)]
    public int FollowingDays { get; init; }
}
