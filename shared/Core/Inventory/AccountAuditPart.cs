using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Inventory;

/// <summary>
/// What one slice of a run found out. What is as it should be is counted and not listed: the parts of five thousand accounts are in memory at once when the run is closed.
/// </summary>
public sealed record AccountAuditPart
{
    /// <summary>The slice, from 0.</summary>
    public required int Slice { get; init; }

    /// <summary>When it was judged, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its accounts.</summary>
    public required ImmutableArray<JudgedAccount> Accounts { get; init; }

    /// <summary>Reads a part.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static AccountAuditPart Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, InventoryJson.Default.AccountAuditPart) ?? throw new JsonException("The part is null.");

    /// <summary>Writes a part.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, InventoryJson.Default.AccountAuditPart);
}

/// <summary>What was found out about an account, and who is in it.</summary>
/// <param name="Audit">What was found out.</param>
/// <param name="Roster">Who is in it, for the confirmation by municipalities.</param>
public sealed record JudgedAccount(AuditedAccount Audit, AccountRoster Roster)
{
    /// <summary>An account of which nothing could be read.</summary>
    public static JudgedAccount NotRead(AccountId account, string why) => new(AuditedAccount.NotRead(account, why), AccountRoster.Unread(account, why));
}

/// <summary>An account that was audited, or could not be.</summary>
public sealed record AuditedAccount
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>Why nothing of it could be read, Japanese; none where something was.</summary>
    public string? Unread { get; init; }

    /// <summary>How much is as it should be, by check.</summary>
    public ImmutableSortedDictionary<string, QuietCount> Quiet { get; init; } = ImmutableSortedDictionary<string, QuietCount>.Empty;

    /// <summary>Answers that fail, are unknown or are waived.</summary>
    public ImmutableArray<InventoryAnswer> Answers { get; init; } = [];

    /// <summary>An account of which nothing could be read.</summary>
    public static AuditedAccount NotRead(AccountId account, string why) => new() { Account = account.ToString(), Unread = why };

    /// <summary>From the results of one account.</summary>
    public static AuditedAccount Of(AccountId account, IEnumerable<AuditResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var quiet = new SortedDictionary<string, QuietCount>(StringComparer.Ordinal);
        var answers = ImmutableArray.CreateBuilder<InventoryAnswer>();
        foreach (var result in results)
        {
            if (result.Outcome.Kind is AuditOutcomeKind.Pass or AuditOutcomeKind.NotApplicable)
            {
                var before = quiet.GetValueOrDefault(result.Check.Id) ?? new QuietCount(0, 0);
                quiet[result.Check.Id] = result.Outcome.Kind == AuditOutcomeKind.Pass ? before with { Passed = before.Passed + 1 } : before with { NotApplicable = before.NotApplicable + 1 };
            }
            else
            {
                answers.Add(InventoryAnswer.Of(result));
            }
        }

        return new() { Account = account.ToString(), Quiet = quiet.ToImmutableSortedDictionary(StringComparer.Ordinal), Answers = answers.ToImmutable() };
    }
}

/// <summary>How many subjects of a check are as they should be.</summary>
/// <param name="Passed">適合.</param>
/// <param name="NotApplicable">対象外.</param>
public sealed record QuietCount(int Passed, int NotApplicable);

/// <summary>One answer that somebody has to see.</summary>
public sealed record InventoryAnswer
{
    /// <summary>The check's id.</summary>
    public required string Check { get; init; }

    /// <summary>The account; none for what is of no account.</summary>
    public string? Account { get; init; }

    /// <summary>Kind of the subject.</summary>
    public required SubjectKind Kind { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary><c>fail</c>, <c>unknown</c> or <c>waived</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What was found, Japanese.</summary>
    public required string Message { get; init; }

    /// <summary>What was seen.</summary>
    public ImmutableArray<ObservedValue> Observed { get; init; } = [];

    /// <summary>Why it is unknown, Japanese.</summary>
    public string? Reason { get; init; }

    /// <summary>Who accepted it, why and until when, where it is waived.</summary>
    public AuditWaiver? Waiver { get; init; }

    /// <summary>What it is about, and of which check: equal in every run.</summary>
    public (string, string?, SubjectKind, string) Key => (Check, Account, Kind, Subject);

    internal bool IsOpen => Outcome is "fail" or "unknown";

    internal static InventoryAnswer Of(AuditResult result) => new()
    {
        Check = result.Check.Id,
        Account = result.Subject.Account?.ToString(),
        Kind = result.Subject.Kind,
        Subject = result.Subject.Id,
        Outcome = result.Outcome.Kind.Code(),
        Message = result.Message,
        Observed = result.Observed,
        Reason = (result.Outcome as NotKnown)?.Reason,
        Waiver = (result.Outcome as Waived)?.Waiver,
    };

    internal AuditResult Result(CheckDefinition check, DateTimeOffset at) => new()
    {
        Check = check,
        Subject = new(Kind, Subject, AccountId.TryParse(Account, out var account) ? account : null),
        Outcome = Waiver is { } waiver ? new Waived(waiver) : Outcome == "fail" ? AuditOutcome.Fail : new NotKnown(Reason ?? Message),
        Message = Message,
        Observed = Observed,
        At = at,
    };
}
