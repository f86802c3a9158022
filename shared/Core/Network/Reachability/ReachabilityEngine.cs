using System.Collections.Frozen;
using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network.Reachability;

/// <summary>
/// Computes who reaches whom from templates. Addresses that every rule on the way treats alike form cells, and one packet of each is followed there and back: the
/// answer is exact for all addresses, not a sample. Only pairs that routes connect at all are looked at, so that a network of isolated bodies costs little.
/// </summary>
public sealed class ReachabilityEngine
{
    readonly Fabric fabric;
    readonly Dictionary<TableUnit, Exploration> explored = [];
    readonly Dictionary<Site, SiteParts> parts = [];

    /// <summary>Prepares.</summary>
    /// <param name="network">The templates' network.</param>
    /// <param name="nodes">The nodes of the estate, by which VPCs and lines are known.</param>
    /// <param name="lines">The lines of the estate: what is behind an attachment of a line.</param>
    public ReachabilityEngine(TemplateNetwork network, ImmutableArray<NetworkNode> nodes, IEnumerable<NetworkLine> lines)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(lines);
        fabric = new Fabric(network, nodes, lines);
    }

    internal Fabric Fabric => fabric;

    /// <summary>Computes all pairs. Nodes that only pass on are no sides of pairs.</summary>
    public ReachabilityMatrix Compute(CancellationToken cancellationToken = default)
    {
        var pairs = ImmutableArray.CreateBuilder<PairReach>();
        var order = fabric.Sites.Select((site, i) => (site, i)).ToDictionary(p => p.site, p => p.i);
        foreach (var from in fabric.Sites.Where(IsParty))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var to in Candidates(from).OrderBy(s => order[s]))
            {
                if (Regions(from, to) is { IsEmpty: false } regions)
                {
                    pairs.Add(new PairReach(from.Node, to.Node, regions));
                }
            }
        }

        return new ReachabilityMatrix([.. fabric.Sites.Select(s => s.Node)], pairs.ToImmutable(), [.. fabric.Problems], Unknown());
    }

    /// <summary>Why one node reaches another, or where it stops: the way with most ports, else the one that leads furthest.</summary>
    /// <exception cref="ArgumentException">No such node is in the templates.</exception>
    public ReachExplanation Explain(string from, string to, PortSet? wanted = null)
    {
        var (source, target) = (Find(from), Find(to));
        return WayFinder.Explain(fabric, source, target, Cells(source, target), Cells(target, source), wanted ?? PortSet.All);
    }

    /// <summary>Where packets between some addresses stop, or their answers.</summary>
    internal ReachExplanation ExplainGap(string from, string to, PortSet wanted, CidrSet sources, CidrSet? destinations)
    {
        var (source, target) = (Find(from), Find(to));
        var (here, there) = (Cells(source, target).Where(c => c.Ranges.Exists(sources.Overlaps)), Cells(target, source).Where(c => destinations is null || c.Ranges.Exists(destinations.Overlaps)).ToList());
        var (one, other) = here.SelectMany(_ => there, (s, d) => (s, d)).FirstOrDefault(
            c => PairCheck.Of(fabric, source, c.s, target, c.d) is not { } found || !found.Ports.Contains(wanted));
        return one is null ? Explain(from, to, wanted) : WayFinder.Explain(fabric, source, target, [one], [other], wanted);
    }

    static bool IsParty(Site site) => site.Node.Kind is not null;

    Site Find(string id) => fabric.Sites.FirstOrDefault(s => s.Node.Id == id) ?? throw new ArgumentException($"No template has node '{id}'.", nameof(id));

    Exploration Explored(TableUnit table)
    {
        if (!explored.TryGetValue(table, out var result))
        {
            explored[table] = result = Exploration.Of(fabric, table);
        }

        return result;
    }

    IEnumerable<Site> Candidates(Site from)
    {
        var through = from.Attachments.SelectMany(a => a.Tables).SelectMany(t => Explored(t.Table).Sites);
        var beside = from.Vpc is { } vpc ? Exploration.Beside(fabric, vpc)
            : from.IsInternet ? fabric.Vpcs.Where(v => v.Vpc.InternetGateways.Length > 0).Select(v => v.Site!)
            : [];

        // What shares an attachment, as the networks of one body behind its line, talks without this network.
        return through.Concat(beside).Distinct().Where(to => to != from && IsParty(to) && !to.Attachments.Exists(from.Attachments.Contains));
    }

    /// <summary>The cells of a node's addresses as they matter between it and another.</summary>
    List<AddressCell> Cells(Site of, Site with)
    {
        if (!parts.TryGetValue(of, out var known))
        {
            parts[of] = known = new SiteParts(of);
        }

        return known.Cells([.. CutsOf(of).Concat(CutsOf(with)).Distinct((IEqualityComparer<uint[]>)ReferenceEqualityComparer.Instance)]);
    }

    IEnumerable<uint[]> CutsOf(Site site) =>
        site.Attachments.SelectMany(a => a.Tables).Select(t => Explored(t.Table).Starts).Append(site.Vpc?.Starts ?? Cuts.None);

    ImmutableArray<ReachRegion> Regions(Site from, Site to)
    {
        var (sources, destinations) = (Cells(from, to), Cells(to, from));
        var regions = new Dictionary<(PortSet, PortSet, PortSet, bool), List<(CidrSet Sources, List<Cidr> Destinations)>>();
        foreach (var source in sources)
        {
            var here = new Dictionary<(PortSet, PortSet, PortSet, bool), List<Cidr>>();
            foreach (var destination in destinations)
            {
                if (PairCheck.Of(fabric, from, source, to, destination) is { } found)
                {
                    (here.TryGetValue(found, out var ranges) ? ranges : here[found] = []).AddRange(destination.Ranges);
                }
            }

            foreach (var (found, ranges) in here)
            {
                (regions.TryGetValue(found, out var list) ? list : regions[found] = []).Add((CidrSet.Of(source.Ranges), ranges));
            }
        }

        return [.. regions.SelectMany(r => Merged(r.Value).Select(m => new ReachRegion(m.Sources, m.Destinations, r.Key.Item1, r.Key.Item2, r.Key.Item3, r.Key.Item4)))];
    }

    /// <summary>Sources that reach the same destinations become one.</summary>
    static IEnumerable<(CidrSet Sources, CidrSet Destinations)> Merged(List<(CidrSet Sources, List<Cidr> Destinations)> parts) =>
        parts.Select(p => (p.Sources, Destinations: CidrSet.Of(p.Destinations)))
            .GroupBy(p => string.Join(' ', p.Destinations.Ranges), StringComparer.Ordinal)
            .Select(g => (CidrSet.Of(g.SelectMany(p => p.Sources.Ranges)), g.First().Destinations));

    FrozenSet<string> Unknown()
    {
        var problems = fabric.Problems;
        if (problems.Any(p => p.Vpc is null && p.Table is null))
        {
            return fabric.Sites.Select(s => s.Node.Id).ToFrozenSet(StringComparer.Ordinal);
        }

        var vpcs = problems.Select(p => p.Vpc).OfType<ResourceName>().ToHashSet();
        var tables = problems.Select(p => p.Table).OfType<ResourceName>().ToHashSet();
        return fabric.Sites
            .Where(s => (s.Vpc is { } vpc && vpcs.Contains(vpc.Vpc.Resource)) || s.Attachments.Exists(a => a.Tables.Exists(t => tables.Contains(t.Table.Table.Resource))))
            .Select(s => s.Node.Id)
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
