using FsCheck;
using FsCheck.Fluent;
using GovCloud.Network;

namespace GovCloud.Core.Tests.Network.Intent;

public sealed class PortRangeTests
{
    static readonly Arbitrary<PortRange> Ranges = (
        from protocol in Gen.Elements(TransportProtocol.Tcp, TransportProtocol.Udp)
        from first in Gen.Choose(1, 65_535)
        from last in Gen.Choose(1, 65_535)
        select new PortRange(protocol, Math.Min(first, last), Math.Max(first, last))).ToArbitrary();

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(Ranges, range => PortRange.TryParse(range.ToString(), out var read) && read == range).QuickCheckThrowOnFailure();

    [Fact]
    public void A_range_contains_its_parts_and_no_other_protocol() => Prop.ForAll(Ranges, range =>
        range.Contains(range with { First = range.Last })
        && PortRange.All.Contains(range)
        && !range.Contains(PortRange.All)
        && !range.Contains(range with { Protocol = range.Protocol == TransportProtocol.Tcp ? TransportProtocol.Udp : TransportProtocol.Tcp })).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("any")]
    [InlineData("icmp")]
    [InlineData("tcp/443")]
    [InlineData("udp/8000-8080")]
    public void Valid_text_is_its_own_form(string text)
    {
        Assert.True(PortRange.TryParse(text, out var ports));
        Assert.Equal(text, ports.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("443")]
    [InlineData("tcp")]
    [InlineData("tcp/")]
    [InlineData("tcp/0")]
    [InlineData("tcp/65536")]
    [InlineData("tcp/2-1")]
    [InlineData("tcp/1-2-3")]
    [InlineData("tcp/ 1")]
    [InlineData("sctp/1")]
    [InlineData("any/1")]
    public void Other_text_is_refused(string text) => Assert.False(PortRange.TryParse(text, out _));
}
