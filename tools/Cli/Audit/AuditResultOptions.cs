using System.CommandLine;
using GovCloud.Audit;
using GovCloud.Documents.Audit;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Cli.Audit;

/// <summary>The options that audits share: format, file, what is shown, and what makes them fail.</summary>
sealed record AuditResultOptions
{
    public Option<AuditFormat> Format { get; } = new("--format")
    {
        Description = "table, html: for people; json, ocsf, asff: for programs; csv, xlsx: for spreadsheets.",
        DefaultValueFactory = _ => AuditFormat.Table,
    };

    public Option<string?> File { get; } = new("--out") { Description = "File to write; standard output when absent. xlsx needs one.", HelpName = "FILE" };

    public Option<Severity> FailOn { get; } = new("--fail-on")
    {
        Description = "Exit with 1 where a check of this severity or worse fails or cannot be told.",
        DefaultValueFactory = _ => Severity.Low,
    };

    public Option<bool> All { get; } = new("--all") { Description = "Show what passes and what does not apply, too. json, csv and xlsx always do." };

    /// <summary>Adds them to a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(Format);
        command.Add(File);
        command.Add(FailOn);
        command.Add(All);
        return command;
    }

    /// <summary>Writes a run, and tells by its exit code whether somebody has to act.</summary>
    public int Write(ParseResult parsed, string title, AuditRun run, Estate estate)
    {
        var streams = parsed.InvocationConfiguration;
        var (format, file) = (parsed.GetValue(Format), parsed.GetValue(File));
        if (format == AuditFormat.Xlsx && file is null)
        {
            streams.Error.WriteLine("error: --format xlsx needs --out FILE.");
            return ExitCode.Misuse;
        }

        var shown = parsed.GetValue(All) ? [.. run.Results] : run.Results.Where(result => result.Outcome is Failed or NotKnown or Waived).ToList();
        var content = format switch
        {
            AuditFormat.Json => AuditOutput.Bytes(AuditJson.Run(run, run.Results) + "\n"),
            AuditFormat.Csv => CsvText.Write(AuditSheets.Results(title, run, run.Results)),
            AuditFormat.Xlsx => Workbook(title, run),
            AuditFormat.Html => AuditOutput.Bytes(AuditPage.Run(title, run, shown)),
            AuditFormat.Ocsf => AuditOutput.Bytes(AuditFindings.Ocsf(run.Results) + "\n"),
            AuditFormat.Asff => AuditOutput.Bytes(AuditFindings.Asff(run.Results.Where(result => result.Outcome is not NotApplicable), estate.Profile.PrimaryRegion, estate.Profile.OperationsAccount) + "\n"),
            _ => AuditOutput.Table(title, ["判定", "重大度", "検査", "アカウント", "所見"], FoldedResults.Of(shown).Select(Row), streams.Output),
        };
        if (AuditOutput.Write(file, content, streams) is not ExitCode.Success and var failed)
        {
            return failed;
        }

        streams.Error.WriteLine(AuditWords.Summary(run));
        var severity = parsed.GetValue(FailOn);
        return run.Results.Any(result => result.Demands(severity)) ? ExitCode.Problems : ExitCode.Success;
    }

    static string[] Row(FoldedResults row) =>
    [
        row.First.Outcome.Kind.Label(),
        Labels.Of(row.First.Check.Severity),
        row.First.Check.Id,
        row.Accounts,
        string.Join(' ', [row.First.Message, AuditWords.Waiver(row.First)]).TrimEnd(),
    ];

    static byte[] Workbook(string title, AuditRun run)
    {
        using var workbook = new MemoryStream();
        SpreadsheetWriter.Write(new Spreadsheet { Sheets = [AuditSheets.Results(title, run, run.Results), AuditSheets.Inputs(run)] }, workbook);
        return workbook.ToArray();
    }
}
