using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Documents.Spreadsheets;
using Spectre.Console;

namespace GovCloud.Cli.Linkage;

/// <summary>How a table of the linkage is written.</summary>
enum LinkageFormatKind
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>For programs: an array of objects with the headings as keys.</summary>
    Json,

    /// <summary>For Excel: UTF-8 with byte order mark.</summary>
    Csv,

    /// <summary>A workbook; needs <c>--out</c>.</summary>
    Xlsx,
}

/// <summary>A table in any of the formats.</summary>
static class LinkageTableFormat
{
    static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<LinkageFormatKind> Option() => new("--format") { Description = "table, json, csv or xlsx.", DefaultValueFactory = _ => LinkageFormatKind.Table };

    public static Option<string?> OutOption() => new("--out") { Description = "Where it is written; without it, standard output.", HelpName = "FILE" };

    /// <summary>Writes a table. False after saying why not.</summary>
    public static bool Write(SpreadsheetSheet sheet, LinkageFormatKind format, string? file, TextWriter output, TextWriter error)
    {
        if (format == LinkageFormatKind.Xlsx && file is null)
        {
            error.WriteLine("error: a workbook cannot be written to a terminal; add --out FILE.");
            return false;
        }

        if (format == LinkageFormatKind.Table && file is null)
        {
            WriteTable(sheet, output);
            return true;
        }

        var bytes = format switch
        {
            LinkageFormatKind.Xlsx => Workbook(sheet),
            LinkageFormatKind.Csv => CsvText.Write(sheet),
            LinkageFormatKind.Json => Json(sheet),
            _ => Encoding.UTF8.GetBytes(Text(sheet)),
        };
        if (file is null)
        {
            output.Write(Encoding.UTF8.GetString(bytes));
            return true;
        }

        try
        {
            File.WriteAllBytes(file, bytes);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: '{file}' was not written ({refused.Message}).");
            return false;
        }
    }

    static void WriteTable(SpreadsheetSheet sheet, TextWriter output)
    {
        var table = new Table { Title = new TableTitle(sheet.Name), Border = TableBorder.Rounded };
        table.AddColumns([.. sheet.Headings.Select(heading => new TableColumn(heading))]);
        foreach (var row in sheet.Rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        Terminal.Of(output).Write(table);
    }

    static string Text(SpreadsheetSheet sheet)
    {
        using var text = new StringWriter();
        WriteTable(sheet, text);
        return text.ToString();
    }

    static byte[] Workbook(SpreadsheetSheet sheet)
    {
        using var stream = new MemoryStream();
        SpreadsheetWriter.Write(new Spreadsheet { Sheets = [sheet] }, stream);
        return stream.ToArray();
    }

    static byte[] Json(SpreadsheetSheet sheet)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartArray();
            foreach (var row in sheet.Rows)
            {
                json.WriteStartObject();
                foreach (var (heading, cell) in sheet.Headings.Zip(row))
                {
                    json.WriteString(heading, cell);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>A table of rows of text.</summary>
    public static SpreadsheetSheet Sheet(string name, ImmutableArray<string> headings, IEnumerable<ImmutableArray<string>> rows) =>
        new() { Name = name, Headings = headings, Rows = [.. rows] };
}
