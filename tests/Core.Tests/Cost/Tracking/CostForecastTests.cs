using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Budgets;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Tracking;
using static GovCloud.Core.Tests.Cost.Tracking.TrackedMonths;

namespace GovCloud.Core.Tests.Cost.Tracking;

/// <summary>Forecasts and anomalies by days of 100 dollars, or 15,000 yen, with one account.</summary>
public sealed class CostForecastTests
{
    static readonly CostSubject Account = new(BudgetScope.Account, Tax);

    [Fact]
    public void With_less_than_a_week_the_forecast_is_unknown() => Assert.Null(Forecast(Days(6)));

    [Fact]
    public void A_steady_month_goes_on_as_it_was() => Assert.Equal(31 * 15_000m, Forecast(Days(10))!.Yen);

    [Fact]
    public void What_is_charged_once_is_not_multiplied() =>
        Assert.Equal((31 * 15_000m) + 750_000, Forecast(Days(10), ("5000", "Fee"))!.Yen);

    [Fact]
    public void A_credit_is_not_multiplied_either() =>
        Assert.Equal((31 * 15_000m) - 30_000, Forecast(Days(10), ("-200", "Credit"))!.Yen);

    [Fact]
    public void A_change_two_weeks_ago_counts_and_what_was_before_does_not()
    {
        var days = Enumerable.Repeat(10, 10).Concat(Enumerable.Repeat(100, 14)).ToArray();
        var forecast = Forecast(days)!;
        Assert.Equal((14, 15_000m), (forecast.Days, forecast.DailyYen));
        Assert.Equal((100 + 1400 + (100 * 7)) * 150m, forecast.Yen);
    }

    [Fact]
    public void Without_the_snapshots_between_the_whole_month_is_the_measure()
    {
        var forecast = Forecast(Days(20), snapshots: [])!;
        Assert.Equal((20, 15_000m), (forecast.Days, forecast.DailyYen));
    }

    [Fact]
    public void The_last_day_is_no_forecast_any_more() => Assert.Equal(31 * 15_000m, Forecast(Days(31))!.Yen);

    [Theory]
    [InlineData(200, false)]
    [InlineData(267, true)]
    [InlineData(100, false)]
    public void A_day_is_anomalous_above_twice_the_median_and_the_estates_least_amount(int dollars, bool expected)
    {
        var tracked = Track([.. Days(15), dollars]);
        Assert.Equal(expected, tracked.Findings.Any(f => f.Resource == "cost/anomaly/account/131229001601"));
    }

    [Fact]
    public void Below_the_least_amount_nothing_is_said() =>
        Assert.Empty(Track([.. Enumerable.Repeat(10, 15), 100]).Anomalies);

    [Fact]
    public void With_too_few_days_nothing_is_anomalous() => Assert.Empty(Track([.. Days(6), 5000]).Anomalies);

    [Fact]
    public void One_cause_is_told_once_and_its_end_too()
    {
        var burst = Track([.. Days(15), 900]);
        Assert.Equal(["cost/anomaly/account/131229001601"], burst.Findings.Where(f => f.Active && f.Budget is null).Select(f => f.Resource));

        var calm = Track([.. Days(15), 900, 100]);
        var end = Assert.Single(calm.Findings, f => f.Budget is null);
        Assert.Equal((false, "cost/anomaly/account/131229001601"), (end.Active, end.Resource));
    }

    [Fact]
    public void The_first_of_a_month_is_compared_with_the_days_of_the_month_before()
    {
        var may = Track(Days(31)).State;
        var june = CostTracking.Follow(Sample, Of("2026-06", 900), new DateOnly(2026, 6, 1), may, At(32));
        Assert.Equal((135_000m, 15_000m, 14), (Assert.Single(june.Anomalies).Yen, june.Anomalies[0].MedianYen, june.Anomalies[0].Days));
    }

    [Fact]
    public void A_day_without_a_snapshot_makes_neither_itself_nor_its_neighbour_a_measure()
    {
        var state = Track(Days(15)).State;
        var later = CostTracking.Follow(Sample, Of("2026-05", 5000), new DateOnly(2026, 5, 17), state, At(17));
        Assert.Empty(later.Anomalies);
    }

    static int[] Days(int count) => [.. Enumerable.Repeat(100, count)];

    static ApportionedMonth Of(string month, int dollars, params (string Dollars, string Type)[] others) =>
        Month(month, Direct(Katsushika, [Line(Tax, dollars.ToString(CultureInfo.InvariantCulture)), .. others.Select(o => Line(Tax, o.Dollars, o.Type))]));

    static DateTimeOffset At(int day) => new DateTimeOffset(2026, 5, 1, 22, 0, 0, TimeSpan.Zero).AddDays(day);

    static CostForecast? Forecast(int[] days, params (string Dollars, string Type)[] others) => Forecast(days, null, others);

    static CostForecast? Forecast(int[] days, ImmutableArray<CostSnapshot>? snapshots, params (string Dollars, string Type)[] others)
    {
        var last = new DateOnly(2026, 5, days.Length);
        var now = CostSnapshot.Take(Sample, Of("2026-05", days.Sum(), others), last);
        return CostForecast.Of(new CostHistory(snapshots ?? Track(days[..^1]).State.Snapshots, now), Account);
    }

    /// <summary>Follows the days of a month one by one.</summary>
    static TrackedMonth Track(int[] days)
    {
        var (state, spent, tracked) = (TrackingState.Empty, 0, default(TrackedMonth));
        foreach (var (amount, i) in days.Select((amount, i) => (amount, i)))
        {
            spent += amount;
            tracked = CostTracking.Follow(Sample, Of("2026-05", spent), new DateOnly(2026, 5, 1).AddDays(i), state, At(i));
            state = tracked.State;
        }

        return tracked!;
    }
}
