using System.Text;

namespace GovCloud.Documents.Tests.Statements;

/// <summary>Reads CSV as Excel does.</summary>
static class Csv
{
    public static List<Dictionary<string, string>> Read(string text)
    {
        Assert.StartsWith("\uFEFF", text, StringComparison.Ordinal);
        var rows = Rows(text[1..]).ToList();
        return [.. rows.Skip(1).Select(r => rows[0].Zip(r).ToDictionary(p => p.First, p => p.Second))];
    }

    static IEnumerable<List<string>> Rows(string text)
    {
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '"')
            {
                if (quoted && i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (!quoted && character is ',' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (character == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
            else if (quoted || character != '\r')
            {
                cell.Append(character);
            }
        }
    }
}
