using FsCheck;
using FsCheck.Fluent;
using GovCloud.Network;
using GovCloud.Network.Reachability;

namespace GovCloud.Core.Tests.Network.Reachability;

/// <summary>Sets of ports are sets.</summary>
public sealed class PortSetTests
{
    static readonly Gen<PortRange> Ranges =
        from protocol in Gen.Elements(TransportProtocol.Tcp, TransportProtocol.Udp, TransportProtocol.Icmp)
        from first in Gen.Elements(0, 1, 22, 79, 80, 81, 443, 1024, 65_535)
        from width in Gen.Elements(0, 1, 2, 100, 65_535)
        select protocol == TransportProtocol.Icmp ? PortRange.Icmp : new PortRange(protocol, first, Math.Min(first + width, 65_535));

    static readonly Arbitrary<(PortRange[] First, PortRange[] Second)> Pairs =
        Gen.Zip(Gen.ArrayOf(Ranges), Gen.ArrayOf(Ranges), (first, second) => (first, second)).ToArbitrary();

    static readonly PortRange[] Probes =
    [
        PortRange.Icmp,
        .. new[] { 0, 1, 2, 22, 23, 24, 79, 80, 81, 82, 83, 180, 443, 444, 1023, 1024, 1124, 65_534, 65_535 }.SelectMany(p => new[] { PortRange.Tcp(p), PortRange.Udp(p) }),
    ];

    [Fact]
    public void Union_intersection_and_difference_hold_port_by_port() => Prop.ForAll(Pairs, pair =>
    {
        var (first, second) = (PortSet.Of(pair.First), PortSet.Of(pair.Second));
        return Probes.All(probe =>
        {
            var one = PortSet.Of(probe);
            var (inFirst, inSecond) = (pair.First.Any(r => r.Contains(probe)), pair.Second.Any(r => r.Contains(probe)));
            return first.Union(second).Contains(one) == (inFirst || inSecond)
                && first.Intersect(second).Contains(one) == (inFirst && inSecond)
                && first.Except(second).Contains(one) == (inFirst && !inSecond);
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_sets_are_equal_however_they_were_made() => Prop.ForAll(Pairs, pair =>
    {
        var (first, second) = (PortSet.Of(pair.First), PortSet.Of(pair.Second));
        var again = second.Union(first);
        return first.Union(second).Equals(again)
            && first.Union(second).GetHashCode() == again.GetHashCode()
            && PortSet.Of(first.Ranges).Equals(first)
            && first.Except(second).Union(first.Intersect(second)).Equals(first);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_protocols_of_which_answers_pass_are_answered()
    {
        var both = PortSet.Of([PortRange.Tcp(443), PortRange.Udp(53), PortRange.Icmp]);

        Assert.Equal(PortSet.Of(PortRange.Tcp(443)), both.Answered(PortSet.Of(PortRange.Tcp(40_000))));
        Assert.Equal(PortSet.Empty, both.Answered(PortSet.Of(PortRange.Tcp(1, 1023))));
        Assert.Equal(both, both.Answered(PortSet.All));
        Assert.Equal("tcp/443, udp/53, icmp", both.ToString());
    }
}
