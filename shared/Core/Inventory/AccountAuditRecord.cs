using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GovCloud.Audit;

namespace GovCloud.Inventory;

/// <summary>The evidence of one inventory: every account with what is open, what is as it should be by number, and what could not be read by name.</summary>
public sealed record AccountAuditRecord
{
    /// <summary>When the audit was to begin, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>From when use counted.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Digest of the estate that was in force.</summary>
    public required string EstateDigest { get; init; }

    /// <summary>Whether it is the inventory of a quarter.</summary>
    public bool Quarterly { get; init; }

    /// <summary>Answers by outcome. An account that was not read is unknown once for every check of accounts.</summary>
    public required ImmutableSortedDictionary<string, int> Summary { get; init; }

    /// <summary>The accounts, by id.</summary>
    public required ImmutableArray<AuditedAccount> Accounts { get; init; }

    /// <summary>What was compared over all accounts.</summary>
    public required AuditedAccount Estate { get; init; }

    /// <summary>How many accounts could not be read.</summary>
    public int Unread => Accounts.Count(account => account.Unread is not null);

    /// <summary>Puts the evidence together.</summary>
    /// <param name="run">The run.</param>
    /// <param name="since">From when use counted.</param>
    /// <param name="accounts">The accounts, those that were not read among them.</param>
    /// <param name="estate">What was compared over all accounts.</param>
    public static AccountAuditRecord Of(SweepRun run, DateTimeOffset since, IEnumerable<AuditedAccount> accounts, AuditedAccount estate)
    {
        ArgumentNullException.ThrowIfNull(run);
        ImmutableArray<AuditedAccount> ordered = [.. accounts.OrderBy(account => account.Account, StringComparer.Ordinal)];
        return new()
        {
            At = run.At,
            Since = since,
            EstateDigest = run.EstateDigest,
            Summary = Count([.. ordered, estate]),
            Accounts = ordered,
            Estate = estate,
        };
    }

    /// <summary>Reads evidence.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static AccountAuditRecord Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, InventoryJson.Default.AccountAuditRecord) ?? throw new JsonException("The evidence is null.");

    /// <summary>Writes evidence.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, InventoryJson.Default.AccountAuditRecord);

    /// <summary>The results for people: what is open one by one; what is as it should be once for each check and account, with its number.</summary>
    public IEnumerable<AuditResult> Results()
    {
        var checks = InventoryChecks.Definitions.ToDictionary(check => check.Id, StringComparer.Ordinal);
        foreach (var account in Accounts.Append(Estate))
        {
            AccountId? id = AccountId.TryParse(account.Account, out var parsed) ? parsed : null;
            var scope = id is { } known ? AuditSubject.OfAccount(known) : new AuditSubject(SubjectKind.Estate, account.Account, null);
            if (account.Unread is { } why)
            {
                foreach (var check in InventoryChecks.OfAccount)
                {
                    yield return Result(check.Definition, scope, new NotKnown(why), $"判定できません({why})。");
                }
            }

            foreach (var (check, quiet) in account.Quiet.Where(entry => checks.ContainsKey(entry.Key)))
            {
                yield return Result(
                    checks[check], scope, quiet.Passed > 0 ? AuditOutcome.Pass : new NotApplicable("該当するものがありません"),
                    string.Create(CultureInfo.InvariantCulture, $"適合{quiet.Passed}件、対象外{quiet.NotApplicable}件。"));
            }

            foreach (var answer in account.Answers.Where(answer => checks.ContainsKey(answer.Check)))
            {
                yield return answer.Result(checks[answer.Check], At);
            }
        }

        AuditResult Result(CheckDefinition check, AuditSubject subject, AuditOutcome outcome, string message) =>
            new() { Check = check, Subject = subject, Outcome = outcome, Message = message, At = At };
    }

    static ImmutableSortedDictionary<string, int> Count(IReadOnlyCollection<AuditedAccount> accounts)
    {
        var counts = AuditOutcomes.All.ToDictionary(kind => kind.Code(), _ => 0, StringComparer.Ordinal);
        foreach (var account in accounts)
        {
            counts["pass"] += account.Quiet.Values.Sum(quiet => quiet.Passed);
            counts["not-applicable"] += account.Quiet.Values.Sum(quiet => quiet.NotApplicable);
            counts["unknown"] += account.Unread is null ? 0 : InventoryChecks.OfAccount.Length;
            foreach (var answer in account.Answers)
            {
                counts[answer.Outcome]++;
            }
        }

        return counts.Where(count => count.Value > 0).ToImmutableSortedDictionary(count => count.Key, count => count.Value, StringComparer.Ordinal);
    }
}
