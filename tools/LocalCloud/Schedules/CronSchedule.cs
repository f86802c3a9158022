namespace GovCloud.LocalCloud.Schedules;

/// <summary>Six fields: minutes, hours, day of month, month, day of week (1 is Sunday), year. One of the two days is <c>?</c>.</summary>
sealed class CronSchedule : ScheduleExpression
{
    static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    readonly TimeZoneInfo zone;
    readonly CronField minutes;
    readonly CronField hours;
    readonly CronField months;
    readonly CronField years;
    readonly Func<DateOnly, bool> isDay;

    CronSchedule(TimeZoneInfo zone, CronField minutes, CronField hours, CronField months, CronField years, Func<DateOnly, bool> isDay)
    {
        this.zone = zone;
        this.minutes = minutes;
        this.hours = hours;
        this.months = months;
        this.years = years;
        this.isDay = isDay;
    }

    public static CronSchedule Read(string text, string arguments, TimeZoneInfo zone)
    {
        if (arguments.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var minute, var hour, var dayOfMonth, var month, var dayOfWeek, var year])
        {
            throw Refused(text, "a cron expression has six fields");
        }

        if ((dayOfMonth is "?") == (dayOfWeek is "?"))
        {
            throw Refused(text, "exactly one of day-of-month and day-of-week is ?");
        }

        try
        {
            return new(
                zone,
                CronField.Read(minute, 0, 59, []),
                CronField.Read(hour, 0, 23, []),
                CronField.Read(month, 1, 12, Months),
                CronField.Read(year, 1970, 2199, []),
                dayOfWeek is "?" ? DayOfMonth(dayOfMonth) : DayOfWeek(dayOfWeek));
        }
        catch (FormatException field)
        {
            throw Refused(text, field.Message);
        }
    }

    public override DateTimeOffset? NextAfter(DateTimeOffset after, DateTimeOffset created)
    {
        var local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        var first = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
        for (var day = DateOnly.FromDateTime(first); day.Year <= 2199; day = day.AddDays(1))
        {
            if (!years.Contains(day.Year))
            {
                day = new DateOnly(day.Year, 12, 31);
                continue;
            }

            if (!months.Contains(day.Month) || !isDay(day))
            {
                continue;
            }

            var from = day == DateOnly.FromDateTime(first) ? TimeOnly.FromDateTime(first) : TimeOnly.MinValue;
            if (TimeOn(day, from) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    DateTimeOffset? TimeOn(DateOnly day, TimeOnly from)
    {
        for (var time = from; ; time = time.AddMinutes(1))
        {
            if (!hours.Contains(time.Hour))
            {
                if (time.Hour == 23)
                {
                    return null;
                }

                time = new TimeOnly(time.Hour, 59);
                continue;
            }

            var local = day.ToDateTime(time);
            // A time that summer time skips does not come.
            if (minutes.Contains(time.Minute) && !zone.IsInvalidTime(local))
            {
                return new DateTimeOffset(local, zone.GetUtcOffset(local));
            }

            if (time is { Hour: 23, Minute: 59 })
            {
                return null;
            }
        }
    }

    static Func<DateOnly, bool> DayOfMonth(string field)
    {
        if (field is "L")
        {
            return static day => day.Day == DateTime.DaysInMonth(day.Year, day.Month);
        }

        if (field is "LW")
        {
            return static day => day == NearestWeekday(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
        }

        if (field.EndsWith('W'))
        {
            var near = CronField.Number(field[..^1], 1, 31, []);
            return day => near <= DateTime.DaysInMonth(day.Year, day.Month) && day == NearestWeekday(day.Year, day.Month, near);
        }

        var days = CronField.Read(field, 1, 31, []);
        return day => days.Contains(day.Day);
    }

    static Func<DateOnly, bool> DayOfWeek(string field)
    {
        if (field.Split('#') is [var which, var nth])
        {
            var (weekday, count) = (CronField.Number(which, 1, 7, Days), CronField.Number(nth, 1, 5, []));
            return day => Weekday(day) == weekday && ((day.Day - 1) / 7) + 1 == count;
        }

        if (field is "L")
        {
            return static day => Weekday(day) == 7;
        }

        if (field.EndsWith('L'))
        {
            var last = CronField.Number(field[..^1], 1, 7, Days);
            return day => Weekday(day) == last && day.Day + 7 > DateTime.DaysInMonth(day.Year, day.Month);
        }

        var days = CronField.Read(field, 1, 7, Days);
        return day => days.Contains(Weekday(day));
    }

    static int Weekday(DateOnly day) => (int)day.DayOfWeek + 1;

    // The nearest Monday to Friday within the same month.
    static DateOnly NearestWeekday(int year, int month, int dayOfMonth)
    {
        var day = new DateOnly(year, month, dayOfMonth);
        return day.DayOfWeek switch
        {
            System.DayOfWeek.Saturday => dayOfMonth > 1 ? day.AddDays(-1) : day.AddDays(2),
            System.DayOfWeek.Sunday => dayOfMonth < DateTime.DaysInMonth(year, month) ? day.AddDays(1) : day.AddDays(-2),
            _ => day,
        };
    }
}
