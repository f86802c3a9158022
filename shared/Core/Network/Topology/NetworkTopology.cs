using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>
/// The network that an estate means: route tables of the Transit Gateway and what each VPC lets through, derived from the flows and from nothing else.
/// Pure: the same estate and lock give the same topology.
/// </summary>
public sealed record NetworkTopology
{
    /// <summary>Every node.</summary>
    public required ImmutableArray<NetworkNode> Nodes { get; init; }

    /// <summary>Every pair that may talk.</summary>
    public required ImmutableArray<IntendedFlow> Flows { get; init; }

    /// <summary>The division into route tables.</summary>
    public required NetworkSegments Segments { get; init; }

    /// <summary>The route tables, in the order of the segments.</summary>
    public required ImmutableArray<SegmentTable> Tables { get; init; }

    /// <summary>The planned VPCs, by account and name. Existing ones keep what they have.</summary>
    public required ImmutableArray<VpcPolicy> Vpcs { get; init; }

    /// <summary>Why the network cannot be built as it is described, each a sentence with its remedy; empty where it can.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>Derives the network.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="allocations">What is allocated.</param>
    public static NetworkTopology Of(Estate estate, AddressLock allocations)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var nodes = NetworkNode.Of(estate, allocations);
        var flows = IntendedFlow.Of(estate, nodes);
        var segments = NetworkSegments.Of(estate, nodes);
        var peers = PeerMap.Of(nodes, flows);
        List<string> problems = [.. Central(estate, nodes, flows)];
        var tables = SegmentRoutes.Of(estate, nodes, segments, peers, problems);
        var policies = new VpcPolicies(estate, nodes, segments, peers, problems);
        return new NetworkTopology
        {
            Nodes = nodes,
            Flows = flows,
            Segments = segments,
            Tables = tables,
            Vpcs = [.. nodes.Where(n => n.Allocation is not null).Select(policies.Of)],
            Problems = [.. problems],
        };
    }

    static IEnumerable<string> Central(Estate estate, ImmutableArray<NetworkNode> nodes, ImmutableArray<IntendedFlow> flows)
    {
        foreach (var role in nodes.Where(n => n is { Account: not null, Role: not VpcRole.Workload }).GroupBy(n => n.Role).Where(g => g.Count() > 1))
        {
            yield return $"Two VPCs have the role {role.Key}: {string.Join(", ", role.Select(n => n.Id))}. Remedy: request one of them only.";
        }

        if (flows.FirstOrDefault(f => f.To.Kind == FlowPartyKind.Internet) is { } flow && !nodes.Any(n => n is { Role: VpcRole.Egress, Attached: true }))
        {
            yield return $"The flow '{flow.Flow.Id}' leads to the internet, and no VPC has the role egress. Remedy: request one in the network account.";
        }

        foreach (var twice in estate.Network.Lines.GroupBy(l => l.Municipality).Where(g => g.Count() > 1))
        {
            yield return $"The body {twice.Key} has the lines {string.Join(", ", twice.Select(l => l.Id))}, and a static route leads to one only. "
                + "Remedy: one line with a second virtual interface on the same Direct Connect gateway.";
        }
    }
}
