using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Accounts;

/// <summary>Compares the estate with the ledger, both ways. Accounts that are only requested or applied for have no id and cannot stand in the estate yet.</summary>
public static class LedgerReconciliation
{
    /// <summary>Everything that differs, ordered by account name and id of the difference; empty where both say the same.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="ledger">All records of the ledger.</param>
    public static ImmutableArray<LedgerDifference> Compare(Estate estate, IEnumerable<AccountRecord> ledger)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(ledger);
        var records = ledger.ToList();
        var byName = records.ToDictionary(record => record.Name, StringComparer.Ordinal);
        var byId = records.Where(record => record.Id is not null).ToDictionary(record => record.Id!.Value);
        var differences = new List<LedgerDifference>();
        var matched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var account in estate.Accounts)
        {
            // The id is what AWS knows; a name can be mistyped in one of the two.
            var record = byId.GetValueOrDefault(account.Id) ?? byName.GetValueOrDefault(account.Name);
            if (record is null)
            {
                differences.Add(new("REC001", account.Name, account.Id, "台帳にありません。", "import(取り込み)で台帳に登録してください。"));
                continue;
            }

            matched.Add(record.Name);
            differences.AddRange(CompareOne(account, record, estate));
        }

        differences.AddRange(records.Where(record => !matched.Contains(record.Name)).Select(MissingInEstate).OfType<LedgerDifference>());
        return [.. differences.OrderBy(difference => difference.Account, StringComparer.Ordinal).ThenBy(difference => difference.Code, StringComparer.Ordinal)];
    }

    static LedgerDifference? MissingInEstate(AccountRecord record) => record.State.HasId() && record.State != AccountState.Closed
        ? new("REC002", record.Name, record.Id, $"環境定義にありません(台帳では「{AccountText.Of(record.State)}」)。", "環境定義の accounts に追加するか、不要なら close(廃止手続)を記録してください。")
        : null;

    static IEnumerable<LedgerDifference> CompareOne(Account account, AccountRecord record, Estate estate)
    {
        if (State(account, record) is { } state)
        {
            yield return state;
        }

        if (!string.Equals(account.Name, record.Name, StringComparison.Ordinal))
        {
            yield return new("REC010", account.Name, account.Id, $"名前が異なります。環境定義: {account.Name}、台帳: {record.Name}", "台帳の名前は変わりません。環境定義の名前を台帳に合わせてください。");
        }

        if (record.Id is { } id && id != account.Id)
        {
            yield return new("REC011", account.Name, account.Id, $"アカウントID が異なります。環境定義: {account.Id}、台帳: {id}", "GCAS の払い出し結果を確かめ、誤っている方を直してください(台帳は correct)。");
        }

        foreach (var change in AccountFacts.Differences(record.Facts, AccountEstateRules.FactsOf(account, estate)))
        {
            // An estate need not name the root user's mail address, and cannot name the day.
            if (change is not { Fact: AccountFact.Mail or AccountFact.NeededBy, After: null })
            {
                yield return new(
                    CodeOf(change.Fact), account.Name, account.Id,
                    $"{AccountText.Of(change.Fact)}が異なります。環境定義: {AccountText.Value(change.Fact, change.After) ?? "(なし)"}、台帳: {AccountText.Value(change.Fact, change.Before) ?? "(なし)"}",
                    "正しい方を確かめ、環境定義を直すか、台帳に correct(訂正)を記録してください。");
            }
        }
    }

    static LedgerDifference? State(Account account, AccountRecord record) => record switch
    {
        { Withdrawn: true } => new("REC021", account.Name, account.Id, "環境定義にありますが、台帳では取り下げられています。", "払い出されていた場合は import(取り込み)で登録し、そうでなければ環境定義から外してください。"),
        { State: AccountState.Closed } => new("REC022", account.Name, account.Id, "環境定義にありますが、台帳では廃止済です。", "環境定義から外してください。"),
        { Id: null } => new(
            "REC023", account.Name, account.Id, $"環境定義にありますが、台帳ではまだ払い出されていません(「{AccountText.Of(record.State)}」)。", "払い出しを確かめ、台帳に apply・issue を記録してください。"),
        _ => null,
    };

    static string CodeOf(AccountFact fact) => fact switch
    {
        AccountFact.Environment => "REC012",
        AccountFact.System => "REC013",
        AccountFact.Municipalities => "REC014",
        AccountFact.Mail => "REC015",
        _ => "REC016",
    };
}

/// <summary>One difference between estate and ledger.</summary>
/// <param name="Code">Stable id: <c>REC001</c> missing in the ledger, <c>REC002</c> in the estate, <c>REC010</c> to <c>REC016</c> a fact, <c>REC021</c> to <c>REC023</c> a state.</param>
/// <param name="Account">The account's name in the estate, else in the ledger.</param>
/// <param name="Id">Its id, where one is known.</param>
/// <param name="Message">What differs, in Japanese.</param>
/// <param name="Remedy">What to do, in Japanese.</param>
public sealed record LedgerDifference(string Code, string Account, AccountId? Id, string Message, string Remedy);
