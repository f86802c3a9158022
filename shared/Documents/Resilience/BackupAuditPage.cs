using System.Globalization;
using System.Text;
using GovCloud.Audit;
using GovCloud.Documents.Audit;
using GovCloud.Estates;
using GovCloud.Resilience.Checks;

namespace GovCloud.Documents.Resilience;

/// <summary>The audit of backups as one file of HTML: the page of every audit, with the map of bodies, systems and days before it.</summary>
public static class BackupAuditPage
{
    const string Main = "<main>";
    const string Weekdays = "日月火水木金土";

    static readonly (HeatState State, string Class, string Sign, string Label)[] Legend =
    [
        (HeatState.Met, "met", "○", "その日の業務終了時点に戻せる"),
        (HeatState.CopyMissed, "copy", "△", "東京では戻せるが、大阪の複製がない"),
        (HeatState.Missed, "missed", "×", "戻せない"),
        (HeatState.Unknown, "unknown", "?", "不明(読み取れない)"),
        (HeatState.NotDue, "due", "…", "期限前"),
        (HeatState.Closed, "closed", "休", "休業日"),
        (HeatState.Forgotten, "none", "・", "保管期間より前"),
        (HeatState.NothingToProtect, "none", "–", "対象なし"),
    ];

    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="run">The run.</param>
    /// <param name="results">Those of its results that are shown.</param>
    /// <param name="map">The map.</param>
    public static string Render(string title, AuditRun run, IEnumerable<AuditResult> results, BackupHeatMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var page = AuditPage.Run(title, run, results);
        var at = page.IndexOf(Main, StringComparison.Ordinal);
        return page.Insert(at + Main.Length, Section(map)).Replace("</style>", Style + "</style>", StringComparison.Ordinal);
    }

    /// <summary>The map alone: a section of a page. A sign stands for every colour, so that it is read on paper and by those who do not see colours.</summary>
    /// <param name="map">The map.</param>
    /// <param name="heading">What stands above it, in plain text.</param>
    public static string Section(BackupHeatMap map, string heading = "団体・業務ごとの復旧可否(日別)")
    {
        ArgumentNullException.ThrowIfNull(map);
        var html = new StringBuilder("<section><h2>").Append(Escaping.Html(heading)).Append("</h2>");
        if (map.Rows.IsEmpty)
        {
            return html.Append("<p>業務のアカウントが読み取られていません。</p></section>").ToString();
        }

        html.Append("<ul class=\"heat-legend\">");
        foreach (var (_, name, sign, label) in Legend)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><span class=\"heat {name}\">{sign}</span>{label}</li>");
        }

        html.Append("</ul><div class=\"scroll\"><table class=\"heatmap\"><thead><tr><th scope=\"col\">団体</th><th scope=\"col\">業務</th><th scope=\"col\">環境</th>");
        foreach (var day in map.Days)
        {
            // The month once is enough, and leaves room for the days.
            var month = day == map.Days[0] || day.Day == 1 ? $"{day.Month}/" : "";
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"day\"><span>{month}{day.Day}</span><span>{Weekdays[(int)day.DayOfWeek]}</span></th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in map.Rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Escaping.Html(row.Municipality.Name)}</th><td>{Escaping.Html(row.System.Name)}</td><td>{(row.Environment == DeploymentEnvironment.Production ? "本番" : "検証")}</td>");
            foreach (var (day, state) in map.Days.Zip(row.Cells))
            {
                var (_, name, sign, label) = Legend.First(one => one.State == state);
                html.Append(CultureInfo.InvariantCulture, $"<td class=\"heat {name}\" title=\"{day:yyyy-MM-dd} {label}\">{sign}</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table></div></section>").ToString();
    }

    internal const string Style =
        """
        .heat-legend { list-style: none; margin: 0 0 12px; padding: 0; display: flex; flex-wrap: wrap; gap: 6px 20px; font-size: 13px; }
        .heat-legend li { display: flex; align-items: center; gap: 7px; white-space: nowrap; }
        .heat-legend .heat { display: inline-block; width: 26px; line-height: 24px; text-align: center; border-radius: 3px; }
        .heatmap { width: auto; font-size: 13px; border-spacing: 0; }
        .heatmap th, .heatmap td { white-space: nowrap; overflow-wrap: normal; padding: 4px 8px; vertical-align: middle; }
        .heatmap td.heat, .heatmap th.day { text-align: center; padding: 4px 0; min-width: 32px; border: 1px solid var(--paper); }
        .heatmap th.day span { display: block; font-size: 11px; line-height: 1.35; }
        .heat { font-weight: 700; }
        .heat.met { background: #cfead9; color: #0f4f2b; } .heat.copy { background: #ffe3b0; color: #6b4300; }
        .heat.missed { background: #c62430; color: #fff; } .heat.unknown { background: #5b6775; color: #fff; }
        .heat.due { background: #dce9f7; color: #1c4a7a; } .heat.closed { background: #eceff2; color: #5b6775; font-weight: 400; }
        .heat.none { background: transparent; color: var(--dim); font-weight: 400; }
        """;
}
