using System.CommandLine;
using GovCloud.Accounts;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts baseline</c>.</summary>
static class AccountsBaselineCommand
{
    public static Command Create(LedgerConnection connection)
    {
        var names = FactOptions.Names();
        var version = new Option<string>("--template") { Description = "Version of the mandatory templates that were applied.", HelpName = "VERSION", Required = true };
        var options = new LedgerWriteOptions();
        var command = options.AddTo(new Command("baseline", "Enter that the mandatory templates were applied, for the first time or anew (初期設定)." + LedgerConnection.ExitCodes) { names, version });
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(
            parsed,
            options,
            session => LedgerWork.ApplyAsync(parsed, options, session, parsed.GetRequiredValue(names).Select(name => new BaselineAccount
            {
                Name = name,
                Who = parsed.GetRequiredValue(options.Who),
                Why = parsed.GetRequiredValue(options.Why),
                Baseline = parsed.GetRequiredValue(version),
            })),
            cancellationToken));
        return command;
    }
}
