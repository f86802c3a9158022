using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Inventory.Checks;

namespace GovCloud.Inventory;

/// <summary>The checks of the account inventory (アカウント棚卸).</summary>
public static class InventoryChecks
{
    /// <summary>Id of the check that every account stands in the ledger: unknown where nobody can say which accounts there are.</summary>
    public const string Ledger = "ACC-001";

    /// <summary>Those of one account.</summary>
    public static ImmutableArray<AuditCheck<AccountEvidence>> OfAccount { get; } =
        [.. RootUserChecks.All, .. UserChecks.All, .. CredentialChecks.All, .. GrantChecks.All, .. TrustChecks.All, .. RoleUseChecks.All, .. ServiceUseChecks.All, .. AccountChecks.All, .. AssignmentChecks.All];

    /// <summary>Those of ledger, organization and estate.</summary>
    public static ImmutableArray<AuditCheck<EstateEvidence>> OfEstate { get; } = [.. LedgerChecks.All, .. OwnerChecks.All, .. PolicyChecks.All];

    /// <summary>Whether last access to services is told of a user or role: it is as old as the limit, and was used at all of late.</summary>
    public static bool AsksForServiceUse(InventoryLimits limits, DateTimeOffset? createdAt, DateTimeOffset? lastUsedAt, DateTimeOffset at) => ServiceUseChecks.IsTold(limits, createdAt, lastUsedAt, at);

    /// <summary>What they are.</summary>
    public static ImmutableArray<CheckDefinition> Definitions { get; } = [.. OfAccount.Select(check => check.Definition), .. OfEstate.Select(check => check.Definition)];
}
