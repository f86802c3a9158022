using System.Collections.Frozen;
using System.Collections.Immutable;

namespace GovCloud.Network.Reachability;

/// <summary>Part of what one node reaches of another.</summary>
/// <param name="Sources">Addresses that packets come from.</param>
/// <param name="Destinations">Addresses that they go to.</param>
/// <param name="OneWay">What routes and network ACLs let pass, whether or not answers come back.</param>
/// <param name="Network">Of that, what is answered: isolation rests on this being empty.</param>
/// <param name="Ports">Of that, what the security groups of both sides let pass: connections that are possible.</param>
/// <param name="Inspected">Whether every way leads through a firewall.</param>
public sealed record ReachRegion(CidrSet Sources, CidrSet Destinations, PortSet OneWay, PortSet Network, PortSet Ports, bool Inspected);

/// <summary>What one node reaches of another. Pairs that reach nothing have no record.</summary>
/// <param name="From">Who opens the connection.</param>
/// <param name="To">Who answers.</param>
/// <param name="Regions">The parts: disjoint and exact.</param>
public sealed record PairReach(NetworkNode From, NetworkNode To, ImmutableArray<ReachRegion> Regions)
{
    /// <summary>Ports on which connections are possible somewhere.</summary>
    public PortSet Ports { get; } = Regions.Aggregate(PortSet.Empty, (ports, region) => ports.Union(region.Ports));

    /// <summary>Ports that routes and network ACLs let pass somewhere, with answers.</summary>
    public PortSet Network { get; } = Regions.Aggregate(PortSet.Empty, (ports, region) => ports.Union(region.Network));

    /// <summary>Ports that routes and network ACLs let pass somewhere.</summary>
    public PortSet OneWay { get; } = Regions.Aggregate(PortSet.Empty, (ports, region) => ports.Union(region.OneWay));
}

/// <summary>Who reaches whom in the network of the templates.</summary>
public sealed record ReachabilityMatrix
{
    readonly Lazy<FrozenDictionary<(string From, string To), PairReach>> byPair;

    internal ReachabilityMatrix(ImmutableArray<NetworkNode> nodes, ImmutableArray<PairReach> pairs, ImmutableArray<TemplateProblem> problems, FrozenSet<string> unknown)
    {
        (Nodes, Pairs, Problems, Unknown) = (nodes, pairs, problems, unknown);
        byPair = new(() => pairs.ToFrozenDictionary(p => (p.From.Id, p.To.Id)));
    }

    /// <summary>The nodes that are somewhere in the templates.</summary>
    public ImmutableArray<NetworkNode> Nodes { get; }

    /// <summary>The pairs that reach something, in the order of the nodes.</summary>
    public ImmutableArray<PairReach> Pairs { get; }

    /// <summary>What was not understood.</summary>
    public ImmutableArray<TemplateProblem> Problems { get; }

    /// <summary>Ids of the nodes of which the reach is not known.</summary>
    public FrozenSet<string> Unknown { get; }

    /// <summary>What one node reaches of another; <see langword="null"/> for nothing.</summary>
    public PairReach? Find(string from, string to) => byPair.Value.GetValueOrDefault((from, to));

    /// <summary>Whether more may be reachable between two nodes than was computed.</summary>
    public bool IsUnknown(string from, string to) => Unknown.Contains(from) || Unknown.Contains(to);
}

/// <summary>Why one node reaches another, or does not.</summary>
/// <param name="From">Who opens the connection.</param>
/// <param name="To">Who answers.</param>
/// <param name="Ports">Connections that are possible that way.</param>
/// <param name="Forward">The way there; where nothing arrives, the way that leads furthest.</param>
/// <param name="Back">The way of the answers; empty where nothing arrives.</param>
public sealed record ReachExplanation(NetworkNode From, NetworkNode To, PortSet Ports, ImmutableArray<ReachHop> Forward, ImmutableArray<ReachHop> Back)
{
    /// <summary>The hop where packets or answers stop; <see langword="null"/> where both arrive.</summary>
    public ReachHop? StoppedAt => Forward.FirstOrDefault(h => h.Stops) ?? Back.FirstOrDefault(h => h.Stops);

    /// <summary>The resources of both ways, each once, in order.</summary>
    public IEnumerable<ResourceName> Resources => Forward.Concat(Back).SelectMany(h => h.Resources).Distinct();
}
