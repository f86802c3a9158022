using System.Collections.Frozen;
using System.Runtime.InteropServices;
using GovCloud.Estates;

namespace GovCloud.Calendar;

/// <summary>
/// Business days and business time of one <see cref="WorkCalendar"/>. Days and times are Japanese; instants may carry any offset and come back
/// with the Japanese one. A day has at most one opening interval, which does not cross midnight.
/// </summary>
/// <remarks>
/// A calendar that closes on holidays works for <see cref="JapaneseHolidays.FirstYear"/> to <see cref="JapaneseHolidays.LastYear"/> and throws
/// <see cref="ArgumentOutOfRangeException"/> beyond.
/// </remarks>
public sealed class WorkingCalendar
{
    /// <summary>Longest search for an open day. No body is closed for more than a year; a calendar that is, has a mistake.</summary>
    public const int LongestClosureDays = 366;

    readonly WorkCalendar definition;
    readonly FrozenSet<DayOfWeek> weekdays;
    readonly FrozenSet<DateOnly> closedDays;
    readonly FrozenSet<DateOnly> openDays;
    readonly TimeSpan hours;

    /// <summary>Prepares a calendar of the estate.</summary>
    /// <exception cref="ArgumentException">
    /// It closes before it opens, has an nth-weekday rule out of range, or lists a day as both open and closed. The message names the calendar.
    /// </exception>
    public WorkingCalendar(WorkCalendar definition)
    {
        this.definition = definition;
        hours = (definition.Close == TimeOnly.MinValue ? TimeSpan.FromDays(1) : definition.Close.ToTimeSpan()) - definition.Open.ToTimeSpan();
        Require(hours > TimeSpan.Zero, definition, $"closes at {definition.Close:HH':'mm}, not after it opens at {definition.Open:HH':'mm}");
        foreach (var rule in definition.NthWeekdayClosures)
        {
            Require(rule.Nth is >= 1 and <= 5, definition, $"closes on weekday number {rule.Nth} of the month; 1 to 5 exist");
            Require(rule.FollowingDays is >= 0 and <= 27, definition, $"closes {rule.FollowingDays} days after an nth weekday; 0 to 27 are allowed");
        }

        weekdays = definition.Days.ToFrozenSet();
        closedDays = definition.ClosedDays.ToFrozenSet();
        openDays = definition.OpenDays.ToFrozenSet();
        foreach (var day in definition.OpenDays)
            Require(!closedDays.Contains(day), definition, $"lists {day:yyyy'-'MM'-'dd} as open and as closed");
    }

    /// <summary>Id in the estate.</summary>
    public string Id => definition.Id;

    /// <summary>Whether work is done on a day. Listed days win over every rule.</summary>
    public bool IsOpen(DateOnly day)
    {
        if (closedDays.Contains(day))
            return false;
        if (openDays.Contains(day))
            return true;
        return weekdays.Contains(day.DayOfWeek)
            && !(definition.ClosedAtYearEnd && IsYearEnd(day))
            && !IsNthWeekdayClosure(day)
            && !(definition.ClosedOnHolidays && JapaneseHolidays.IsHoliday(day));
    }

    /// <summary>When a day opens and closes; <see langword="null"/> if it is closed.</summary>
    public OpeningInterval? OpeningOf(DateOnly day)
    {
        if (!IsOpen(day))
            return null;
        var opens = JapanTime.At(day, definition.Open);
        return new OpeningInterval(opens, opens + hours);
    }

    /// <summary>Whether work is done at an instant. The opening time is inside, the closing time is not.</summary>
    public bool IsOpenAt(DateTimeOffset instant) =>
        OpeningOf(JapanTime.DateOf(instant)) is { } interval && interval.Opens <= instant && instant < interval.Closes;

    /// <summary>The instant itself if it is open then, else the next opening time.</summary>
    /// <exception cref="InvalidOperationException">There is none within <see cref="LongestClosureDays"/>.</exception>
    public DateTimeOffset NextOpening(DateTimeOffset instant)
    {
        var interval = IntervalEndingAfter(instant);
        return instant <= interval.Opens ? interval.Opens : JapanTime.Of(instant);
    }

    /// <summary>
    /// The earliest instant at which so much business time has passed. 15 minutes after Friday 17:05, closing at 17:15, are Monday 8:35;
    /// 10 minutes after it are Friday 17:15, the closing time itself. No time at all is <see cref="NextOpening"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    /// <exception cref="InvalidOperationException">The calendar is closed for more than <see cref="LongestClosureDays"/>.</exception>
    public DateTimeOffset AddBusinessTime(DateTimeOffset from, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        var at = NextOpening(from);
        for (var left = duration; ;)
        {
            var interval = IntervalEndingAfter(at);
            at = at < interval.Opens ? interval.Opens : at;
            var today = interval.Closes - at;
            if (left <= today)
                return at + left;
            left -= today;
            at = interval.Closes;
        }
    }

