using FsCheck;
using FsCheck.Fluent;
using GovCloud.Network;

namespace GovCloud.Core.Tests.Network;

public sealed class CidrTests
{
    static readonly Gen<Cidr> Ranges =
        from address in Gen.Choose(0, 0xffff)
        from prefix in Gen.Choose(14, 32)
        select Cidr.Containing(0x0a000000u + (uint)(address << 4), prefix);

    static readonly Arbitrary<Cidr[]> Lists = Gen.ArrayOf(Ranges).ToArbitrary();

    [Theory]
    [InlineData("10.0.0.0/8", 0x0a000000u, 8)]
    [InlineData("0.0.0.0/0", 0u, 0)]
    [InlineData("255.255.255.255/32", 0xffffffffu, 32)]
    public void A_canonical_range_is_read_and_written(string text, uint first, int prefix)
    {
        var cidr = Cidr.Parse(text);
        Assert.Equal((first, prefix, text), (cidr.First, cidr.PrefixLength, cidr.ToString()));
        Assert.Null(Cidr.Explain(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0/24")]
    [InlineData("10.0.0.0.0/24")]
    [InlineData("10.0.0.256/32")]
    [InlineData("10.00.0.0/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/08")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/8 ")]
    [InlineData("１0.0.0.0/8")]
    [InlineData("fd00::/8")]
    public void What_is_not_a_range_is_explained(string text)
    {
        Assert.False(Cidr.TryParse(text, out _));
        Assert.Equal($"'{text}' is not an IPv4 range: write four numbers of 0 to 255 without leading zeros and a prefix length of 0 to 32, such as 10.0.0.0/16", Cidr.Explain(text));
    }

    [Fact]
    public void Host_bits_are_refused_with_the_range_that_was_meant() =>
        Assert.Equal(
            "'100.68.0.18/18' has bits set behind its prefix, which AWS would drop silently; the range that holds this address is 100.68.0.0/18",
            Assert.Throws<FormatException>(() => Cidr.Parse("100.68.0.18/18")).Message);

    [Fact]
    public void Neighbours_merge_only_as_the_two_halves_of_a_range()
    {
        Assert.Equal(Cidr.Parse("10.0.0.0/23"), Cidr.Parse("10.0.1.0/24").MergeWith(Cidr.Parse("10.0.0.0/24")));
        Assert.Null(Cidr.Parse("10.0.1.0/24").MergeWith(Cidr.Parse("10.0.2.0/24")));
        Assert.Null(Cidr.Parse("10.0.0.0/24").MergeWith(Cidr.Parse("10.0.0.0/24")));
        Assert.Null(Cidr.Parse("0.0.0.0/0").MergeWith(Cidr.Parse("0.0.0.0/0")));
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(16, 28)]
    [InlineData(17, 27)]
    [InlineData(1L << 32, 0)]
    public void The_smallest_range_for_a_number_of_addresses(long addresses, int prefix) => Assert.Equal(prefix, Cidr.PrefixLengthFor(addresses));

    [Fact]
    public void A_range_splits_into_equal_parts_in_order() =>
        Assert.Equal(["10.0.0.0/26", "10.0.0.64/26", "10.0.0.128/26", "10.0.0.192/26"], Cidr.Parse("10.0.0.0/24").Split(26).Select(c => c.ToString()));

    [Fact]
    public void The_whole_address_space_can_be_free_and_can_be_used()
    {
        var everything = new Cidr(0, 0);
        Assert.Equal(everything, Assert.Single(CidrSet.Empty.FreeWithin(everything)));
        Assert.Empty(CidrSet.Of([everything]).FreeWithin(everything));
        Assert.Equal(everything, Assert.Single(CidrSet.Of(everything.Split(4)).Ranges));
    }

    [Fact]
    public void Written_ranges_are_read_back() => Prop.ForAll(Ranges.ToArbitrary(), c => Cidr.Parse(c.ToString()) == c).QuickCheckThrowOnFailure();

    [Fact]
    public void The_sweep_finds_the_ranges_that_every_pair_compared_would_find() => Prop.ForAll(Lists, list =>
    {
        var found = CidrSet.Overlaps(list.Select((c, i) => (Cidr: c, Index: i)), x => x.Cidr).SelectMany(p => new[] { p.Outer.Index, p.Inner.Index }).ToHashSet();
        var expected = Enumerable.Range(0, list.Length).Where(i => Enumerable.Range(0, list.Length).Any(j => i != j && list[i].Overlaps(list[j]))).ToHashSet();
        return found.SetEquals(expected);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_set_and_what_is_free_around_it_fill_a_range_without_overlap() => Prop.ForAll(Lists, list =>
    {
        var whole = Cidr.Parse("10.0.0.0/11");
        var set = CidrSet.Of(list);
        var free = set.FreeWithin(whole).ToList();
        return !free.Exists(set.Overlaps)
            && free.Sum(f => f.Size) + set.Size == whole.Size
            && list.All(set.Contains)
            && CidrSet.Of(free.Concat(list)).Ranges is [var all] && all == whole;
    }).QuickCheckThrowOnFailure();
}
