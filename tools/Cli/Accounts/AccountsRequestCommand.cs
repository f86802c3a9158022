using System.CommandLine;
using GovCloud.Accounts;
using GovCloud.Estates;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts request</c>.</summary>
static class AccountsRequestCommand
{
    public static Command Create(LedgerConnection connection)
    {
        var name = FactOptions.Name();
        var environment = FactOptions.Choice<DeploymentEnvironment>("--environment", "Production or verification");
        environment.Required = true;
        var purpose = FactOptions.Choice<AccountPurpose>("--purpose", "What the account is for; system when absent");
        var system = new Option<string?>("--system") { Description = "The system that it carries: an id of the estate.", HelpName = "ID" };
        var municipalities = FactOptions.Municipalities("The bodies whose data it holds; those of the system when absent.");
        var mail = FactOptions.Mail();
        var neededBy = FactOptions.NeededBy();
        var options = new LedgerWriteOptions();
        var command = options.AddTo(new Command("request", "Enter that an account is wanted (依頼)." + LedgerConnection.ExitCodes) { name, environment, purpose, system, municipalities, mail, neededBy });
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, options, session => LedgerWork.ApplyAsync(parsed, options, session, [new RequestAccount
        {
            Name = parsed.GetRequiredValue(name),
            Who = parsed.GetRequiredValue(options.Who),
            Why = parsed.GetRequiredValue(options.Why),
            Facts = AccountEstateRules.Complete(
                new AccountFacts
                {
                    Environment = parsed.GetRequiredValue(environment)!.Value,
                    Purpose = parsed.GetValue(purpose) ?? AccountPurpose.System,
                    System = parsed.GetValue(system),
                    Municipalities = parsed.GetValue(municipalities) ?? [],
                    Mail = parsed.GetValue(mail),
                    NeededBy = parsed.GetValue(neededBy),
                },
                session.Estate),
        }]), cancellationToken));
        return command;
    }
}
