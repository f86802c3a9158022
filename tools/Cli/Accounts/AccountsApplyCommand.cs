using System.CommandLine;
using GovCloud.Accounts;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts apply</c>.</summary>
static class AccountsApplyCommand
{
    public static Command Create(LedgerConnection connection)
    {
        var names = FactOptions.Names();
        var receipt = new Option<string?>("--receipt") { Description = "Receipt number of the application, where GCAS gave one.", HelpName = "NUMBER" };
        var options = new LedgerWriteOptions();
        var command = options.AddTo(new Command("apply", "Enter that requested accounts were applied for at GCAS (申請)." + LedgerConnection.ExitCodes) { names, receipt });
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(
            parsed,
            options,
            session => LedgerWork.ApplyAsync(parsed, options, session, parsed.GetRequiredValue(names).Select(name => new ApplyForAccount
            {
                Name = name,
                Who = parsed.GetRequiredValue(options.Who),
                Why = parsed.GetRequiredValue(options.Why),
                Application = parsed.GetValue(receipt),
            })),
            cancellationToken));
        return command;
    }
}
