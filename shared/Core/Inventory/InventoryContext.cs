using System.Collections.Frozen;
using System.Collections.Immutable;
using GovCloud.Access;
using GovCloud.Accounts;
using GovCloud.Audit;
using GovCloud.Estates;

namespace GovCloud.Inventory;

/// <summary>What accounts are compared with: estate, ledger, organization, and the limits.</summary>
public sealed class InventoryContext
{
    readonly FrozenSet<string> known;
    readonly Lazy<ILookup<AccountId, AccessRole>> roles;

    /// <summary>Puts it together.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="organization">The organization's accounts.</param>
    /// <param name="facts">The organization itself; unknown keeps conditions on its id undecided.</param>
    public InventoryContext(
        Estate estate, Reading<ImmutableArray<AccountRecord>> ledger, Reading<ImmutableArray<OrganizationAccount>> organization, Reading<OrganizationFacts> facts)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(facts);
        (Estate, Ledger, Organization, OrganizationId) = (new EstateIndex(estate, ""), ledger, organization, facts.Select(known => known.Id));
        known = estate.Accounts.Select(account => account.Id.ToString())
            .Concat(ledger.Match(records => records.Where(record => record.Id is not null).Select(record => record.Id!.Value.ToString()), _ => []))
            .Concat(organization.Match(accounts => accounts.Select(account => account.Id.ToString()), _ => []))
            .Concat(estate.Access.Principals.SelectMany(principal => principal.Principals).Select(AccountOf).OfType<string>())
            .Concat(facts.Match(found => found.ManagementAccount is { } account ? new[] { account.ToString() } : [], _ => []))
            .ToFrozenSet(StringComparer.Ordinal);
        roles = new(() => RolesByAccount(estate));
    }

    /// <summary>The estate.</summary>
    public EstateIndex Estate { get; }

    /// <summary>The ledger.</summary>
    public Reading<ImmutableArray<AccountRecord>> Ledger { get; }

    /// <summary>The organization's accounts.</summary>
    public Reading<ImmutableArray<OrganizationAccount>> Organization { get; }

    /// <summary>The organization's id.</summary>
    public Reading<string> OrganizationId { get; }

    /// <summary>What is too old, too long unused, too short.</summary>
    public InventoryLimits Limits { get; init; } = new();

    /// <summary>Names of roles for emergencies besides those of the estate, such as the baseline's.</summary>
    public ImmutableArray<string> BreakGlassRoles { get; init; } = [];

    /// <summary>Names of the roles by which audits read accounts. That they are used says nothing about whether the account is.</summary>
    public ImmutableArray<string> AuditRoles { get; init; } = [];

    /// <summary>
    /// Whether an account is no outsider: it stands in estate, ledger or organization, or the estate lets its people in. By its whole number, never
    /// by a part of it.
    /// </summary>
    public bool Knows(string account) => known.Contains(account);

    /// <summary>The roles that people have in an account by the estate.</summary>
    public IEnumerable<AccessRole> RolesIn(AccountId account) => roles.Value[account];

    /// <summary>The account in an ARN; <see langword="null"/> where it has none.</summary>
    internal static string? AccountOf(string arn) => arn.Split(':', 6) is ["arn", _, _, _, var account, _] && account.Length > 0 ? account : null;

    static ILookup<AccountId, AccessRole> RolesByAccount(Estate estate)
    {
        var targets = new AccessTargets(estate);
        return estate.Access.Roles.SelectMany(role => targets.Of(role).Select(target => (target.Account.Id, Role: role))).ToLookup(pair => pair.Id, pair => pair.Role);
    }
}

/// <summary>Limits. The defaults are those of CIS AWS Foundations Benchmark 3.0.0 where it has one.</summary>
public sealed record InventoryLimits
{
    /// <summary>How old an access key may be (CIS 1.14).</summary>
    public int KeyAgeDays { get; init; } = 90;

    /// <summary>How long a password or key may be unused (CIS 1.12).</summary>
    public int UnusedCredentialDays { get; init; } = 45;

    /// <summary>How long a role, or an account as a whole, may be unused. AWS remembers 400 days.</summary>
    public int UnusedRoleDays { get; init; } = 90;

    /// <summary>How long a service that a user or role may use may be unused.</summary>
    public int UnusedServiceDays { get; init; } = 90;

    /// <summary>The fewest characters of a password (CIS 1.8).</summary>
    public int PasswordLength { get; init; } = 14;

    /// <summary>How many earlier passwords are refused (CIS 1.9).</summary>
    public int RememberedPasswords { get; init; } = 24;

    /// <summary>How old the last audit of the baseline may be.</summary>
    public TimeSpan BaselineAge { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How far clocks may differ before a reading of the future is not believed.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);
}
