using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>
/// Rules of a VPC's network ACLs: the isolation once more, by address. Whoever the VPC has a flow with is allowed, whoever else is private is denied, and of
/// the internet only what the flows need. S3 and DynamoDB, which gateway endpoints lead to, have public addresses as well.
/// </summary>
sealed class AclRules
{
    const int FirstOfPrivate = 30_000;
    const int FirstOfInternet = 31_000;
    const int FirstOfNamed = 1_000;
    const int NumbersOfNamed = 20_000;

    static readonly PortRange Https = PortRange.Tcp(443);
    static readonly ImmutableArray<PortRange> Ephemeral = [PortRange.Tcp(1024, 65_535), PortRange.Udp(1024, 65_535)];

    readonly NetworkNode node;
    readonly ImmutableArray<PortRange> outbound;
    readonly ImmutableArray<PortRange> inbound;

    public AclRules(NetworkNode node, ImmutableArray<PortRange> internet)
    {
        this.node = node;
        outbound = internet.Contains(PortRange.All) ? [PortRange.All] : [.. internet.Append(Https).Distinct().Order()];
        inbound = [.. outbound.Select(Answers).Distinct().Order()];
    }

    /// <summary>How many rules a direction has besides those of the peers.</summary>
    public int OtherRules => node.Cidrs.Length + PrivateRanges.All.Length + Math.Max(outbound.Length, inbound.Length);

    public ImmutableArray<AclRule> OfSubnets(ImmutableArray<Cidr> peers) =>
    [
        .. Named(CidrSet.Of(node.Cidrs.Concat(peers)).Ranges, egress: false),
        .. Rest(inbound, egress: false),
        .. Named(CidrSet.Of(node.Cidrs.Concat(peers)).Ranges, egress: true),
        .. Rest(outbound, egress: true),
    ];

    /// <summary>
    /// In a subnet of its own the Transit Gateway's interface is asked about what comes from the VPC by source, and about what goes into it by destination:
    /// both are the VPC's own addresses, and beyond the egress VPC those of the internet.
    /// </summary>
    /// <remarks>Source: Amazon VPC Transit Gateways guide, How network ACLs work with transit gateways.</remarks>
    public ImmutableArray<AclRule> OfTransitSubnets() =>
    [
        .. Named(node.Cidrs, egress: false),
        .. node.Role == VpcRole.Egress ? Rest(inbound, egress: false) : [],
        .. Named(node.Cidrs, egress: true),
        .. node.Role == VpcRole.Egress ? Rest(outbound, egress: true) : [],
    ];

    static IEnumerable<AclRule> Rest(ImmutableArray<PortRange> ports, bool egress) =>
    [
        .. PrivateRanges.All.Select((range, i) => new AclRule(FirstOfPrivate + (i * 10), egress, Allow: false, range, PortRange.All)),
        .. ports.Select((port, i) => new AclRule(FirstOfInternet + (i * 10), egress, Allow: true, PrivateRanges.Everything, port)),
    ];

    // Rules that allow may stand in any order. A number that follows from the range alone stays when another peer comes or goes; AWS cannot renumber a rule,
    // only replace it, and refuses the new one while the old one has its number.
    static IEnumerable<AclRule> Named(IEnumerable<Cidr> ranges, bool egress)
    {
        var taken = new HashSet<int>();
        foreach (var range in ranges.Order())
        {
            var number = FirstOfNamed + (int)((((range.First >> 4) * 2_654_435_761L) + range.PrefixLength) % NumbersOfNamed);
            while (!taken.Add(number))
            {
                number++;
            }

            yield return new AclRule(number, egress, Allow: true, range, PortRange.All);
        }
    }

    static PortRange Answers(PortRange ports) => ports.Protocol switch
    {
        TransportProtocol.Tcp => Ephemeral[0],
        TransportProtocol.Udp => Ephemeral[1],
        _ => ports,
    };
}
