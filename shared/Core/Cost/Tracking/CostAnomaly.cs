namespace GovCloud.Cost.Tracking;

/// <summary>A day that cost much more than the days before it.</summary>
/// <param name="Subject">Whose day.</param>
/// <param name="Day">The day, UTC.</param>
/// <param name="Yen">What it cost, without fees, purchases, credits and refunds.</param>
/// <param name="MedianYen">The median of the days before it.</param>
/// <param name="Days">How many days the median is of.</param>
public sealed record CostAnomaly(CostSubject Subject, DateOnly Day, decimal Yen, decimal MedianYen, int Days)
{
    /// <summary>The days before that are compared with.</summary>
    public const int Window = 14;

    /// <summary>Fewer known days than this are no measure.</summary>
    public const int LeastDays = 7;

    /// <summary>A day is anomalous that costs more than so many times the median.</summary>
    public const decimal Factor = 2;

    /// <summary>Judges the latest day.</summary>
    /// <param name="history">The days.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="leastYen">The least that a day must be above the median.</param>
    /// <returns>Whether it could be judged, and the anomaly if it is one.</returns>
    public static (bool Judged, CostAnomaly? Anomaly) Of(CostHistory history, CostSubject subject, decimal leastYen)
    {
        ArgumentNullException.ThrowIfNull(history);
        var day = history.Through;
        decimal[] before = [.. Enumerable.Range(1, Window).Select(back => history.OfDay(day.AddDays(-back), subject)).OfType<decimal>().Order()];
        if (history.OfDay(day, subject) is not { } yen || before.Length < LeastDays)
        {
            return (false, null);
        }

        var middle = before.Length / 2;
        var median = before.Length % 2 == 1 ? before[middle] : (before[middle - 1] + before[middle]) / 2;
        return (true, yen > median * Factor && yen - median >= leastYen ? new CostAnomaly(subject, day, yen, median, before.Length) : null);
    }
}
