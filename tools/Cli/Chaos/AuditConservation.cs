using System.Collections.Immutable;
using GovCloud.Inventory;
using GovCloud.Resilience.Checks;

namespace GovCloud.Cli.Chaos;

/// <summary>What the audits conserve: every slice that was planned, every answer of a quiet morning, and their chains of evidence.</summary>
static class AuditConservation
{
    /// <summary>The rows.</summary>
    public static IEnumerable<ConservationRow> Of(HeldMornings held, HeldMornings quiet) => [Slices(held), Answers(held, quiet), Chains(held)];

    /// <summary>Every slice of every morning is among the evidence once, or came too late for the closing, which then says that its accounts are unknown.</summary>
    static ConservationRow Slices(HeldMornings held)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        var (parts, unheard, overtaken) = (0, 0, 0);
        foreach (var (run, came) in held.Planned.Zip(held.Parts))
        {
            parts += came.Length;
            var missing = held.Slices.Length - came.Length;
            if (held.Accounts.Where(record => record.At == run.At).ToList() is not [var closed])
            {
                // A start that Lambda gave up is made again by somebody; when a later inventory has been held by then, it is left.
                var left = came.IsEmpty && held.Accounts.All(record => record.At != run.At) && held.Accounts.Any(record => record.At > run.At);
                overtaken += left ? missing : 0;
                if (!left)
                {
                    problems.Add($"棚卸 {run.Id} の証跡が {held.Accounts.Count(record => record.At == run.At)} 件ある");
                }

                continue;
            }

            unheard += missing;
            var unread = closed.Accounts.Where(account => account.Unread is not null).Select(account => account.Account).ToHashSet(StringComparer.Ordinal);
            problems.AddRange(Enumerable.Range(0, held.Slices.Length).Except(came).SelectMany(slice => held.Slices[slice]).Where(account => !unread.Contains(account)).Select(account => $"棚卸 {run.Id} の {account} は区分が届いていないのに未確認でない"));
        }

        problems.AddRange(held.Accounts.Where(record => held.Planned.All(run => run.At != record.At)).Select(record => $"計画にない棚卸の証跡: {record.At:O}"));
        return new()
        {
            Name = "監査の区分(スライス)",
            Total = held.Planned.Length * held.Slices.Length,
            Parts = [new("証跡の部", parts), new("締め切り後のため未確認として締めた(DLQ)", unheard), new("後の棚卸に追い越された", overtaken)],
            Problems = problems.ToImmutable(),
        };
    }

    /// <summary>Every answer is the one of a quiet morning, or unknown with its reason.</summary>
    static ConservationRow Answers(HeldMornings held, HeldMornings quiet)
    {
        var tally = new AnswerTally();
        // Where one invocation does it all, an attempt that could keep its evidence and not tell it is there besides the one that could.
        var backups = held.Backups.GroupBy(record => held.Planned.Count(run => run.At <= record.At)).OrderBy(group => group.Key).ToList();
        foreach (var (group, i) in backups.Select((group, i) => (group, i)))
        {
            foreach (var earlier in group.SkipLast(1))
            {
                new AnswerTally(tally.Problems).Add(quiet.Backups[Math.Min(i, quiet.Backups.Length - 1)], earlier);
            }

            tally.Add(quiet.Backups[Math.Min(i, quiet.Backups.Length - 1)], group.Last());
        }

        foreach (var record in held.Accounts)
        {
            tally.Add(quiet.Accounts[^1], record);
        }

        return new()
        {
            Name = "監査の回答",
            Total = backups.Select((_, i) => (long)quiet.Backups[Math.Min(i, quiet.Backups.Length - 1)].Answers.Length).Sum() + (held.Accounts.Length * AnswerTally.CountOf(quiet.Accounts[^1])),
            Parts = [new("適合・対象外", tally.Passed), new("不適合・受容", tally.Found), new("障害のない場合も未確認", tally.AlwaysUnknown), new("障害により未確認(理由つき)", tally.Unknown)],
            Problems = [.. tally.Problems, .. quiet.Accounts.IsEmpty || held.Accounts.IsEmpty || held.Backups.IsEmpty ? ["監査が一度も締まっていない"] : Array.Empty<string>()],
        };
    }

    static ConservationRow Chains(HeldMornings held) => new()
    {
        Name = "証跡の連鎖",
        Total = held.Chains.Sum(chain => chain.Entries) + held.Chains.Count(chain => chain.Fault is not null),
        Parts = [.. held.Chains.Select(chain => new ConservedPart($"{chain.Chain} 検証済み", chain.Entries))],
        Problems = [.. held.Chains.Where(chain => chain.Fault is not null).Select(chain => $"{chain.Chain}: {chain.Fault}")],
    };
}

/// <summary>Counts answers against those of a quiet morning.</summary>
sealed class AnswerTally(List<string> problems)
{
    public AnswerTally()
        : this([])
    {
    }

    public List<string> Problems => problems;

    public long Passed { get; private set; }

    public long Found { get; private set; }

    public long AlwaysUnknown { get; private set; }

    public long Unknown { get; private set; }

