using FsCheck;
using FsCheck.Fluent;
using GovCloud.Network;

namespace GovCloud.Core.Tests.Network;

public sealed class TopologyRangeCoverTests
{
    static readonly Gen<Cidr> Range = from address in Gen.Choose(0, 4095) from prefix in Gen.Choose(20, 28) select Cidr.Containing(0x0A00_0000 + ((uint)address * 64), prefix);

    [Fact]
    public void A_cover_holds_everything_that_was_given_and_no_more_ranges_than_allowed() => Prop.ForAll(Range.ArrayOf().ToArbitrary(), Gen.Choose(1, 10).ToArbitrary(), (ranges, limit) =>
    {
        var cover = RangeCover.Within(ranges, limit, CidrSet.Empty)!.Value;

        Assert.InRange(cover.Length, 0, limit);
        Assert.All(ranges, range => Assert.Contains(cover, c => c.Contains(range)));
        Assert.Equal(CidrSet.Of(cover).Ranges.AsEnumerable(), cover.AsEnumerable());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cover_adds_no_forbidden_address() => Prop.ForAll(Range.ArrayOf().ToArbitrary(), Range.ArrayOf().ToArbitrary(), (ranges, others) =>
    {
        var given = CidrSet.Of(ranges);
        var forbidden = CidrSet.Of(others.Where(o => !given.Overlaps(o)));

        if (RangeCover.Within(ranges, 3, forbidden) is { } cover)
        {
            Assert.All(cover, c => Assert.False(forbidden.Overlaps(c)));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_cheapest_neighbours_are_joined_first() => Assert.Equal(
        ["10.0.0.0/23", "10.0.128.0/24"],
        RangeCover.Within([Cidr.Parse("10.0.0.0/25"), Cidr.Parse("10.0.1.0/24"), Cidr.Parse("10.0.128.0/24")], 2, CidrSet.Empty)!.Value.Select(c => c.ToString()));

    [Fact]
    public void Nothing_wider_than_8_bits_is_made() => Assert.Null(RangeCover.Within([Cidr.Parse("10.0.0.0/24"), Cidr.Parse("172.16.0.0/24")], 1, CidrSet.Empty));
}
