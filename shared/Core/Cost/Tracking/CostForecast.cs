namespace GovCloud.Cost.Tracking;

/// <summary>
/// What a subject will have spent at the end of the month: what it has spent, and for each day that is left the mean daily cost of the last two weeks
/// (else the last week, else the days of the month so far), without fees, purchases, credits and refunds, which count as billed. Whole weeks, because
/// weekends cost less.
/// </summary>
/// <param name="Yen">The forecast.</param>
/// <param name="DailyYen">The mean of a day that it goes on with.</param>
/// <param name="Days">The days that the mean is of.</param>
public sealed record CostForecast(decimal Yen, decimal DailyYen, int Days)
{
    /// <summary>With fewer days of the month than this there is no forecast.</summary>
    public const int LeastDays = 7;

    static readonly int[] Windows = [14, 7];

    /// <summary>How it was found, in Japanese.</summary>
    public string Method => FormattableString.Invariant($"直近{Days}日の1日平均{DailyYen:N0}円で残りの日数を延長。一時の請求は請求額のまま");

    /// <summary>Forecasts.</summary>
    /// <returns><see langword="null"/> where the history is too short: unknown.</returns>
    public static CostForecast? Of(CostHistory history, CostSubject subject)
    {
        ArgumentNullException.ThrowIfNull(history);
        var through = history.Through;
        if (history.Spent(subject) is not { } spent || through.Day < LeastDays)
        {
            return null;
        }

        var days = Windows.FirstOrDefault(w => Before(w) is not null, through.Day);
        var daily = (spent.RunningYen - Before(days)!.Value) / days;
        return new CostForecast(spent.Yen + (daily * (history.Month.Days - through.Day)), daily, days);

        // Before the first day nothing was spent.
        decimal? Before(int window) => window == through.Day ? 0 : window > through.Day ? null : history.RunningAt(through.AddDays(-window), subject);
    }
}
