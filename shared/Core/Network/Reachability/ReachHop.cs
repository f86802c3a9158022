using System.Collections.Immutable;

namespace GovCloud.Network.Reachability;

/// <summary>What happens to a packet on its way.</summary>
public enum ReachHopKind
{
    /// <summary>It is sent.</summary>
    Source,

    /// <summary>A security group lets it out.</summary>
    GroupOutbound,

    /// <summary>A network ACL lets it out of a subnet.</summary>
    AclOutbound,

    /// <summary>A route of a VPC is taken.</summary>
    Route,

    /// <summary>It enters or leaves the Transit Gateway.</summary>
    Attachment,

    /// <summary>The route table of the attachment is chosen.</summary>
    Association,

    /// <summary>A static route of the Transit Gateway is taken.</summary>
    TransitRoute,

    /// <summary>A propagated route of the Transit Gateway is taken.</summary>
    Propagation,

    /// <summary>A NAT gateway changes its source.</summary>
    Nat,

    /// <summary>A firewall inspects it.</summary>
    Firewall,

    /// <summary>It leaves or enters through an internet gateway.</summary>
    InternetGateway,

    /// <summary>A network ACL lets it into a subnet.</summary>
    AclInbound,

    /// <summary>A security group lets it in.</summary>
    GroupInbound,

    /// <summary>It has arrived.</summary>
    Delivered,

    /// <summary>Stopped: the VPC's table has no route.</summary>
    NoRoute,

    /// <summary>Stopped: the VPC is not attached to the gateway that its route names.</summary>
    NoAttachment,

    /// <summary>Stopped: the attachment has no subnet in the sender's zone.</summary>
    NoZone,

    /// <summary>Stopped: the attachment has no route table.</summary>
    NoAssociation,

    /// <summary>Stopped: the Transit Gateway's table has no route.</summary>
    NoTransitRoute,

    /// <summary>Stopped: a blackhole.</summary>
    Blackhole,

    /// <summary>Stopped: it left for somewhere else.</summary>
    Outside,

    /// <summary>Stopped: no subnet has the address.</summary>
    NoSubnet,

    /// <summary>Stopped: rules let nothing pass.</summary>
    Denied,

    /// <summary>Stopped: it goes in circles.</summary>
    Loop,

    /// <summary>Where it goes is not known.</summary>
    UnknownTarget,
}

/// <summary>A step of a packet's way.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Resources">The resources that make it happen; none for what AWS or the estate says.</param>
/// <param name="Detail">Prefix, table or name.</param>
public sealed record ReachHop(ReachHopKind Kind, ImmutableArray<ResourceName> Resources, string? Detail)
{
    /// <summary>Whether the packet goes no further.</summary>
    public bool Stops => Kind >= ReachHopKind.NoRoute;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {string.Join(' ', Resources)} {Detail}".TrimEnd();

    internal static ImmutableArray<ReachHop> Of(Step? last, PortSet ports)
    {
        var hops = new List<ReachHop>();
        for (var step = last; step is not null; step = step.Before)
        {
            hops.Add(new ReachHop(step.Kind, [.. Named(step, ports).Distinct()], step.Detail));
        }

        hops.Reverse();
        return [.. hops];
    }

    static IEnumerable<ResourceName> Named(Step step, PortSet ports) =>
        step.Rules is { } rules ? rules.Allowing(step.Address, ports).DefaultIfEmpty(step.Resource ?? default).Where(r => r != default)
        : step.Resource is { } resource ? [resource]
        : [];
}
