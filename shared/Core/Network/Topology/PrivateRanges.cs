using System.Collections.Immutable;

namespace GovCloud.Network;

/// <summary>Addresses that are not in the internet.</summary>
public static class PrivateRanges
{
    /// <summary>RFC 1918, and the shared address space of RFC 6598 that some lines use.</summary>
    public static ImmutableArray<Cidr> All { get; } =
        [Cidr.Parse("10.0.0.0/8"), Cidr.Parse("100.64.0.0/10"), Cidr.Parse("172.16.0.0/12"), Cidr.Parse("192.168.0.0/16")];

    /// <summary>Every address.</summary>
    public static Cidr Everything { get; } = Cidr.Parse("0.0.0.0/0");
}
