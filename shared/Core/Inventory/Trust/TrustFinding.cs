namespace GovCloud.Inventory.Trust;

/// <summary>Somebody who may assume a role.</summary>
/// <param name="Party">Who, as far as it matters.</param>
/// <param name="Principal">The principal as the policy names it.</param>
public sealed record TrustFinding(TrustParty Party, string Principal)
{
    /// <summary>The account that the principal is in.</summary>
    public string? Account { get; init; }

    /// <summary>Whether an external id is asked for that cannot be guessed from the policy: an exact one.</summary>
    public bool AsksExternalId { get; init; }

    /// <summary>What is not understood, where the party is unknown, in Japanese.</summary>
    public string? Doubt { get; init; }
}

/// <summary>Who may assume a role.</summary>
public enum TrustParty
{
    /// <summary>The role's own account.</summary>
    OwnAccount,

    /// <summary>An account of estate, ledger or organization.</summary>
    KnownAccount,

    /// <summary>Accounts of the organization, by a condition.</summary>
    OwnOrganization,

    /// <summary>A user or role that was deleted: IAM shows its unique id, and nobody can be it again.</summary>
    DeletedPrincipal,

    /// <summary>A service of AWS.</summary>
    Service,

    /// <summary>Whoever a SAML or OpenID Connect provider vouches for.</summary>
    Federation,

    /// <summary>An account that nobody knows.</summary>
    Outsider,

    /// <summary>Every account of AWS.</summary>
    Everybody,

    /// <summary>It cannot be told.</summary>
    Unknown,
}
