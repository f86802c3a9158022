using GovCloud.Audit;

namespace GovCloud.Inventory;

/// <summary>What is compared over all accounts: ledger, organization and estate.</summary>
public sealed record EstateEvidence : AuditEvidence
{
    /// <summary>The three.</summary>
    public required InventoryContext Context { get; init; }

    /// <inheritdoc/>
    public override AuditSubject Scope => new(SubjectKind.Estate, Context.Estate.Estate.Profile.Name, null);
}
