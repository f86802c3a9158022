using System.Globalization;
using System.Text;
using GovCloud.Deployment;

namespace GovCloud.Documents.Deployment;

/// <summary>A plan as one file of HTML without anything from outside, for screen and paper.</summary>
public static class DeploymentPage
{
    const string Style = """
        .wide { overflow-x: auto; }
        .wide table { min-width: 60em; }
        td { overflow-wrap: anywhere; }
        td.short, th.short { white-space: nowrap; }
        td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        code { font: 12px/1.5 ui-monospace, "Noto Sans Mono CJK JP", monospace; }
        .commands code { white-space: pre-wrap; }
        details { margin-top: 10px; }
        .figures { grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); }
        .stage { table-layout: fixed; }
        .stage th:nth-child(1) { width: 3em; } .stage th:nth-child(2) { width: 24%; } .stage th:nth-child(3) { width: 6.5em; } .stage th:nth-child(4) { width: 11em; } .stage th:nth-child(5) { width: 27%; }
        .bar { display: inline-block; width: 90px; height: 8px; border-radius: 4px; background: var(--line); overflow: hidden; vertical-align: middle; margin-right: 8px; }
        .bar i { display: block; height: 100%; background: var(--accent); }
        .bar.full i { background: var(--bad); }
        .chip { display: inline-block; border: 1px solid var(--line); border-radius: 4px; padding: 0 6px; color: var(--dim); font-size: 12px; white-space: nowrap; }
        @media print { details > *:not(summary) { display: none; } section { break-inside: avoid-page; } }
        """;

    /// <summary>Writes the page.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="subtitle">Estate and day.</param>
    /// <param name="plan">The plan.</param>
    public static string Of(string title, string subtitle, DeploymentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var body = new StringBuilder();
        Figures(body, plan);
        Problems(body, plan);
        Endangered(body, plan);
        Manual(body, plan, 0, "最初に行う手作業");
        Limits(body, plan);
        Bootstraps(body, plan);
        foreach (var stage in DeploymentGroup.Of(plan).GroupBy(g => g.Stage))
        {
            Stage(body, plan, stage.Key, [.. stage]);
        }

        return $"<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Html(title)}</title><style>{CommonStyle()}{Style}</style></head>"
            + $"<body><header><h1>{Html(title)}</h1><p class=\"estate\">{Html(subtitle)}</p></header><main>{body}</main></body></html>\n";
    }

    static void Figures(StringBuilder body, DeploymentPlan plan)
    {
        body.Append("<section><h2>まとめ</h2><ul class=\"figures\">");
        Figure(body, "配備", plan.Steps.Length, isBad: false);
        Figure(body, "アカウント", plan.Steps.Select(s => s.Account).Distinct(StringComparer.Ordinal).Count(), isBad: false);
        Figure(body, "段階", plan.Stages.Length, isBad: false);
        Figure(body, "ブートストラップ", plan.Bootstraps.Length, isBad: false);
        Figure(body, "手作業", plan.Manual.Length, isBad: false);
        Figure(body, "引き上げる上限", DeploymentSheets.Raised(plan).Count(r => r.Worst.IsExceeded), isBad: false);
        var endangered = plan.Steps.Sum(s => (s.Change?.Resources ?? []).Count(r => r.EndangersData));
        Figure(body, "失われるおそれ", endangered, endangered > 0);
        Figure(body, "解決が必要な問題", plan.Problems.Length, plan.Problems.Length > 0);
        body.Append("</ul></section>");
    }

