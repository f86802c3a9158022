using FsCheck;
using FsCheck.Fluent;
using GovCloud.Functions.Notifier;

namespace GovCloud.Adapters.Tests.Functions;

public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(2, 1, 4)]
    [InlineData(5, 1, 32)]
    [InlineData(6, 1, 60)]
    [InlineData(11, 1, 60)]
    [InlineData(11, 0, 1)]
    public void The_bound_doubles_up_to_one_hour(int attempt, double random, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), RetrySchedule.Delay(attempt, null, random));

    [Fact]
    public void A_wait_is_never_shorter_than_the_channel_asked() =>
        Prop.ForAll(
            Gen.Choose(1, 12).SelectMany(attempt => Gen.Choose(0, 7200), (attempt, asked) => (attempt, asked)).ToArbitrary(),
            Gen.Choose(0, 1000).ToArbitrary(),
            (wait, random) => RetrySchedule.Delay(wait.attempt, TimeSpan.FromSeconds(wait.asked), random / 1000.0) >= TimeSpan.FromSeconds(wait.asked))
            .QuickCheckThrowOnFailure();
}
