using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Documents.Network;

/// <summary>The language of a drawing's labels. Names stand as the estate has them.</summary>
public enum DrawingLanguage
{
    /// <summary>日本語.</summary>
    Japanese,

    /// <summary>English.</summary>
    English,
}

/// <summary>What a drawing of the planned network shows.</summary>
public sealed record NetworkDrawing
{
    /// <summary>Name of the estate for people.</summary>
    public required string Title { get; init; }

    /// <summary>The day on which the plan was made, in Japan.</summary>
    public required DateOnly PlannedOn { get; init; }

    /// <summary>A sample: the drawing carries 例.</summary>
    public bool Sample { get; init; }

    /// <summary>How many changes of the plan are not recorded in the lock.</summary>
    public int UnrecordedChanges { get; init; }

    /// <summary>The labels' language.</summary>
    public DrawingLanguage Language { get; init; }

    /// <summary>The VPCs, grouped; drawn in this order. Groups of one segment stand together.</summary>
    public required ImmutableArray<DrawnGroup> Groups { get; init; }

    /// <summary>The bodies' own networks, drawn in this order.</summary>
    public required ImmutableArray<DrawnSite> Sites { get; init; }
}

/// <summary>Segments of the Transit Gateway that VPCs belong to.</summary>
public enum DrawnSegment
{
    /// <summary>Accounts with the data of one body: a segment for each body.</summary>
    Municipality,

    /// <summary>Accounts with the data of several bodies.</summary>
    Shared,

    /// <summary>Network, operations and logs.</summary>
    Common,
}

/// <summary>VPCs that belong together.</summary>
/// <param name="Name">The body, the vendor or the purpose.</param>
/// <param name="Segment">The segment; each group of <see cref="DrawnSegment.Municipality"/> has its own.</param>
/// <param name="Vpcs">The VPCs, drawn in this order.</param>
public sealed record DrawnGroup(string Name, DrawnSegment Segment, ImmutableArray<DrawnVpc> Vpcs);

/// <summary>A VPC.</summary>
public sealed record DrawnVpc
{
    /// <summary>Account and name of the VPC, or account and id of one that was there before.</summary>
    public required VpcKey Key { get; init; }

    /// <summary>Name of the account.</summary>
    public required string Account { get; init; }

    /// <summary>Name of the system, or what the account is for.</summary>
    public required string System { get; init; }

    /// <summary>Production or verification.</summary>
    public required DeploymentEnvironment Environment { get; init; }

    /// <summary>The primary range, then secondary ones.</summary>
    public required ImmutableArray<Cidr> Cidrs { get; init; }

    /// <summary>Whether it is attached to the Transit Gateway.</summary>
    public bool Attached { get; init; } = true;

    /// <summary>Whether it was there before the plan.</summary>
    public bool Existing { get; init; }

    /// <summary>Names of the bodies where there are several; empty else.</summary>
    public string Bodies { get; init; } = "";
}

/// <summary>A body's own network.</summary>
/// <param name="Id">Id in the estate.</param>
/// <param name="Body">Name of the body.</param>
/// <param name="Name">Name of the network.</param>
/// <param name="Cidrs">Its ranges.</param>
public sealed record DrawnSite(string Id, string Body, string Name, ImmutableArray<Cidr> Cidrs);
