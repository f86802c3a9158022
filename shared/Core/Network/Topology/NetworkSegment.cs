using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>What the attachments of a segment have in common.</summary>
public enum SegmentKind
{
    /// <summary>VPCs that carry data of exactly the same bodies, in one environment.</summary>
    Workload,

    /// <summary>VPCs of operations and log accounts.</summary>
    Services,

    /// <summary>The way to the internet.</summary>
    Egress,

    /// <summary>The central interface endpoints and the Resolver.</summary>
    Endpoints,

    /// <summary>Remote maintenance.</summary>
    Maintenance,

    /// <summary>The line of one body.</summary>
    Line,
}

/// <summary>A route table of the Transit Gateway with the attachments that are associated with it.</summary>
public sealed record NetworkSegment
{
    /// <summary>Unique name: <c>katsushika-production</c>, <c>endpoints</c>, <c>line-katsushika-line</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What its attachments have in common.</summary>
    public required SegmentKind Kind { get; init; }

    /// <summary>The bodies of each of its attachments; empty where they serve all.</summary>
    public ImmutableArray<MunicipalityCode> Municipalities { get; init; } = [];

    /// <summary>The environment; none where it serves both.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>Who keeps its table: a body's slug, a vendor's id, or <see cref="Common"/>. Tables of one owner are in one stack.</summary>
    public required string Owner { get; init; }

    /// <summary>Its attachments, by id.</summary>
    public required ImmutableArray<NetworkAttachment> Attachments { get; init; }

    /// <summary>Owner of the tables that serve all.</summary>
    public const string Common = "common";
}

/// <summary>Something that is attached to the Transit Gateway: a VPC, or a body's line.</summary>
public sealed record NetworkAttachment
{
    /// <summary><c>account/vpc</c> of a VPC, <c>line/id</c> of a line. The name under which its id in AWS is recorded.</summary>
    public required string Id { get; init; }

    /// <summary>Name of its segment.</summary>
    public required string Segment { get; init; }

    /// <summary>What is behind it: the one VPC, or the networks of the body.</summary>
    public required ImmutableArray<NetworkNode> Nodes { get; init; }

    /// <summary>The line; none for a VPC.</summary>
    public NetworkLine? Line { get; init; }

    /// <summary>The VPC; none for a line.</summary>
    public NetworkNode? Vpc => Line is null ? Nodes[0] : null;
}
