using GovCloud.Network;

namespace GovCloud.Core.Tests.Network.Reachability;

/// <summary>A network of a few addresses, as it was drawn at random: what the templates are written from.</summary>
sealed record SmallNetwork(SmallVpc[] Vpcs, SmallTable[] Tables)
{
    /// <summary>Number of the attachment of the line, behind which the office is; VPCs come before it.</summary>
    public int Line => Vpcs.Length;
}

/// <summary>Routes lead to the Transit Gateway. The first half of the VPC is its application subnet, the next quarter its transit subnet, the rest is in no subnet.</summary>
sealed record SmallVpc(Cidr Cidr, int Table, Cidr[] Routes, Cidr[] TransitRoutes, SmallRule[] Acl, SmallRule[] TransitAcl, SmallRule[] Groups)
{
    public Cidr Application { get; } = new(Cidr.First, Cidr.PrefixLength + 1);

    public Cidr Transit { get; } = new(Cidr.First + 8, Cidr.PrefixLength + 2);
}

sealed record SmallTable(int[] Propagations, (Cidr To, int? Attachment)[] Routes);

sealed record SmallRule(bool Outbound, Cidr Peer, TransportProtocol Protocol, int First, int Last, bool Allows);

/// <summary>
/// Sends one packet after the other through a small network. It knows nothing of prefixes trees, cells or sets: every rule is asked for every packet. It
/// stands beside the engine as its judge.
/// </summary>
sealed class PacketSimulator(SmallNetwork network, Cidr office, int lineTable)
{
    const int LongestWay = 100;
    static readonly int[] EphemeralPorts = [1024, 3000, 5000, 5500, 6000, 6001, 65_535];

    public bool IsOneWay(uint from, uint to, TransportProtocol protocol, int port) => Arrives(from, to, protocol, port);

    public bool IsAnswered(uint from, uint to, TransportProtocol protocol, int port) =>
        Arrives(from, to, protocol, port) && EphemeralPorts.Any(back => Arrives(to, from, protocol, protocol == TransportProtocol.Icmp ? 0 : back));

    public bool IsOpen(uint from, uint to, TransportProtocol protocol, int port) =>
        IsAnswered(from, to, protocol, port) && Group(from, to, outbound: true, protocol, port) && Group(to, from, outbound: false, protocol, port);

    bool Group(uint at, uint peer, bool outbound, TransportProtocol protocol, int port) =>
        VpcAt(at) is not { } vpc || network.Vpcs[vpc].Groups.Any(r => Fits(r, outbound, peer, protocol, port));

    bool Arrives(uint from, uint to, TransportProtocol protocol, int port)
    {
        int attachment;
        if (VpcAt(from) is { } home)
        {
            var vpc = network.Vpcs[home];
            var inTransit = In(vpc.Transit, from);
            var routes = inTransit ? vpc.TransitRoutes : vpc.Routes;
            if (!Routed(routes, vpc.Cidr, to) || (!inTransit && !(Acl(vpc.Acl, outbound: true, to, protocol, port) && Acl(vpc.TransitAcl, outbound: false, from, protocol, port))))
            {
                return false;
            }

            attachment = home;
        }
        else
        {
            attachment = network.Line;
        }

        for (var step = 0; step < LongestWay; step++)
        {
            if (Next(attachment, to) is not { } next)
            {
                return false;
            }

            if (next == network.Line)
            {
                return In(office, to);
            }

            var vpc = network.Vpcs[next];
            if (In(vpc.Cidr, to) && !MoreSpecific(vpc.TransitRoutes, vpc.Cidr, to))
            {
                return In(vpc.Transit, to)
                    || (In(vpc.Application, to) && Acl(vpc.TransitAcl, outbound: true, to, protocol, port) && Acl(vpc.Acl, outbound: false, from, protocol, port));
            }

            if (!Routed(vpc.TransitRoutes, vpc.Cidr, to))
            {
                return false;
            }

            attachment = next;
        }

        return false;
    }

    /// <summary>Whether the packet leaves the VPC: a route fits, and the local one fits no better.</summary>
    static bool Routed(Cidr[] routes, Cidr local, uint to) => routes.Any(r => In(r, to)) && (!In(local, to) || MoreSpecific(routes, local, to));

    static bool MoreSpecific(Cidr[] routes, Cidr local, uint to) => routes.Any(r => In(r, to) && r.PrefixLength >= local.PrefixLength);

    int? Next(int attachment, uint to)
    {
        var table = network.Tables[attachment == network.Line ? lineTable : network.Vpcs[attachment].Table];
        (int Length, bool Static, int? Target)? best = null;
        foreach (var (range, target) in table.Routes)
        {
            if (In(range, to) && (best is null || range.PrefixLength > best.Value.Length))
            {
                best = (range.PrefixLength, true, target);
            }
        }

        foreach (var propagated in table.Propagations)
        {
            var range = propagated == network.Line ? office : network.Vpcs[propagated].Cidr;
            if (In(range, to) && (best is null || range.PrefixLength > best.Value.Length))
            {
                best = (range.PrefixLength, false, propagated);
            }
        }

        return best?.Target;
    }

    static bool Acl(SmallRule[] rules, bool outbound, uint peer, TransportProtocol protocol, int port)
    {
        foreach (var rule in rules)
        {
            if (Fits(rule, outbound, peer, protocol, port))
            {
                return rule.Allows;
            }
        }

        return false;
    }

    static bool Fits(SmallRule rule, bool outbound, uint peer, TransportProtocol protocol, int port) =>
        rule.Outbound == outbound && In(rule.Peer, peer)
        && (rule.Protocol == TransportProtocol.Any || (rule.Protocol == protocol && (protocol == TransportProtocol.Icmp || (rule.First <= port && port <= rule.Last))));

    int? VpcAt(uint address)
    {
        var found = Array.FindIndex(network.Vpcs, v => In(v.Cidr, address));
        return found < 0 ? null : found;
    }

    static bool In(Cidr range, uint address) => range.First <= address && address <= range.Last;
}
