using System.Collections.Immutable;
using System.Text;

namespace GovCloud.Accounts;

/// <summary>A record of a CSV file (RFC 4180), with the number of the line where it begins. Blank lines are no records.</summary>
/// <param name="Number">Line, from 1.</param>
/// <param name="Cells">The cells.</param>
/// <param name="Broken">A quotation mark is not closed: the record ends with its line, so that the following ones are not swallowed.</param>
sealed record CsvLine(int Number, ImmutableArray<string> Cells, bool Broken)
{
    public static IEnumerable<CsvLine> Split(string text)
    {
        var number = 1;
        for (var start = 0; start < text.Length;)
        {
            var (record, end) = ReadAt(text, start, number);
            if (record is not { Broken: false, Cells: [var only] } || only.Trim().Length > 0)
            {
                yield return record;
            }

            number += text.AsSpan(start, end - start).Count('\n');
            start = end;
        }
    }

    static (CsvLine Record, int End) ReadAt(string text, int start, int number)
    {
        var cells = ImmutableArray.CreateBuilder<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = start; i < text.Length; i++)
        {
            var character = text[i];
            if (quoted)
            {
                if (character != '"')
                {
                    cell.Append(character);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (character == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (character == ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (character == '\n')
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                return (new CsvLine(number, cells.ToImmutable(), Broken: false), i + 1);
            }
            else
            {
                cell.Append(character);
            }
        }

        if (quoted)
        {
            var lineEnd = text.IndexOf('\n', start);
            return (new CsvLine(number, [], Broken: true), lineEnd < 0 ? text.Length : lineEnd + 1);
        }

        cells.Add(cell.ToString().TrimEnd('\r'));
        return (new CsvLine(number, cells.ToImmutable(), Broken: false), text.Length);
    }
}
