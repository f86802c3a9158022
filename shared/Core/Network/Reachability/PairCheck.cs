namespace GovCloud.Network.Reachability;

/// <summary>Follows one packet from cell to cell, its answer back, and asks the security groups of both sides.</summary>
static class PairCheck
{
    /// <summary>What passes; <see langword="null"/> for nothing.</summary>
    public static (PortSet OneWay, PortSet Network, PortSet Ports, bool Inspected)? Of(Fabric fabric, Site from, AddressCell source, Site to, AddressCell destination)
    {
        var (oneWay, network, ports, inspected) = (PortSet.Empty, PortSet.Empty, PortSet.Empty, true);
        foreach (var arrival in PacketWalk.From(fabric, from, source.Subnet, source.Address, destination.Address).Where(a => a.Site == to))
        {
            var answered = arrival.Ports.Answered(Answers(fabric, from, source, destination, arrival));
            oneWay = oneWay.Union(arrival.Ports);
            network = network.Union(answered);
            ports = ports.Union(answered.Intersect(Groups(from, to, destination.Address, arrival.Source)));
            inspected &= arrival.Inspected;
        }

        return oneWay.IsEmpty ? null : (oneWay, network, ports, inspected);
    }

    /// <summary>What the security groups of both sides let pass.</summary>
    public static PortSet Groups(Site from, Site to, uint destination, uint source) =>
        (from.Vpc?.Vpc.Egress?.Allowed(destination) ?? PortSet.All).Intersect(to.Vpc?.Vpc.Ingress?.Allowed(source) ?? PortSet.All);

    /// <summary>What passes back of an answer to an arrived packet. Through a NAT gateway it goes to the gateway's address first, then on to the sender.</summary>
    public static PortSet Answers(Fabric fabric, Site from, AddressCell source, AddressCell destination, Arrival arrival, List<Step>? stops = null, Action<Step>? found = null)
    {
        if (arrival.Nat is not { } nat)
        {
            return Back(arrival.Site, arrival.Subnet, source.Address, a => a.Site == from);
        }

        var there = arrival.Site.IsInternet ? PortSet.All : Back(arrival.Site, arrival.Subnet, nat.NatAddress, a => ReferenceEquals(a.Subnet, nat));
        return there.Intersect(Back(nat.Vpc.Site!, nat, source.Address, a => a.Site == from));

        PortSet Back(Site site, SubnetUnit? subnet, uint address, Func<Arrival, bool> isBack)
        {
            var ports = PortSet.Empty;
            foreach (var back in PacketWalk.From(fabric, site, subnet, destination.Address, address, stops).Where(isBack))
            {
                ports = ports.Union(back.Ports);
                found?.Invoke(back.Way);
            }

            return ports;
        }
    }
}
