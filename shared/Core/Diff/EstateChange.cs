using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Diff;

/// <summary>What happens to the subject of a change.</summary>
public enum ChangeKind
{
    /// <summary>追加: it is new.</summary>
    Added,

    /// <summary>変更: it stays and differs.</summary>
    Changed,

    /// <summary>削除: it is gone from the description.</summary>
    Removed,

    /// <summary>置換: the resource behind it is deleted and made again.</summary>
    Replaced,
}

/// <summary>What a change is about. Changes are shown in this order.</summary>
public enum ChangeArea
{
    /// <summary>Facts about the estate itself.</summary>
    Profile,

    /// <summary>Municipalities, organisations, systems, calendars.</summary>
    Parties,

    /// <summary>Accounts.</summary>
    Accounts,

    /// <summary>VPCs and their subnets, as they are planned.</summary>
    Vpcs,

    /// <summary>Segments of the Transit Gateway.</summary>
    Segments,

    /// <summary>Traffic that becomes possible or impossible.</summary>
    Traffic,

    /// <summary>The description of the network.</summary>
    Network,

    /// <summary>Who is responsible and told, and how alerts are judged.</summary>
    Routing,

    /// <summary>Sections that are compared as a whole.</summary>
    Other,
}

/// <summary>One thing that differs between two descriptions of an estate.</summary>
public sealed record EstateChange
{
    /// <summary>What happens.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>What it is about.</summary>
    public required ChangeArea Area { get; init; }

    /// <summary>A stable name, such as <c>vpc:131229002401/main</c>: an <see cref="AllowedReplacement"/> names it.</summary>
    public required string Subject { get; init; }

    /// <summary>What it means, as a sentence.</summary>
    public required NetworkText Text { get; init; }

    /// <summary>What differs in detail: key, old value, new value.</summary>
    public ImmutableArray<NetworkText> Details { get; init; } = [];

    /// <summary>Whether something that works today stops, for good or for a while.</summary>
    public bool Interrupts { get; init; }

    /// <summary>Who answers for it; <see langword="null"/> where nobody does.</summary>
    public AllowedReplacement? AllowedBy { get; init; }

    /// <summary>Whether it needs somebody who answers for it.</summary>
    public bool NeedsPermission => Interrupts || Kind == ChangeKind.Replaced;

    /// <summary>Whether it must not be deployed as it is.</summary>
    public bool IsError => NeedsPermission && AllowedBy is null;
}
