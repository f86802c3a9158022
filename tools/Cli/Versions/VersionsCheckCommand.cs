using System.CommandLine;
using System.Globalization;
using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.Versions;

namespace GovCloud.Cli.Versions;

/// <summary><c>gca versions check</c>.</summary>
static class VersionsCheckCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var body = new Option<string?>("--municipality") { Description = "Only this body (団体コード).", HelpName = "CODE" };
        var deviations = new Option<bool>("--deviations") { Description = "Only what does not conform." };
        var sheet = new SheetOptions();
        var command = new Command(
            "check",
            "Compare what each system implements with the overall version of each body: 適合, 旧い, 先行, 不明; with the interfaces that a deviation touches and the planned upgrade. "
            + "Exit code 0: all conform; 1: something deviates or is unknown, or the estate has errors; 2: no such folder, or the file cannot be written.")
        {
            folder,
            body,
            deviations,
            sheet.Format,
            sheet.File,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (EstateLocation.Load(parsed.GetRequiredValue(folder), time, error) is not { } result)
            {
                return ExitCode.Misuse;
            }

            EstateLocation.WriteProblems(result, error);
            return result.Estate is { } estate ? Run(parsed, estate, parsed.GetValue(body), parsed.GetValue(deviations), sheet, EstateLocation.TodayInJapan(time)) : ExitCode.Problems;
        });
        return command;
    }

    static int Run(ParseResult parsed, Estate estate, string? body, bool deviations, SheetOptions sheet, DateOnly today)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (body is not null && !estate.Municipalities.Any(m => m.Code.ToString() == body))
        {
            error.WriteLine($"error: the estate has no municipality '{body}'; it has {string.Join(", ", estate.Municipalities.Select(m => m.Code))}.");
            return ExitCode.Misuse;
        }

        var rows = VersionCheck.Of(estate, today).Where(row => body is null || row.Municipality.Code.ToString() == body).ToList();
        List<VersionRow> shown = [.. rows.Where(row => !deviations || row.State != VersionState.Conforming || row.Upgrade != UpgradeState.None)];
        var title = string.Create(CultureInfo.InvariantCulture, $"{estate.Profile.Title} 版の適合状況 {today:yyyy-MM-dd}");
        if (!sheet.TryWrite(parsed, VersionSheet.Of(title, estate, shown), () => VersionJson.Of(shown), output, error))
        {
            return ExitCode.Misuse;
        }

        error.WriteLine(VersionSheet.Summary(rows));
        return rows.TrueForAll(row => row.State == VersionState.Conforming && row.Upgrade == UpgradeState.None) ? ExitCode.Success : ExitCode.Problems;
    }
}
