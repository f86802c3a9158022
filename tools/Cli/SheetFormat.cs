using System.CommandLine;
using GovCloud.Documents.Spreadsheets;
using Spectre.Console;

namespace GovCloud.Cli;

/// <summary>Who reads a table.</summary>
enum SheetFormat
{
    /// <summary>People, on a terminal.</summary>
    Table,

    /// <summary>Programs.</summary>
    Json,

    /// <summary>Spreadsheets: UTF-8 with byte-order mark.</summary>
    Csv,

    /// <summary>Excel; needs a file to write to.</summary>
    Xlsx,
}

/// <summary>The options <c>--format</c> and <c>--out</c> of commands whose result is a table, and what they mean.</summary>
sealed record SheetOptions
{
    const int NarrowestColumn = 10;

    public Option<SheetFormat> Format { get; } = new("--format")
    {
        Description = "table: for people; json: for programs; csv and xlsx: for spreadsheets.",
        DefaultValueFactory = _ => SheetFormat.Table,
    };

    public Option<string?> File { get; } = new("--out") { Description = "File to write; standard output when absent. xlsx needs one.", HelpName = "FILE" };

    /// <summary>Whether the terminal gets lines as long as the table, not cells that are broken to fit it.</summary>
    public bool AsWideAsNeeded { get; init; }

    /// <summary>Writes a sheet in the format that was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="sheet">What spreadsheets get.</param>
    /// <param name="json">What programs get.</param>
    /// <param name="output">Where it goes without a file.</param>
    /// <param name="error">Where it is said that it could not be written.</param>
    /// <param name="terminal">What people get on a terminal where the sheet has more columns than fit; the sheet when null.</param>
    /// <returns>Whether it was written; where not, the reason is on <paramref name="error"/>.</returns>
    public bool TryWrite(ParseResult parsed, SpreadsheetSheet sheet, Func<string> json, TextWriter output, TextWriter error, SpreadsheetSheet? terminal = null)
    {
        var (format, file) = (parsed.GetValue(Format), parsed.GetValue(File));
        if (format == SheetFormat.Xlsx && file is null)
        {
            error.WriteLine("error: --format xlsx needs --out FILE.");
            return false;
        }

        try
        {
            var content = format switch
            {
                SheetFormat.Xlsx => Workbook(sheet),
                SheetFormat.Csv => CsvText.Write(sheet),
                SheetFormat.Json => System.Text.Encoding.UTF8.GetBytes(json() + "\n"),
                _ => Table(terminal ?? sheet, output, toFile: file is not null),
            };
            if (file is not null)
            {
                System.IO.File.WriteAllBytes(file, content);
            }
            else
            {
                output.Write(System.Text.Encoding.UTF8.GetString(content));
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: '{file}' was not written ({e.Message}).");
            return false;
        }
    }

    static byte[] Workbook(SpreadsheetSheet sheet)
    {
        using var workbook = new MemoryStream();
        SpreadsheetWriter.Write(new Spreadsheet { Sheets = [sheet] }, workbook);
        return workbook.ToArray();
    }

    /// <summary>A terminal is written to directly, for its width and colours; a file gets the text.</summary>
    byte[] Table(SpreadsheetSheet sheet, TextWriter output, bool toFile)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(sheet.Preamble.IsEmpty ? sheet.Name : sheet.Preamble[0])) };
        table.AddColumns([.. sheet.Headings.Select(heading => new TableColumn(Markup.Escape(heading)))]);
        foreach (var row in sheet.Rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        var console = Terminal.Of(toFile ? text : output);
        // A column narrower than one Japanese character is never filled, and rendering would not end.
        console.Profile.Width = Math.Max(console.Profile.Width, NarrowestColumn * sheet.Headings.Length);
        if (AsWideAsNeeded)
        {
            console.WriteTable(table);
        }
        else
        {
            console.Write(table);
        }

        return System.Text.Encoding.UTF8.GetBytes(text.ToString());
    }
}
