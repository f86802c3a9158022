using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Estates;

namespace GovCloud.Inventory;

/// <summary>What GetAccountSummary says about the root user.</summary>
/// <param name="HasMfa">Whether the root user has a second factor.</param>
/// <param name="HasAccessKeys">Whether it has access keys.</param>
/// <param name="HasPassword">Whether it has a password; not told by older answers.</param>
/// <param name="HasCertificates">Whether it has signing certificates.</param>
public sealed record RootSummary(bool HasMfa, bool HasAccessKeys, bool? HasPassword, bool HasCertificates);

/// <summary>An access key as ListAccessKeys shows it: its id is its identity.</summary>
/// <param name="User">The IAM user's name.</param>
/// <param name="Id">The key's id.</param>
/// <param name="Status"><c>Active</c>, <c>Inactive</c>, <c>Expired</c>, or what AWS adds.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record AccessKey(string User, string Id, string Status, DateTimeOffset CreatedAt);

/// <summary>A credential for one service, of which the credential report says nothing.</summary>
/// <param name="User">The IAM user's name.</param>
/// <param name="Id">Its id.</param>
/// <param name="Of">The service.</param>
/// <param name="Status"><c>Active</c>, <c>Inactive</c>, <c>Expired</c>, or what AWS adds.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record ServiceCredential(string User, string Id, string Of, string Status, DateTimeOffset CreatedAt);

/// <summary>The account's password policy.</summary>
/// <param name="MinimumLength">The fewest characters.</param>
/// <param name="RememberedPasswords">How many earlier passwords are refused; 0 for none.</param>
public sealed record PasswordPolicy(int MinimumLength, int RememberedPasswords);

/// <summary>An alternate contact.</summary>
/// <param name="Kind">The matters.</param>
/// <param name="Mail">The mail address.</param>
public sealed record AccountContact(ContactKind Kind, string Mail);

/// <summary>An assignment of a permission set in an account.</summary>
/// <param name="PermissionSet">Its name; its ARN where the name is not known.</param>
/// <param name="OfGroup">Whether it is given to a group; else to one user.</param>
/// <param name="Principal">Name or id of the group or user.</param>
public sealed record SsoAssignment(string PermissionSet, bool OfGroup, string Principal);

/// <summary>A finding of IAM Access Analyzer that is open.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">What it is about: <c>ExternalAccess</c>, <c>UnusedIAMRole</c>, <c>UnusedPermission</c>, or what AWS adds.</param>
/// <param name="Resource">ARN of the resource.</param>
/// <param name="UpdatedAt">When it was last seen.</param>
public sealed record AnalyzerFinding(string Id, string Type, string Resource, DateTimeOffset? UpdatedAt);

/// <summary>What a user or role may use of AWS, and what it used of it.</summary>
/// <param name="Arn">ARN of the user or role.</param>
/// <param name="Services">The services that its policies allow; unknown where AWS has not worked it out.</param>
public sealed record IdentityUse(string Arn, Reading<ImmutableArray<ServiceUse>> Services);

/// <summary>A service that a user or role may use.</summary>
/// <param name="Service">As in actions: <c>s3</c>.</param>
/// <param name="LastUsedAt">When it was used last; none for not within the days that AWS remembers.</param>
public sealed record ServiceUse(string Service, DateTimeOffset? LastUsedAt);

/// <summary>A call that CloudTrail recorded.</summary>
/// <param name="Name">The call: <c>ConsoleLogin</c>.</param>
/// <param name="At">When it was made.</param>
public sealed record RecordedCall(string Name, DateTimeOffset At);

/// <summary>The organization.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ManagementAccount">Its management account, which in Government Cloud is the Digital Agency's; not known from ListAccounts.</param>
public sealed record OrganizationFacts(string Id, AccountId? ManagementAccount);

/// <summary>An account as the organization lists it.</summary>
public sealed record OrganizationAccount
{
    /// <summary>The account.</summary>
    public required AccountId Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The root user's mail address.</summary>
    public string? Mail { get; init; }

    /// <summary>
    /// <c>ACTIVE</c>, <c>SUSPENDED</c>, <c>PENDING_CLOSURE</c>, <c>CLOSED</c>, <c>PENDING_ACTIVATION</c>, or what AWS adds; none where the answer has
    /// neither <c>State</c> nor <c>Status</c>, which was retired on 2026-09-09.
    /// </summary>
    public string? State { get; init; }

    /// <summary>The organization's id, from the ARN.</summary>
    public string? Organization { get; init; }

    /// <summary>When it joined.</summary>
    public DateTimeOffset? JoinedAt { get; init; }
}

/// <summary>A policy of the organization as it is there.</summary>
public sealed record PolicyReading
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>SERVICE_CONTROL_POLICY</c> or <c>TAG_POLICY</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Whether it is AWS's own, such as <c>FullAWSAccess</c>.</summary>
    public bool AwsManaged { get; init; }

    /// <summary>Its contents, a JSON text; not read of AWS's own.</summary>
    public string? Content { get; init; }

    /// <summary>What it is attached to.</summary>
    public ImmutableArray<PolicyAttachment> Targets { get; init; } = [];
}

/// <summary>What a policy is attached to.</summary>
/// <param name="Id">Id of the root, organizational unit or account.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsUnit">Whether it is an organizational unit.</param>
public sealed record PolicyAttachment(string Id, string Name, bool IsUnit);

/// <summary>What the daily audit of the baseline says about the version in an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Met">Whether the version is the one that the estate asks for; none where that audit could not tell.</param>
/// <param name="Reason">What it found, Japanese.</param>
public sealed record BaselineStanding(AccountId Account, bool? Met, string Reason);
