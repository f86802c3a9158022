using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>Who has a flow with whom, from the view of each node.</summary>
sealed class PeerMap
{
    readonly Dictionary<string, List<IntendedFlow>> byNode;

    PeerMap(Dictionary<string, List<IntendedFlow>> byNode) => this.byNode = byNode;

    public static PeerMap Of(ImmutableArray<NetworkNode> nodes, ImmutableArray<IntendedFlow> flows)
    {
        var lists = nodes.ToDictionary(n => n.Id, _ => new List<IntendedFlow>(), StringComparer.Ordinal);
        foreach (var flow in flows)
        {
            lists[flow.From.Id].Add(flow);
            lists[flow.To.Id].Add(flow);
        }

        return new PeerMap(lists);
    }

    /// <summary>The flows that a node opens or answers.</summary>
    public IReadOnlyList<IntendedFlow> FlowsOf(NetworkNode node) => byNode[node.Id];

    /// <summary>Those that a node has flows with, in either direction, without the internet. For the egress VPC: those with flows to the internet.</summary>
    public IEnumerable<NetworkNode> PeersOf(NetworkNode node) => node.Role == VpcRole.Egress && node.Account is not null
        ? byNode[NetworkNode.InternetId].Select(f => f.From).DistinctBy(n => n.Id, StringComparer.Ordinal)
        : byNode[node.Id].Select(f => f.From.Id == node.Id ? f.To : f.From).Where(n => n.Id != NetworkNode.InternetId).DistinctBy(n => n.Id, StringComparer.Ordinal);

    /// <summary>Ports of a node's flows to the internet. For the egress VPC: those of all.</summary>
    public ImmutableArray<PortRange> InternetPortsOf(NetworkNode node)
    {
        var flows = node.Role == VpcRole.Egress && node.Account is not null ? byNode[NetworkNode.InternetId] : byNode[node.Id].Where(f => f.To.Id == NetworkNode.InternetId);
        return [.. flows.SelectMany(f => f.Ports).Distinct().Order()];
    }
}
