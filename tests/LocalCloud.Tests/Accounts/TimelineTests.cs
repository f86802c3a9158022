using GovCloud.LocalCloud.Accounts;

namespace GovCloud.LocalCloud.Tests.Accounts;

public sealed class TimelineTests
{
    static readonly DateTimeOffset noon = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_value_is_another_for_a_while_and_then_what_it_was()
    {
        var line = Timelines.Always("locked").Between(noon, noon.AddHours(1), _ => "open");

        Assert.Equal(["locked", "open", "open", "locked"], new[] { -1, 0, 59, 60 }.Select(minute => line.At(noon.AddMinutes(minute))));
    }

    [Fact]
    public void Changes_that_overlap_are_made_one_after_the_other()
    {
        var line = Timelines.Always("a").Between(noon, noon.AddHours(2), value => value + "b").Between(noon.AddHours(1), noon.AddHours(3), value => value + "c");

        Assert.Equal(["a", "ab", "abc", "ac", "a"], new[] { -1, 0, 1, 2, 3 }.Select(hour => line.At(noon.AddHours(hour))));
    }
}
