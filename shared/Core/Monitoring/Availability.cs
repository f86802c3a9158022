using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Monitoring;

/// <summary>An interval in which a system could not be used, or was announced to be stopped.</summary>
/// <param name="From">First instant.</param>
/// <param name="Until">First instant after it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Stop(DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// Availability (稼働率) of the scheduled hours of a service: planned stops are taken out of what is scheduled, and only what failed of the rest counts.
/// Failures that redundancy covered are no stops and are not given here.
/// </summary>
/// <param name="Scheduled">Hours in which the service was to be there, without planned stops.</param>
/// <param name="Down">What of it the service was not there.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Availability(TimeSpan Scheduled, TimeSpan Down)
{
    /// <summary>The share in percent, rounded down to two decimals, so that no target is reached by rounding; <see langword="null"/> where nothing was scheduled.</summary>
    public decimal? Percent => Share is { } share ? Math.Floor(share * 100) / 100 : null;

    decimal? Share => Scheduled <= TimeSpan.Zero ? null : 100m * (Scheduled.Ticks - Down.Ticks) / Scheduled.Ticks;

    /// <summary>Whether a target in percent is reached; <see langword="null"/> where nothing was scheduled. Judged by the exact share.</summary>
    public bool? Meets(decimal target) => Share >= target ? true : Share is null ? null : false;

    /// <summary>How long the service may still be down before the target is missed; negative once it is.</summary>
    public TimeSpan Budget(decimal target) => TimeSpan.FromTicks((long)Math.Floor(Scheduled.Ticks * (100 - target) / 100)) - Down;

    /// <summary>Computes it for a range of days.</summary>
    /// <param name="hours">The service's hours.</param>
    /// <param name="first">First day.</param>
    /// <param name="last">Last day, inclusive.</param>
    /// <param name="planned">Announced stops; they may overlap each other and failures.</param>
    /// <param name="failures">When the service was not there; they may overlap.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last day is before the first.</exception>
    public static Availability Of(WorkingCalendar hours, DateOnly first, DateOnly last, IEnumerable<Stop> planned, IEnumerable<Stop> failures)
    {
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        var announced = Union(planned);
        var broken = Union(failures);
        var (scheduled, down) = (0L, 0L);
        for (var number = first.DayNumber; number <= last.DayNumber; number++)
        {
            if (hours.OpeningOf(DateOnly.FromDayNumber(number)) is { } open)
            {
                var parts = Without(new Stop(open.Opens, open.Closes), announced);
                scheduled += parts.Sum(p => (p.Until - p.From).Ticks);
                down += parts.Sum(p => broken.Sum(b => Overlap(p, b)));
            }
        }

        return new Availability(TimeSpan.FromTicks(scheduled), TimeSpan.FromTicks(down));
    }

    /// <summary>The planned stops of a system in the estate.</summary>
    public static IEnumerable<Stop> PlannedOf(Estate estate, string system)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return estate.Monitoring.PlannedStops.Where(s => s.System == system)
            .Select(s => new Stop(JapanTime.At(s.Day, s.From), s.Until == TimeOnly.MinValue ? JapanTime.At(s.Day.AddDays(1), s.Until) : JapanTime.At(s.Day, s.Until)));
    }

    static long Overlap(Stop one, Stop other)
    {
        var from = one.From > other.From ? one.From : other.From;
        var until = one.Until < other.Until ? one.Until : other.Until;
        return until > from ? (until - from).Ticks : 0;
    }

    /// <summary>Disjoint intervals in order.</summary>
    static ImmutableArray<Stop> Union(IEnumerable<Stop> stops)
    {
        var merged = new List<Stop>();
        foreach (var stop in stops.Where(s => s.Until > s.From).OrderBy(s => s.From))
        {
            if (merged.Count > 0 && stop.From <= merged[^1].Until)
            {
                merged[^1] = merged[^1] with { Until = stop.Until > merged[^1].Until ? stop.Until : merged[^1].Until };
            }
            else
            {
                merged.Add(stop);
            }
        }

        return [.. merged];
    }

    static List<Stop> Without(Stop whole, ImmutableArray<Stop> taken)
    {
        var parts = new List<Stop>();
        var at = whole.From;
        foreach (var stop in taken.Where(s => Overlap(whole, s) > 0))
        {
            if (stop.From > at)
            {
                parts.Add(new Stop(at, stop.From));
            }

            at = stop.Until > at ? stop.Until : at;
        }

        if (at < whole.Until)
        {
            parts.Add(new Stop(at, whole.Until));
        }

        return parts;
    }
}
