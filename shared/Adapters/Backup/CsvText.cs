using System.Collections.Immutable;
using System.Text;

namespace GovCloud.Adapters.Backup;

/// <summary>Rows of a CSV text (RFC 4180), each with the line on which it begins. Line ends of either kind; a quoted cell may hold them.</summary>
static class CsvText
{
    /// <summary>The rows; empty lines are left out. A quotation that never ends makes a last row without cells.</summary>
    public static IEnumerable<(int Line, ImmutableArray<string> Cells)> Rows(string text)
    {
        var (line, at) = (1, 0);
        while (at < text.Length)
        {
            var begins = line;
            var cells = Row(text, ref at, ref line);
            if (cells is null)
            {
                yield return (begins, []);
                yield break;
            }

            if (cells is not [{ Length: 0 }])
            {
                yield return (begins, [.. cells]);
            }
        }
    }

    static List<string>? Row(string text, ref int at, ref int line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            line += c == '\n' ? 1 : 0;
            if (quoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append('"');
                    at++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (c == ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (c == '\n')
            {
                at++;
                break;
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return quoted ? null : cells;
    }
}
