using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace GovCloud.Documents.Spreadsheets;

/// <summary>A table as CSV that Excel on Windows opens by a double click: UTF-8 with byte-order mark, CRLF, every quote doubled.</summary>
public static class CsvText
{
    static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>Headings and rows. The preamble is left out: the first line of a CSV names its columns.</summary>
    public static byte[] Write(SpreadsheetSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var text = new StringBuilder("\uFEFF");
        Append(text, sheet.Headings);
        foreach (var row in sheet.Rows)
        {
            Append(text, row);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A line of cells.</summary>
    internal static void Append(StringBuilder text, ImmutableArray<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    static string Cell(string value)
    {
        // A spreadsheet would run what begins like this as a formula, whoever wrote it into the field; the apostrophe makes it text.
        var safe = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] && !IsNegativeNumber(value) ? "'" + value : value;
        return safe.AsSpan().ContainsAny(NeedQuotes) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    /// <summary>A minus and digits with at most one point between them: a credit stays a number that can be added up.</summary>
    static bool IsNegativeNumber(string value)
    {
        var digits = value.AsSpan(1);
        var point = digits.IndexOf('.');
        return value[0] == '-'
            && digits is [>= '0' and <= '9', .., >= '0' and <= '9'] or [>= '0' and <= '9']
            && digits.IndexOfAnyExceptInRange('0', '9') is var other
            && (other < 0 || (other == point && digits[(point + 1)..].IndexOfAnyExceptInRange('0', '9') < 0));
    }
}
