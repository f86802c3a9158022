using System.CommandLine;
using GovCloud.AuditFiles;
using GovCloud.Cli.Estates;
using GovCloud.Contracts;
using GovCloud.Documents.Audit;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Cli.Accounts.Attest;

/// <summary><c>gca accounts attest open</c>.</summary>
static class AttestOpenCommand
{
    public static Command Create(TimeProvider time)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Folders and files with what was collected; none asks about accounts and roles of the estate alone.", Arity = ArgumentArity.ZeroOrMore };
        var estate = EstateLocation.Option();
        var body = new Option<string>("--municipality") { Description = "Who is asked (団体コード).", HelpName = "CODE", Required = true };
        var due = new Option<DateOnly>("--due") { Description = "Last day for answers, in Japan.", HelpName = "DAY", Required = true };
        var folder = new Option<string>("--out") { Description = "Folder for the campaign and its workbook.", HelpName = "DIR", Required = true };
        var command = new Command("open", "Open a campaign for a municipality: a file that keeps it, and a workbook to fill in. Exit code 0: opened; 1: the estate has errors; 2: not done.") { paths, estate, body, due, folder };
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if (EstateLocation.Load(parsed.GetRequiredValue(estate), time, error) is not { } loaded)
            {
                return ExitCode.Misuse;
            }

            EstateLocation.WriteProblems(loaded, error);
            return loaded.Estate is null ? ExitCode.Problems
                : Open(parsed, loaded.Estate, parsed.GetValue(paths) ?? [], parsed.GetRequiredValue(body), parsed.GetRequiredValue(due), parsed.GetRequiredValue(folder), time);
        });
        return command;
    }

    static int Open(ParseResult parsed, Estate estate, string[] paths, string body, DateOnly due, string folder, TimeProvider time)
    {
        var (output, error, today, now) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, EstateLocation.TodayInJapan(time), time.GetUtcNow());
        if (!MunicipalityCode.TryParse(body, out var code) || estate.Municipalities.All(known => known.Code != code))
        {
            error.WriteLine($"error: the estate has no municipality '{body}'; it has {string.Join(", ", estate.Municipalities.Select(known => known.Code))}.");
            return ExitCode.Misuse;
        }

        if (due < today)
        {
            error.WriteLine($"error: --due {due:yyyy-MM-dd} has passed.");
            return ExitCode.Misuse;
        }

        try
        {
            var collected = CollectedFolder.Read(paths);
            var context = collected.Context(estate, [GuardrailNames.BreakGlassRole], AccountAuditNames.AuditRoles);
            var campaign = AttestationOpening.Open(code, context, account => AccountRoster.Of(collected.Evidence(account, context, now, now)), today, due);
            var file = Path.Combine(folder, campaign.Id + ".json");
            if (File.Exists(file))
            {
                error.WriteLine($"error: '{file}' is there already; its answers would be lost.");
                return ExitCode.Misuse;
            }

            Directory.CreateDirectory(folder);
            CampaignFile.Write(file, campaign);
            using var workbook = File.Create(Path.ChangeExtension(file, ".xlsx"));
            SpreadsheetWriter.Write(new Spreadsheet { Sheets = [AttestationSheets.Form(campaign)] }, workbook);
            output.WriteLine($"{file}: {AttestationSheets.Summary(campaign)}");
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {e.Message}");
            return ExitCode.Misuse;
        }
    }
}
