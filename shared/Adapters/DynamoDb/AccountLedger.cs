using GovCloud.Accounts;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>Enters commands in the ledger: load, decide, commit; again where somebody else was faster.</summary>
/// <param name="store">The table.</param>
/// <param name="time">The clock; also that of waiting.</param>
/// <param name="random">Source of jitter.</param>
public sealed class AccountLedger(AccountStore store, TimeProvider time, Random random)
{
    const int Attempts = 8;

    /// <summary>Decides on a command and stores what follows.</summary>
    /// <param name="command">The command.</param>
    /// <param name="dryRun">Decide only, with what the ledger says now; nothing is stored.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The decision that stands in the ledger, or the refusal. A command that stands there already is <see cref="AccountDecision.AlreadyDone"/>.</returns>
    /// <exception cref="TableAccessException">DynamoDB did not answer. What was stored is unknown; the same command may be given again.</exception>
    public async Task<AccountDecision> ApplyAsync(AccountCommand command, bool dryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        for (var attempt = 1; ; attempt++)
        {
            var decision = AccountLifecycle.Decide(await store.FindAsync(command.Name, cancellationToken), command, time.GetUtcNow());
            if (decision is not AccountDecision.Transition transition)
            {
                return decision;
            }

            var commit = dryRun ? await PredictAsync(transition, cancellationToken) : await store.CommitAsync(transition, cancellationToken);
            if (Answer(transition, commit) is { } answer)
            {
                return answer;
            }

            if (attempt == Attempts)
            {
                return new AccountDecision.Refused(new(
                    "ACC403", $"アカウント {command.Name} はほかの担当が同時に更新しています。", "履歴(history)を確認してから、もう一度実行してください。"));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20 * (1 << attempt) * random.NextDouble()), time, cancellationToken);
        }
    }

    static AccountDecision? Answer(AccountDecision.Transition transition, AccountCommit commit) => commit.Outcome switch
    {
        AccountCommitOutcome.Committed => transition,
        AccountCommitOutcome.AlreadyDone => new AccountDecision.AlreadyDone(transition.After),
        AccountCommitOutcome.IdTaken => new AccountDecision.Refused(new(
            "ACC401", $"アカウントID {transition.After.Id} は {commit.Holder} に払い出されています。", "ID を確認してください。1 つの ID は 1 つのアカウントだけに登録できます。")),
        AccountCommitOutcome.MailTaken => new AccountDecision.Refused(new(
            "ACC402", $"メールアドレス {transition.After.HeldMail} は {commit.Holder} が使用しています。", "別のメールアドレスにしてください。1 つのメールアドレスは 1 つのアカウントだけに使えます。")),
        AccountCommitOutcome.Conflict => null,
        _ => throw new InvalidOperationException($"No such outcome: {commit.Outcome}."),
    };

    async Task<AccountCommit> PredictAsync(AccountDecision.Transition transition, CancellationToken cancellationToken)
    {
        var after = transition.After;
        if (after.Id is { } id && await store.FindHolderAsync(id, cancellationToken) is { } issued && !string.Equals(issued, after.Name, StringComparison.Ordinal))
        {
            return new(AccountCommitOutcome.IdTaken, issued);
        }

        return after.HeldMail is { } mail && await store.FindHolderAsync(mail, cancellationToken) is { } user && !string.Equals(user, after.Name, StringComparison.Ordinal)
            ? new(AccountCommitOutcome.MailTaken, user)
            : new(AccountCommitOutcome.Committed);
    }
}
