using FsCheck;
using FsCheck.Fluent;
using GovCloud.Estates;
using GovCloud.Linkage;

namespace GovCloud.Core.Tests.Linkage;

public sealed class ExpectedFilesTests
{
    static readonly DateOnly first = new(2026, 5, 1);
    static readonly DateOnly last = new(2026, 5, 31);

    [Fact]
    public void A_daily_file_is_expected_on_every_open_day_of_its_calendar()
    {
        var days = Days(LinkageSamples.Profile());

        // May 2026: 3 to 6 are holidays and their substitute.
        Assert.Equal("1 7 8 11 12 13 14 15 18 19 20 21 22 25 26 27 28 29", days);
    }

    [Fact]
    public void A_daily_file_without_calendar_is_expected_every_day() =>
        Assert.Equal(31, ExpectedFiles.Of(new LinkageProfile(LinkageSamples.Daily, null), first, last).Length);

    [Theory]
    [InlineData(ClosedDayRule.Following, "7 13 20 27")]
    [InlineData(ClosedDayRule.Preceding, "1 13 20 27")]
    [InlineData(ClosedDayRule.Skip, "13 20 27")]
    public void A_weekly_file_moves_from_a_closed_day_as_its_rule_says(ClosedDayRule rule, string expected) =>
        Assert.Equal(expected, Days(LinkageSamples.Scheduled(Schedule(LinkageFrequency.Weekly) with { Weekday = DayOfWeek.Wednesday, OnClosedDay = rule })));

    [Theory]
    [InlineData(31, ClosedDayRule.Following, "1")] // the 31st of May is a Sunday and moves into June; that of April, its 30th, is open
    [InlineData(31, ClosedDayRule.Preceding, "29")]
    [InlineData(4, ClosedDayRule.Following, "7")]
    [InlineData(15, ClosedDayRule.Skip, "15")]
    public void A_monthly_file_moves_from_a_closed_day_also_into_the_next_month(int day, ClosedDayRule rule, string expected)
    {
        var profile = LinkageSamples.Scheduled(Schedule(LinkageFrequency.Monthly) with { DayOfMonth = day, OnClosedDay = rule });

        Assert.Equal(expected, day == 31 && rule == ClosedDayRule.Following ? Days(profile, first.AddMonths(1), last.AddMonths(1)).Split(' ')[0] : Days(profile));
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(3, "8")]
    [InlineData(-1, "29")]
    [InlineData(23, "")]
    public void A_monthly_file_can_be_of_the_nth_business_day(int nth, string expected) =>
        Assert.Equal(expected, Days(LinkageSamples.Scheduled(Schedule(LinkageFrequency.Monthly) with { NthBusinessDay = nth })));

    [Fact]
    public void Nothing_is_expected_before_the_day_of_going_live() =>
        Assert.Equal("25 26 27 28 29", Days(LinkageSamples.Profile(LinkageSamples.Daily with { StartsOn = new DateOnly(2026, 5, 23) })));

    [Fact]
    public void An_on_demand_file_is_never_expected_and_has_its_place_when_it_comes()
    {
        var profile = LinkageSamples.Scheduled(new LinkageSchedule { Frequency = LinkageFrequency.OnDemand });

        Assert.Empty(ExpectedFiles.Of(profile, first, last));
        Assert.Equal("20260503-07", ExpectedFiles.Find(profile, new DateOnly(2026, 5, 3), 7)!.Slot.Id);
    }

    [Fact]
    public void A_file_has_its_name_its_deadline_and_those_of_its_consumers()
    {
        var file = LinkageSamples.Friday(LinkageSamples.Profile());

        Assert.Equal("residents/daily/r_20261120_01.csv", file.Key);
        Assert.Equal(LinkageSamples.At(20, 0), file.OpensAt);
        Assert.Equal(LinkageSamples.At(21, 6), file.Due);
        Assert.Equal([("insurance", LinkageSamples.At(21, 8)), ("tax", LinkageSamples.At(21, 9))], file.Consumers.Select(c => (c.System, c.By!.Value)));
    }

    [Fact]
    public void A_file_whose_name_carries_the_month_keeps_it_when_its_day_moves_into_the_next()
    {
        var profile = LinkageSamples.Scheduled(
            Schedule(LinkageFrequency.Monthly) with { DayOfMonth = 31 }, @"all_(?<month>[0-9]{6})\.csv");
        var june = Assert.Single(ExpectedFiles.Of(profile, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 29)));

        Assert.Equal((new DateOnly(2026, 6, 1), "residents/daily/all_202605.csv"), (june.Slot.Date, june.Key));
    }

    [Fact]
    public void What_is_expected_does_not_depend_on_how_the_time_is_cut() =>
        Prop.ForAll(Gen.Choose(0, 700).Two().ToArbitrary(), cut =>
        {
            var (from, length) = (new DateOnly(2026, 1, 1).AddDays(cut.Item1), cut.Item2 % 90);
            var profile = LinkageSamples.Scheduled(Schedule(LinkageFrequency.Weekly) with { Weekday = DayOfWeek.Monday, OnClosedDay = (ClosedDayRule)(cut.Item1 % 3) });
            var whole = ExpectedFiles.Of(profile, from, from.AddDays(length)).Select(f => f.Slot);
            var daily = Enumerable.Range(0, length + 1).SelectMany(i => ExpectedFiles.Of(profile, from.AddDays(i), from.AddDays(i))).Select(f => f.Slot);
            return whole.SequenceEqual(daily);
        }).QuickCheckThrowOnFailure();

    static LinkageSchedule Schedule(LinkageFrequency frequency) => new() { Frequency = frequency, Calendar = "desk", Deadline = new TimeOnly(6, 0) };

    static string Days(LinkageProfile profile, DateOnly? from = null, DateOnly? to = null) =>
        string.Join(' ', ExpectedFiles.Of(profile, from ?? first, to ?? last).Select(file => file.Slot.Date.Day));
}
