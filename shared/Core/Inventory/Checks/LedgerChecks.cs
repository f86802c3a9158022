using System.Collections.Immutable;
using GovCloud.Accounts;
using GovCloud.Audit;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>Ledger, organization and estate say the same, three ways.</summary>
static class LedgerChecks
{
    /// <summary>How long AWS keeps a closed account before it goes for good.</summary>
    const int ClosingDays = 90;

    public static ImmutableArray<AuditCheck<EstateEvidence>> All { get; } =
    [
        new()
        {
            Definition = Define(InventoryChecks.Ledger, "AWS にあるアカウントがすべて台帳にある", "Every account in AWS stands in the ledger", Severity.High, "台帳にないアカウントには所有者も監視もありません。", "gca accounts import で台帳に登録するか、不要なら廃止してください。", "organizations:ListAccounts", "ledger"),
            Judge = evidence => Both(evidence).Select(both => InLedger(both.Aws, both.Ledger.Select(record => record.Id).OfType<AccountId>().ToHashSet())),
        },
        new()
        {
            Definition = Define("ACC-002", "台帳のアカウントがすべて AWS にある", "Every account of the ledger is in AWS", Severity.Medium, "廃止や移管が記録されていないか、別の組織に移っています。", "GCAS に確かめ、台帳に廃止または訂正を記録してください。", "organizations:ListAccounts", "ledger"),
            Judge = evidence => Both(evidence).Select(both => InAws(both.Ledger, both.Aws.Select(account => account.Id).ToHashSet())),
        },
        new()
        {
            Definition = Define("ACC-003", "名前とルートのメールが台帳と AWS で同じ", "Name and root mail address are the same in ledger and AWS", Severity.Medium, "ルートのメールを知らなければ、回復の手続きができません。", "正しい方を確かめ、台帳に訂正(correct)を記録するか、AWS 側の変更を依頼してください。", "organizations:ListAccounts", "ledger"),
            Judge = evidence => Both(evidence).Select(both =>
                from account in both.Aws
                join record in both.Ledger on (AccountId?)account.Id equals record.Id
                select Facts(account, record)),
        },
        new()
        {
            Definition = Define("ACC-004", "環境定義と台帳が同じ", "Estate and ledger say the same", Severity.Medium, "監視・費用・連絡は環境定義から決まり、台帳と違えば誤った先に届きます。", "gca accounts reconcile の対処に従ってください。", "ledger", "estate"),
            Judge = evidence => evidence.Context.Ledger.Select(ledger => LedgerReconciliation.Compare(evidence.Context.Estate.Estate, ledger) switch
            {
                { IsEmpty: true } => [Judgement.Pass(evidence.Scope, "環境定義と台帳に差はありません。")],
                var differences => differences.Select(difference => Judgement.Fail(
                    difference.Id is { } id ? AuditSubject.OfAccount(id) : evidence.Scope, $"{difference.Account}: {difference.Message}", Seen("code", difference.Code))),
            }),
        },
        new()
        {
            Definition = Define("ACC-005", "台帳に重複がない", "Nothing stands twice in the ledger", Severity.Medium, "同じアカウントが二つの所有者を持つと、どちらも見ません。", "古い方を訂正してください。", "ledger"),
            Judge = evidence => evidence.Context.Ledger.Select(ledger => Duplicates(evidence, ledger)),
        },
        new()
        {
            Definition = Define("ACC-006", "廃止の状態が台帳と AWS で合っている", "Closing is the same in ledger and AWS", Severity.High, "廃止したはずのアカウントが動き続け、費用と危険が残ります。", "廃止の依頼の状況を GCAS に確かめ、台帳か AWS を合わせてください。", "organizations:ListAccounts", "ledger"),
            Judge = evidence => Both(evidence).Select(both =>
                from account in both.Aws
                join record in both.Ledger on (AccountId?)account.Id equals record.Id
                select Closing(evidence, account, record)),
        },
    ];

    static Reading<(ImmutableArray<OrganizationAccount> Aws, ImmutableArray<AccountRecord> Ledger)> Both(EstateEvidence evidence) =>
        Readings.Both(evidence.Context.Organization, evidence.Context.Ledger);

    static IEnumerable<Judgement> InLedger(ImmutableArray<OrganizationAccount> accounts, HashSet<AccountId> ledger) => accounts.Select(account => Judgement.Of(
        ledger.Contains(account.Id), AuditSubject.OfAccount(account.Id), $"AWS のアカウント {account.Id}({account.Name})は台帳に{(ledger.Contains(account.Id) ? "あります" : "ありません")}。"));

