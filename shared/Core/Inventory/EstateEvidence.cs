using System.Collections.Immutable;
using GovCloud.Audit;

namespace GovCloud.Inventory;

/// <summary>What is compared over all accounts: ledger, organization and estate.</summary>
public sealed record EstateEvidence : AuditEvidence
{
    /// <summary>The three.</summary>
    public required InventoryContext Context { get; init; }

    /// <summary>The organization's policies.</summary>
    public Reading<ImmutableArray<PolicyReading>> Policies { get; init; } = Readings.Unknown<ImmutableArray<PolicyReading>>("組織のポリシーが収集されていません");

    /// <summary>What the audit of the baseline said last of the version in each account.</summary>
    public Reading<ImmutableArray<BaselineStanding>> Baselines { get; init; } = Readings.Unknown<ImmutableArray<BaselineStanding>>("ガードレールの監査の結果が収集されていません");

    /// <inheritdoc/>
    public override AuditSubject Scope => new(SubjectKind.Estate, Context.Estate.Estate.Profile.Name, null);
}
