using System.CommandLine;
using System.Text;
using System.Text.Json;
using GovCloud.Calendar;
using GovCloud.Cli.Audit;
using GovCloud.Cli.Estates;
using GovCloud.Documents.Resilience;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Resilience;
using GovCloud.Resilience.Drills;

namespace GovCloud.Cli.Dr;

/// <summary>Who reads the report of a drill.</summary>
enum DrillReportFormat
{
    /// <summary>Markdown.</summary>
    Md,

    /// <summary>A browser.</summary>
    Html,

    /// <summary>Excel; needs a file to write to.</summary>
    Xlsx,
}

/// <summary><c>gca dr drill report</c>.</summary>
static class DrillReportCommand
{
    public static Command Create(TimeProvider time)
    {
        var (id, folder, estate) = (DrillOptions.Id(), DrillOptions.Folder(), EstateLocation.Option());
        var format = new Option<DrillReportFormat>("--format") { Description = "md, html or xlsx.", DefaultValueFactory = _ => DrillReportFormat.Md };
        var file = new Option<string?>("--out") { Description = "File to write; standard output when absent. xlsx needs one.", HelpName = "FILE" };
        var command = new Command("report", "Write the report of a drill in Japanese: actual RTO and RPO against the objectives. Exit code 0: both met; 1: not met or not to be told; 2: not written.") { id, folder, estate, format, file };
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if (EstateLocation.Load(parsed.GetRequiredValue(estate), time, error) is not { } loaded)
            {
                return ExitCode.Misuse;
            }

            try
            {
                var drill = DrillFiles.Read(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(id));
                var system = loaded.Estate?.Systems.FirstOrDefault(one => one.Id == drill.System);
                var calendar = loaded.Estate is { } read && BackupPlan.CalendarOf(read, system) is { } definition ? new WorkingCalendar(definition) : null;
                return Write(parsed, drill, new DrillReport(drill, system?.Name ?? drill.System, calendar), calendar, parsed.GetValue(format), parsed.GetValue(file));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
            {
                error.WriteLine($"error: {unreadable.Message}");
                return ExitCode.Misuse;
            }
        });
        return command;
    }

    static int Write(ParseResult parsed, DrillRecord drill, DrillReport report, WorkingCalendar? calendar, DrillReportFormat format, string? file)
    {
        if (format == DrillReportFormat.Xlsx && file is null)
        {
            parsed.InvocationConfiguration.Error.WriteLine("error: --format xlsx needs --out FILE.");
            return ExitCode.Misuse;
        }

        var content = format switch
        {
            DrillReportFormat.Xlsx => Workbook(report),
            DrillReportFormat.Html => Encoding.UTF8.GetBytes(report.Html()),
            _ => Encoding.UTF8.GetBytes(report.Markdown()),
        };
        var written = AuditOutput.Write(file, content, parsed.InvocationConfiguration);
        var met = DrillProgress.RecoveryTimeMet(drill) is true && calendar is not null && DrillProgress.RecoveryPointMet(drill, calendar) is true;
        return written != ExitCode.Success ? written : met ? ExitCode.Success : ExitCode.Problems;
    }

    static byte[] Workbook(DrillReport report)
    {
        using var workbook = new MemoryStream();
        SpreadsheetWriter.Write(report.Workbook(), workbook);
        return workbook.ToArray();
    }
}
