using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>Makes the route tables of the Transit Gateway.</summary>
static class SegmentRoutes
{
    public static ImmutableArray<SegmentTable> Of(Estate estate, ImmutableArray<NetworkNode> nodes, NetworkSegments segments, PeerMap peers, List<string> problems)
    {
        var egress = nodes.FirstOrDefault(n => n is { Role: VpcRole.Egress, Account: not null, Attached: true });
        // Everything that has an owner: what a wider route covers and no route of its own leads to must not slip through.
        var owned = nodes.Where(n => n.Id != NetworkNode.InternetId).SelectMany(n => n.Cidrs).Concat(estate.Network.Pools.SelectMany(p => p.Cidrs)).Distinct().Order().ToImmutableArray();
        return [.. segments.All.Select(segment => Table(segment, segments, peers, egress, owned, problems))];
    }

    static SegmentTable Table(
        NetworkSegment segment, NetworkSegments segments, PeerMap peers, NetworkNode? egress, ImmutableArray<Cidr> owned, List<string> problems)
    {
        var routes = new Dictionary<Cidr, NetworkAttachment?>();
        var nodes = segment.Attachments.SelectMany(a => a.Nodes).ToList();
        foreach (var target in nodes.SelectMany(peers.PeersOf).DistinctBy(n => n.Id, StringComparer.Ordinal).GroupBy(n => segments.AttachmentOf(n)!.Id, StringComparer.Ordinal))
        {
            var attachment = segments.AttachmentOf(target.First())!;
            foreach (var range in target.SelectMany(n => n.Cidrs).Distinct())
            {
                if (!routes.TryAdd(range, attachment))
                {
                    problems.Add(
                        $"{segment.Name} has flows with {routes[range]!.Id} and {attachment.Id}, which both use {range}: one route table cannot lead to both. "
                        + "Remedy: move one of them, or set 'attached: false' and reach it through PrivateLink.");
                }
            }
        }

        if (segment.Kind != SegmentKind.Egress && egress is not null && nodes.Any(n => !peers.InternetPortsOf(n).IsEmpty))
        {
            routes[PrivateRanges.Everything] = segments.AttachmentOf(egress);
        }

        AddBlackholes(routes, owned);
        return new SegmentTable(segment, [.. routes.OrderBy(r => r.Key).Select(r => new TransitRoute(r.Key, r.Value))]);
    }

    /// <summary>Whatever a wider route would catch without being for it is dropped: private addresses under the default route, ranges of others under a body's wide range.</summary>
    static void AddBlackholes(Dictionary<Cidr, NetworkAttachment?> routes, ImmutableArray<Cidr> owned)
    {
        var candidates = routes.ContainsKey(PrivateRanges.Everything) ? owned.Concat(PrivateRanges.All) : owned;
        foreach (var range in candidates.Distinct().Order())
        {
            if (!routes.ContainsKey(range) && Find(routes, range) is not null)
            {
                routes[range] = null;
            }
        }
    }

    /// <summary>Where the most specific route around a range leads; <see langword="null"/> for nowhere.</summary>
    static NetworkAttachment? Find(Dictionary<Cidr, NetworkAttachment?> routes, Cidr range)
    {
        for (var around = range; around.PrefixLength > 0;)
        {
            around = around.Parent;
            if (routes.TryGetValue(around, out var target))
            {
                return target;
            }
        }

        return null;
    }
}
