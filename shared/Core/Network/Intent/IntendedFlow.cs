using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>A pair of nodes of which one may open connections to the other.</summary>
/// <param name="Flow">The flow that says so.</param>
/// <param name="From">Who opens the connection.</param>
/// <param name="To">Who answers.</param>
/// <param name="Ports">Destination ports.</param>
public sealed record IntendedFlow(NetworkFlow Flow, NetworkNode From, NetworkNode To, ImmutableArray<PortRange> Ports)
{
    /// <summary>What the flows of an estate mean, pair by pair: every pair that fits both sides, shares a body and an environment (or has a reason not to), and is attached.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="nodes">Its nodes.</param>
    /// <returns>In the order of the flows, then of the nodes. Linear in nodes and pairs.</returns>
    public static ImmutableArray<IntendedFlow> Of(Estate estate, ImmutableArray<NetworkNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var result = ImmutableArray.CreateBuilder<IntendedFlow>();
        foreach (var flow in estate.Network.Flows)
        {
            var ports = PortsOf(flow);
            var targets = new Targets([.. nodes.Where(n => n.Attached && Fits(flow.To, n))], flow);
            foreach (var from in nodes.Where(n => n.Attached && Fits(flow.From, n)))
            {
                result.AddRange(targets.Of(from).Select(to => new IntendedFlow(flow, from, to, ports)));
            }
        }

        return result.ToImmutable();
    }

    /// <summary>The ports of a flow; those that cannot be read are left out and reported by the estate's rules.</summary>
    public static ImmutableArray<PortRange> PortsOf(NetworkFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return [.. flow.Ports.Select(p => PortRange.TryParse(p, out var ports) ? ports : (PortRange?)null).OfType<PortRange>().Distinct().Order()];
    }

    /// <summary>Whether a node is what a side of a flow names.</summary>
    public static bool Fits(FlowParty party, NetworkNode node)
    {
        ArgumentNullException.ThrowIfNull(party);
        ArgumentNullException.ThrowIfNull(node);
        return node.Kind == party.Kind
            && (party.Municipality is not { } body || node.Municipalities.Contains(body))
            && (party.System is not { } system || node.Account?.System?.Id == system)
            && (party.Environment is not { } environment || node.Environment == environment)
            && (party.Account is not { } account || node.Account?.Account.Id == account)
            && (party.Vpc is not { } vpc || node.Vpc == vpc)
            && (party.Network is not { } network || node.Id == network);
    }

    /// <summary>Whether two nodes share a body. One that serves all shares every body.</summary>
    public static bool ShareMunicipality(NetworkNode first, NetworkNode second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return first.Municipalities.IsEmpty || second.Municipalities.IsEmpty || first.Municipalities.Any(m => second.Municipalities.Contains(m));
    }

    /// <summary>The answering side of a flow, found by body: a flow between a hundred bodies and a thousand accounts does not look at a hundred thousand pairs.</summary>
    sealed class Targets
    {
        readonly NetworkFlow flow;
        readonly ImmutableArray<NetworkNode> all;
        readonly ImmutableArray<NetworkNode> common;
        readonly ILookup<MunicipalityCode, NetworkNode> byBody;
        readonly Dictionary<NetworkNode, int> order;

        public Targets(ImmutableArray<NetworkNode> all, NetworkFlow flow)
        {
            this.flow = flow;
            this.all = all;
            common = [.. all.Where(n => n.Municipalities.IsEmpty)];
            byBody = all.SelectMany(n => n.Municipalities, (node, body) => (node, body)).ToLookup(p => p.body, p => p.node);
            order = all.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, (IEqualityComparer<NetworkNode>)ReferenceEqualityComparer.Instance);
        }

        public IEnumerable<NetworkNode> Of(NetworkNode from) =>
            Candidates(from).Where(to => to.Id != from.Id
                && (flow.BetweenEnvironments is not null || from.Environment is null || to.Environment is null || from.Environment == to.Environment));

        IEnumerable<NetworkNode> Candidates(NetworkNode from) =>
            from.Municipalities.IsEmpty || flow.BetweenMunicipalities is not null
                ? all
                : common.Concat(from.Municipalities.SelectMany(body => byBody[body])).Distinct((IEqualityComparer<NetworkNode>)ReferenceEqualityComparer.Instance).OrderBy(n => order[n]);
    }
}
