using GovCloud.Estates;

namespace GovCloud.Organization;

/// <summary>An organizational unit of the plan.</summary>
public sealed record OrganizationUnit
{
    /// <summary>Stable key: <c>network</c>, <c>production/131229</c>, <c>verification/vendor-a</c>. It never depends on what else is in the estate.</summary>
    public required string Key { get; init; }

    /// <summary>What it is used for.</summary>
    public required UnitKind Kind { get; init; }

    /// <summary>Name in AWS, unique among its siblings.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Label { get; init; }

    /// <summary>Key of the unit above it; <see langword="null"/> for one right below the root.</summary>
    public string? Parent { get; init; }

    /// <summary>The body, for a unit of a municipality.</summary>
    public MunicipalityCode? Municipality { get; init; }

    /// <summary>The vendor, for a unit of a vendor.</summary>
    public string? Vendor { get; init; }

    /// <summary>Its id in AWS where it is there already; <see langword="null"/> where the stacks make it.</summary>
    public string? ExistingId { get; init; }
}

/// <summary>Where an account belongs.</summary>
public sealed record AccountPlacement
{
    /// <summary>Name of the account.</summary>
    public required string Name { get; init; }

    /// <summary>Its number, once it exists.</summary>
    public AccountId? Id { get; init; }

    /// <summary>The unit.</summary>
    public required OrganizationUnit Unit { get; init; }

    /// <summary>The entry that the stacks create it from; <see langword="null"/> where they leave it alone.</summary>
    public NewAccount? Entry { get; init; }

    /// <summary>The record of the estate that says where it belongs.</summary>
    public required object Subject { get; init; }

    /// <summary>Production or verification.</summary>
    public required DeploymentEnvironment Environment { get; init; }

    /// <summary>The one body whose data it holds; <see langword="null"/> for several or none.</summary>
    public MunicipalityCode? Municipality { get; init; }

    /// <summary>The system's id.</summary>
    public string? System { get; init; }

    /// <summary>Who answers for it: an organisation's id.</summary>
    public required string Owner { get; init; }
}
