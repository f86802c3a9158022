using FsCheck;
using FsCheck.Fluent;
using GovCloud.Adapters.Inventory;
using GovCloud.Adapters.Tests.Hosting;

namespace GovCloud.Adapters.Tests.Inventory;

/// <summary>AWS is called no more often than the table says.</summary>
public sealed class CallRateTests
{
    [Fact]
    public void In_no_second_are_there_more_calls_than_rate_and_burst() => Prop.ForAll(
        Gen.Choose(1, 50).Two().Zip(Gen.Choose(1, 200)).ToArbitrary(),
        given =>
        {
            var ((rate, burst), calls) = given;
            var times = Times(rate, burst, calls);
            return times.All(from => times.Count(at => at >= from && at < from + TimeSpan.FromSeconds(1)) <= rate + burst) && times.Count == calls;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void After_a_pause_a_burst_comes_at_once_and_not_more()
    {
        var times = Times(10, 15, 40);
        Assert.Equal(15, times.Count(at => at == TimeSpan.Zero));
        Assert.InRange(times[^1].TotalSeconds, 2.4, 2.6);
    }

    [Fact]
    public void Every_rate_names_its_source_and_a_service_without_one_is_refused()
    {
        Assert.All(CallRates.All, rate => Assert.True(rate is { PerSecond: > 0, Burst: >= 1 } && rate.Source.Length > 10));
        Assert.Equal(CallRates.All.Length, CallRates.All.Select(rate => rate.Service).Distinct(StringComparer.Ordinal).Count());
        Assert.Throws<ArgumentException>(() => CallRates.Of("Weather"));
    }

    static List<TimeSpan> Times(double rate, int burst, int calls)
    {
        var start = DateTimeOffset.UnixEpoch;
        var time = new ManualTime(start);
        var bucket = new TokenBucket(rate, burst, time);
        var waiting = Enumerable.Range(0, calls).Select(_ => bucket.WaitAsync(default).AsTask()).ToList();
        var times = new List<TimeSpan>();
        var step = TimeSpan.FromMilliseconds(5);
        while (times.Count < calls)
        {
            var done = waiting.RemoveAll(one => one.IsCompleted);
            times.AddRange(Enumerable.Repeat(time.GetUtcNow() - start, done));
            time.Advance(step);
        }

        return times;
    }
}
