using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Linkage;

/// <summary>Which files an interface's schedule and calendar make expected.</summary>
public static class ExpectedFiles
{
    /// <summary>No body is closed for longer than a year; a calendar that is, has a mistake.</summary>
    const int LongestClosureDays = WorkingCalendar.LongestClosureDays;

    // A day that is moved from a closed one stays within the longest closure of any calendar seen, which is around the new year.
    const int FurthestMoveDays = 45;

    /// <summary>The files of the days from one to another, both inclusive, in order of day and number. None for on-demand interfaces.</summary>
    /// <exception cref="InvalidOperationException">The calendar has no open day within a year.</exception>
    public static ImmutableArray<ExpectedFile> Of(LinkageProfile profile, DateOnly first, DateOnly last)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return
        [
            .. from day in DaysOf(profile, first, last)
               where !(day.Date < profile.Definition.StartsOn)
               from sequence in Enumerable.Range(1, profile.Definition.Schedule.Files)
               select profile.Expect(day, sequence),
        ];
    }

    /// <summary>The expected file of a day and number; <see langword="null"/> where the schedule has none.</summary>
    public static ExpectedFile? Find(LinkageProfile profile, DateOnly date, int sequence)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.OnDemand)
        {
            return sequence >= 1 ? profile.Expect(new ExpectedDay(date, date), sequence) : null;
        }

        return sequence < 1 || sequence > profile.Definition.Schedule.Files ? null
            : DaysOf(profile, date, date).Select(day => profile.Expect(day, sequence)).FirstOrDefault();
    }

    /// <summary>The expected file of a month and number, for files whose names carry their month only.</summary>
    internal static ExpectedFile? FindByMonth(LinkageProfile profile, DateOnly month, int sequence) =>
        sequence < 1 || sequence > profile.Definition.Schedule.Files ? null
            : Monthly(profile, month) is { } day ? profile.Expect(day, sequence) : null;

    static IEnumerable<ExpectedDay> DaysOf(LinkageProfile profile, DateOnly from, DateOnly to) => profile.Definition.Schedule.Frequency switch
    {
        LinkageFrequency.OnDemand => [],
        LinkageFrequency.Daily => Days(from, to).Where(day => IsOpen(profile, day)).Select(day => new ExpectedDay(day, day)),
        LinkageFrequency.Weekly => Within(from, to, Days(from.AddDays(-FurthestMoveDays), to.AddDays(FurthestMoveDays))
            .Where(day => day.DayOfWeek == profile.Definition.Schedule.Weekday).Select(day => Move(profile, day))),
        _ => Within(from, to, Months(from.AddDays(-FurthestMoveDays), to.AddDays(FurthestMoveDays)).Select(month => Monthly(profile, month))),
    };

    // Two days that fall out onto one open day are expected once: a file's name cannot tell them apart.
    static IEnumerable<ExpectedDay> Within(DateOnly from, DateOnly to, IEnumerable<ExpectedDay?> days) =>
        days.OfType<ExpectedDay>().Where(day => day.Date >= from && day.Date <= to).DistinctBy(day => day.Date);

    static ExpectedDay? Monthly(LinkageProfile profile, DateOnly month)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        if (profile.Definition.Schedule.NthBusinessDay is not { } nth)
        {
            var day = Math.Min(profile.Definition.Schedule.DayOfMonth ?? 1, last.Day);
            return Move(profile, new DateOnly(month.Year, month.Month, day));
        }

        var open = Days(first, last).Where(day => IsOpen(profile, day)).ToList();
        var index = nth > 0 ? nth - 1 : open.Count + nth;
        return index >= 0 && index < open.Count ? new ExpectedDay(open[index], first) : null;
    }

    static ExpectedDay? Move(LinkageProfile profile, DateOnly day)
    {
        if (IsOpen(profile, day))
        {
            return new ExpectedDay(day, day);
        }

        var step = profile.Definition.Schedule.OnClosedDay switch
        {
            ClosedDayRule.Following => 1,
            ClosedDayRule.Preceding => -1,
            _ => 0,
        };
        if (step == 0)
        {
            return null;
        }

        for (var i = 1; i <= LongestClosureDays; i++)
        {
            if (IsOpen(profile, day.AddDays(i * step)))
            {
                return new ExpectedDay(day.AddDays(i * step), day);
            }
        }

        throw new InvalidOperationException($"Calendar '{profile.Calendar!.Id}' has no open day within {LongestClosureDays} days of {day:yyyy'-'MM'-'dd}.");
    }

    static bool IsOpen(LinkageProfile profile, DateOnly day) => profile.Calendar?.IsOpen(day) ?? true;

    static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) =>
        Enumerable.Range(from.DayNumber, Math.Max(0, to.DayNumber - from.DayNumber + 1)).Select(DateOnly.FromDayNumber);

    static IEnumerable<DateOnly> Months(DateOnly from, DateOnly to)
    {
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
        {
            yield return month;
        }
    }
}
