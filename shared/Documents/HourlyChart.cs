using System.Globalization;
using System.Text;

namespace GovCloud.Documents;

/// <summary>A line of bars over the 24 hours of a day.</summary>
/// <param name="Label">What is counted, in Japanese.</param>
/// <param name="ClassName">The CSS class that colours it.</param>
/// <param name="Counts">24 numbers, one for each hour.</param>
sealed record HourlySeries(string Label, string ClassName, IReadOnlyList<int> Counts);

/// <summary>Bars by hour as an inline SVG. Colours come from the page's style sheet, so that paper, light and dark each have theirs.</summary>
static class HourlyChart
{
    const int Width = 960;
    const int Height = 260;
    const int Left = 40;
    const int Bottom = 28;
    const int Top = 14;
    const int Gap = 5;

    public static string Render(IReadOnlyList<HourlySeries> series, string title)
    {
        var most = Scale(series.Max(line => line.Counts.Max()));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Escaping.Html(title)}\">");
        foreach (var tick in Ticks(most))
        {
            var y = Y(tick, most);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/><text class=\"axis\" x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{tick}</text>");
        }

        var hourWidth = (Width - Left) / 24.0;
        var barWidth = (hourWidth - Gap) / series.Count;
        for (var hour = 0; hour < 24; hour++)
        {
            var x = Left + (hour * hourWidth);
            if (hour % 2 == 0)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{x + (hourWidth / 2):0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{hour}時</text>");
            }

            for (var line = 0; line < series.Count; line++)
            {
                Bar(svg, series[line], hour, x + (Gap / 2.0) + (line * barWidth), barWidth, most);
            }
        }

        return svg.Append("</svg>").ToString();
    }

    static void Bar(StringBuilder svg, HourlySeries line, int hour, double x, double width, int most)
    {
        var count = line.Counts[hour];
        if (count == 0)
        {
            return;
        }

        var y = Y(count, most);
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{line.ClassName}\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{Height - Bottom - y:0.#}\"><title>{hour}時台 {Escaping.Html(line.Label)} {count} 件</title></rect>");
    }

    static double Y(int count, int most) => Height - Bottom - ((Height - Bottom - Top) * (double)count / most);

    /// <summary>The top of the scale: four even steps of a round number.</summary>
    static int Scale(int most)
    {
        for (var power = 1; ; power *= 10)
        {
            foreach (var step in (ReadOnlySpan<int>)[1, 2, 3, 4, 5, 6, 8])
            {
                if (4 * step * power >= most)
                {
                    return 4 * step * power;
                }
            }
        }
    }

    static IEnumerable<int> Ticks(int most) => Enumerable.Range(0, 5).Select(i => most / 4 * i);
}
