using System.Collections.Immutable;

namespace GovCloud.Network.Reachability;

/// <summary>The network that a set of templates makes, as the templates say it: nothing is taken from the estate. Each part names the resource it comes from.</summary>
public sealed record TemplateNetwork
{
    /// <summary>The VPCs.</summary>
    public ImmutableArray<TemplateVpc> Vpcs { get; init; } = [];

    /// <summary>The Transit Gateways that are created.</summary>
    public ImmutableArray<TemplateGateway> Gateways { get; init; } = [];

    /// <summary>What is attached to them, created or only named.</summary>
    public ImmutableArray<TransitAttachment> Attachments { get; init; } = [];

    /// <summary>Their route tables.</summary>
    public ImmutableArray<TransitTable> Tables { get; init; } = [];

    /// <summary>Peerings between VPCs.</summary>
    public ImmutableArray<VpcPeering> Peerings { get; init; } = [];

    /// <summary>What is not understood.</summary>
    public ImmutableArray<TemplateProblem> Problems { get; init; } = [];

    /// <summary>Reads templates. What cannot be read is a problem in the result, never an omission.</summary>
    public static TemplateNetwork Read(IEnumerable<StackTemplate> templates)
    {
        ArgumentNullException.ThrowIfNull(templates);
        return TemplateReader.Read([.. templates]);
    }
}

/// <summary>A Transit Gateway.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="DefaultAssociation">Whether attachments without an association get the default table.</param>
/// <param name="DefaultPropagation">Whether every attachment propagates into the default table.</param>
public sealed record TemplateGateway(ResourceName Resource, bool DefaultAssociation, bool DefaultPropagation);

/// <summary>An attachment to a Transit Gateway.</summary>
public sealed record TransitAttachment
{
    /// <summary>The resource, the node's id, or line/ and the line's id.</summary>
    public required string Key { get; init; }

    /// <summary>The resource that creates it; <see langword="null"/> where templates only name it.</summary>
    public ResourceName? Resource { get; init; }

    /// <summary>Id of the estate's node, from its tag or from the name it is looked up by.</summary>
    public string? Node { get; init; }

    /// <summary>Id of the estate's line.</summary>
    public string? Line { get; init; }

    /// <summary>The VPC, where a template has it.</summary>
    public ResourceName? Vpc { get; init; }

    /// <summary>Its subnets: one in each zone.</summary>
    public ImmutableArray<ResourceName> Subnets { get; init; } = [];

    /// <summary>The gateway.</summary>
    public required string Gateway { get; init; }

    /// <summary>Whether both directions of a connection keep to one zone.</summary>
    public bool ApplianceMode { get; init; }

    /// <summary>The resource or the name.</summary>
    public override string ToString() => Key;
}

/// <summary>A route table of a Transit Gateway.</summary>
public sealed record TransitTable
{
    /// <summary>The resource; for the default table that of its gateway.</summary>
    public required ResourceName Resource { get; init; }

    /// <summary>The gateway.</summary>
    public required string Gateway { get; init; }

    /// <summary>Whose packets it routes.</summary>
    public ImmutableArray<TransitLink> Associations { get; init; } = [];

    /// <summary>Whose ranges it knows.</summary>
    public ImmutableArray<TransitLink> Propagations { get; init; } = [];

    /// <summary>Static routes.</summary>
    public ImmutableArray<TransitStaticRoute> Routes { get; init; } = [];
}

/// <summary>An association or a propagation.</summary>
/// <param name="Resource">The resource that says so.</param>
/// <param name="Attachment">Key of the attachment.</param>
public sealed record TransitLink(ResourceName Resource, string Attachment);

/// <summary>A static route of a Transit Gateway.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Attachment">Key of the attachment; <see langword="null"/> for a blackhole.</param>
/// <param name="Known"><see langword="false"/> where the template says neither or both, or names what cannot be resolved.</param>
public sealed record TransitStaticRoute(ResourceName Resource, Cidr Destination, string? Attachment, bool Known = true);

