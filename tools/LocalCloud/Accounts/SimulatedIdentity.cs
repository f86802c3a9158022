using System.Collections.Immutable;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>IAM of an account at one time.</summary>
public sealed record SimulatedIdentity
{
    /// <summary>The root user.</summary>
    public SimulatedRoot Root { get; init; } = new();

    /// <summary>IAM users.</summary>
    public ImmutableArray<SimulatedUser> Users { get; init; } = [];

    /// <summary>Groups.</summary>
    public ImmutableArray<SimulatedGroup> Groups { get; init; } = [];

    /// <summary>Roles.</summary>
    public ImmutableArray<SimulatedRole> Roles { get; init; } = [];

    /// <summary>The password policy; none where the account has none.</summary>
    public SimulatedPasswordPolicy? PasswordPolicy { get; init; } = new(14, 24);

    /// <summary>Mail addresses of the alternate contacts by kind, such as <c>SECURITY</c>.</summary>
    public ImmutableSortedDictionary<string, string> Contacts { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Findings of Access Analyzer that are open.</summary>
    public ImmutableArray<SimulatedAnalyzerFinding> Findings { get; init; } = [];
}

/// <summary>The root user.</summary>
public sealed record SimulatedRoot
{
    /// <summary>Whether it has a second factor.</summary>
    public bool HasMfa { get; init; } = true;

    /// <summary>Whether it has an access key.</summary>
    public bool HasAccessKey { get; init; }

    /// <summary>When it signed in last; none for never.</summary>
    public DateTimeOffset? LastUsed { get; init; }
}

/// <summary>An IAM user.</summary>
public sealed record SimulatedUser
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its password was set; none without a password.</summary>
    public DateTimeOffset? PasswordSet { get; init; }

    /// <summary>When its password was used last.</summary>
    public DateTimeOffset? PasswordUsed { get; init; }

    /// <summary>Whether it has a second factor.</summary>
    public bool HasMfa { get; init; }

    /// <summary>Its access keys, two at most.</summary>
    public ImmutableArray<SimulatedKey> Keys { get; init; } = [];

    /// <summary>Credentials for one service, by id.</summary>
    public ImmutableArray<SimulatedKey> ServiceCredentials { get; init; } = [];

    /// <summary>Names of its groups.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>ARNs of managed policies that are attached to it.</summary>
    public ImmutableArray<string> Policies { get; init; } = [];
}

/// <summary>An access key.</summary>
/// <param name="Id">Id.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Used">When it was used last; none for never.</param>
/// <param name="Active">Whether it works.</param>
public sealed record SimulatedKey(string Id, DateTimeOffset Created, DateTimeOffset? Used, bool Active = true);

/// <summary>A group.</summary>
/// <param name="Name">Name.</param>
/// <param name="Policies">ARNs of managed policies that are attached to it.</param>
public sealed record SimulatedGroup(string Name, ImmutableArray<string> Policies);

/// <summary>A role.</summary>
public sealed record SimulatedRole
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Path.</summary>
    public string Path { get; init; } = "/";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who may assume it, as JSON.</summary>
    public required string Trust { get; init; }

    /// <summary>When it was used last; none for never.</summary>
    public DateTimeOffset? Used { get; init; }

    /// <summary>Whether it is used every day; then <see cref="Used"/> does not count.</summary>
    public bool UsedDaily { get; init; }

    /// <summary>Services that its policies allow, with when each was used last; all of them daily where the role is.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset?> Services { get; init; } = ImmutableSortedDictionary<string, DateTimeOffset?>.Empty;

    /// <summary>When it was used last as of an instant.</summary>
    public DateTimeOffset? LastUsed(DateTimeOffset now) => UsedDaily ? now.AddHours(-9) : Used <= now ? Used : null;
}

/// <summary>A password policy.</summary>
/// <param name="MinimumLength">Fewest characters.</param>
/// <param name="Remembered">How many earlier passwords are refused; 0 for none.</param>
/// <param name="Mixed">Whether capital and small letters, digits and symbols are asked for.</param>
public sealed record SimulatedPasswordPolicy(int MinimumLength, int Remembered, bool Mixed = true);

/// <summary>A finding of Access Analyzer.</summary>
/// <param name="Id">Id.</param>
/// <param name="Type">Such as <c>ExternalAccess</c> or <c>UnusedPermission</c>.</param>
/// <param name="Resource">ARN of what it is about.</param>
/// <param name="ResourceType">Such as <c>AWS::S3::Bucket</c>.</param>
/// <param name="At">When it was seen.</param>
public sealed record SimulatedAnalyzerFinding(string Id, string Type, string Resource, string ResourceType, DateTimeOffset At)
{
    /// <summary>Whether it is about access from outside; else about access that nobody uses.</summary>
    public bool IsExternal => Type == "ExternalAccess";
}

/// <summary>An account as the organization lists it.</summary>
public sealed record SimulatedListing
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>The root user's mail address.</summary>
    public required string Mail { get; init; }

    /// <summary>Such as <c>ACTIVE</c>.</summary>
    public string Status { get; init; } = "ACTIVE";

    /// <summary>Tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Permission sets that are assigned in it: name, whether to a group, and the principal's id.</summary>
    public ImmutableArray<SimulatedAssignment> Assignments { get; init; } = [];
}

/// <summary>An assignment of a permission set.</summary>
/// <param name="PermissionSet">Name of the permission set.</param>
/// <param name="OfGroup">Whether it is given to a group.</param>
/// <param name="PrincipalId">Id of the group or user.</param>
/// <param name="Behind">Whether the account does not have its latest version.</param>
public sealed record SimulatedAssignment(string PermissionSet, bool OfGroup, string PrincipalId, bool Behind = false);

/// <summary>The organization.</summary>
public sealed record SimulatedOrganization
{
    /// <summary>Such as <c>o-abcdefghij</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its management account.</summary>
    public required string ManagementAccount { get; init; }

    /// <summary>The account that may read the organization and Identity Center besides it.</summary>
    public required string DelegatedAccount { get; init; }

    /// <summary>Its policies.</summary>
    public ImmutableArray<SimulatedPolicy> Policies { get; init; } = [];
}

/// <summary>A policy of the organization.</summary>
/// <param name="Id">Such as <c>p-abcdefgh</c>.</param>
/// <param name="Name">Name.</param>
/// <param name="Type">Such as <c>SERVICE_CONTROL_POLICY</c>.</param>
/// <param name="Content">JSON.</param>
/// <param name="Targets">What it is attached to: id, name and type.</param>
/// <param name="AwsManaged">Whether it is AWS's own.</param>
public sealed record SimulatedPolicy(string Id, string Name, string Type, string Content, ImmutableArray<(string Id, string Name, string Type)> Targets, bool AwsManaged = false);
