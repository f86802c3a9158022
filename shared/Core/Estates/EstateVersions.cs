using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>Overall versions (全体バージョン) as data, what each body is at, and what each system implements.</summary>
public sealed record EstateVersions
{
    /// <summary>Overall versions with the specification versions that fit together.</summary>
    public ImmutableArray<OverallVersion> Overall { get; init; } = [];

    /// <summary>Which overall version a body is at, and from when.</summary>
    public ImmutableArray<VersionBaseline> Baselines { get; init; } = [];

    /// <summary>What the systems implement, by body and linkage code.</summary>
    public ImmutableArray<SystemVersion> Systems { get; init; } = [];

    /// <summary>Who gives data to whom, by linkage code.</summary>
    public ImmutableArray<VersionInterface> Interfaces { get; init; } = [];
}

/// <summary>An overall version: the set of specification versions that fit together.</summary>
public sealed record OverallVersion
{
    /// <summary>Its number, such as 4.0.</summary>
    [Unique, Text(TextFormat.Version)]
    public required string Id { get; init; }

    /// <summary>The document that the table was taken from.</summary>
    public required string Source { get; init; }

    /// <summary>The day on which the table was taken from it.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The table. A code that is not in it is unknown, never conforming.</summary>
    public ImmutableArray<SpecificationVersion> Specifications { get; init; } = [];
}

/// <summary>A row of an overall version.</summary>
public sealed record SpecificationVersion
{
    /// <summary>Whose numbers: 001 and 002 stand in both.</summary>
    public VersionSeries Series { get; init; } = VersionSeries.Business;

    /// <summary>Linkage code (連携業務の番号), or the number of the common document.</summary>
    [Text(TextFormat.LinkageCode)]
    public required string Code { get; init; }

    /// <summary>Name in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the linkage specification (機能別連携仕様の各論); none where there is none or it is not known.</summary>
    [Text(TextFormat.Version)]
    public string? Linkage { get; init; }

    /// <summary>Day of that version.</summary>
    public DateOnly? Revised { get; init; }

    /// <summary>Version of the standard specification (標準仕様書).</summary>
    [Text(TextFormat.Version)]
    public string? Standard { get; init; }

    /// <summary>Id of the standard specification (標準仕様書ID).</summary>
    [Text(TextFormat.SpecificationId)]
    public string? Document { get; init; }
}

/// <summary>Whose numbers a code is of.</summary>
public enum VersionSeries
{
    /// <summary>Documents for all businesses: 総論, 共通機能.</summary>
    Common,

    /// <summary>連携業務.</summary>
    Business,
}

/// <summary>Which overall version a body is at in a period. One that begins in the future is the next one, and its first day the deadline.</summary>
public sealed record VersionBaseline
{
    /// <summary>The body.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>The overall version.</summary>
    [RefersTo(typeof(OverallVersion))]
    public required string Overall { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day; none where no next one is agreed.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The document that says so.</summary>
    public required string Source { get; init; }
}

/// <summary>What a system implements for a body.</summary>
public sealed record SystemVersion
{
    /// <summary>The system.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public required string System { get; init; }

    /// <summary>The body.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>Whose numbers.</summary>
    public VersionSeries Series { get; init; } = VersionSeries.Business;

    /// <summary>Linkage code; none for the system's own.</summary>
    [Text(TextFormat.LinkageCode)]
    public string? Code { get; init; }

    /// <summary>Implemented version of the linkage specification.</summary>
    [Text(TextFormat.Version)]
    public string? Linkage { get; init; }

    /// <summary>Implemented version of the standard specification.</summary>
    [Text(TextFormat.Version)]
    public string? Standard { get; init; }

    /// <summary>Version of the linkage specification after the planned upgrade.</summary>
    [Text(TextFormat.Version)]
    public string? PlannedLinkage { get; init; }

    /// <summary>Version of the standard specification after the planned upgrade.</summary>
    [Text(TextFormat.Version)]
    public string? PlannedStandard { get; init; }

    /// <summary>Day of the planned upgrade.</summary>
    public DateOnly? PlannedOn { get; init; }

    /// <summary>The document that says so, such as the record of the conformance test (適合確認試験).</summary>
    public required string Source { get; init; }
}

/// <summary>One business gives data to another (機能別連携).</summary>
public sealed record VersionInterface
{
    /// <summary>Linkage code of the provider (提供側).</summary>
    [Text(TextFormat.LinkageCode)]
    public required string Provider { get; init; }

    /// <summary>Linkage code of the consumer (利用側).</summary>
    [Text(TextFormat.LinkageCode)]
    public required string Consumer { get; init; }

    /// <summary>The document that says so.</summary>
    public required string Source { get; init; }
}
