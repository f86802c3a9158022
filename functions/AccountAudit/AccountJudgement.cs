using System.Collections.Immutable;
using GovCloud.Adapters.Inventory;
using GovCloud.Audit;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Inventory;
using GovCloud.Inventory.Attestation;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.AccountAudit;

/// <summary>
/// Reads and judges accounts, some at once. What was read of an account is given up as soon as it is judged: memory grows with what is wrong, not with what there is.
/// </summary>
sealed class AccountJudgement(EstateIndex estate, InventoryReader accounts, TimeProvider time, ILogger logger)
{
    const int AtOnce = 8;

    /// <summary>A quarter, as often as the inventory is attested: use of root and break-glass stays open until somebody has accepted it.</summary>
    const int PeriodDays = 92;

    /// <summary>The clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The estate.</summary>
    public Estate Estate => estate.Estate;

    /// <summary>From when use counts in an inventory.</summary>
    public static DateTimeOffset Since(DateTimeOffset at) => at.AddDays(-PeriodDays);

    /// <summary>What accounts are compared with.</summary>
    public InventoryContext Context(InventoryFrame frame) => frame.Context(estate.Estate, [GuardrailNames.BreakGlassRole], AccountAuditNames.AuditRoles);

    /// <summary>Reads and judges accounts.</summary>
    /// <param name="targets">The accounts.</param>
    /// <param name="frame">What all accounts are compared with.</param>
    /// <param name="at">When the inventory was to begin.</param>
    /// <param name="reading">Ends the reading; what was not read is unknown.</param>
    public async Task<ImmutableArray<JudgedAccount>> JudgeAsync(IReadOnlyList<AccountId> targets, InventoryFrame frame, DateTimeOffset at, CancellationToken reading)
    {
        var context = Context(frame);
        var judged = new JudgedAccount[targets.Count];
        // The reading's end is in what is read, not in the loop: an account whose turn did not come is told by its reader like any other.
        await Parallel.ForEachAsync(Enumerable.Range(0, targets.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = CancellationToken.None }, async (i, _) =>
            judged[i] = await JudgeAsync(targets[i], frame, context, at, reading));
        return [.. judged];
    }

    /// <summary>Compares ledger, organization and estate.</summary>
    public AuditedAccount Compare(InventoryFrame frame)
    {
        var evidence = new EstateEvidence { At = frame.At, Context = Context(frame), Policies = frame.Policies.Reading(), Baselines = frame.Baselines.Reading() };
        return AuditedAccount.Of(default, AuditEngine.Judge(InventoryChecks.OfEstate, evidence, estate.Estate.Audit.Waivers)) with { Account = estate.Estate.Profile.Name };
    }

    async Task<JudgedAccount> JudgeAsync(AccountId account, InventoryFrame frame, InventoryContext context, DateTimeOffset at, CancellationToken reading)
    {
        var evidence = await accounts.ReadAsync(account, frame, context, Since(at), reading);
        if (evidence.WhyUnknown is { } why)
        {
            logger.NotRead(account.ToString(), why);
            return JudgedAccount.NotRead(account, why);
        }

        return evidence.Match(read => new JudgedAccount(AuditedAccount.Of(account, AuditEngine.Judge(InventoryChecks.OfAccount, read, estate.Estate.Audit.Waivers)), AccountRoster.Of(read)),
            _ => null!);
    }
}
