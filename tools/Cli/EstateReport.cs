using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Calendar;
using GovCloud.Cli.Estates;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using Spectre.Console;

namespace GovCloud.Cli;

/// <summary>Who reads a report.</summary>
enum ReportFormat
{
    /// <summary>People.</summary>
    Table,

    /// <summary>Programs.</summary>
    Json,

    /// <summary>Spreadsheets: UTF-8 with byte-order mark, one table.</summary>
    Csv,
}

/// <summary>What is reported about an estate.</summary>
sealed record EstateReport
{
    const int NarrowestTable = 180;

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Tables for people, at least one.</summary>
    public required ImmutableArray<SpreadsheetSheet> Sheets { get; init; }

    /// <summary>The table for spreadsheets; the first of those for people when left out.</summary>
    public SpreadsheetSheet? Lines { get; init; }

    /// <summary>The same for programs.</summary>
    public required object Json { get; init; }

    /// <summary>What is wrong with what was looked at, a line each.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>A command that reads an estate and reports about it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it shows.</param>
    /// <param name="time">The clock.</param>
    /// <param name="more">Options of its own.</param>
    /// <param name="report">Makes the report from the estate, the time in Japan and the parsed command line.</param>
    public static Command Command(string name, string description, TimeProvider time, ReadOnlySpan<Option> more, Func<EstateIndex, DateTimeOffset, ParseResult, EstateReport> report)
    {
        var folder = EstateLocation.Argument();
        var format = new Option<ReportFormat>("--format") { Description = "table: for people; json: one object; csv: for spreadsheets.", DefaultValueFactory = _ => ReportFormat.Table };
        var command = new Command(name, description + " Exit code 0: nothing is wrong; 1: errors; 2: no such folder.") { folder, format };
        foreach (var option in more)
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (EstateLocation.Load(parsed.GetRequiredValue(folder), time, error) is not { } result)
            {
                return ExitCode.Misuse;
            }

            EstateLocation.WriteProblems(result, error);
            return result.Estate is not { } estate
                ? ExitCode.Problems
                : report(new EstateIndex(estate, ""), JapanTime.Of(time.GetUtcNow()), parsed).Write(parsed.GetValue(format), output, error);
        });
        return command;
    }

    int Write(ReportFormat format, TextWriter output, TextWriter error)
    {
        switch (format)
        {
            case ReportFormat.Json:
                output.WriteLine(JsonSerializer.Serialize(Json, Options));
                break;
            case ReportFormat.Csv:
                output.Write(Encoding.UTF8.GetString(CsvText.Write(Lines ?? Sheets[0])));
                break;
            default:
                WriteTables(Terminal.Of(output));
                break;
        }

        foreach (var problem in Problems)
        {
            error.WriteLine(problem);
        }

        return Problems.IsEmpty ? ExitCode.Success : ExitCode.Problems;
    }

    void WriteTables(IAnsiConsole console)
    {
        // Spectre.Console 0.49 fails on a column that is narrower than one Japanese character; a terminal wraps lines that are too long.
        console.Profile.Width = Math.Max(console.Profile.Width, NarrowestTable);
        foreach (var sheet in Sheets)
        {
            var table = new Table { Title = new TableTitle(Markup.Escape(string.Join('\n', sheet.Preamble.Prepend(sheet.Name)))), Border = TableBorder.Rounded };
            table.AddColumns([.. sheet.Headings.Select(h => new TableColumn(h))]);
            foreach (var row in sheet.Rows)
            {
                table.AddRow([.. row.Select(cell => new Text(cell))]);
            }

            console.Write(table);
        }
    }

    /// <summary>A word of an enumeration as it stands in the estate's files.</summary>
    public static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>本番 or 検証.</summary>
    public static string LabelOf(DeploymentEnvironment environment) => environment == DeploymentEnvironment.Production ? "本番" : "検証";

    /// <summary>○, × or, where it cannot be judged, —.</summary>
    public static string Mark(bool? met) => met switch
    {
        true => "○",
        false => "×",
        _ => "—",
    };
}
