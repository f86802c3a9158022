namespace GovCloud.Network.Reachability;

/// <summary>A step of a packet's way, with what it came from.</summary>
sealed record Step(Step? Before, ReachHopKind Kind, ResourceName? Resource, AccessRules? Rules = null, uint Address = 0, string? Detail = null);

/// <summary>Where a packet ends up.</summary>
/// <param name="Site">The node.</param>
/// <param name="Subnet">The subnet, in a VPC of the templates.</param>
/// <param name="Ports">What the network ACLs on the way let pass.</param>
/// <param name="Source">Its source address on arrival.</param>
/// <param name="Nat">The subnet of the NAT gateway that changed it.</param>
/// <param name="Inspected">Whether a firewall saw it.</param>
/// <param name="Way">The steps, last first.</param>
sealed record Arrival(Site Site, SubnetUnit? Subnet, PortSet Ports, uint Source, SubnetUnit? Nat, bool Inspected, Step Way);

/// <summary>Follows a packet from hop to hop. Where it may go several ways (zones, equal routes), each is followed.</summary>
sealed class PacketWalk(Fabric fabric, uint destination, List<Step>? stops = null)
{
    // S, its exit, egress entry, firewall, NAT, and back again; longer ways go in circles.
    const int LongestWay = 40;
    readonly List<Arrival> arrivals = [];

    readonly record struct Packet(uint Source, PortSet Ports, SubnetUnit? Nat, bool Inspected, int Age);

    /// <summary>Where a packet goes that a node sends.</summary>
    public static List<Arrival> From(Fabric fabric, Site site, SubnetUnit? subnet, uint source, uint destination, List<Step>? stops = null)
    {
        var walk = new PacketWalk(fabric, destination, stops);
        var packet = new Packet(source, PortSet.All, null, Inspected: false, 0);
        if (subnet is not null)
        {
            walk.Leave(subnet, packet, new Step(null, ReachHopKind.Source, subnet.Subnet.Resource));
        }
        else if (site.IsInternet)
        {
            walk.FromInternet(packet);
        }
        else
        {
            foreach (var attachment in site.Attachments)
            {
                walk.EnterGateway(attachment, packet, new Step(null, ReachHopKind.Source, null, Detail: site.Node.Id));
            }
        }

        return walk.arrivals;
    }

    void Leave(SubnetUnit subnet, Packet packet, Step way)
    {
        if (packet.Age > LongestWay)
        {
            Stop(way, ReachHopKind.Loop, null);
            return;
        }

        packet = packet with { Age = packet.Age + 1 };
        if (subnet.Routes[destination] is not { } route)
        {
            Stop(way, ReachHopKind.NoRoute, subnet.Subnet.Table.Resource ?? subnet.Vpc.Vpc.Resource);
            return;
        }

        var next = route.Target is LocalTarget ? way : new Step(way, ReachHopKind.Route, route.Resource, Detail: route.Destination.ToString());
        switch (route.Target)
        {
            case LocalTarget:
                Deliver(subnet, packet, way);
                break;
            case TransitTarget transit:
                Exit(subnet, transit.Gateway, packet, next);
                break;
            case NatTarget nat when subnet.Vpc.ByName.TryGetValue(nat.Subnet, out var there):
                Cross(subnet, there, packet, next, (p, s) =>
                    Leave(there, p with { Source = there.NatAddress, Nat = there }, new Step(s, ReachHopKind.Nat, nat.Gateway)));
                break;
            case FirewallTarget firewall:
                Inspect(subnet, firewall.Firewall, packet, next);
                break;
            case PeeringTarget peering:
                Peer(subnet, peering.Peering, packet, next);
                break;
            case InternetTarget when fabric.Internet is { } internet && subnet.Vpc.Vpc.InternetGateways.Length > 0:
                Pass(subnet.Subnet.Acl.Outbound, destination, subnet.Subnet.Acl.Resource, ReachHopKind.AclOutbound, packet, next, (p, s) =>
                    arrivals.Add(new Arrival(internet, null, p.Ports, p.Source, p.Nat, p.Inspected, new Step(s, ReachHopKind.InternetGateway, null))));
                break;
            default:
                Stop(next, ReachHopKind.UnknownTarget, route.Resource);
                break;
        }
    }

    void Exit(SubnetUnit subnet, string gateway, Packet packet, Step way)
    {
        if (subnet.Vpc.AttachmentTo(gateway) is not { } attachment)
        {
            Stop(way, ReachHopKind.NoAttachment, subnet.Vpc.Vpc.Resource);
            return;
        }

        var exits = subnet.ExitsTo(attachment);
        if (exits.IsEmpty)
        {
            Stop(way, ReachHopKind.NoZone, attachment.Attachment.Resource);
        }

        foreach (var exit in exits)
        {
            Cross(subnet, exit, packet, way, (p, s) => EnterGateway(attachment, p, new Step(s, ReachHopKind.Attachment, attachment.Attachment.Resource, Detail: attachment.Attachment.Key)));
        }
    }

