using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Accounts;

/// <summary>
/// The lifecycle of an account: <c>requested → applied → issued → baselined → in-use → closing → closed</c>. No step is skipped, no account is issued
/// twice, and every step says who and why. An account that exists can be closed from any of its states; before it exists the request can be withdrawn.
/// That an id or a mail address belongs to one account only is for the store to guarantee.
/// </summary>
public static class AccountLifecycle
{
    static readonly ImmutableArray<AccountState> Existing = [AccountState.Issued, AccountState.Baselined, AccountState.InUse];

    /// <summary>Decides on a command.</summary>
    /// <param name="record">The account's record; <see langword="null"/> where the ledger has none of this name.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="now">The instant of the entry.</param>
    public static AccountDecision Decide(AccountRecord? record, AccountCommand command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (record is not null && !string.Equals(record.Name, command.Name, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The record is that of {record.Name}, the command is about {command.Name}.", nameof(record));
        }

        if (Explain(command) is { } refusal)
        {
            return new AccountDecision.Refused(refusal);
        }

        var step = new Step(record, command, now);
        return command switch
        {
            RequestAccount request => Request(step, request.Facts.Canonical()),
            ImportAccount import => Import(step, import with { Facts = import.Facts.Canonical() }),
            _ when record is null => Refuse(
                "ACC201", $"アカウント {command.Name} は台帳にありません。", "名前を確認するか、先に request(依頼)または import(取り込み)で登録してください。"),
            ApplyForAccount apply => Apply(step, record, apply),
            IssueAccount issue => Issue(step, record, issue.Id, issue.Mail is null ? record.Facts : (record.Facts with { Mail = issue.Mail }).Canonical()),
            BaselineAccount baseline => Baseline(step, record, baseline),
            UseAccount => step.Forward(record, LedgerAction.Use, AccountState.InUse, AccountState.Baselined),
            CloseAccount => step.Forward(record, LedgerAction.Close, AccountState.Closing, [.. Existing]),
            ConfirmClosedAccount => record.Withdrawn ? Step.Skipped(record, AccountState.Closed) : step.Forward(record, LedgerAction.ConfirmClosed, AccountState.Closed, AccountState.Closing),
            WithdrawAccount => Withdraw(step, record),
            CorrectAccount correct => Correct(step, record, correct),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "No such command."),
        };
    }

    /// <summary>What is wrong with a command by itself.</summary>
    static Refusal? Explain(AccountCommand command)
    {
        var line = TextFormat.Named(TextFormat.Line);
        if (string.IsNullOrWhiteSpace(command.Who) || !line.Matches(command.Who) || string.IsNullOrWhiteSpace(command.Why) || !line.Matches(command.Why))
        {
            return new("ACC101", "担当(--who)と理由(--why)は必須です。", "それぞれ 1 行、200 文字以内で書いてください。");
        }

        if (!TextFormat.Named(TextFormat.AccountName).Matches(command.Name))
        {
            return new("ACC102", $"'{command.Name}' はアカウント名に使えません。", "英数字で始まり、英数字・「.」・「_」・「-」からなる 50 文字以内の名前にしてください。");
        }

        var mail = command switch
        {
            RequestAccount request => request.Facts.Mail,
            ImportAccount import => import.Facts.Mail,
            IssueAccount issue => issue.Mail,
            CorrectAccount correct => correct.Mail,
            _ => null,
        };
        if (!string.IsNullOrEmpty(mail) && !TextFormat.Named(TextFormat.Mail).Matches(mail))
        {
            return new("ACC103", $"'{mail}' はメールアドレスではありません。", "aws-root@example.jp のように書いてください。");
        }

        var text = command switch { ApplyForAccount apply => apply.Application, BaselineAccount baseline => baseline.Baseline, _ => null };
        return (command is BaselineAccount && string.IsNullOrWhiteSpace(text)) || (text is not null && !line.Matches(text))
            ? new("ACC104", "適用テンプレートの版または GCAS 受付番号が正しくありません。", "1 行、200 文字以内で書いてください。")
            : null;
    }

