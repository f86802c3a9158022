namespace GovCloud.Network.Reachability;

/// <summary>Finds the way that explains a pair best.</summary>
static class WayFinder
{
    public static ReachExplanation Explain(Fabric fabric, Site from, Site to, List<AddressCell> sources, List<AddressCell> destinations, PortSet wanted)
    {
        ReachExplanation? best = null;
        var stops = new List<Step>();
        foreach (var (source, destination) in sources.SelectMany(s => destinations.Select(d => (s, d))))
        {
            foreach (var arrival in PacketWalk.From(fabric, from, source.Subnet, source.Address, destination.Address, stops).Where(a => a.Site == to))
            {
                var way = Arrived(fabric, from, source, to, destination, arrival, wanted);
                best = best is null || IsBetter(way, best, wanted) ? way : best;
            }
        }

        return best ?? new ReachExplanation(from.Node, to.Node, PortSet.Empty, ReachHop.Of(stops.MaxBy(Length), wanted), []);
    }

    static bool IsBetter(ReachExplanation way, ReachExplanation than, PortSet wanted)
    {
        var (mine, its) = (way.Ports.Intersect(wanted), than.Ports.Intersect(wanted));
        return (its.IsEmpty && !mine.IsEmpty) || (!mine.Equals(its) && mine.Contains(its)) || (mine.Equals(its) && way.Forward.Length + way.Back.Length > than.Forward.Length + than.Back.Length && way.StoppedAt is null == than.StoppedAt is null);
    }

    static ReachExplanation Arrived(Fabric fabric, Site from, AddressCell source, Site to, AddressCell destination, Arrival arrival, PortSet wanted)
    {
        var (stops, backs) = (new List<Step>(), new List<Step>());
        var answered = arrival.Ports.Answered(PairCheck.Answers(fabric, from, source, destination, arrival, stops, backs.Add));
        var ports = answered.Intersect(PairCheck.Groups(from, to, destination.Address, arrival.Source));
        var asked = ports.Intersect(wanted) is { IsEmpty: false } passing ? passing : wanted;
        var back = answered.IsEmpty ? stops.MaxBy(Length) : backs.LastOrDefault();
        return new ReachExplanation(from.Node, to.Node, ports, [.. Forward(from, to, destination.Address, arrival, asked)], ReachHop.Of(back, PortSet.Ephemeral));
    }

    static IEnumerable<ReachHop> Forward(Site from, Site to, uint destination, Arrival arrival, PortSet asked)
    {
        var hops = ReachHop.Of(arrival.Way, asked);
        return
        [
            hops[0],
            .. Group(from.Vpc?.Vpc.Egress, destination, ReachHopKind.GroupOutbound, asked),
            .. hops[1..^1],
            .. Group(to.Vpc?.Vpc.Ingress, arrival.Source, ReachHopKind.GroupInbound, asked),
            .. hops.Length > 1 ? [hops[^1]] : Array.Empty<ReachHop>(),
        ];
    }

    static IEnumerable<ReachHop> Group(AccessRules? rules, uint address, ReachHopKind kind, PortSet ports) =>
        rules is null ? []
        : rules.Allowed(address).Intersect(ports).IsEmpty ? [new ReachHop(ReachHopKind.Denied, [], kind == ReachHopKind.GroupOutbound ? "security groups (outbound)" : "security groups (inbound)")]
        : [new ReachHop(kind, [.. rules.Allowing(address, ports).Distinct()], null)];

    static int Length(Step step)
    {
        var length = 0;
        for (var at = step; at is not null; at = at.Before)
        {
            length++;
        }

        return length;
    }
}