    void EnterGateway(AttachmentUnit attachment, Packet packet, Step way)
    {
        if (attachment.Tables.Count == 0)
        {
            Stop(way, ReachHopKind.NoAssociation, attachment.Attachment.Resource);
        }

        foreach (var (table, association) in attachment.Tables)
        {
            var associated = new Step(way, ReachHopKind.Association, association, Detail: table.Table.Resource.ToString());
            if (table.Routes[destination] is not { } entry)
            {
                Stop(associated, ReachHopKind.NoTransitRoute, table.Table.Resource);
            }
            else if (entry.Targets.IsEmpty)
            {
                Stop(associated, entry.IsBlackhole ? ReachHopKind.Blackhole : ReachHopKind.UnknownTarget, entry.Static!.Resource);
            }
            else
            {
                foreach (var (target, resource) in entry.Targets)
                {
                    LeaveGateway(target, packet, new Step(associated, entry.Static is null ? ReachHopKind.Propagation : ReachHopKind.TransitRoute, resource, Detail: entry.Prefix.ToString()));
                }
            }
        }
    }

    void LeaveGateway(AttachmentUnit attachment, Packet packet, Step way)
    {
        var arrived = new Step(way, ReachHopKind.Attachment, attachment.Attachment.Resource, Detail: attachment.Attachment.Key);
        if (attachment.Vpc is { } vpc)
        {
            // A host in one of the attachment's own subnets is reached from there.
            var own = vpc.SubnetAt(destination) is { IsEntry: true } there && !attachment.Entries.Contains(there) ? attachment.Entries.Add(there) : attachment.Entries;
            foreach (var entry in own)
            {
                Leave(entry, packet, arrived);
            }

            return;
        }

        if (attachment.Sites.Find(s => s.Ranges.Any(r => r.First <= destination && destination <= r.Last)) is not { } site)
        {
            Stop(arrived, ReachHopKind.Outside, attachment.Attachment.Resource);
            return;
        }

        arrivals.Add(new Arrival(site, null, packet.Ports, packet.Source, packet.Nat, packet.Inspected, arrived));
    }

    void Inspect(SubnetUnit subnet, ResourceName firewall, Packet packet, Step way)
    {
        var endpoints = subnet.Vpc.Vpc.Firewalls.Where(f => f.Resource == firewall).SelectMany(f => f.Subnets).Select(s => subnet.Vpc.ByName.GetValueOrDefault(s)).OfType<SubnetUnit>();
        foreach (var there in SubnetUnit.Alike(endpoints))
        {
            Cross(subnet, there, packet, way, (p, s) => Leave(there, p with { Inspected = true }, new Step(s, ReachHopKind.Firewall, firewall)));
        }
    }

    void Peer(SubnetUnit subnet, ResourceName peering, Packet packet, Step way)
    {
        if (fabric.PeerOf(subnet.Vpc, peering) is not { } other || other.SubnetAt(destination) is not { } there)
        {
            Stop(way, ReachHopKind.Outside, peering);
            return;
        }

        Pass(subnet.Subnet.Acl.Outbound, destination, subnet.Subnet.Acl.Resource, ReachHopKind.AclOutbound, packet, way, (p, s) => Arrive(there, p, s));
    }

    void FromInternet(Packet packet)
    {
        foreach (var vpc in fabric.Vpcs.Where(v => v.Vpc.InternetGateways.Length > 0))
        {
            // Hosts have public addresses where their packets leave through the gateway.
            if (vpc.SubnetAt(destination) is { } there && there.Routes[packet.Source]?.Target is InternetTarget)
            {
                Arrive(there, packet, new Step(null, ReachHopKind.InternetGateway, vpc.Vpc.InternetGateways[0]));
            }
        }
    }

    void Deliver(SubnetUnit from, Packet packet, Step way)
    {
        if (from.Vpc.SubnetAt(destination) is not { } there)
        {
            Stop(way, ReachHopKind.NoSubnet, from.Vpc.Vpc.Resource);
            return;
        }

        Cross(from, there, packet, way, (p, s) => Add(there, p, s));
    }

    void Arrive(SubnetUnit there, Packet packet, Step way) =>
        Pass(there.Subnet.Acl.Inbound, packet.Source, there.Subnet.Acl.Resource, ReachHopKind.AclInbound, packet, way, (p, s) => Add(there, p, s));

    void Add(SubnetUnit there, Packet packet, Step way)
    {
        if (there.Vpc.Site is { } site)
        {
            arrivals.Add(new Arrival(site, there, packet.Ports, packet.Source, packet.Nat, packet.Inspected, new Step(way, ReachHopKind.Delivered, there.Subnet.Resource)));
        }
    }

    /// <summary>From one subnet into another, past both network ACLs; within one subnet there is none.</summary>
    void Cross(SubnetUnit from, SubnetUnit to, Packet packet, Step way, Action<Packet, Step> next)
    {
        if (ReferenceEquals(from, to))
        {
            next(packet, way);
            return;
        }

        Pass(from.Subnet.Acl.Outbound, destination, from.Subnet.Acl.Resource, ReachHopKind.AclOutbound, packet, way, (p, s) =>
            Pass(to.Subnet.Acl.Inbound, p.Source, to.Subnet.Acl.Resource, ReachHopKind.AclInbound, p, s, next));
    }

    void Pass(AccessRules rules, uint peer, ResourceName? acl, ReachHopKind kind, Packet packet, Step way, Action<Packet, Step> next)
    {
        var ports = packet.Ports.Intersect(rules.Allowed(peer));
        var passed = acl is null ? way : new Step(way, kind, acl, rules, peer);
        if (ports.IsEmpty)
        {
            Stop(passed, ReachHopKind.Denied, acl);
        }
        else
        {
            next(packet with { Ports = ports }, passed);
        }
    }

    void Stop(Step way, ReachHopKind why, ResourceName? where) => stops?.Add(new Step(way, why, where));
}
