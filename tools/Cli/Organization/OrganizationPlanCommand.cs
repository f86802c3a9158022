using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Cli.Network;

namespace GovCloud.Cli.Organization;

/// <summary><c>gca organization plan</c>.</summary>
static class OrganizationPlanCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var format = FormatOption.Create("table: units, accounts and policies for people; json: one object with the documents of the policies.");
        var language = LanguageOption.Create();
        var command = new Command(
            "plan",
            "Show the organizational units, where each account belongs, and the policies, with what is wrong. Changes nothing. Exit code 0: no error; 1: errors; 2: no such folder.")
        {
            folder,
            format,
            language,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (planned, code) = PlannedOrganization.Load(parsed.GetRequiredValue(folder), time, error);
            if (planned is null)
            {
                return code;
            }

            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                output.WriteLine(OrganizationJson.Of(planned));
            }
            else
            {
                new OrganizationTables(planned, output).Write();
            }

            planned.WriteFindings(parsed.GetValue(language), error);
            return planned.Errors == 0 ? ExitCode.Success : ExitCode.Problems;
        });
        return command;
    }
}