    /// <summary>How many answers an inventory has.</summary>
    public static long CountOf(AccountAuditRecord record) => record.Accounts.Append(record.Estate).Sum(CountOf);

    /// <summary>Counts the answers of an audit of backups.</summary>
    public void Add(BackupAuditRecord usual, BackupAuditRecord record)
    {
        var now = record.Answers.ToDictionary(answer => answer.Key, answer => answer.Outcome);
        var doubtful = record.Answers.Where(answer => answer.Outcome == "unknown").Select(answer => (answer.Check, answer.Account)).ToHashSet();
        foreach (var answer in usual.Answers)
        {
            var outcome = now.GetValueOrDefault(answer.Key);
            if (outcome == answer.Outcome)
            {
                Count(outcome);
            }
            else if (outcome is "unknown" || (outcome is null && (doubtful.Contains((answer.Check, answer.Account)) || doubtful.Contains((answer.Check, null)))))
            {
                Unknown++;
            }
            else
            {
                problems.Add($"{answer.Check} {answer.Account} {answer.Subject}: 障害のない場合は {answer.Outcome}、ここでは {outcome ?? "なし"}");
            }
        }

        var known = usual.Answers.Select(answer => answer.Key).ToHashSet();
        problems.AddRange(record.Answers.Where(answer => answer.Outcome != "unknown" && !known.Contains(answer.Key)).Select(answer => $"{answer.Check} {answer.Account} {answer.Subject}: 障害のない場合にはない {answer.Outcome}"));
        problems.AddRange(record.Answers.Where(answer => answer is { Outcome: "unknown", Message: "" }).Select(answer => $"{answer.Check} {answer.Account}: 理由のない未確認"));
    }

    /// <summary>Counts the answers of an inventory.</summary>
    public void Add(AccountAuditRecord usual, AccountAuditRecord record)
    {
        var now = record.Accounts.Append(record.Estate).ToDictionary(account => account.Account, StringComparer.Ordinal);
        foreach (var before in usual.Accounts.Append(usual.Estate))
        {
            if (now.GetValueOrDefault(before.Account) is not { } account)
            {
                problems.Add($"{before.Account}: 棚卸にない");
            }
            else if (account.Unread is not null)
            {
                Unknown += CountOf(before);
            }
            else
            {
                AddAccount(before, account);
            }
        }

        problems.AddRange(record.Accounts.Where(account => account.Unread is "").Select(account => $"{account.Account}: 理由のない未確認"));
    }

    void AddAccount(AuditedAccount usual, AuditedAccount account)
    {
        var doubtful = account.Answers.Where(answer => answer.Outcome == "unknown").Select(answer => answer.Check).ToHashSet(StringComparer.Ordinal);
        foreach (var (check, quiet) in usual.Quiet)
        {
            var (before, left) = (quiet.Passed + quiet.NotApplicable, account.Quiet.GetValueOrDefault(check) is { } same ? same.Passed + same.NotApplicable : 0);
            Passed += Math.Min(before, left);
            if (left < before && doubtful.Contains(check))
            {
                Unknown += before - left;
            }
            else if (left != before)
            {
                problems.Add($"{check} {account.Account}: 障害のない場合の適合・対象外は {before} 件、ここでは {left} 件");
            }
        }

        problems.AddRange(account.Quiet.Keys.Where(check => !usual.Quiet.ContainsKey(check) && usual.Answers.All(answer => answer.Check != check || answer.Outcome != "unknown")).Select(check => $"{check} {account.Account}: 障害のない場合にはない適合"));
        var now = account.Answers.DistinctBy(answer => answer.Key).ToDictionary(answer => answer.Key, answer => answer.Outcome);
        foreach (var answer in usual.Answers)
        {
            var outcome = now.GetValueOrDefault(answer.Key);
            if (outcome == answer.Outcome)
            {
                Count(outcome);
            }
            else if (outcome is "unknown" || (outcome is null && doubtful.Contains(answer.Check)))
            {
                Unknown++;
            }
            else
            {
                problems.Add($"{answer.Check} {account.Account} {answer.Subject}: 障害のない場合は {answer.Outcome}、ここでは {outcome ?? "なし"}");
            }
        }

        var known = usual.Answers.Select(answer => answer.Key).ToHashSet();
        problems.AddRange(account.Answers.Where(answer => answer.Outcome != "unknown" && !known.Contains(answer.Key)).Select(answer => $"{answer.Check} {account.Account} {answer.Subject}: 障害のない場合にはない {answer.Outcome}"));
        problems.AddRange(account.Answers.Where(answer => answer.Outcome == "unknown" && string.IsNullOrEmpty(answer.Reason)).Select(answer => $"{answer.Check} {account.Account}: 理由のない未確認"));
    }

    static long CountOf(AuditedAccount account) => account.Quiet.Values.Sum(quiet => (long)quiet.Passed + quiet.NotApplicable) + account.Answers.Length;

    void Count(string outcome)
    {
        switch (outcome)
        {
            case "pass" or "not-applicable":
                Passed++;
                break;
            case "unknown":
                AlwaysUnknown++;
                break;
            default:
                Found++;
                break;
        }
    }
}
