using System.Collections.Immutable;

namespace GovCloud.Network;

/// <summary>A rule of a network ACL.</summary>
/// <param name="Number">Its number, which follows from its range: a rule that is added moves no other.</param>
/// <param name="Egress">Whether it is about what leaves the subnet.</param>
/// <param name="Allow">Whether it allows or denies.</param>
/// <param name="Range">The other side.</param>
/// <param name="Ports">Destination ports.</param>
public sealed record AclRule(int Number, bool Egress, bool Allow, Cidr Range, PortRange Ports);

/// <summary>A rule of a security group.</summary>
/// <param name="Egress">Whether it is about connections that are opened, not answered.</param>
/// <param name="Range">The other side.</param>
/// <param name="Ports">Destination ports.</param>
/// <param name="Flows">Ids of the flows that it is for, in order.</param>
public sealed record SecurityRule(bool Egress, Cidr Range, PortRange Ports, ImmutableArray<string> Flows);

/// <summary>What a planned VPC lets through.</summary>
public sealed record VpcPolicy
{
    /// <summary>The VPC.</summary>
    public required NetworkNode Node { get; init; }

    /// <summary>Its attachment; none where it is not attached.</summary>
    public required NetworkAttachment? Attachment { get; init; }

    /// <summary>What is routed to the Transit Gateway, besides the internet.</summary>
    public required ImmutableArray<Cidr> Routes { get; init; }

    /// <summary>Ports of its connections to the internet; empty where it has none. For the egress VPC those of all others.</summary>
    public required ImmutableArray<PortRange> InternetPorts { get; init; }

    /// <summary>Rules of the network ACL of its subnets, without that of the transit subnets.</summary>
    public required ImmutableArray<AclRule> Acl { get; init; }

    /// <summary>Rules of the network ACL of its transit subnets.</summary>
    public required ImmutableArray<AclRule> TransitAcl { get; init; }

    /// <summary>Rules of the security group for what opens and answers connections by the flows.</summary>
    public required ImmutableArray<SecurityRule> Security { get; init; }

    /// <summary>Whether it has a way to the internet.</summary>
    public bool Internet => !InternetPorts.IsEmpty;
}
