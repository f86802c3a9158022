using System.Globalization;
using System.Text;
using System.Text.Json;
using GovCloud.Cost.Apportioning;

namespace GovCloud.Cost.Closing;

/// <summary>
/// Reads what turns a month into yen. As JSON: <c>{"yenPerDollar": 152.43, "source": "…"}</c> or <c>{"invoiceYen": 1234567, "source": "…"}</c>. As CSV: a header
/// of <c>yenPerDollar,source</c> or <c>invoiceYen,source</c> (為替レート, 請求額, 出典) and one line below it, UTF-8.
/// </summary>
public static class ConversionFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why, in Japanese.</exception>
    public static YenConversion Read(ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content).TrimStart('\uFEFF');
        var (rate, yen, source) = text.TrimStart().StartsWith('{') ? OfJson(text) : OfCsv(text);
        return (rate, yen, source) switch
        {
            (_, _, null or "") => throw new FormatException("出典(source)がありません"),
            (null, null, _) or ({ }, { }, _) => throw new FormatException("為替レート(yenPerDollar)と請求額(invoiceYen)のどちらか一方だけを書いてください"),
            ( <= 0, _, _) => throw new FormatException("為替レートは0より大きい数です"),
            _ => new YenConversion { YenPerDollar = rate, InvoiceYen = yen, Source = source },
        };
    }

    static (decimal? Rate, long? Yen, string? Source) OfJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return (
                root.TryGetProperty("yenPerDollar", out var rate) ? rate.GetDecimal() : null,
                root.TryGetProperty("invoiceYen", out var yen) ? yen.GetInt64() : null,
                root.TryGetProperty("source", out var source) ? source.GetString() : null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException)
        {
            throw new FormatException("JSONとして読み取れないか、数値が数値で書かれていません", unreadable);
        }
    }

    static (decimal? Rate, long? Yen, string? Source) OfCsv(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length != 2)
        {
            throw new FormatException("見出し1行と値1行のCSVにしてください");
        }

        // Whoever writes the source last may use commas in it.
        var headings = Cells(lines[0], int.MaxValue);
        var values = Cells(lines[1], headings.Length);
        string? Field(params ReadOnlySpan<string> names)
        {
            for (var i = 0; i < headings.Length && i < values.Length; i++)
            {
                if (names.Contains(headings[i]))
                {
                    return values[i];
                }
            }

            return null;
        }

        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        return (
            Field("yenPerDollar", "為替レート") is { Length: > 0 } rate
                ? decimal.TryParse(rate, Plain, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"為替レート'{rate}'が数値ではありません")
                : null,
            Field("invoiceYen", "請求額") is { Length: > 0 } yen
                ? long.TryParse(yen, NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : throw new FormatException($"請求額'{yen}'が整数ではありません")
                : null,
            Field("source", "出典"));
    }

    static string[] Cells(string line, int most) => [.. line.Split(',', most).Select(cell => cell.Trim().Trim('"').Trim())];
}
