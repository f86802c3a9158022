using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>
/// Who may talk to whom (通信要件). A flow stands for all pairs of its parties that share a body and an environment, so that one line serves a hundred bodies.
/// What no flow allows must be impossible.
/// </summary>
public sealed record NetworkFlow
{
    /// <summary>Id used in the estate and in documents.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Who opens the connection.</summary>
    public required FlowParty From { get; init; }

    /// <summary>Who answers.</summary>
    public required FlowParty To { get; init; }

    /// <summary>Destination ports: tcp/443, tcp/8000-8080, udp/53, icmp, any.</summary>
    [Text(TextFormat.Ports)]
    public required ImmutableArray<string> Ports { get; init; }

    /// <summary>What it is needed for, in Japanese.</summary>
    public required string Purpose { get; init; }

    /// <summary>Why parties that share no body may talk to each other. Without it they never may.</summary>
    public string? BetweenMunicipalities { get; init; }

    /// <summary>Why production and verification may talk to each other. Without it they never may.</summary>
    public string? BetweenEnvironments { get; init; }
}

/// <summary>One side of a flow: everything of a kind that fits all that is named.</summary>
public sealed record FlowParty
{
    /// <summary>What it is.</summary>
    public FlowPartyKind Kind { get; init; } = FlowPartyKind.Workload;

    /// <summary>Only of this body.</summary>
    public MunicipalityCode? Municipality { get; init; }

    /// <summary>Only accounts of this system.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public string? System { get; init; }

    /// <summary>Only accounts of this environment.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>Only this account.</summary>
    public AccountId? Account { get; init; }

    /// <summary>Only VPCs of this name, or the existing VPC of this id.</summary>
    [Text(TextFormat.Id)]
    public string? Vpc { get; init; }

    /// <summary>Only this on-premises network.</summary>
    [RefersTo(typeof(OnPremisesRange))]
    public string? Network { get; init; }
}

/// <summary>What a side of a flow is.</summary>
public enum FlowPartyKind
{
    /// <summary>VPCs of accounts that carry business systems.</summary>
    Workload,

    /// <summary>Networks of the bodies (庁内).</summary>
    OnPremises,

    /// <summary>VPCs of operations and log accounts.</summary>
    Operations,

    /// <summary>The VPC of remote maintenance.</summary>
    Maintenance,

    /// <summary>The VPC of the central interface endpoints and the Resolver.</summary>
    Endpoints,

    /// <summary>Allowed domains in the internet, through the egress VPC. Never the side that opens the connection.</summary>
    Internet,
}