    /// <summary>How much business time lies between two instants.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public TimeSpan BusinessTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var sum = TimeSpan.Zero;
        var last = JapanTime.DateOf(to);
        for (var day = JapanTime.DateOf(from); day <= last; day = day.AddDays(1))
        {
            if (OpeningOf(day) is not { } interval)
                continue;
            var begins = interval.Opens < from ? from : interval.Opens;
            var ends = interval.Closes > to ? to : interval.Closes;
            if (ends > begins)
                sum += ends - begins;
        }

        return sum;
    }

    /// <summary>
    /// The nth business day after a day, or before it if <paramref name="days"/> is negative. 「会議の日から5営業日以内」 ends on the fifth business day
    /// after the meeting, because 民法140条 does not count the first day.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is zero.</exception>
    /// <exception cref="InvalidOperationException">The calendar is closed for more than <see cref="LongestClosureDays"/>.</exception>
    public DateOnly AddBusinessDays(DateOnly from, int days, FirstDay firstDay = FirstDay.Excluded)
    {
        ArgumentOutOfRangeException.ThrowIfZero(days);
        var step = Math.Sign(days);
        var day = firstDay == FirstDay.Included ? OpenDay(from, step) : NextOpenDay(from, step);
        for (var left = Math.Abs((long)days) - 1; left > 0; left--)
            day = NextOpenDay(day, step);
        return day;
    }

    /// <summary>How many business days lie between two days. The last day counts; the first counts only if asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public int CountBusinessDays(DateOnly from, DateOnly to, FirstDay firstDay = FirstDay.Excluded)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var count = firstDay == FirstDay.Included && IsOpen(from) ? 1 : 0;
        for (var number = from.DayNumber + 1; number <= to.DayNumber; number++)
        {
            if (IsOpen(DateOnly.FromDayNumber(number)))
                count++;
        }

        return count;
    }

    OpeningInterval IntervalEndingAfter(DateTimeOffset instant)
    {
        var first = JapanTime.DateOf(instant);
        if (OpeningOf(first) is { } today && instant < today.Closes)
            return today;
        return OpeningOf(NextOpenDay(first, 1))!.Value;
    }

    DateOnly NextOpenDay(DateOnly day, int step) =>
        day == (step > 0 ? DateOnly.MaxValue : DateOnly.MinValue) ? throw NeverOpen(day, step) : OpenDay(day.AddDays(step), step);

    DateOnly OpenDay(DateOnly day, int step)
    {
        var furthest = Math.Clamp(day.DayNumber + (step * (long)LongestClosureDays), DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber);
        for (var number = day.DayNumber; (furthest - number) * step >= 0; number += step)
        {
            if (IsOpen(DateOnly.FromDayNumber(number)))
                return DateOnly.FromDayNumber(number);
        }

        throw NeverOpen(day, step);
    }

    bool IsNthWeekdayClosure(DateOnly day)
    {
        foreach (var rule in definition.NthWeekdayClosures)
        {
            for (var after = 0; after <= rule.FollowingDays; after++)
            {
                var candidate = day.AddDays(-after);
                if (candidate.DayOfWeek == rule.Day && ((candidate.Day - 1) / 7) + 1 == rule.Nth)
                    return true;
            }
        }

        return false;
    }

    static bool IsYearEnd(DateOnly day) => day is { Month: 12, Day: >= 29 } or { Month: 1, Day: <= 3 };

    InvalidOperationException NeverOpen(DateOnly day, int step) =>
        new($"Calendar '{Id}' has no open day within {LongestClosureDays} days {(step > 0 ? "after" : "before")} {day:yyyy'-'MM'-'dd}.");

    static void Require(bool condition, WorkCalendar definition, string otherwise)
    {
        if (!condition)
            throw new ArgumentException($"Calendar '{definition.Id}' {otherwise}.", nameof(definition));
    }
}

/// <summary>When a day opens and closes.</summary>
/// <param name="Opens">First instant of work, JST.</param>
/// <param name="Closes">First instant after it, JST; midnight of the next day for a day that closes at 24:00.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OpeningInterval(DateTimeOffset Opens, DateTimeOffset Closes);

/// <summary>Whether the day from which is counted is the first day of the period.</summary>
public enum FirstDay
{
    /// <summary>初日不算入, the default of 民法140条.</summary>
    Excluded,

    /// <summary>初日算入, where a contract says so.</summary>
    Included,
}
