using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>What both ends of a line must configure (接続パラメータシート), as far as the estate knows it.</summary>
public sealed record ConnectionParameters
{
    /// <summary>Bytes of a packet over a transit virtual interface and the Transit Gateway.</summary>
    public const int Mtu = 8500;

    /// <summary>The line.</summary>
    public required NetworkLine Line { get; init; }

    /// <summary>The body.</summary>
    public required Municipality Municipality { get; init; }

    /// <summary>The Transit Gateway.</summary>
    public TransitGateway? TransitGateway { get; init; }

    /// <summary>The address of the AWS side with its prefix length; <see langword="null"/> where none is agreed on.</summary>
    public string? AwsPeer { get; init; }

    /// <summary>The address of the body's router with its prefix length.</summary>
    public string? RouterPeer { get; init; }

    /// <summary>Ranges announced from AWS to the body: the allowed prefixes of the association.</summary>
    public required ImmutableArray<Cidr> Outbound { get; init; }

    /// <summary>Ranges announced from the body to AWS.</summary>
    public required ImmutableArray<Cidr> Inbound { get; init; }

    /// <summary>How many ranges may be announced from AWS.</summary>
    public required int OutboundLimit { get; init; }

    /// <summary>How many ranges may be announced from the body; beyond, the BGP session goes down.</summary>
    public required int InboundLimit { get; init; }

    /// <summary>Subnets in which the Resolver's endpoints stand: the body's servers forward to addresses in them.</summary>
    public required ImmutableArray<SubnetAllocation> ResolverSubnets { get; init; }

    /// <summary>Names that AWS forwards to the body's servers.</summary>
    public required ImmutableArray<ForwardedDomain> ForwardedDomains { get; init; }

    /// <summary>Names that the body's servers forward to AWS.</summary>
    public required ImmutableArray<PrivateZone> PrivateZones { get; init; }

    /// <summary>Who is asked about the line: the body's IT department, then the network operator, else the operator.</summary>
    public required ImmutableArray<Organisation> Contacts { get; init; }

    /// <summary>The parameters of every line, in the order of the estate.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="allocations">Its allocations.</param>
    public static ImmutableArray<ConnectionParameters> Of(Estate estate, AddressLock allocations)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(allocations);
        var budgets = NetworkChecks.PrefixBudgets(estate).ToDictionary(b => b.Municipality);
        var bodies = estate.Municipalities.ToDictionary(m => m.Code);
        return [.. estate.Network.Lines.Select(line => Of(estate, allocations, line, bodies[line.Municipality], budgets[line.Municipality]))];
    }

    static ConnectionParameters Of(Estate estate, AddressLock allocations, NetworkLine line, Municipality body, DirectConnectBudget budget)
    {
        var network = estate.Network;
        var resolver = network.Requests.FirstOrDefault(r => r.Role == VpcRole.Endpoints);
        return new ConnectionParameters
        {
            Line = line,
            Municipality = body,
            TransitGateway = network.TransitGateway,
            AwsPeer = Peer(line, 0),
            RouterPeer = Peer(line, 1),
            Outbound = budget.Outbound,
            Inbound = budget.Inbound,
            OutboundLimit = NetworkQuotas.LimitOf(network, NetworkQuota.DirectConnectAllowedPrefixes),
            InboundLimit = NetworkQuotas.LimitOf(network, NetworkQuota.DirectConnectOnPremisesPrefixes),
            ResolverSubnets = resolver is null ? [] :
            [
                .. allocations.Allocations.Where(a => a.Freed is null && a.Key == new VpcKey(resolver.Account, resolver.Vpc))
                    .SelectMany(a => a.Subnets).Where(s => s.Kind == SubnetKind.Endpoints).OrderBy(s => s.Zone),
            ],
            ForwardedDomains = [.. network.ForwardedDomains.Where(d => d.Municipality == line.Municipality)],
            PrivateZones = [.. network.PrivateZones.Where(z => z.Municipalities.IsEmpty || z.Municipalities.Contains(line.Municipality))],
            Contacts = [.. new[] { body.ItDepartment, estate.Profile.NetworkOperator ?? estate.Profile.Operator }.Select(id => estate.Organisations.First(o => o.Id == id))],
        };
    }

    /// <summary>The lower address is that of AWS. A /30 also has a network and a broadcast address, a /31 has not.</summary>
    static string? Peer(NetworkLine line, uint side)
    {
        if (line.Peering is not { } peering)
        {
            return null;
        }

        var address = peering.First + side + (peering.PrefixLength == 31 ? 0u : 1u);
        return string.Create(CultureInfo.InvariantCulture, $"{new Cidr(address, 32).ToString()[..^3]}/{peering.PrefixLength}");
    }
}