    static AccountDecision Request(Step step, AccountFacts facts)
    {
        var record = step.Before;
        if (record is null || record.Withdrawn)
        {
            return step.To(LedgerAction.Request, AccountState.Requested, facts, null, null, null);
        }

        return AccountFacts.Differences(record.Facts, facts).IsEmpty
            ? new AccountDecision.AlreadyDone(record)
            : Refuse(
                "ACC203", $"アカウント {record.Name} はすでに台帳にあります({AccountText.StateOf(record)})。", "内容を変える場合は correct(訂正)を、別のアカウントの場合は別の名前を使ってください。");
    }

    static AccountDecision Apply(Step step, AccountRecord record, ApplyForAccount apply)
    {
        if (record.State == AccountState.Applied && apply.Application is not null && !string.Equals(apply.Application, record.Application, StringComparison.Ordinal))
        {
            return Refuse(
                "ACC205", $"アカウント {record.Name} は受付番号 {record.Application ?? "(なし)"} で申請済みです。", "二重に申請していないか GCAS で確認してください。");
        }

        return step.Forward(record with { Application = apply.Application ?? record.Application }, LedgerAction.Apply, AccountState.Applied, AccountState.Requested);
    }

    static AccountDecision Issue(Step step, AccountRecord record, AccountId id, AccountFacts facts)
    {
        if (record.Id is { } issued)
        {
            return issued == id && AccountFacts.Differences(record.Facts, facts).IsEmpty && record.State == AccountState.Issued
                ? new AccountDecision.AlreadyDone(record)
                : Refuse(
                    "ACC204", $"アカウント {record.Name} はすでにアカウントID {issued} で払い出し済みです({AccountText.StateOf(record)})。", "入力を誤っていた場合は correct(訂正)を使ってください。");
        }

        return step.Forward(record with { Id = id, Facts = facts }, LedgerAction.Issue, AccountState.Issued, AccountState.Applied);
    }

    static AccountDecision Baseline(Step step, AccountRecord record, BaselineAccount command)
    {
        // Templates are applied again whenever the Digital Agency changes them; the account stays in use meanwhile.
        if (record.State is AccountState.Baselined or AccountState.InUse)
        {
            return string.Equals(record.Baseline, command.Baseline, StringComparison.Ordinal)
                ? new AccountDecision.AlreadyDone(record)
                : step.To(LedgerAction.Baseline, record.State, record.Facts, record.Id, record.Application, command.Baseline);
        }

        return step.Forward(record with { Baseline = command.Baseline }, LedgerAction.Baseline, AccountState.Baselined, AccountState.Issued);
    }

    static AccountDecision Withdraw(Step step, AccountRecord record) => record switch
    {
        { Withdrawn: true } => new AccountDecision.AlreadyDone(record),
        { Id: not null } => Refuse(
            "ACC206", $"アカウント {record.Name} は払い出し済みのため、取り下げられません。", "close(廃止手続)を使ってください。"),
        _ => step.Forward(record, LedgerAction.Withdraw, AccountState.Closed, AccountState.Requested, AccountState.Applied),
    };

    static AccountDecision Import(Step step, ImportAccount import)
    {
        if (import.State is { } state && !state.HasId())
        {
            return Refuse("ACC105", $"状態「{AccountText.Of(state)}」のアカウントは取り込めません。", "払い出し前のものは request(依頼)から登録してください。");
        }

        if (step.Before is not { Withdrawn: false } record)
        {
            return step.To(LedgerAction.Import, import.State ?? AccountState.Issued, import.Facts, import.Id, null, null);
        }

        var stated = import.Facts with { Mail = import.Facts.Mail ?? record.Facts.Mail, NeededBy = record.Facts.NeededBy };
        var differences = AccountFacts.Differences(record.Facts, stated);
        if (record.Id is { } id && id == import.Id)
        {
            return (differences, import.State) switch
            {
                ({ IsEmpty: false }, _) => Refuse(
                    "ACC207", $"アカウント {record.Name} の内容が台帳と異なります({string.Join("、", differences.Select(AccountText.Of))})。", "正しい方を確かめ、台帳を直す場合は correct(訂正)を使ってください。"),
                (_, { } wanted) when wanted != record.State => Step.Skipped(record, wanted),
                _ => new AccountDecision.AlreadyDone(record),
            };
        }

        return import.State is null or AccountState.Issued && differences is [] or [{ Fact: AccountFact.Mail, Before: null }]
            ? Issue(step with { Action = LedgerAction.Import }, record, import.Id, stated)
            : Refuse(
                "ACC207", $"アカウント {record.Name} は台帳に別の内容で登録されています({AccountText.StateOf(record)}、ID {record.Id?.ToString() ?? "なし"})。",
                "名前と ID の組み合わせを確かめ、手順どおりに登録するか correct(訂正)を使ってください。");
    }

