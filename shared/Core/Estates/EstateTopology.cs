using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>The Transit Gateway of the primary region, in the network account.</summary>
public sealed record TransitGateway
{
    /// <summary>Its id in AWS, once it is known. Until then the spokes' templates ask for it as a parameter.</summary>
    [Text(TextFormat.TransitGatewayId)]
    public string? Id { get; init; }

    /// <summary>Whether it is there already and is only used: then nothing creates it, and <see cref="Id"/> is needed.</summary>
    public bool Existing { get; init; }

    /// <summary>Private autonomous system number of the AWS side. Must differ from those of the Direct Connect gateways.</summary>
    [Bounds(64_512, 65_534)]
    public int Asn { get; init; } = 64_512;
}

/// <summary>A body's connection: connection, transit virtual interface, Direct Connect gateway, Transit Gateway.</summary>
public sealed record NetworkLine
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>The body whose on-premises ranges it announces.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>Name for people, such as LGWAN接続サービス.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the Direct Connect gateway, where it is there already: then it is only associated, not created.</summary>
    [Text(TextFormat.Uuid)]
    public string? GatewayId { get; init; }

    /// <summary>Private autonomous system number of the Direct Connect gateway.</summary>
    [Bounds(64_512, 65_534)]
    public required int GatewayAsn { get; init; }

    /// <summary>Autonomous system number of the body's router.</summary>
    [Bounds(1, 65_534)]
    public int? RouterAsn { get; init; }

    /// <summary>VLAN of the transit virtual interface.</summary>
    [Bounds(1, 4094)]
    public int? Vlan { get; init; }

    /// <summary>Id of the Direct Connect connection, where it is known.</summary>
    [Text(TextFormat.ConnectionId)]
    public string? ConnectionId { get; init; }

    /// <summary>The addresses of the BGP session: a /30 or /31 of the two routers, the lower address on the AWS side.</summary>
    public GovCloud.Network.Cidr? Peering { get; init; }
}

/// <summary>A domain that may be reached in the internet. Everything else is dropped and logged.</summary>
public sealed record AllowedDomain
{
    /// <summary>The domain; with a leading dot it stands for all names below it.</summary>
    [Unique, Text(TextFormat.Domain)]
    public required string Domain { get; init; }

    /// <summary>What it is needed for.</summary>
    public required string Reason { get; init; }
}

/// <summary>Names that are resolved by somebody else's servers.</summary>
public sealed record ForwardedDomain
{
    /// <summary>The domain, such as lg.jp or city.example.jp.</summary>
    [Unique, Text(TextFormat.Domain)]
    public required string Domain { get; init; }

    /// <summary>The body whose servers know it; its accounts resolve it there, no others.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>Addresses of the servers.</summary>
    [Text(TextFormat.Ipv4)]
    public required ImmutableArray<string> Servers { get; init; }
}

/// <summary>A private hosted zone in the network account, associated with the VPCs of the bodies that use it.</summary>
public sealed record PrivateZone
{
    /// <summary>The domain.</summary>
    [Unique, Text(TextFormat.Domain)]
    public required string Domain { get; init; }

    /// <summary>The bodies whose VPCs resolve it; empty for all.</summary>
    public ImmutableArray<MunicipalityCode> Municipalities { get; init; } = [];
}

/// <summary>A service that is offered through PrivateLink, where routing is impossible because ranges overlap, or unwanted.</summary>
public sealed record PrivateLink
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>The account that offers it.</summary>
    public required AccountId Provider { get; init; }

    /// <summary>Name of the offering VPC within the account.</summary>
    [Text(TextFormat.Id)]
    public string Vpc { get; init; } = "main";

    /// <summary>Addresses of the servers behind the load balancer, in the offering VPC.</summary>
    [Text(TextFormat.Ipv4)]
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>TCP ports, such as tcp/443.</summary>
    [Text(TextFormat.Ports)]
    public required ImmutableArray<string> Ports { get; init; }

    /// <summary>The accounts that use it: each VPC of theirs gets an interface endpoint.</summary>
    public required ImmutableArray<AccountId> Consumers { get; init; }

    /// <summary>Name of the service in AWS, once it is known; until then the consumers' templates ask for it as a parameter.</summary>
    [Text(TextFormat.EndpointServiceName)]
    public string? ServiceName { get; init; }

    /// <summary>What it is needed for.</summary>
    public required string Purpose { get; init; }
}

/// <summary>A replacement or interruption that is intended: it is named, somebody has a reason, and it ends.</summary>
public sealed record AllowedReplacement
{
    /// <summary>What is replaced or interrupted, as <c>gca diff</c> names it: vpc:131229002401/main, flow:office-online, line:katsushika-line, transit-gateway.</summary>
    [Unique]
    public required string Subject { get; init; }

    /// <summary>Why, and who agreed.</summary>
    public required string Reason { get; init; }

    /// <summary>Last day on which it is allowed, JST, inclusive.</summary>
    public required DateOnly Until { get; init; }
}

/// <summary>What a VPC is for.</summary>
public enum VpcRole
{
    /// <summary>Carries what its account is for.</summary>
    Workload,

    /// <summary>The way to the internet: NAT gateways in the application subnets, firewall endpoints in the endpoint subnets.</summary>
    Egress,

    /// <summary>The central interface endpoints and the Resolver's endpoints, in the endpoint subnets.</summary>
    Endpoints,

    /// <summary>Remote maintenance: hosts that are reached through Session Manager only, in the application subnets.</summary>
    Maintenance,
}
