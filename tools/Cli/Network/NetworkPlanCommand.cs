using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary>Who reads a plan.</summary>
enum PlanFormat
{
    /// <summary>People.</summary>
    Table,

    /// <summary>Programs.</summary>
    Json,

    /// <summary>Spreadsheets: UTF-8 with byte-order mark, a line for each subnet.</summary>
    Csv,

    /// <summary>Excel: VPCs, subnets, pools and changes.</summary>
    Xlsx,
}

/// <summary><c>gca network plan</c>.</summary>
static class NetworkPlanCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var write = new Option<bool>("--write") { Description = $"Record the plan in {AddressLockDocument.FileName}. Without it, nothing is changed." };
        var format = new Option<PlanFormat>("--format")
        {
            Description = "table: for people, with the changes of the lock; json: one object; csv: a line for each subnet, for spreadsheets; xlsx: a workbook, needs --out.",
            DefaultValueFactory = _ => PlanFormat.Table,
        };
        var file = new Option<string?>("--out", "-o") { Description = "File of the workbook.", HelpName = "FILE" };
        var language = LanguageOption.Create();
        var command = new Command(
            "plan",
            "Allocate VPCs and subnets from the pools. Nobody who has addresses is moved. Shows what would be recorded; --write records it. "
            + "Exit code 0: planned; 1: errors, and nothing is written; 2: no such folder.")
        {
            folder,
            write,
            format,
            file,
            language,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (planned, code) = PlannedEstate.Load(parsed.GetRequiredValue(folder), time, error);
            if (planned is null)
            {
                return code;
            }

            if (parsed.GetValue(format) == PlanFormat.Xlsx)
            {
                code = planned.Errors > 0 ? ExitCode.Success : DocumentOutput.Workbook(NetworkPlanSheets.Of(planned, EstateLocation.TodayInJapan(time)), parsed.GetValue(file), error);
            }

            return code == ExitCode.Success ? Run(planned, parsed.GetValue(write), parsed.GetValue(format), parsed.GetValue(language), output, error) : code;
        });
        return command;
    }

    static int Run(PlannedEstate planned, bool write, PlanFormat format, NetworkLanguage language, TextWriter output, TextWriter error)
    {
        switch (format)
        {
            case PlanFormat.Json:
                output.WriteLine(NetworkJson.Of(planned, planned.Findings, withPlan: true));
                break;
            case PlanFormat.Csv:
                NetworkCsv.Write(planned, output);
                break;
            case PlanFormat.Xlsx:
                break;
            default:
                new NetworkTables(planned, output).Write();
                break;
        }

        PlannedEstate.WriteFindings(planned, planned.Findings, language, error);
        if (planned.Errors > 0)
        {
            error.WriteLine(language == NetworkLanguage.Ja ? "誤りがあるため、何も記録していない。" : "Nothing was recorded, because there are errors.");
            return ExitCode.Problems;
        }

        return Record(planned, write, language, error);
    }

    static int Record(PlannedEstate planned, bool write, NetworkLanguage language, TextWriter error)
    {
        var count = planned.Plan.Changes.Length;
        if (count == 0)
        {
            error.WriteLine(language == NetworkLanguage.Ja ? $"{AddressLockDocument.FileName} は最新。" : $"{AddressLockDocument.FileName} is up to date.");
            return ExitCode.Success;
        }

        if (!write)
        {
            error.WriteLine(language == NetworkLanguage.Ja
                ? $"{AddressLockDocument.FileName} に {count} 件の変更がある。--write で記録する。"
                : $"{count} changes of {AddressLockDocument.FileName}; record them with --write.");
            return ExitCode.Success;
        }

        try
        {
            planned.Lock.Replace(planned.Plan.Lock);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {AddressLockDocument.FileName} was not written ({e.Message}); it is as it was.");
            return ExitCode.Problems;
        }

        error.WriteLine(language == NetworkLanguage.Ja ? $"{AddressLockDocument.FileName} に {count} 件の変更を記録した。" : $"Recorded {count} changes in {AddressLockDocument.FileName}.");
        return ExitCode.Success;
    }
}
