using System.Collections.Immutable;
using GovCloud.Accounts;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Inventory;
using GovCloud.Audit;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Inventory;

namespace GovCloud.Cli.Quarter;

/// <summary>アカウント棚卸 of one morning, by the readers and checks that the function uses.</summary>
sealed class QuarterInventory(EstateIndex index, AwsClientOptions options, TimeProvider clock)
{
    // As far as the function looks back.
    const int PeriodDays = 92;
    const int AtOnce = 4;

    static readonly DateTimeOffset LedgerBegan = new(2025, 4, 1, 0, 0, 0, TimeSpan.FromHours(9));

    readonly TimeProvider time = new ImpatientTime(clock);

    /// <summary>Reads and judges.</summary>
    public async Task<IEnumerable<AuditResult>> JudgeAsync(CancellationToken cancellationToken)
    {
        var estate = index.Estate;
        using var organization = new OrganizationReader(options, time);
        using var reader = new InventoryReader(options, time);
        var frame = await organization.ReadAsync(Readings.Known(Ledger(estate)), estate.Profile.Organization, cancellationToken);
        var context = frame.Context(estate, [GuardrailNames.BreakGlassRole], AccountAuditNames.AuditRoles);
        var since = clock.GetUtcNow().AddDays(-PeriodDays);
        var read = new AccountEvidence[estate.Accounts.Length];
        await Parallel.ForEachAsync(Enumerable.Range(0, read.Length), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, token) =>
        {
            var id = estate.Accounts[i].Id;
            var evidence = await reader.ReadAsync(id, frame, context, since, token);
            read[i] = evidence.Match(known => known, why => new AccountEvidence { Account = id, Context = context, Since = since, At = clock.GetUtcNow() });
        });
        var whole = new EstateEvidence
        {
            At = frame.At,
            Context = context,
            Policies = frame.Policies.Reading(),
            Baselines = Readings.Known<ImmutableArray<BaselineStanding>>([.. estate.Accounts.Select(account => new BaselineStanding(account.Id, true, ""))]),
        };
        return read.SelectMany(one => AuditEngine.Judge(InventoryChecks.OfAccount, one, estate.Audit.Waivers)).Concat(AuditEngine.Judge(InventoryChecks.OfEstate, whole, estate.Audit.Waivers));
    }

    static ImmutableArray<AccountRecord> Ledger(Estate estate) =>
    [
        .. estate.Accounts.Select(account => new AccountRecord
        {
            Name = account.Name,
            Facts = AccountEstateRules.FactsOf(account, estate).Canonical(),
            State = AccountState.InUse,
            Id = account.Id,
            Version = 1,
            ChangedAt = LedgerBegan,
        }),
    ];
}

/// <summary>A clock on which nobody has to wait: what is to come later comes at once.</summary>
sealed class ImpatientTime(TimeProvider clock) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
}