/// <summary>A peering of two VPCs.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Requester">The VPC that asked.</param>
/// <param name="Accepter">The other; <see langword="null"/> where no template has it.</param>
public sealed record VpcPeering(ResourceName Resource, ResourceName Requester, ResourceName? Accepter);

/// <summary>A VPC.</summary>
public sealed record TemplateVpc
{
    /// <summary>The resource.</summary>
    public required ResourceName Resource { get; init; }

    /// <summary>Id of the estate's node, from the tag.</summary>
    public string? Node { get; init; }

    /// <summary>Its ranges.</summary>
    public required ImmutableArray<Cidr> Cidrs { get; init; }

    /// <summary>Its subnets.</summary>
    public ImmutableArray<TemplateSubnet> Subnets { get; init; } = [];

    /// <summary>Attachments of internet gateways.</summary>
    public ImmutableArray<ResourceName> InternetGateways { get; init; } = [];

    /// <summary>Firewalls and the subnets of their endpoints.</summary>
    public ImmutableArray<TemplateFirewall> Firewalls { get; init; } = [];

    /// <summary>What all security groups together let out; <see langword="null"/> where no template has one.</summary>
    public AccessRules? Egress { get; init; }

    /// <summary>What all security groups together let in; <see langword="null"/> where no template has one.</summary>
    public AccessRules? Ingress { get; init; }
}

/// <summary>A network firewall.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Subnets">Where its endpoints are.</param>
public sealed record TemplateFirewall(ResourceName Resource, ImmutableArray<ResourceName> Subnets);

/// <summary>A subnet.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Cidr">Its range.</param>
/// <param name="Zone">Its zone as the template writes it; <see langword="null"/> where it does not.</param>
/// <param name="Table">Its route table.</param>
/// <param name="Acl">Its network ACL.</param>
public sealed record TemplateSubnet(ResourceName Resource, Cidr Cidr, string? Zone, VpcTable Table, NetworkAcl Acl);

/// <summary>A route table of a VPC.</summary>
/// <param name="Resource">The resource; <see langword="null"/> for the main table, which has the local route only.</param>
/// <param name="Routes">Its routes without the local ones.</param>
public sealed record VpcTable(ResourceName? Resource, ImmutableArray<VpcRoute> Routes);

/// <summary>A network ACL.</summary>
/// <param name="Resource">The resource; <see langword="null"/> for the default one, which lets everything pass.</param>
/// <param name="Inbound">Packets into the subnet, by source.</param>
/// <param name="Outbound">Packets out of the subnet, by destination.</param>
public sealed record NetworkAcl(ResourceName? Resource, AccessRules Inbound, AccessRules Outbound);

/// <summary>A route of a VPC.</summary>
/// <param name="Resource">The resource; <see langword="null"/> for a local route.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Target">Through what.</param>
public sealed record VpcRoute(ResourceName? Resource, Cidr Destination, RouteTarget Target);

/// <summary>What a route of a VPC leads to.</summary>
public abstract record RouteTarget;

/// <summary>The VPC itself.</summary>
public sealed record LocalTarget : RouteTarget;

/// <summary>A Transit Gateway.</summary>
/// <param name="Gateway">The gateway.</param>
public sealed record TransitTarget(string Gateway) : RouteTarget;

/// <summary>An internet gateway.</summary>
/// <param name="Gateway">The gateway.</param>
public sealed record InternetTarget(ResourceName Gateway) : RouteTarget;

/// <summary>A NAT gateway: packets go on from its subnet with its address.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="Subnet">Its subnet.</param>
public sealed record NatTarget(ResourceName Gateway, ResourceName Subnet) : RouteTarget;

/// <summary>A firewall: packets go on from the subnets of its endpoints.</summary>
/// <param name="Firewall">The firewall.</param>
public sealed record FirewallTarget(ResourceName Firewall) : RouteTarget;

/// <summary>A peering.</summary>
/// <param name="Peering">The peering.</param>
public sealed record PeeringTarget(ResourceName Peering) : RouteTarget;

/// <summary>Something else: where packets go is unknown.</summary>
public sealed record UnknownTarget : RouteTarget;