    static AccountDecision Correct(Step step, AccountRecord record, CorrectAccount correct)
    {
        if (correct.Id is not null && record.Id is null)
        {
            return Refuse("ACC208", $"アカウント {record.Name} はまだ払い出されていないため、ID を訂正できません。", "issue(払い出し)を使ってください。");
        }

        var facts = correct.ApplyTo(record.Facts);
        var id = correct.Id ?? record.Id;
        return AccountFacts.Differences(record.Facts, facts).IsEmpty && id == record.Id
            ? new AccountDecision.AlreadyDone(record)
            : step.To(LedgerAction.Correct, record.State, facts, id, record.Application, record.Baseline);
    }

    static AccountDecision.Refused Refuse(string code, string reason, string remedy) => new(new Refusal(code, reason, remedy));

    /// <summary>One entry in the making.</summary>
    sealed record Step(AccountRecord? Before, AccountCommand Command, DateTimeOffset Now)
    {
        /// <summary>What the entry is called where it differs from what it does.</summary>
        public LedgerAction? Action { get; init; }

        /// <summary>The next state, if the present one is right before it.</summary>
        public AccountDecision Forward(AccountRecord target, LedgerAction action, AccountState state, params ReadOnlySpan<AccountState> from)
        {
            if (from.Contains(target.State))
            {
                return To(action, state, target.Facts, target.Id, target.Application, target.Baseline);
            }

            return target.State == state ? new AccountDecision.AlreadyDone(Before!) : Skipped(target, state);
        }

        public static AccountDecision Skipped(AccountRecord record, AccountState wanted) => Refuse(
            "ACC202",
            $"アカウント {record.Name} は「{AccountText.StateOf(record)}」のため、「{AccountText.Of(wanted)}」にできません。",
            record.State == AccountState.Closed || record.State >= wanted ? "状態は後戻りしません。台帳の履歴(history)を確認してください。" : $"先に {NextCommand(record.State)} を記録してください。");

        public AccountDecision To(LedgerAction action, AccountState state, AccountFacts facts, AccountId? id, string? application, string? baseline)
        {
            var version = (Before?.Version ?? 0) + 1;
            var after = new AccountRecord
            {
                Name = Command.Name,
                Facts = facts,
                State = state,
                Id = id,
                Application = application,
                Baseline = baseline,
                Version = version,
                ChangedAt = Now,
            };
            var entry = new LedgerEntry
            {
                Account = Command.Name,
                Version = version,
                At = Now,
                Who = Command.Who,
                Why = Command.Why,
                Action = Action ?? action,
                From = Before?.State,
                To = state,
                Changes = [.. AccountFacts.Differences(Before?.Facts, facts), .. OtherChanges(after)],
            };
            return new AccountDecision.Transition(Before, after, entry);
        }

        IEnumerable<FactChange> OtherChanges(AccountRecord after)
        {
            (AccountFact Fact, string? Old, string? New)[] facts =
            [
                (AccountFact.AccountId, Before?.Id?.ToString(), after.Id?.ToString()),
                (AccountFact.Application, Before?.Application, after.Application),
                (AccountFact.Baseline, Before?.Baseline, after.Baseline),
            ];
            return facts.Where(fact => !string.Equals(fact.Old, fact.New, StringComparison.Ordinal)).Select(fact => new FactChange(fact.Fact, fact.Old, fact.New));
        }

        static string NextCommand(AccountState state) => state switch
        {
            AccountState.Requested => "apply(GCAS申請)",
            AccountState.Applied => "issue(払い出し)",
            AccountState.Issued => "baseline(初期設定)",
            AccountState.Baselined => "use(使用開始)",
            AccountState.InUse => "close(廃止手続)",
            _ => "closed(廃止確認)",
        };
    }
}
