using System.CommandLine;
using System.Text;
using GovCloud.Documents.Network;
using GovCloud.Documents.Spreadsheets;
using Spectre.Console;

namespace GovCloud.Cli.Network;

/// <summary>Who reads a document.</summary>
enum DocumentFormat
{
    /// <summary>People at a terminal.</summary>
    Table,

    /// <summary>Programs.</summary>
    Json,

    /// <summary>Spreadsheets: the first table, UTF-8 with byte-order mark.</summary>
    Csv,

    /// <summary>Excel: all tables.</summary>
    Xlsx,
}

/// <summary>Where a document goes. A file appears as a whole or not at all.</summary>
static class DocumentOutput
{
    public static Option<string?> FileOption() => new("--out", "-o") { Description = "File that is written; needed for xlsx. Without it, standard output.", HelpName = "FILE" };

    public static DrawingLanguage Drawing(this NetworkLanguage language) => language == NetworkLanguage.Ja ? DrawingLanguage.Japanese : DrawingLanguage.English;

    /// <summary>Writes a document.</summary>
    /// <param name="document">Its tables; a CSV has the first.</param>
    /// <param name="json">The same for programs.</param>
    /// <param name="format">Which of them.</param>
    /// <param name="file">Where to; <see langword="null"/> for <paramref name="output"/>.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Write(Spreadsheet document, Func<string> json, DocumentFormat format, string? file, TextWriter output, TextWriter error) => format switch
    {
        DocumentFormat.Xlsx => Workbook(document, file, error),
        DocumentFormat.Csv => Bytes(CsvText.Write(document.Sheets[0]), file, output, error),
        DocumentFormat.Json => Bytes(Encoding.UTF8.GetBytes(json() + "\n"), file, output, error),
        _ => Bytes(Encoding.UTF8.GetBytes(Tables(document)), file, output, error),
    };

    /// <summary>Writes a workbook.</summary>
    public static int Workbook(Spreadsheet document, string? file, TextWriter error)
    {
        if (file is null)
        {
            error.WriteLine("error: a workbook is no text; name its file with --out FILE.");
            return ExitCode.Misuse;
        }

        using var workbook = new MemoryStream();
        try
        {
            SpreadsheetWriter.Write(document, workbook);
        }
        catch (ArgumentException e)
        {
            error.WriteLine($"error: '{file}' was not written ({e.Message}) Use --format csv, which has no such limit.");
            return ExitCode.Problems;
        }

        return Replace(file, workbook.ToArray(), error);
    }

    /// <summary>Writes a text such as a page.</summary>
    public static int Text(string content, string? file, TextWriter output, TextWriter error) => Bytes(Encoding.UTF8.GetBytes(content), file, output, error);

    static int Bytes(byte[] content, string? file, TextWriter output, TextWriter error)
    {
        if (file is not null)
        {
            return Replace(file, content, error);
        }

        output.Write(Encoding.UTF8.GetString(content));
        return ExitCode.Success;
    }

    static int Replace(string file, byte[] content, TextWriter error)
    {
        try
        {
            var draft = file + ".tmp";
            File.WriteAllBytes(draft, content);
            File.Move(draft, file, overwrite: true);
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: '{file}' was not written ({e.Message}).");
            return ExitCode.Problems;
        }
    }

    static string Tables(Spreadsheet document)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = Terminal.Of(text);
        foreach (var sheet in document.Sheets)
        {
            text.WriteLine(string.Join('\n', sheet.Preamble));
            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumns([.. sheet.Headings.Select(h => new TableColumn(new Text(h)))]);
            foreach (var row in sheet.Rows)
            {
                table.AddRow([.. row.Select(cell => new Text(cell))]);
            }

            console.Write(table);
        }

        return text.ToString();
    }
}
