using System.Collections.Immutable;
using System.CommandLine;
using GovCloud.Accounts;

namespace GovCloud.Cli.Accounts;

/// <summary>Enters commands one after the other.</summary>
static class LedgerWork
{
    /// <summary>Enters commands and writes what became of each. One that is refused does not hinder the others.</summary>
    public static async Task<int> ApplyAsync(ParseResult parsed, LedgerWriteOptions options, LedgerSession session, IEnumerable<AccountCommand> commands)
    {
        var dryRun = parsed.GetValue(options.DryRun);
        var results = new LedgerResults(dryRun);
        foreach (var command in commands)
        {
            foreach (var decision in await EnterAsync(session, command, dryRun))
            {
                results.Add(command.Name, decision);
            }
        }

        return results.Write(session);
    }

    /// <summary>Enters a command whose facts fit the estate; else every contradiction, and nothing is entered.</summary>
    public static async Task<ImmutableArray<AccountDecision>> EnterAsync(LedgerSession session, AccountCommand command, bool dryRun)
    {
        var facts = command switch { RequestAccount request => request.Facts, ImportAccount import => import.Facts, _ => null };
        var problems = facts is null ? [] : AccountEstateRules.Check(command.Name, facts, session.Estate);
        return problems.IsEmpty
            ? [await session.Ledger.ApplyAsync(command, dryRun, session.CancellationToken)]
            : [.. problems.Select(problem => new AccountDecision.Refused(problem))];
    }
}
