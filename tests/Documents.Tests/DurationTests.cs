using FsCheck;
using FsCheck.Fluent;

namespace GovCloud.Documents.Tests;

public sealed class DurationTests
{
    [Fact]
    public void Quantile_NearestRank_IsASampleThatTheShareDoesNotExceed() => Prop.ForAll<NonEmptyArray<PositiveInt>, byte>((values, percent) =>
    {
        var share = Math.Min(percent, (byte)100) / 100.0;
        var samples = values.Get.Select(value => TimeSpan.FromMilliseconds(value.Get)).ToArray();
        var quantile = new Duration("", [.. samples]).Quantile(share);
        return samples.Contains(quantile)
            && samples.Count(sample => sample <= quantile) >= share * samples.Length
            && samples.Count(sample => sample < quantile) <= share * samples.Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quantile_NoSamples_IsZero() => Assert.Equal(TimeSpan.Zero, new Duration("", []).Quantile(0.5));
}
