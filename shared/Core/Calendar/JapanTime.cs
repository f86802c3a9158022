using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GovCloud.Calendar;

/// <summary>Japan Standard Time: UTC+9 all year, since 1951 without daylight saving. Needs no time zone data.</summary>
public static class JapanTime
{
    /// <summary>The offset from UTC: nine hours.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary>The same instant, written with the Japanese offset.</summary>
    public static DateTimeOffset Of(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>The day on which an instant falls in Japan.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant).DateTime);

    /// <summary>The time of day that an instant has in Japan.</summary>
    public static TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(Of(instant).DateTime);

    /// <summary>The instant of a Japanese day and time.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), Offset);

    /// <summary>The Japanese fiscal year (年度), 4/1 to 3/31, named by the calendar year in which it begins.</summary>
    public static int FiscalYear(DateOnly day) => day.Month >= 4 ? day.Year : day.Year - 1;

    /// <summary>Date and time to the minute as people in Japan read them, <c>2026年11月21日 18:05</c>; <see langword="null"/> stays null.</summary>
    [return: NotNullIfNotNull(nameof(instant))]
    public static string? Format(DateTimeOffset? instant) =>
        instant is null ? null : Of(instant.Value).ToString("yyyy'年'M'月'd'日' HH:mm", CultureInfo.InvariantCulture);
}
