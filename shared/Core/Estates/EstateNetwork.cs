using System.Collections.Immutable;
using GovCloud.Network;

namespace GovCloud.Estates;

/// <summary>The addresses of the estate: what may be used, what is used elsewhere, and what each account needs. The planner allocates from it.</summary>
public sealed record EstateNetwork
{
    /// <summary>How long freed addresses rest before they are given to somebody else, in days: firewalls elsewhere forget slowly.</summary>
    [Bounds(0, 3650)]
    public int QuarantineDays { get; init; } = 90;

    /// <summary>What a VPC request means where it says nothing else.</summary>
    public VpcStandard Standard { get; init; } = new();

    /// <summary>Ranges that the bodies were given to use (指定CIDR). Where there are any, pools and fixed VPCs must lie inside them.</summary>
    public ImmutableArray<DesignatedRange> Designated { get; init; } = [];

    /// <summary>Ranges that VPCs are allocated from.</summary>
    public ImmutableArray<AddressPool> Pools { get; init; } = [];

    /// <summary>Ranges used in the bodies' own networks (庁内).</summary>
    public ImmutableArray<OnPremisesRange> OnPremises { get; init; } = [];

    /// <summary>Ranges that must not be given to anybody: other vendors' networks, lines, plans of tomorrow.</summary>
    public ImmutableArray<HeldRange> Reserved { get; init; } = [];

    /// <summary>The VPCs that are needed.</summary>
    public ImmutableArray<VpcRequest> Requests { get; init; } = [];

    /// <summary>VPCs that are there already and keep their ranges.</summary>
    public ImmutableArray<ExistingVpc> ExistingVpcs { get; init; } = [];

    /// <summary>Overlaps that cannot be avoided and are reached without routing.</summary>
    public ImmutableArray<AcceptedOverlap> AcceptedOverlaps { get; init; } = [];

    /// <summary>AWS quotas that were raised for this estate.</summary>
    public ImmutableArray<QuotaOverride> Quotas { get; init; } = [];

    /// <summary>The Transit Gateway; none where the network is somebody else's and only addresses are planned.</summary>
    public TransitGateway? TransitGateway { get; init; }

    /// <summary>Availability zones by their ids, which mean the same in all accounts: the first is zone 1 of the plan. Left out: those of the primary region.</summary>
    [Text(TextFormat.ZoneId)]
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>The bodies' connections.</summary>
    public ImmutableArray<NetworkLine> Lines { get; init; } = [];

    /// <summary>Who may talk to whom. Nothing else is possible.</summary>
    public ImmutableArray<NetworkFlow> Flows { get; init; } = [];

    /// <summary>Domains that may be reached in the internet.</summary>
    public ImmutableArray<AllowedDomain> AllowedDomains { get; init; } = [];

    /// <summary>Services that have a central interface endpoint, by the end of their name, such as ssm or ecr.api.</summary>
    [Text(TextFormat.EndpointService)]
    public ImmutableArray<string> CentralEndpoints { get; init; } = [];

    /// <summary>Names that the bodies' own servers resolve.</summary>
    public ImmutableArray<ForwardedDomain> ForwardedDomains { get; init; } = [];

    /// <summary>Names that are resolved in AWS.</summary>
    public ImmutableArray<PrivateZone> PrivateZones { get; init; } = [];

    /// <summary>Services that are offered through PrivateLink.</summary>
    public ImmutableArray<PrivateLinkService> PrivateLinks { get; init; } = [];
}

/// <summary>What a VPC request means where it says nothing else.</summary>
public sealed record VpcStandard
{
    /// <summary>Number of availability zones.</summary>
    [Bounds(1, 4)]
    public int Zones { get; init; } = 2;

    /// <summary>How much larger than asked the subnets are made, in percent.</summary>
    [Bounds(0, 1000)]
    public int GrowthPercent { get; init; } = 50;

    /// <summary>Hosts of the application subnet of each zone.</summary>
    [Bounds(0, 60_000)]
    public int Application { get; init; } = 50;

    /// <summary>Hosts of the data subnet of each zone.</summary>
    [Bounds(0, 60_000)]
    public int Data { get; init; } = 20;

    /// <summary>Interface endpoints and the like of each zone.</summary>
    [Bounds(0, 60_000)]
    public int Endpoints { get; init; } = 20;
}

/// <summary>What an address range is used for.</summary>
public enum AddressUse
{
    /// <summary>本番.</summary>
    Production,

    /// <summary>検証.</summary>
    Verification,

    /// <summary>Network, operations and log accounts.</summary>
    Network,
}

/// <summary>Kinds of subnets.</summary>
public enum SubnetKind
{
    /// <summary>Servers, containers, functions.</summary>
    Application,

    /// <summary>Databases and file systems.</summary>
    Data,

    /// <summary>Interface endpoints.</summary>
    Endpoints,

    /// <summary>Attachment to the Transit Gateway: a /28 of its own in each zone.</summary>
    Transit,
}

/// <summary>A range that was given to use (指定CIDR).</summary>
public sealed record DesignatedRange
{
    /// <summary>The range.</summary>
    public required Cidr Cidr { get; init; }

    /// <summary>The body it was given to; none for all.</summary>
    public MunicipalityCode? Municipality { get; init; }

    /// <summary>The document that says so.</summary>
    public string? Source { get; init; }
}

/// <summary>Ranges that VPCs of one use are allocated from.</summary>
public sealed record AddressPool
{
    /// <summary>Id used in the estate and in the lock.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>The body whose accounts it is for; none for accounts of several bodies and of those without a pool.</summary>
    public MunicipalityCode? Municipality { get; init; }

