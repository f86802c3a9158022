using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network.Reachability;

/// <summary>Everything is possible that a flow allows: from all of one side's servers to all of the other's, and back.</summary>
static class IntendedChecks
{
    public static IEnumerable<(IntendedFlow Flow, ReachabilityFinding Finding)> Check(ReachabilityEngine engine, ReachabilityMatrix matrix, ImmutableArray<IntendedFlow> intended)
    {
        var known = engine.Fabric.Sites.ToDictionary(s => s.Node.Id, ServersOf, StringComparer.Ordinal);
        foreach (var flow in intended)
        {
            if (!known.TryGetValue(flow.From.Id, out var sources) || !known.TryGetValue(flow.To.Id, out var destinations))
            {
                var missing = known.ContainsKey(flow.From.Id) ? flow.To : flow.From;
                yield return (flow, ReachabilityCheck.Of(
                    ReachabilityRules.Impossible,
                    [],
                    $"{Title(flow).Japanese} ができない: {missing.Id} はどのテンプレートにもない",
                    $"{Title(flow).English} is impossible: no template has {missing.Id}",
                    flow.Flow));
                continue;
            }

            var want = new Want(matrix.Find(flow.From.Id, flow.To.Id), sources, flow.To.Kind == FlowPartyKind.Internet ? null : destinations);
            var missed = flow.Ports.Where(p => !want.IsMet(p, r => r.Ports)).ToList();
            if (missed.Count > 0)
            {
                yield return (flow, Finding(engine, want, flow, missed));
            }
        }
    }

    static ReachabilityFinding Finding(ReachabilityEngine engine, Want want, IntendedFlow flow, List<PortRange> missed)
    {
        var ports = PortSet.Of(missed);
        var way = engine.ExplainGap(flow.From.Id, flow.To.Id, ports, want.Sources, want.Destinations);
        var oneWay = missed.TrueForAll(p => want.IsMet(p, r => r.OneWay)) && !missed.TrueForAll(p => want.IsMet(p, r => r.Network));
        var partly = want.Pair?.Regions
            .Where(r => !r.Ports.Intersect(ports).IsEmpty)
            .Select(r => $"{string.Join(' ', r.Sources.Ranges)} → {string.Join(' ', r.Destinations.Ranges)} {r.Ports.Intersect(ports)}")
            .ToList() ?? [];
        var at = way.StoppedAt;
        var resources = at is { Resources.IsEmpty: false } ? [.. at.Resources, .. AssociationBefore(at, way)] : way.Resources.ToImmutableArray();
        var (japanese, english) = oneWay ? ("の戻りの経路がない", "has no way back")
            : partly.Count > 0 ? ("が一部しかできない", "is possible in part only")
            : ("ができない", "is impossible");
        return ReachabilityCheck.Of(
            oneWay ? ReachabilityRules.Isolation : ReachabilityRules.Impossible,
            resources,
            $"{Title(flow).Japanese} {japanese}({ports}): {Place(at is null ? null : ReachText.Of(at.Kind).Japanese)}{(partly.Count == 0 ? "" : "。届く範囲: " + string.Join("; ", partly))}",
            $"{Title(flow).English} {english} ({ports}): {Place(at is null ? null : ReachText.Of(at.Kind).English)}{(partly.Count == 0 ? "" : "; reached: " + string.Join("; ", partly))}",
            flow.Flow);

        string Place(string? words) => $"{words} {ReachabilityCheck.List(resources)} {at?.Detail}".Trim();
    }

    /// <summary>The association that led to where a packet stopped: the stop may be in order, and the association wrong.</summary>
    static ImmutableArray<ResourceName> AssociationBefore(ReachHop stop, ReachExplanation way) =>
        way.Forward.Concat(way.Back).TakeWhile(h => !ReferenceEquals(h, stop)).LastOrDefault(h => h.Kind == ReachHopKind.Association)?.Resources ?? [];

    static NetworkText Title(IntendedFlow flow) => new(
        $"{flow.Flow.Id}: {UnintendedChecks.Name(flow.From).Japanese} から {UnintendedChecks.Name(flow.To).Japanese} への通信",
        $"{flow.Flow.Id}: {UnintendedChecks.Name(flow.From).English} to {UnintendedChecks.Name(flow.To).English}");

    /// <summary>Where the servers of a node are: its application subnets, the endpoint subnets of the central endpoints' VPC, else all subnets but those of attachments.</summary>
    static CidrSet ServersOf(Site site)
    {
        if (site.Vpc is not { } vpc)
        {
            return CidrSet.Of(site.Ranges);
        }

        var kind = site.Node.Role == VpcRole.Endpoints ? SubnetKind.Endpoints : SubnetKind.Application;
        var planned = site.Node.Allocation?.Subnets.Where(s => s.Kind == kind).Select(s => s.Cidr).ToList() ?? [];
        return CidrSet.Of(planned.Count > 0 ? planned : vpc.Subnets.Where(s => !s.IsEntry).Select(s => s.Subnet.Cidr));
    }

    /// <summary>What a flow needs and what there is of it.</summary>
    /// <param name="Pair">What is reached; <see langword="null"/> for nothing.</param>
    /// <param name="Sources">Addresses of the servers on one side.</param>
    /// <param name="Destinations">Those on the other; <see langword="null"/> for the internet, of which any part will do.</param>
    sealed record Want(PairReach? Pair, CidrSet Sources, CidrSet? Destinations)
    {
        /// <summary>Whether a port is open between all servers of both sides. Regions are disjoint, so that their areas add up.</summary>
        public bool IsMet(PortRange port, Func<ReachRegion, PortSet> open)
        {
            var regions = Pair?.Regions.Where(r => open(r).Contains(PortSet.Of(port))).ToList() ?? [];
            return Destinations is null
                ? Shared(Sources, CidrSet.Of(regions.SelectMany(r => r.Sources.Ranges))) == Sources.Size
                : regions.Aggregate(UInt128.Zero, (area, r) => area + ((UInt128)Shared(Sources, r.Sources) * (UInt128)Shared(Destinations, r.Destinations)))
                    == (UInt128)Sources.Size * (UInt128)Destinations.Size;
        }

        static long Shared(CidrSet first, CidrSet second) => first.Ranges.Sum(a => second.Ranges.Sum(b => a.Intersection(b)?.Size ?? 0));
    }
}
