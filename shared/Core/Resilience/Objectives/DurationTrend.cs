using System.Runtime.InteropServices;

namespace GovCloud.Resilience.Objectives;

/// <summary>How the time that backups take changes, and when it will be too long.</summary>
/// <param name="HoursNow">Hours that the line gives for the last backup.</param>
/// <param name="HoursPerDay">By how many hours it grows in a day.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DurationTrend(double HoursNow, double HoursPerDay)
{
    /// <summary>Fewer say nothing about a trend.</summary>
    public const int FewestBackups = 7;

    /// <summary>
    /// The line through the backups by the method of Theil and Sen: the median of the slopes between all pairs, so that a single slow night does not
    /// bend it. Their order does not matter.
    /// </summary>
    /// <param name="backups">When each began, and how many hours it took.</param>
    /// <returns><see langword="null"/> for fewer than <see cref="FewestBackups"/>, or where all began at once.</returns>
    public static DurationTrend? Of(IEnumerable<(DateTimeOffset Began, double Hours)> backups)
    {
        ArgumentNullException.ThrowIfNull(backups);
        var points = backups.OrderBy(one => one.Began).ThenBy(one => one.Hours).ToList();
        if (points.Count < FewestBackups)
        {
            return null;
        }

        var last = points[^1].Began;
        var slopes = new List<double>();
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = i + 1; j < points.Count; j++)
            {
                if (points[j].Began > points[i].Began)
                {
                    slopes.Add((points[j].Hours - points[i].Hours) / (points[j].Began - points[i].Began).TotalDays);
                }
            }
        }

        if (slopes.Count == 0)
        {
            return null;
        }

        var slope = Median(slopes);
        return new DurationTrend(Median([.. points.Select(one => one.Hours + (slope * (last - one.Began).TotalDays))]), slope);
    }

    /// <summary>After how many days the line passes a limit: 0 where it has, <see langword="null"/> where it never does.</summary>
    public double? DaysUntil(double limitHours) => HoursNow >= limitHours ? 0 : HoursPerDay <= 0 ? null : (limitHours - HoursNow) / HoursPerDay;

    static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
