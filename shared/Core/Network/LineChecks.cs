using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>The numbers and addresses of lines: with a wrong one no BGP session comes up, and nobody says why.</summary>
static class LineChecks
{
    static readonly Cidr LinkLocal = Cidr.Parse("169.254.0.0/16");

    // AWS uses these itself: AWS Site-to-Site VPN User Guide, Tunnel options; 169.254.169.252/30 holds metadata and time.
    static readonly ImmutableArray<Cidr> UsedByAws =
    [
        Cidr.Parse("169.254.0.0/30"), Cidr.Parse("169.254.1.0/30"), Cidr.Parse("169.254.2.0/30"), Cidr.Parse("169.254.3.0/30"), Cidr.Parse("169.254.4.0/30"),
        Cidr.Parse("169.254.5.0/30"), Cidr.Parse("169.254.169.252/30"),
    ];

    public static IEnumerable<NetworkFinding> Check(Estate estate)
    {
        var network = estate.Network;
        return [.. Numbers(network), .. Vlans(network), .. network.Lines.SelectMany(Addresses), .. SharedAddresses(network)];
    }

    static IEnumerable<NetworkFinding> Numbers(EstateNetwork network)
    {
        foreach (var line in network.Lines)
        {
            if (network.TransitGateway is { } gateway && gateway.Asn == line.GatewayAsn)
            {
                yield return NetworkFinding.Of(
                    NetworkRules.AutonomousSystems,
                    line,
                    $"回線 {line.Id} の Direct Connect Gateway と Transit Gateway のAS番号が同じ {gateway.Asn} で、関連付けできない",
                    $"the Direct Connect gateway of line {line.Id} and the Transit Gateway both have number {gateway.Asn} and cannot be associated");
            }

            if (line.RouterAsn == line.GatewayAsn)
            {
                yield return NetworkFinding.Of(
                    NetworkRules.AutonomousSystems,
                    line,
                    $"回線 {line.Id} の庁内ルーターと Direct Connect Gateway のAS番号が同じ {line.GatewayAsn} で、BGPセッションが確立しない",
                    $"the router and the Direct Connect gateway of line {line.Id} both have number {line.GatewayAsn}, and no BGP session comes up");
            }
        }

        foreach (var shared in network.Lines.Where(l => l.GatewayId is not null).GroupBy(l => l.GatewayId, StringComparer.Ordinal))
        {
            foreach (var line in shared.Where(l => l.GatewayAsn != shared.First().GatewayAsn))
            {
                yield return NetworkFinding.Of(
                    NetworkRules.AutonomousSystems,
                    line,
                    $"回線 {shared.First().Id} と {line.Id} は同じ Direct Connect Gateway を使うのに、そのAS番号が {shared.First().GatewayAsn} と {line.GatewayAsn} で食い違う",
                    $"lines {shared.First().Id} and {line.Id} use one Direct Connect gateway and say that its number is {shared.First().GatewayAsn} and {line.GatewayAsn}");
            }
        }
    }

    static IEnumerable<NetworkFinding> Vlans(EstateNetwork network) =>
        network.Lines.Where(l => l is { ConnectionId: not null, Vlan: not null })
            .GroupBy(l => (l.ConnectionId, l.Vlan))
            .SelectMany(g => g.Skip(1).Select(line => NetworkFinding.Of(
                NetworkRules.Vlans,
                line,
                $"回線 {g.First().Id} と {line.Id} は接続 {line.ConnectionId} の同じVLAN {line.Vlan} を使っている",
                $"lines {g.First().Id} and {line.Id} use the same VLAN {line.Vlan} of connection {line.ConnectionId}")));

    static IEnumerable<NetworkFinding> Addresses(NetworkLine line)
    {
        if (line.Peering is not { } peering)
        {
            yield break;
        }

        if (peering.PrefixLength is not (30 or 31))
        {
            yield return NetworkFinding.Of(
                NetworkRules.Peering, line, $"回線 {line.Id} の対向アドレス {peering} は /30 でも /31 でもない", $"the peering addresses {peering} of line {line.Id} are neither a /30 nor a /31");
        }

        if (UsedByAws.Any(used => used.Overlaps(peering)))
        {
            yield return NetworkFinding.Of(
                NetworkRules.Peering, line, $"回線 {line.Id} の対向アドレス {peering} はAWSが自ら使う範囲と重なる", $"the peering addresses {peering} of line {line.Id} are used by AWS itself");
        }
        else if (!LinkLocal.Contains(peering) && !ReservedRanges.Private.Any(p => p.Contains(peering)))
        {
            yield return NetworkFinding.Of(
                NetworkRules.Peering, line, $"回線 {line.Id} の対向アドレス {peering} は私用アドレスではない", $"the peering addresses {peering} of line {line.Id} are not private");
        }
    }

    static IEnumerable<NetworkFinding> SharedAddresses(EstateNetwork network) =>
        CidrSet.Overlaps(network.Lines.Where(l => l.Peering is not null), l => l.Peering!.Value).Select(pair => NetworkFinding.Of(
            NetworkRules.Peering,
            pair.Inner,
            $"回線 {pair.Outer.Id} と {pair.Inner.Id} の対向アドレスが {pair.Inner.Peering} で重なる",
            $"the peering addresses of lines {pair.Outer.Id} and {pair.Inner.Id} overlap in {pair.Inner.Peering}"));
}
