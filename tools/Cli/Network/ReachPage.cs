using System.Globalization;
using System.Net;
using System.Text;

namespace GovCloud.Cli.Network;

/// <summary>The matrix as one page that needs nothing else: for the staff of bodies, who see at a glance that nobody reaches them who should not.</summary>
static class ReachPage
{
    const string Style = """
        body{font-family:"BIZ UDPGothic","Meiryo","Noto Sans CJK JP",sans-serif;margin:1.5rem;color:#222}
        h1{font-size:1.3rem}h2{font-size:1.1rem;margin-top:2rem}
        .verdict{font-size:1.1rem;padding:.6rem 1rem;border-left:.4rem solid;margin:1rem 0}
        .good{border-color:#1b7f3b;background:#eaf6ee}.bad{border-color:#b3261e;background:#fdecea}
        table{border-collapse:collapse}th,td{border:1px solid #bbb;padding:.25rem .4rem;text-align:center;font-size:.85rem}
        th.row{text-align:left;white-space:nowrap;background:#f4f4f4}thead th{background:#f4f4f4}
        thead th.tall span{writing-mode:vertical-rl;white-space:nowrap}
        .apart{color:#aaa}.as-intended{background:#cfe8d6}.impossible{background:#ffe9b0}.unintended{background:#f6b8b3}.not-isolated{background:#b3261e;color:#fff}.unknown{background:#ddd}.self{background:#f4f4f4}
        .legend span{display:inline-block;padding:.1rem .5rem;margin-right:.5rem;border:1px solid #bbb}
        .wide{overflow-x:auto}td.text{text-align:left}
        @media print{body{margin:0}}
        """;

    public static string Of(ReachedEstate reached, NetworkLanguage language)
    {
        var estate = reached.Planned.Estate;
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><title>通信の検証</title><style>\n").Append(Style).Append("\n</style></head><body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Text(estate.Profile.Title)} 通信の検証</h1>\n");
        Verdict(page, reached);
        page.Append("<p>CloudFormation のテンプレートだけから計算した通信の可否を、環境定義の flows(通信要件)と比べたもの。行が送信元、列が宛先。</p>\n<p class=\"legend\">");
        foreach (var state in Enum.GetValues<ReachState>())
        {
            page.Append(CultureInfo.InvariantCulture, $"<span class=\"{ClassOf(state)}\">{ReachWords.SignOf(state)} {ReachWords.LabelOf(state)}</span>");
        }

        page.Append("</p>\n<h2>区分どうし</h2>\n");
        Segments(page, reached);
        page.Append("<h2>通信主体どうし</h2>\n");
        Nodes(page, reached);
        Findings(page, reached, language);
        return page.Append("</body></html>\n").ToString();
    }

    static void Verdict(StringBuilder page, ReachedEstate reached)
    {
        var good = reached.Errors == 0;
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"verdict {(good ? "good" : "bad")}\">");
        page.Append(good ? "団体どうしは分離されており、通信は意図したものだけである。" : string.Create(CultureInfo.InvariantCulture, $"誤りが {reached.Errors} 件ある。下の一覧を確認する。"));
        page.Append("</p>\n");
    }

    static void Segments(StringBuilder page, ReachedEstate reached)
    {
        var counts = ReachTables.Segments(reached);
        var names = reached.Nodes.Select(n => ReachWords.SegmentOf(n, reached.Planned.Estate)).Distinct(StringComparer.Ordinal).ToList();
        Head(page, names);
        foreach (var from in names)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th class=\"row\">{Text(from)}</th>");
            foreach (var to in names)
            {
                if (!counts.TryGetValue((from, to), out var states))
                {
                    page.Append("<td class=\"self\"></td>");
                    continue;
                }

                var title = string.Join("、", states.Select(s => string.Create(CultureInfo.InvariantCulture, $"{ReachWords.LabelOf(s.Key)} {s.Value} 組")));
                Cell(page, states.First().Key, $"{from} → {to}: {title}");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    static void Nodes(StringBuilder page, ReachedEstate reached)
    {
        var estate = reached.Planned.Estate;
        var nodes = reached.Nodes.OrderBy(n => ReachWords.SegmentOf(n, estate), StringComparer.Ordinal).ToList();
        Head(page, nodes.Select(n => ReachWords.NameOf(n, estate)));
        foreach (var from in nodes)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th class=\"row\">{Text($"{ReachWords.SegmentOf(from, estate)}: {ReachWords.NameOf(from, estate)}")}</th>");
            foreach (var to in nodes)
            {
                if (from.Id == to.Id)
                {
                    page.Append("<td class=\"self\"></td>");
                    continue;
                }

                var cell = reached.Cell(from, to);
                Cell(page, cell.State, $"{from.Id} → {to.Id} 意図: {cell.Intended} 計算: {cell.Computed}");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    static void Findings(StringBuilder page, ReachedEstate reached, NetworkLanguage language)
    {
        if (reached.Report.Findings.IsEmpty)
        {
            return;
        }

        page.Append("<h2>指摘</h2>\n<table><thead><tr><th>番号</th><th>内容</th><th>直し方</th></tr></thead><tbody>\n");
        foreach (var (finding, _) in reached.Report.Findings)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{finding.Rule.Id}</td><td class=\"text\">{Text(finding.Message.In(language))}</td><td class=\"text\">{Text(finding.Rule.Remedy.In(language))}</td></tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    static void Head(StringBuilder page, IEnumerable<string> names)
    {
        page.Append("<div class=\"wide\"><table><thead><tr><th></th>");
        foreach (var name in names)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th class=\"tall\"><span>{Text(name)}</span></th>");
        }

        page.Append("</tr></thead><tbody>\n");
    }

    static void Cell(StringBuilder page, ReachState state, string title) =>
        page.Append(CultureInfo.InvariantCulture, $"<td class=\"{ClassOf(state)}\" title=\"{Text(title)}\">{ReachWords.SignOf(state)}</td>");

    static string ClassOf(ReachState state) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());

    static string Text(string text) => WebUtility.HtmlEncode(text);
}
