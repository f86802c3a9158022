using System.Globalization;

namespace GovCloud.LocalCloud.Schedules;

/// <summary>When something is due: <c>rate(…)</c>, <c>cron(…)</c> or <c>at(…)</c>, as EventBridge and its scheduler write it.</summary>
public abstract class ScheduleExpression
{
    private protected ScheduleExpression()
    {
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">For example <c>cron(30 8 ? * MON-FRI *)</c>.</param>
    /// <param name="timeZone">An IANA name such as <c>Asia/Tokyo</c>; null for UTC.</param>
    /// <exception cref="FormatException">The service would refuse it; the message says why.</exception>
    public static ScheduleExpression Parse(string text, string? timeZone = null)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !text.EndsWith(')'))
        {
            throw Refused(text, "expected rate(...), cron(...) or at(...)");
        }

        var arguments = text[(open + 1)..^1];
        return text[..open] switch
        {
            "rate" => RateSchedule.Read(text, arguments),
            "cron" => CronSchedule.Read(text, arguments, TimeZones.Find(timeZone)),
            "at" => AtSchedule.Read(text, arguments, TimeZones.Find(timeZone)),
            var unknown => throw Refused(text, $"unknown kind '{unknown}'"),
        };
    }

    /// <summary>The first time after <paramref name="after"/>; null when there is none any more.</summary>
    /// <param name="after">Exclusive.</param>
    /// <param name="created">When the schedule began; rates count from there.</param>
    public abstract DateTimeOffset? NextAfter(DateTimeOffset after, DateTimeOffset created);

    internal static FormatException Refused(string text, string reason) => new($"Invalid Schedule Expression {text}: {reason}.");
}

sealed class RateSchedule(TimeSpan interval) : ScheduleExpression
{
    public static RateSchedule Read(string text, string arguments)
    {
        if (arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var number, var unit]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            throw Refused(text, "a rate is a positive whole number and a unit");
        }

        TimeSpan? one = unit switch
        {
            "minute" or "minutes" => TimeSpan.FromMinutes(1),
            "hour" or "hours" => TimeSpan.FromHours(1),
            "day" or "days" => TimeSpan.FromDays(1),
            _ => null,
        };
        return one is { } length && unit.EndsWith('s') == count > 1
            ? new(count * length)
            : throw Refused(text, "the unit is minute, hour or day, with an s for more than one");
    }

    public override DateTimeOffset? NextAfter(DateTimeOffset after, DateTimeOffset created) =>
        after < created ? created + interval : created + (interval * (Math.Floor((after - created) / interval) + 1));
}

sealed class AtSchedule(DateTimeOffset time) : ScheduleExpression
{
    public static AtSchedule Read(string text, string arguments, TimeZoneInfo zone) =>
        DateTime.TryParseExact(arguments, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new(new DateTimeOffset(local, zone.GetUtcOffset(local)))
            : throw Refused(text, "a time is written yyyy-mm-ddThh:mm:ss");

    public override DateTimeOffset? NextAfter(DateTimeOffset after, DateTimeOffset created) => time > after ? time : null;
}

static class TimeZones
{
    public static TimeZoneInfo Find(string? name)
    {
        if (name is null or "UTC")
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone
            // A machine without a time zone database still has to know the one zone that matters here; it has had no summer time since 1951.
            : name is "Asia/Tokyo" ? TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.FromHours(9), name, name)
            : throw new FormatException($"Unknown time zone {name}.");
    }
}
