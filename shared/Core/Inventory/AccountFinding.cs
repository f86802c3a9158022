using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Audit;

namespace GovCloud.Inventory;

/// <summary>What triage is told about one answer, or about an account that could not be read: the detail of an event.</summary>
public sealed record AccountFinding
{
    const string UnreadType = "account-audit-unread";
    const string UnreadTitle = "アカウントの棚卸ができる";

    /// <summary>The check, such as <c>account-audit-iam-014</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Always posture.</summary>
    public string Category { get; init; } = "Posture";

    /// <summary><c>CRITICAL</c> to <c>LOW</c>.</summary>
    public required string Severity { get; init; }

    /// <summary><c>active</c> or <c>resolved</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The account; none for what is of no account.</summary>
    public string? Account { get; init; }

    /// <summary>The subject, so that every one is an incident of its own.</summary>
    public required string Resource { get; init; }

    /// <summary>What is demanded, Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>What was found, Japanese.</summary>
    public required string Reason { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The detail of the event.</summary>
    public string Detail() => JsonSerializer.Serialize(this, InventoryJson.Default.AccountFinding);

    /// <summary>
    /// What is to be told: what is open and was not the last time, and what was open and is no more. Silence is no recovery: what was open of an account that was not read now, or
    /// of a check that is unknown there now, or unknown as a whole, stays open and is not told. Where the last evidence is not known, everything that is open is new.
    /// </summary>
    public static ImmutableArray<AccountFinding> Of(AccountAuditRecord? previous, AccountAuditRecord current)
    {
        ArgumentNullException.ThrowIfNull(current);
        var before = Open(previous);
        var now = Open(current);
        var unread = current.Accounts.Where(account => account.Unread is not null).Select(account => account.Account).ToHashSet(StringComparer.Ordinal);
        var heard = current.Accounts.Select(account => account.Account).ToHashSet(StringComparer.Ordinal);
        var doubtful = All(current).SelectMany(account => account.Answers).Where(answer => answer.Outcome == "unknown").Select(answer => (answer.Check, answer.Account)).ToHashSet();
        var begun = now.Where(answer => !before.TryGetValue(answer.Key, out var known) || known.Outcome != answer.Value.Outcome).Select(answer => Told(answer.Value, open: true, current.At));
        var ended = before.Values
            .Where(answer => !now.ContainsKey(answer.Key) && !(answer.Account is { } account && unread.Contains(account)) && !doubtful.Contains((answer.Check, answer.Account)) && !doubtful.Contains((answer.Check, null)))
            .Select(answer => Told(answer, open: false, current.At));
        var lost = (previous?.Accounts ?? []).Where(account => account.Unread is not null).Select(account => account.Account).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. begun, .. ended,
            .. current.Accounts.Where(account => account.Unread is not null && !lost.Contains(account.Account)).Select(account => Unread(account.Account, account.Unread!, open: true, current.At)),
            .. lost.Where(account => !unread.Contains(account)).Order(StringComparer.Ordinal).Select(account => Unread(account, heard.Contains(account) ? "読み取れた" : "対象から外れた", open: false, current.At)),
        ];
    }

    static Dictionary<(string, string?, SubjectKind, string), InventoryAnswer> Open(AccountAuditRecord? record) =>
        (record is null ? [] : All(record)).SelectMany(account => account.Answers).Where(answer => answer.IsOpen).DistinctBy(answer => answer.Key).ToDictionary(answer => answer.Key);

    static IEnumerable<AuditedAccount> All(AccountAuditRecord record) => record.Accounts.Append(record.Estate);

    static AccountFinding Told(InventoryAnswer answer, bool open, DateTimeOffset at)
    {
        var check = InventoryChecks.Definitions.FirstOrDefault(known => known.Id == answer.Check);
        // What cannot be told is to be looked into, and not as bad as what is known to be wrong.
        var severity = answer.Outcome == "unknown" ? Triage.Severity.Low : check?.Severity ?? Triage.Severity.Medium;
        return new()
        {
            Type = $"account-audit-{answer.Check.ToLowerInvariant()}",
            Severity = severity.ToString().ToUpperInvariant(),
            Status = open ? "active" : "resolved",
            Account = answer.Account,
            Resource = answer.Kind == SubjectKind.Account ? $"AWS::::Account:{answer.Subject}" : answer.Subject,
            Title = check?.Title ?? answer.Check,
            Reason = answer.Message,
            At = at,
        };
    }

    static AccountFinding Unread(string account, string reason, bool open, DateTimeOffset at) => new()
    {
        Type = UnreadType,
        Severity = nameof(Triage.Severity.Medium).ToUpperInvariant(),
        Status = open ? "active" : "resolved",
        Account = account,
        Resource = $"AWS::::Account:{account}",
        Title = UnreadTitle,
        Reason = reason,
        At = at,
    };
}