    static void Figure(StringBuilder body, string label, int value, bool isBad) =>
        body.Append(CultureInfo.InvariantCulture, $"<li{(isBad ? " class=\"alarming\"" : "")}><span class=\"label\">{label}</span><span class=\"value\">{value:N0}</span></li>");

    static void Problems(StringBuilder body, DeploymentPlan plan)
    {
        if (plan.Problems.IsEmpty)
        {
            return;
        }

        body.Append("<section><h2>解決が必要な問題</h2><ul>");
        foreach (var problem in plan.Problems)
        {
            body.Append("<li>").Append(Html(problem.Japanese)).Append("</li>");
        }

        body.Append("</ul></section>");
    }

    static void Endangered(StringBuilder body, DeploymentPlan plan)
    {
        var rows = plan.Steps.SelectMany(s => (s.Change?.Resources ?? []).Where(r => r.IsRemoval).Select(r => (Step: s, Resource: r))).OrderBy(r => !r.Resource.EndangersData).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        Table(body, "置換・削除されるもの", ["判定", "リソース", "スタック", "理由", "失われるもの・扱い"]);
        foreach (var (step, resource) in rows)
        {
            Row(body, ("short", $"<span class=\"{(resource.EndangersData ? "bad" : "chip")}\">{ComparisonWords.Of(resource.Action)}</span>"), ("", $"{Html(resource.LogicalId)}<br><span class=\"chip\">{Html(resource.Type)}</span>"),
                ("", $"{Html(step.Stack.StackName)}<br>{step.Account}"), ("", Lines(ComparisonWords.Reason(resource))), ("", Lines(ComparisonWords.Consequence(resource))));
        }

        body.Append("</tbody></table></div></section>");
    }

    static void Manual(StringBuilder body, DeploymentPlan plan, int stage, string title)
    {
        var steps = plan.Manual.Where(m => m.Stage == stage).ToList();
        if (steps.Count == 0)
        {
            return;
        }

        body.Append(stage == 0 ? $"<section><h2>{title}</h2>" : $"<h3>{title}</h3>").Append("<div class=\"wide\"><table><thead><tr><th>作業</th><th>コマンド</th><th>取り消し</th></tr></thead><tbody>");
        foreach (var step in steps)
        {
            Row(body, ("", Html(step.Text.Japanese)), ("", step.Command is { } command ? $"<code>{Html(command)}</code>" : ""), ("", Html(step.Rollback.Japanese)));
        }

        body.Append(stage == 0 ? "</tbody></table></div></section>" : "</tbody></table></div>");
    }

    static void Limits(StringBuilder body, DeploymentPlan plan)
    {
        Table(body, $"上限の 80 % 以上を使うもの(比較 {plan.Limits.Compared:N0} 件)", ["使用", "使用量 / 上限", "上限", "最大の場所", "対応", "出典"]);
        foreach (var (worst, places) in DeploymentSheets.Raised(plan))
        {
            var share = worst.Share ?? 0;
            Row(body,
                ("short", string.Create(CultureInfo.InvariantCulture, $"<span class=\"bar{(worst.IsExceeded ? " full" : "")}\"><i style=\"width:{Math.Min(1, share) * 100:F0}%\"></i></span>{DeploymentSheets.Share(worst)}")),
                ("number", DeploymentSheets.Amount(worst)), ("", Html(worst.Limit.Text.Japanese)), ("", Html(worst.Place) + (places > 1 ? $"<br><span class=\"chip\">ほか {places - 1:N0} か所</span>" : "")),
                ("", Html(DeploymentSheets.Remedy(worst))), ("", $"{Html(worst.Limit.Source)}<br><span class=\"chip\">{worst.Limit.AsOf:yyyy-MM-dd}</span>"));
        }

        body.Append("</tbody></table></div><p class=\"plain\">テンプレートの分だけの値です。アカウントに既にあるものは含みません。</p></section>");
    }

    static void Bootstraps(StringBuilder body, DeploymentPlan plan)
    {
        body.Append(CultureInfo.InvariantCulture, $"<section><h2>CDK のブートストラップ({plan.Bootstraps.Length:N0})</h2><p>版 {plan.Bootstraps.Select(b => b.Version).DefaultIfEmpty().Max()} 以上。アカウントとリージョンごとに 1 回、最初の配備の前に行います。</p><details><summary>コマンドの一覧</summary><div class=\"wide commands\"><table><thead><tr><th>アカウント</th><th>リージョン</th><th>信頼</th><th>コマンド</th></tr></thead><tbody>");
        foreach (var need in plan.Bootstraps)
        {
            Row(body, ("short", need.Account), ("short", need.Region), ("short", need.Trusted ?? "なし"), ("", $"<code>{Html(need.Command)}</code>"));
        }

        body.Append("</tbody></table></div></details></section>");
    }

    static void Stage(StringBuilder body, DeploymentPlan plan, DeploymentStage stage, List<DeploymentGroup> groups)
    {
        body.Append(CultureInfo.InvariantCulture, $"<section><h2>段階 {stage.Number}: {Html(stage.Title.Japanese)}</h2><div class=\"wide\"><table class=\"stage\"><thead><tr><th>層</th><th>内容</th><th>アカウント</th><th>リソース</th><th>配備後の確認</th><th>取り消し</th></tr></thead><tbody>");
        foreach (var group in groups)
        {
            Row(body, ("number", $"{group.Layer}"), ("", $"{Html(group.Kind.Title.Japanese)}<br><span class=\"chip\">{Html(group.Stacks)}</span>"), ("number", $"{group.Accounts:N0}"), ("", Html(group.What)), ("", Html(group.Kind.Check.Japanese)), ("", Html(group.Kind.Rollback.Japanese)));
        }

        body.Append("</tbody></table></div>");
        Manual(body, plan, stage.Number, "この段階の手作業");
        body.Append(CultureInfo.InvariantCulture, $"<details><summary>手順 {groups.Sum(g => g.Steps.Length):N0} 件とコマンド</summary><div class=\"wide commands\"><table><thead><tr><th>番号</th><th>アカウント</th><th>コマンド</th><th>配備ロール</th><th>与える値</th></tr></thead><tbody>");
        foreach (var step in groups.SelectMany(g => g.Steps))
        {
            var given = step.Parameters.Select(p => $"{p.Name}: {p.Value ?? p.Source.Japanese}").Concat(step.Prerequisites.Select(p => $"SSM: {p}"));
            Row(body, ("number", $"{step.Number}"), ("", $"{Html(step.AccountName ?? "(環境定義にない)")}<br><span class=\"chip\">{step.Account} {step.Region}</span>"), ("", $"<code>{Html(step.Command)}</code>"),
                ("", step.DeployRole is { } role ? $"<code>{Html(role[(role.LastIndexOf('/') + 1)..])}</code>" : "実行者の権限"), ("", string.Join("<br>", given.Select(Html))));
        }

        body.Append("</tbody></table></div></details></section>");
    }

    static void Table(StringBuilder body, string title, string[] headings)
    {
        body.Append(CultureInfo.InvariantCulture, $"<section><h2>{Html(title)}</h2><div class=\"wide\"><table><thead><tr>");
        foreach (var heading in headings)
        {
            body.Append("<th>").Append(heading).Append("</th>");
        }

        body.Append("</tr></thead><tbody>");
    }

    static void Row(StringBuilder body, params ReadOnlySpan<(string Class, string Markup)> cells)
    {
        body.Append("<tr>");
        foreach (var (name, markup) in cells)
        {
            body.Append(name.Length == 0 ? "<td>" : $"<td class=\"{name}\">").Append(markup).Append("</td>");
        }

        body.Append("</tr>\n");
    }

    static string Lines(string text) => Html(text).Replace("\n", "<br>", StringComparison.Ordinal);

    static string Html(string text) => Escaping.Html(text);

    static string CommonStyle()
    {
        using var stream = typeof(DeploymentPage).Assembly.GetManifestResourceStream("style.hbs") ?? throw new InvalidOperationException("The resource style.hbs is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
