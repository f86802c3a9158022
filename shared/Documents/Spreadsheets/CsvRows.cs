using System.Collections.Immutable;
using System.Text;

namespace GovCloud.Documents.Spreadsheets;

/// <summary>Reads small CSV files as Excel on Windows saves them: RFC 4180, in UTF-8 or, where that is not it, in Shift_JIS.</summary>
public static class CsvRows
{
    const int ShiftJis = 932;

    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The rows with the line on which each begins, from 1. Empty lines are left out.</summary>
    /// <exception cref="FormatException">A quote is not closed, or it is text of neither encoding.</exception>
    public static IEnumerable<(int Line, ImmutableArray<string> Cells)> Read(ReadOnlySpan<byte> csv) => Rows(Decode(csv));

    static string Decode(ReadOnlySpan<byte> csv)
    {
        try
        {
            return Utf8.GetString(csv).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            try
            {
                return CodePagesEncodingProvider.Instance.GetEncoding(ShiftJis, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!.GetString(csv);
            }
            catch (DecoderFallbackException neither)
            {
                throw new FormatException("The file is text of neither UTF-8 nor Shift_JIS.", neither);
            }
        }
    }

    static IEnumerable<(int Line, ImmutableArray<string> Cells)> Rows(string text)
    {
        var cells = ImmutableArray.CreateBuilder<string>();
        var cell = new StringBuilder();
        var (line, begins, quoted) = (1, 1, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            line += c == '\n' ? 1 : 0;
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (quoted || c is not (',' or '\r' or '\n'))
            {
                cell.Append(c);
            }
            else if (c == ',')
            {
                Take();
            }
            else if (c == '\n')
            {
                Take();
                if (cells.Any(value => value.Length > 0))
                {
                    yield return (begins, cells.ToImmutable());
                }

                cells.Clear();
                begins = line;
            }
        }

        Take();
        if (quoted)
        {
            throw new FormatException($"A quote of line {begins} is not closed.");
        }

        if (cells.Any(value => value.Length > 0))
        {
            yield return (begins, cells.ToImmutable());
        }

        void Take()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
