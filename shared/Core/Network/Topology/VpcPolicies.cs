using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>Makes what each VPC lets through.</summary>
sealed class VpcPolicies
{
    // The local routes of a VPC's ranges and those of the gateway endpoints count as well.
    const int OtherRoutes = 8;

    // A security group's description and the rules for gateway endpoints.
    const int OtherSecurityRules = 2;

    readonly Estate estate;
    readonly ImmutableArray<NetworkNode> nodes;
    readonly NetworkSegments segments;
    readonly PeerMap peers;
    readonly List<string> problems;
    readonly ImmutableArray<Cidr> outsideRanges;
    readonly Dictionary<string, CidrSet> foreign = new(StringComparer.Ordinal);

    public VpcPolicies(Estate estate, ImmutableArray<NetworkNode> nodes, NetworkSegments segments, PeerMap peers, List<string> problems)
    {
        this.estate = estate;
        this.nodes = nodes;
        this.segments = segments;
        this.peers = peers;
        this.problems = problems;
        outsideRanges = Outside(nodes);
    }

    public VpcPolicy Of(NetworkNode node)
    {
        var attachment = segments.AttachmentOf(node);
        var ranges = peers.PeersOf(node).SelectMany(p => p.Cidrs).Distinct().ToList();
        foreach (var inside in ranges.Where(r => node.Cidrs.Any(own => own.Contains(r))))
        {
            problems.Add($"{node.Id} has a flow with {inside}, which lies in its own range: it cannot be routed there. Remedy: move one of them, or reach it through PrivateLink.");
        }

        var internet = peers.InternetPortsOf(node);
        var acl = new AclRules(node, internet);
        return new VpcPolicy
        {
            Node = node,
            Attachment = attachment,
            Routes = Cover(node, ranges, NetworkQuotas.LimitOf(estate.Network, NetworkQuota.VpcRouteTableRoutes) - OtherRoutes, "routes"),
            InternetPorts = internet,
            Acl = acl.OfSubnets(Cover(node, ranges, NetworkQuotas.LimitOf(estate.Network, NetworkQuota.NetworkAclRules) - acl.OtherRules, "network ACL rules")),
            TransitAcl = acl.OfTransitSubnets(),
            Security = Security(node),
        };
    }

    ImmutableArray<Cidr> Cover(NetworkNode node, IEnumerable<Cidr> ranges, int limit, string what)
    {
        if (RangeCover.Within(ranges, limit, Foreign(node)) is { } cover)
        {
            return cover;
        }

        problems.Add(
            $"{node.Id} talks to more ranges than its {limit} {what} can name, and wider blocks would reach bodies that it shares nothing with. "
            + "Remedy: give the body's VPCs neighbouring ranges, announce fewer on-premises ranges, or raise the quota in 'quotas'.");
        return [];
    }

    /// <summary>What belongs to others: ranges of nodes that share no body with this one, and their pools.</summary>
    CidrSet Foreign(NetworkNode node)
    {
        var key = string.Join(',', node.Municipalities);
        if (!foreign.TryGetValue(key, out var set))
        {
            set = CidrSet.Of(node.Municipalities.IsEmpty
                ? []
                : nodes.Where(n => n.Id != NetworkNode.InternetId && !IntendedFlow.ShareMunicipality(n, node)).SelectMany(n => n.Cidrs)
                    .Concat(estate.Network.Pools.Where(p => p.Municipality is { } body && !node.Municipalities.Contains(body)).SelectMany(p => p.Cidrs)));
            foreign.Add(key, set);
        }

        return set;
    }

    ImmutableArray<SecurityRule> Security(NetworkNode node)
    {
        var limit = NetworkQuotas.LimitOf(estate.Network, NetworkQuota.SecurityGroupRules) - OtherSecurityRules;
        return [.. Direction(node, egress: false, limit), .. Direction(node, egress: true, limit)];
    }

    IEnumerable<SecurityRule> Direction(NetworkNode node, bool egress, int limit)
    {
        var groups = peers.FlowsOf(node)
            .Where(f => (egress ? f.From : f.To).Id == node.Id)
            .SelectMany(f => f.Ports, (f, ports) => (Ports: ports, Other: egress ? f.To : f.From, f.Flow.Id))
            .GroupBy(p => p.Ports)
            .OrderBy(g => g.Key)
            .ToList();
        var left = limit - groups.Sum(g => g.Any(p => p.Other.Id == NetworkNode.InternetId) ? outsideRanges.Length : 0);
        foreach (var group in groups)
        {
            var named = group.Where(p => p.Other.Id != NetworkNode.InternetId).SelectMany(p => p.Other.Cidrs, (p, range) => (Range: range, p.Id)).Distinct().ToList();
            foreach (var range in Cover(node, named.Select(n => n.Range), left / groups.Count, "security group rules"))
            {
                yield return new SecurityRule(egress, range, group.Key, [.. named.Where(n => range.Contains(n.Range)).Select(n => n.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
            }

            var outside = group.Where(p => p.Other.Id == NetworkNode.InternetId).Select(p => p.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
            foreach (var range in outside.IsEmpty ? [] : outsideRanges)
            {
                yield return new SecurityRule(egress, range, group.Key, outside);
            }
        }
    }

    /// <summary>The internet without the private ranges that the estate uses: a flow to the internet must not open the same port of anybody inside.</summary>
    static ImmutableArray<Cidr> Outside(ImmutableArray<NetworkNode> nodes)
    {
        var inside = CidrSet.Of(nodes.Where(n => n.Id != NetworkNode.InternetId).SelectMany(n => n.Cidrs));
        return [.. CidrSet.Of(PrivateRanges.All.Where(inside.Overlaps).Concat(inside.Ranges)).FreeWithin(PrivateRanges.Everything)];
    }
}