    static IEnumerable<Judgement> InAws(ImmutableArray<AccountRecord> ledger, HashSet<AccountId> accounts) => ledger
        .Where(record => record.Id is not null && record.State.HasId() && record.State != AccountState.Closed)
        .Select(record => Judgement.Of(
            accounts.Contains(record.Id!.Value), AuditSubject.OfAccount(record.Id!.Value), $"台帳のアカウント {record.Name} は AWS に{(accounts.Contains(record.Id!.Value) ? "あります" : "ありません")}。"));

    static Judgement Facts(OrganizationAccount account, AccountRecord record)
    {
        var subject = AuditSubject.OfAccount(account.Id);
        var name = account.Name == record.Name;
        // The addresses themselves stay out of results: a report travels further than the ledger.
        var mail = record.Facts.Mail is null || account.Mail is null || string.Equals(record.Facts.Mail, account.Mail, StringComparison.OrdinalIgnoreCase);
        return Judgement.Of(
            name && mail,
            subject,
            (name, mail) switch
            {
                (true, true) => $"{record.Name} の名前とメールは台帳と AWS で同じです。",
                (false, true) => $"名前が違います。台帳: {record.Name}、AWS: {account.Name}。",
                (true, false) => $"{record.Name} のルートのメールが台帳と AWS で違います。",
                _ => $"名前とルートのメールが違います。台帳: {record.Name}、AWS: {account.Name}。",
            });
    }

    static IEnumerable<Judgement> Duplicates(EstateEvidence evidence, ImmutableArray<AccountRecord> ledger)
    {
        var twice = ledger.Where(record => record.Id is not null).GroupBy(record => record.Id!.Value).Where(group => group.Skip(1).Any())
            .Select(group => Judgement.Fail(AuditSubject.OfAccount(group.Key), $"アカウント {group.Key} が台帳に{group.Count()}件あります({string.Join("、", group.Select(record => record.Name).Order(StringComparer.Ordinal))})。"))
            .Concat(ledger.Where(record => record.HeldMail is not null).GroupBy(record => record.HeldMail!, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any())
                .Select(group => Judgement.Fail(evidence.Scope, $"同じルートのメールが台帳に{group.Count()}件あります({string.Join("、", group.Select(record => record.Name).Order(StringComparer.Ordinal))})。")))
            .ToList();
        return twice.Count > 0 ? twice : [Judgement.Pass(evidence.Scope, $"台帳の{ledger.Length}件に重複はありません。")];
    }

    static Judgement Closing(EstateEvidence evidence, OrganizationAccount account, AccountRecord record)
    {
        var subject = AuditSubject.OfAccount(account.Id);
        ObservedValue[] seen = [Seen("state", account.State ?? "unknown"), Seen("ledger", record.State.Code())];
        if (account.State is not ("ACTIVE" or "SUSPENDED" or "PENDING_CLOSURE" or "CLOSED" or "PENDING_ACTIVATION"))
        {
            return Judgement.Unknown(subject, account.State is null ? "AWS の状態が読めません" : $"AWS の状態 {account.State} を知りません", seen);
        }

        var open = account.State is "ACTIVE" or "PENDING_ACTIVATION";
        var days = DaysSince(record.ChangedAt, evidence.At);
        return (open, record.State) switch
        {
            (true, AccountState.Closed) => Judgement.Fail(subject, $"{record.Name} は台帳では廃止済ですが、AWS では {account.State} です。", seen),
            (true, AccountState.Closing) when days > ClosingDays => Judgement.Fail(subject, $"{record.Name} は廃止手続中のまま{days}日たち、AWS では {account.State} です。", seen),
            (false, not (AccountState.Closing or AccountState.Closed)) => Judgement.Fail(subject, $"{record.Name} は台帳では使用中ですが、AWS では {account.State} です。", seen),
            _ => Judgement.Pass(subject, $"{record.Name} の状態は台帳と AWS で合っています。", seen),
        };
    }

    internal static CheckDefinition Define(string id, string title, string english, Severity severity, string rationale, string remedy, params ImmutableArray<string> reads) => new()
    {
        Id = id,
        Title = title,
        TitleInEnglish = english,
        Rationale = rationale,
        Severity = severity,
        Sources = [Nist("CM-8"), Contract("R-031")],
        Reads = reads,
        Remedy = remedy,
    };
}
