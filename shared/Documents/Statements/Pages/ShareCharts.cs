using System.Globalization;
using System.Text;

namespace GovCloud.Documents.Statements.Pages;

/// <summary>Charts of a body's shares as inline SVG. Their numbers stand beside the bars: nothing is told by colour alone.</summary>
static class ShareCharts
{
    const int Width = 1100;
    const int RowHeight = 26;
    const int Left = 330;
    const int Right = 140;
    const int LongestLabel = 24;

    // More bars than this tell nothing; the table below has them all.
    const int MostBars = 20;

    /// <summary>A bar for each cost class, the largest first.</summary>
    public static string Bars(BodyView body)
    {
        var rows = body.Shares.Where(s => s.Share.Yen != 0).OrderByDescending(s => Math.Abs(s.Share.Yen)).Take(MostBars).ToList();
        var most = rows.Count == 0 ? 1 : rows.Max(r => Math.Abs((double)r.Share.Yen));
        var svg = Open(rows.Count, $"費用区分ごとの{body.Body.Name}の負担額");
        foreach (var (index, (column, share)) in rows.Index())
        {
            var width = Math.Max(1, (Width - Left - Right) * Math.Abs((double)share.Yen) / most);
            var text = StatementWords.Yen(share.Yen) + " 円";
            Row(svg, index, column.Title, text, width);
            Rect(svg, share.Yen < 0 ? "minus" : "bar", Left, index, width, $"{column.Title} {text}");
        }

        return Close(svg, rows.Count == 0);
    }

    /// <summary>For each cost class the body's part of the whole, the others' behind it.</summary>
    public static string Shares(BodyView body)
    {
        var rows = body.Shares.Where(s => s.Column.Column.Yen != 0).OrderByDescending(s => Math.Abs(s.Share.Yen)).Take(MostBars).ToList();
        var svg = Open(rows.Count, $"各費用区分の総額に占める{body.Body.Name}の割合");
        const int Full = Width - Left - Right;
        foreach (var (index, (column, share)) in rows.Index())
        {
            var ratio = Math.Clamp((double)share.Yen / column.Column.Yen, 0, 1);
            var text = (100.0 * share.Yen / column.Column.Yen).ToString("0.00", CultureInfo.InvariantCulture) + "%";
            Row(svg, index, column.Title, text, Full);
            Rect(svg, "rest", Left, index, Full, $"{column.Title} 全団体 {StatementWords.Yen(column.Column.Yen)} 円");
            Rect(svg, "bar", Left, index, Full * ratio, $"{column.Title} {text}");
        }

        return Close(svg, rows.Count == 0);
    }

    static StringBuilder Open(int rows, string title)
    {
        var svg = new StringBuilder();
        return svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Math.Max(1, rows) * RowHeight}\" role=\"img\" aria-label=\"{Escaping.Html(title)}\">");
    }

    static string Close(StringBuilder svg, bool empty) =>
        svg.Append(empty ? $"<text x=\"0\" y=\"17\">負担のある費用区分はありません。</text></svg>" : "</svg>").ToString();

    static void Row(StringBuilder svg, int index, string label, string value, double width)
    {
        var y = (index * RowHeight) + 17;
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y}\" text-anchor=\"end\">{Escaping.Html(Shortened(label))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"value\" x=\"{Left + width + 8:0.#}\" y=\"{y}\">{value}</text>");
    }

    static void Rect(StringBuilder svg, string className, int x, int index, double width, string title) => svg.Append(
        CultureInfo.InvariantCulture,
        $"<rect class=\"{className}\" x=\"{x}\" y=\"{(index * RowHeight) + 4}\" width=\"{width:0.#}\" height=\"{RowHeight - 8}\"><title>{Escaping.Html(title)}</title></rect>");

    static string Shortened(string label) => label.Length <= LongestLabel ? label : label[..(LongestLabel - 1)] + "…";
}
