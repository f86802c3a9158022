using System.CommandLine;
using GovCloud.Accounts;
using GovCloud.Estates;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts correct</c>.</summary>
static class AccountsCorrectCommand
{
    public static Command Create(LedgerConnection connection)
    {
        var name = FactOptions.Name();
        var environment = FactOptions.Choice<DeploymentEnvironment>("--environment", "Production or verification");
        var purpose = FactOptions.Choice<AccountPurpose>("--purpose", "What the account is for");
        var system = new Option<string?>("--system") { Description = "The system that it carries; \"\" for none.", HelpName = "ID" };
        var municipalities = FactOptions.Municipalities("The bodies whose data it holds.");
        var mail = FactOptions.Mail();
        var neededBy = FactOptions.NeededBy();
        var id = FactOptions.Id(required: false);
        var options = new LedgerWriteOptions();
        var command = options.AddTo(
            new Command("correct", "Correct facts of an account; the earlier ones stay in the history (訂正)." + LedgerConnection.ExitCodes) { name, environment, purpose, system, municipalities, mail, neededBy, id });
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(
            parsed,
            options,
            session => RunAsync(parsed, options, session, new CorrectAccount
            {
                Name = parsed.GetRequiredValue(name),
                Who = parsed.GetRequiredValue(options.Who),
                Why = parsed.GetRequiredValue(options.Why),
                Environment = parsed.GetValue(environment),
                Purpose = parsed.GetValue(purpose),
                System = parsed.GetValue(system),
                Municipalities = parsed.GetValue(municipalities),
                Mail = parsed.GetValue(mail),
                NeededBy = parsed.GetValue(neededBy),
                Id = parsed.GetValue(id),
            }),
            cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, LedgerWriteOptions options, LedgerSession session, CorrectAccount correct)
    {
        // What the account would become must fit the estate, not what the option alone says.
        var record = await session.Store.FindAsync(correct.Name, session.CancellationToken);
        var problems = record is null ? [] : AccountEstateRules.Check(correct.Name, correct.ApplyTo(record.Facts), session.Estate);
        if (problems.IsEmpty)
        {
            return await LedgerWork.ApplyAsync(parsed, options, session, [correct]);
        }

        var results = new LedgerResults(parsed.GetValue(options.DryRun));
        foreach (var problem in problems)
        {
            results.Add(correct.Name, new AccountDecision.Refused(problem));
        }

        return results.Write(session);
    }
}
