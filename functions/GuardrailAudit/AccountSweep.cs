using System.Collections.Immutable;
using GovCloud.Adapters.Guardrails;
using GovCloud.Estates;
using GovCloud.Guardrails;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.GuardrailAudit;

/// <summary>Goes through accounts, some at once. What the time does not suffice for is unknown.</summary>
sealed class AccountSweep(EstateIndex estate, AccountReader accounts, TimeProvider time, ILogger logger)
{
    const int AtOnce = 8;

    /// <summary>The clock by which accounts are judged.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Begins CloudFormation's comparison of the accounts' stacks.</summary>
    /// <returns>How many could be begun.</returns>
    public async Task<int> BeginAsync(IReadOnlyCollection<RolloutTarget> targets, CancellationToken cancellationToken)
    {
        var begun = 0;
        await Parallel.ForEachAsync(targets, Limits(cancellationToken), async (target, token) =>
        {
            if (await accounts.BeginDriftAsync(target.Account.Id, token))
            {
                Interlocked.Increment(ref begun);
            }
        });
        return begun;
    }

    /// <summary>Reads and judges accounts.</summary>
    /// <param name="targets">The accounts.</param>
    /// <param name="reading">Ends the reading: an account that hangs must not take the time that it takes to keep what the others said.</param>
    public async Task<ImmutableArray<Guardrails.AccountAudit>> JudgeAsync(IReadOnlyList<RolloutTarget> targets, CancellationToken reading)
    {
        var readings = new AccountReading?[targets.Count];
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, targets.Count), Limits(reading), async (i, token) =>
                readings[i] = await accounts.ReadAsync(targets[i].Account.Id, targets[i].Version, token));
        }
        catch (OperationCanceledException)
        {
            logger.TimeRanOut(readings.Count(one => one is null));
        }

        var now = Now;
        return
        [
            .. targets.Select((target, i) => BaselineAudit.Judge(
                estate.Estate, readings[i] ?? new AccountReading { Account = target.Account.Id, Unreadable = "時間内に確認できなかった" }, now)),
        ];
    }

    static ParallelOptions Limits(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
}