    /// <summary>What it is used for.</summary>
    public required AddressUse Use { get; init; }

    /// <summary>The ranges. Add one to extend the pool; one with allocations can never be removed.</summary>
    public required ImmutableArray<Cidr> Cidrs { get; init; }
}

/// <summary>Ranges used in a body's own network (庁内).</summary>
public sealed record OnPremisesRange
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The body.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>The ranges, each as it is advertised to AWS.</summary>
    public required ImmutableArray<Cidr> Cidrs { get; init; }
}

/// <summary>A range that must not be given to anybody.</summary>
public sealed record HeldRange
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>The range.</summary>
    public required Cidr Cidr { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>A VPC that an account needs. Hosts are for each zone; what is left out is as in the standard; 0 means no such subnet.</summary>
public sealed record VpcRequest
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Name of the VPC within the account.</summary>
    [Text(TextFormat.Id)]
    public string Vpc { get; init; } = "main";

    /// <summary>What the VPC is for.</summary>
    public VpcRole Role { get; init; }

    /// <summary>The pool; none for that of the account's body and use.</summary>
    [RefersTo(typeof(AddressPool))]
    public string? Pool { get; init; }

    /// <summary>Who asked for it: an organisation's id; none for the system's vendor.</summary>
    [RefersTo(typeof(Organisation))]
    public string? RequestedBy { get; init; }

    /// <summary>Number of availability zones.</summary>
    [Bounds(1, 4)]
    public int? Zones { get; init; }

    /// <summary>How much larger than asked the subnets are made, in percent.</summary>
    [Bounds(0, 1000)]
    public int? GrowthPercent { get; init; }

    /// <summary>Hosts of the application subnet of each zone.</summary>
    [Bounds(0, 60_000)]
    public int? Application { get; init; }

    /// <summary>Hosts of the data subnet of each zone.</summary>
    [Bounds(0, 60_000)]
    public int? Data { get; init; }

    /// <summary>Interface endpoints and the like of each zone.</summary>
    [Bounds(0, 60_000)]
    public int? Endpoints { get; init; }

    /// <summary>Whether the VPC is attached to the Transit Gateway.</summary>
    public bool Attached { get; init; } = true;
}

/// <summary>A VPC that is there already and keeps its ranges.</summary>
public sealed record ExistingVpc
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Id in AWS, such as vpc-0123456789abcdef0, where it is known.</summary>
    [Text(TextFormat.VpcId)]
    public string? VpcId { get; init; }

    /// <summary>The primary range, then secondary ones, in the order of AWS.</summary>
    public required ImmutableArray<Cidr> Cidrs { get; init; }

    /// <summary>Whether it is attached to the Transit Gateway.</summary>
    public bool Attached { get; init; } = true;
}

/// <summary>An overlap that cannot be avoided: the two are not routed to each other.</summary>
public sealed record AcceptedOverlap
{
    /// <summary>One of the two: the id of an existing VPC or of an on-premises range, or account/vpc of a request.</summary>
    public required string First { get; init; }

    /// <summary>The other.</summary>
    public required string Second { get; init; }

    /// <summary>How they reach each other instead.</summary>
    public required OverlapReachability Reachability { get; init; }

    /// <summary>Why the overlap cannot be removed.</summary>
    public required string Reason { get; init; }
}

/// <summary>How two networks of overlapping ranges reach each other.</summary>
public enum OverlapReachability
{
    /// <summary>Through an endpoint service and interface endpoints.</summary>
    PrivateLink,

    /// <summary>Through a private NAT gateway on a range of its own.</summary>
    PrivateNat,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>An AWS quota that was raised for this estate.</summary>
public sealed record QuotaOverride
{
    /// <summary>The quota.</summary>
    [Unique]
    public required NetworkQuota Quota { get; init; }

    /// <summary>The new value.</summary>
    [Bounds(1, 1_000_000)]
    public required int Value { get; init; }

    /// <summary>What says so: a support case, a page.</summary>
    public required string Source { get; init; }

    /// <summary>When that was seen.</summary>
    public required DateOnly AsOf { get; init; }
}

/// <summary>AWS quotas that an address plan can exceed.</summary>
public enum NetworkQuota
{
    /// <summary>Attachments of a Transit Gateway.</summary>
    TransitGatewayAttachments,

    /// <summary>Route tables of a Transit Gateway.</summary>
    TransitGatewayRouteTables,

    /// <summary>Routes of all tables of a Transit Gateway together.</summary>
    TransitGatewayRoutes,

    /// <summary>Direct Connect gateways of a Transit Gateway.</summary>
    DirectConnectGateways,

    /// <summary>Prefixes that AWS announces to a body over one association of Direct Connect gateway and Transit Gateway.</summary>
    DirectConnectAllowedPrefixes,

    /// <summary>Prefixes that a body announces to AWS over one session.</summary>
    DirectConnectOnPremisesPrefixes,

    /// <summary>IPv4 ranges of a VPC.</summary>
    VpcCidrs,

    /// <summary>VPCs of an account in a region.</summary>
    VpcsPerRegion,

    /// <summary>Subnets of a VPC.</summary>
    SubnetsPerVpc,

    /// <summary>Routes of a VPC's route table, without propagated ones.</summary>
    VpcRouteTableRoutes,

    /// <summary>Rules of a network ACL, in each direction.</summary>
    NetworkAclRules,

    /// <summary>Rules of a security group, in each direction.</summary>
    SecurityGroupRules,
}
