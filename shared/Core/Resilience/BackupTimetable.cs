using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Resilience;

/// <summary>When a schedule runs, and what its recovery points cover.</summary>
public static class BackupTimetable
{
    /// <summary>The runs after an instant and within so many days of it, JST, earliest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of days is negative.</exception>
    public static IEnumerable<DateTimeOffset> Runs(BackupSchedule schedule, DateTimeOffset after, int days)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        return RunsBetween(schedule, after, after.AddDays(days));
    }

    /// <summary>
    /// The fewest recovery points of one schedule that exist at any time once it has run for as long as it keeps them: 35 days of a daily schedule
    /// are 35, of a schedule on working days 25.
    /// </summary>
    public static int GenerationsOf(BackupSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var (weeks, rest) = Math.DivRem(schedule.RetentionDays, 7);
        var fewest = Enumerable.Range(0, 7).Min(first => Enumerable.Range(first, rest).Count(day => schedule.Days.Contains((DayOfWeek)(day % 7))));
        return (weeks * schedule.Days.Length) + fewest;
    }

    /// <summary>
    /// The first business day from a day on before which the recovery point objective is missed: with an objective of one business day, every time
    /// between closing and the next opening must hold a backup that completes in it. <see langword="null"/> where it is met on all these days.
    /// </summary>
    /// <param name="backup">The class.</param>
    /// <param name="calendar">The business days.</param>
    /// <param name="from">The first day.</param>
    /// <param name="businessDays">How many business days are looked at.</param>
    public static DateOnly? FirstMissed(BackupClass backup, WorkingCalendar calendar, DateOnly from, int businessDays)
    {
        ArgumentNullException.ThrowIfNull(backup);
        ArgumentNullException.ThrowIfNull(calendar);
        var day = from;
        for (var left = businessDays; left > 0; left--)
        {
            day = calendar.AddBusinessDays(day, 1);
            var begins = calendar.OpeningOf(calendar.AddBusinessDays(day, -backup.RpoBusinessDays))!.Value.Closes;
            var ends = calendar.OpeningOf(day)!.Value.Opens;
            if (!backup.Schedules.Any(s => RunsBetween(s, begins.AddTicks(-1), ends.AddHours(-s.CompleteWithinHours)).Any()))
            {
                return day;
            }
        }

        return null;
    }

    /// <summary>The schedule as AWS Backup writes it, to be read in the time zone Asia/Tokyo: <c>cron(30 20 ? * MON,FRI *)</c>.</summary>
    public static string Cron(BackupSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var days = schedule.Days.Length == 7 ? "*" : string.Join(',', schedule.Days.Order().Select(Abbreviation));
        return FormattableString.Invariant($"cron({schedule.At.Minute} {schedule.At.Hour} ? * {days} *)");
    }

    /// <summary>When the restore test runs, likewise: <c>cron(0 22 ? * SAT#1 *)</c>.</summary>
    public static string Cron(RestoreTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return FormattableString.Invariant($"cron({test.At.Minute} {test.At.Hour} ? * {Abbreviation(test.Day)}#{test.Nth} *)");
    }

    internal static IEnumerable<DateTimeOffset> RunsBetween(BackupSchedule schedule, DateTimeOffset after, DateTimeOffset until)
    {
        var last = JapanTime.DateOf(until);
        for (var day = JapanTime.DateOf(after); day <= last; day = day.AddDays(1))
        {
            var run = JapanTime.At(day, schedule.At);
            if (schedule.Days.Contains(day.DayOfWeek) && run > after && run <= until)
            {
                yield return run;
            }
        }
    }

    static string Abbreviation(DayOfWeek day) => day.ToString()[..3].ToUpperInvariant();
}
