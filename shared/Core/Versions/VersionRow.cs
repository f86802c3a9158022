using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Versions;

/// <summary>What one system implements for one body and linkage code, against what the body's overall version asks for.</summary>
public sealed record VersionRow
{
    /// <summary>The body.</summary>
    public required Municipality Municipality { get; init; }

    /// <summary>The system.</summary>
    public required BusinessSystem System { get; init; }

    /// <summary>Whose numbers.</summary>
    public required VersionSeries Series { get; init; }

    /// <summary>Linkage code.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the code in the overall version; empty where none has it.</summary>
    public required string Name { get; init; }

    /// <summary>The overall version in effect; none where the body's is not known.</summary>
    public string? Overall { get; init; }

    /// <summary>Version of the linkage specification that it asks for; none where it is not known.</summary>
    public string? RequiredLinkage { get; init; }

    /// <summary>Version of the standard specification that it asks for; none where it is not known.</summary>
    public string? RequiredStandard { get; init; }

    /// <summary>What the estate states; none where it states nothing.</summary>
    public SystemVersion? Stated { get; init; }

    /// <summary>The linkage specification.</summary>
    public required VersionState Linkage { get; init; }

    /// <summary>The standard specification.</summary>
    public required VersionState Standard { get; init; }

    /// <summary>Both together.</summary>
    public required VersionState State { get; init; }

    /// <summary>The overall version after the one in effect, where one is agreed.</summary>
    public string? NextOverall { get; init; }

    /// <summary>Its first day.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>Whether the planned upgrade is enough and in time.</summary>
    public required UpgradeState Upgrade { get; init; }

    /// <summary>The interfaces that a deviation of the linkage specification touches; empty where it conforms.</summary>
    public ImmutableArray<TouchedInterface> Interfaces { get; init; } = [];

    /// <summary>Whether its linkage specification is known to differ, or is not known.</summary>
    public bool Deviates => Linkage != VersionState.Conforming;
}

/// <summary>How an implemented version stands to the one asked for.</summary>
public enum VersionState
{
    /// <summary>適合.</summary>
    Conforming,

    /// <summary>旧い.</summary>
    Older,

    /// <summary>先行.</summary>
    Newer,

    /// <summary>不明: one of the two is not known. Never counts as conforming.</summary>
    Unknown,
}

/// <summary>How a planned upgrade stands to what is asked for.</summary>
public enum UpgradeState
{
    /// <summary>None is needed.</summary>
    None,

    /// <summary>Enough, and in time.</summary>
    InTime,

    /// <summary>Enough, after the deadline.</summary>
    Late,

    /// <summary>Needed, and no day is planned.</summary>
    NotPlanned,

    /// <summary>Planned, and it does not reach the version.</summary>
    NotEnough,

    /// <summary>The version asked for, or the one planned, is not known.</summary>
    Unknown,
}

/// <summary>An interface that a deviation touches.</summary>
/// <param name="Provider">Linkage code of the provider.</param>
/// <param name="Consumer">Linkage code of the consumer.</param>
/// <param name="Others">The body's systems at the other end; empty where the estate knows none.</param>
public sealed record TouchedInterface(string Provider, string Consumer, ImmutableArray<BusinessSystem> Others);
