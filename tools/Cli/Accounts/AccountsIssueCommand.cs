using System.CommandLine;
using GovCloud.Accounts;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts issue</c>.</summary>
static class AccountsIssueCommand
{
    public static Command Create(LedgerConnection connection)
    {
        var name = FactOptions.Name();
        var id = FactOptions.Id(required: true);
        var mail = FactOptions.Mail();
        var options = new LedgerWriteOptions();
        var command = options.AddTo(new Command("issue", "Enter that an account was issued, with its id (払い出し)." + LedgerConnection.ExitCodes) { name, id, mail });
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(
            parsed,
            options,
            session => LedgerWork.ApplyAsync(parsed, options, session, [new IssueAccount
            {
                Name = parsed.GetRequiredValue(name),
                Who = parsed.GetRequiredValue(options.Who),
                Why = parsed.GetRequiredValue(options.Why),
                Id = parsed.GetRequiredValue(id)!.Value,
                Mail = parsed.GetValue(mail),
            }]),
            cancellationToken));
        return command;
    }
}
