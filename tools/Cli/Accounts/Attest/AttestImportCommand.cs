using System.CommandLine;
using DocumentFormat.OpenXml.Packaging;
using GovCloud.Cli.Estates;
using GovCloud.Documents.Audit;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Cli.Accounts.Attest;

/// <summary><c>gca accounts attest import</c>.</summary>
static class AttestImportCommand
{
    public static Command Create(TimeProvider time)
    {
        var file = new Argument<string>("CAMPAIGN") { Description = "The campaign's file." };
        var workbook = new Argument<string>("XLSX") { Description = "The workbook that came back." };
        var command = new Command("import", "Take the answers of a workbook. Exit code 0: all rows with a decision were taken; 1: some were not, each with its reason; 2: not done.") { file, workbook };
        command.SetAction(parsed => Import(parsed, parsed.GetRequiredValue(file), parsed.GetRequiredValue(workbook), EstateLocation.TodayInJapan(time)));
        return command;
    }

    static int Import(ParseResult parsed, string file, string workbook, DateOnly today)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (CampaignFile.Read(file, error) is not { } campaign)
        {
            return ExitCode.Misuse;
        }

        try
        {
            using var stream = File.OpenRead(workbook);
            var (id, rows) = AttestationSheets.Read(stream);
            var import = AttestationAnswers.Take(campaign, id, rows, today);
            foreach (var problem in import.Problems)
            {
                error.WriteLine(problem.ToString());
            }

            CampaignFile.Write(file, import.Campaign);
            output.WriteLine($"{import.Taken} 件の回答を取り込みました。{AttestationSheets.Summary(import.Campaign)}");
            return import.Problems.IsEmpty ? ExitCode.Success : ExitCode.Problems;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or FormatException or OpenXmlPackageException)
        {
            error.WriteLine($"error: '{workbook}' was not read ({e.Message}).");
            return ExitCode.Misuse;
        }
    }
}
