using System.CommandLine;
using System.Text;
using Spectre.Console;

namespace GovCloud.Cli.Audit;

/// <summary>Where results go.</summary>
static class AuditOutput
{
    const int NarrowestColumn = 10;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A table for people.</summary>
    public static byte[] Table(string title, IReadOnlyList<string> headings, IEnumerable<string[]> rows, TextWriter output)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(title)) };
        table.AddColumns([.. headings.Select(heading => new TableColumn(Markup.Escape(heading)))]);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        var console = Terminal.Of(text);
        // A column narrower than one Japanese character is never filled, and rendering would not end.
        console.Profile.Width = Math.Max(Terminal.Of(output).Profile.Width, NarrowestColumn * headings.Count);
        console.Write(table);
        return Bytes(text.ToString());
    }

    /// <summary>Writes to a file, else to standard output. Says so where it cannot.</summary>
    public static int Write(string? file, byte[] content, InvocationConfiguration streams)
    {
        if (file is null)
        {
            streams.Output.Write(Encoding.UTF8.GetString(content));
            return ExitCode.Success;
        }

        try
        {
            File.WriteAllBytes(file, content);
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            streams.Error.WriteLine($"error: '{file}' was not written ({e.Message}).");
            return ExitCode.Misuse;
        }
    }
}
