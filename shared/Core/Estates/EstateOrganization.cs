using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>The AWS organization, where the vendor owns it (<see cref="OrganizationMode.Owned"/>). Units, placements and policies are derived from the estate.</summary>
public sealed record EstateOrganization
{
    /// <summary>The management account. It need not be one of the estate's accounts: nothing but the organization lives there.</summary>
    [Outside]
    public AccountId? ManagementAccount { get; init; }

    /// <summary>Id of the organization's root, such as r-ab12.</summary>
    [Text(TextFormat.RootId)]
    public string? RootId { get; init; }

    /// <summary>Organizational units that are there already and are used instead of new ones.</summary>
    public ImmutableArray<ExistingUnit> Units { get; init; } = [];

    /// <summary>
    /// Accounts that the organization's stacks create. An entry stays after the creation, since it is what holds the account in its unit; the number goes
    /// into 'accounts' under the same name. Removing the entry leaves the account as it is.
    /// </summary>
    public ImmutableArray<NewAccount> NewAccounts { get; init; } = [];

    /// <summary>Accounts that are used for trials and hold no data.</summary>
    public ImmutableArray<AccountId> SandboxAccounts { get; init; } = [];

    /// <summary>Accounts that are out of use: everything is denied in them.</summary>
    public ImmutableArray<AccountId> SuspendedAccounts { get; init; } = [];

    /// <summary>Roles that service control policies let pass: deployment, emergency. Nobody else may change these roles.</summary>
    public ImmutableArray<ExemptRole> ExemptRoles { get; init; } = [];

    /// <summary>Regions that may be used besides the two of the profile.</summary>
    public ImmutableArray<AdditionalRegion> AdditionalRegions { get; init; } = [];

    /// <summary>Actions that are allowed in every region, besides those of AWS's global services.</summary>
    public ImmutableArray<GlobalAction> GlobalActions { get; init; } = [];

    /// <summary>Policies that are not used.</summary>
    public ImmutableArray<PolicyTurnedOff> PoliciesTurnedOff { get; init; } = [];

    /// <summary>Service control policies that somebody else attaches to each unit, such as AWS Control Tower: they count against the quota.</summary>
    [Bounds(0, 10)]
    public int OtherPolicies { get; init; }

    /// <summary>Accounts that administer a service for the whole organization.</summary>
    public ImmutableArray<DelegatedAdministrator> DelegatedAdministrators { get; init; } = [];

    /// <summary>Whom AWS writes to besides the root user's address, the same for all accounts.</summary>
    public ImmutableArray<AlternateContact> AlternateContacts { get; init; } = [];

    /// <summary>AWS quotas that differ for this organization.</summary>
    public ImmutableArray<OrganizationQuotaOverride> Quotas { get; init; } = [];
}

/// <summary>An organizational unit that is there already.</summary>
public sealed record ExistingUnit
{
    /// <summary>What it is used for.</summary>
    public required UnitKind Kind { get; init; }

    /// <summary>The body, for a unit of a municipality.</summary>
    public MunicipalityCode? Municipality { get; init; }

    /// <summary>The vendor, for a unit of a vendor: an organisation's id.</summary>
    [RefersTo(typeof(Organisation), OrganisationKind.Vendor)]
    public string? Vendor { get; init; }

    /// <summary>Production or verification, for a unit of a municipality or vendor.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>Id in AWS, such as ou-ab12-34cd56ef.</summary>
    [Unique, Text(TextFormat.UnitId)]
    public required string Id { get; init; }
}

/// <summary>An account that is to be created, or that was created from this entry.</summary>
public sealed record NewAccount
{
    /// <summary>Name in ASCII. It is what the stack knows the account by: never change it.</summary>
    [Unique, Text(TextFormat.AccountName)]
    public required string Name { get; init; }

    /// <summary>Mail address of the root user, used by no other AWS account in the world. Never a personal address.</summary>
    [Unique, Text(TextFormat.Mail)]
    public required string Mail { get; init; }

    /// <summary>Production or verification.</summary>
    public required DeploymentEnvironment Environment { get; init; }

    /// <summary>What the account is for.</summary>
    public AccountPurpose Purpose { get; init; } = AccountPurpose.System;

    /// <summary>The system it carries: a system's id.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public string? System { get; init; }

    /// <summary>The bodies whose data it holds. Empty means those of the system.</summary>
    public ImmutableArray<MunicipalityCode> Municipalities { get; init; } = [];

    /// <summary>For trials, without data.</summary>
    public bool Sandbox { get; init; }

    /// <summary>Name of a further stack, where one owner has more accounts than a stack may create. Never change it once the account exists.</summary>
    [Text(TextFormat.Id)]
    public string? Stack { get; init; }
}

/// <summary>A role that service control policies let pass.</summary>
public sealed record ExemptRole
{
    /// <summary>Name of the role, with its path where it has one; <c>*</c> stands for any text, such as cdk-hnb659fds-*.</summary>
    [Unique, Text(TextFormat.RolePattern)]
    public required string Role { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>A region that may be used besides the two of the profile.</summary>
public sealed record AdditionalRegion
{
    /// <summary>The region.</summary>
    [Unique, Text(TextFormat.Region)]
    public required string Region { get; init; }

    /// <summary>Why, and what data is there.</summary>
    public required string Reason { get; init; }
}

/// <summary>An action that is allowed in every region.</summary>
public sealed record GlobalAction
{
    /// <summary>The action, such as support:*.</summary>
    [Unique, Text(TextFormat.Action)]
    public required string Action { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>A policy that is not used.</summary>
public sealed record PolicyTurnedOff
{
    /// <summary>The policy.</summary>
    [Unique]
    public required ControlPolicy Policy { get; init; }

    /// <summary>Why, and what protects instead.</summary>
    public required string Reason { get; init; }
}

/// <summary>An account that administers a service for the whole organization.</summary>
public sealed record DelegatedAdministrator
{
    /// <summary>The service.</summary>
    [Unique]
    public required ServiceDelegation Service { get; init; }

    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }
}

/// <summary>Whom AWS writes to about one kind of matters.</summary>
public sealed record AlternateContact
{
    /// <summary>The matters.</summary>
    [Unique]
    public required ContactKind Kind { get; init; }

    /// <summary>Who it is: an organisation's id.</summary>
    [RefersTo(typeof(Organisation))]
    public required string Organisation { get; init; }

    /// <summary>Name as AWS shows it; none for the organisation's.</summary>
    [Text(TextFormat.ContactName)]
    public string? Name { get; init; }

    /// <summary>Title or desk.</summary>
    [Text(TextFormat.ContactTitle)]
    public required string Title { get; init; }

    /// <summary>Telephone number of the desk.</summary>
    [Text(TextFormat.Phone)]
    public required string Phone { get; init; }

    /// <summary>Mail address; none for the organisation's first.</summary>
    [Text(TextFormat.Mail)]
    public string? Mail { get; init; }
}

/// <summary>An AWS quota that differs for this organization.</summary>
public sealed record OrganizationQuotaOverride
{
    /// <summary>The quota.</summary>
    [Unique]
    public required OrganizationQuota Quota { get; init; }

    /// <summary>The value.</summary>
    [Bounds(1, 1_000_000)]
    public required int Value { get; init; }

    /// <summary>What says so: a support case, a page.</summary>
    public required string Source { get; init; }

    /// <summary>When that was seen.</summary>
    public required DateOnly AsOf { get; init; }
}
