using System.Globalization;
using System.Text;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Triage;

namespace GovCloud.Documents.Audit;

/// <summary>Runs and catalogue as one file of HTML without anything from outside, for screen and paper.</summary>
public static class AuditPage
{
    /// <summary>A run. What demands action comes first, then what is accepted; the rest is counted.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="run">The run.</param>
    /// <param name="results">Those of its results that are shown.</param>
    public static string Run(string title, AuditRun run, IEnumerable<AuditResult> results)
    {
        ArgumentNullException.ThrowIfNull(run);
        var shown = results.ToList();
        var body = new StringBuilder();
        body.Append("<section><h2>まとめ</h2><ul class=\"figures\">");
        foreach (var kind in AuditOutcomes.All)
        {
            body.Append(CultureInfo.InvariantCulture, $"<li{(kind is AuditOutcomeKind.Fail or AuditOutcomeKind.Unknown && run.Count(kind) > 0 ? " class=\"alarming\"" : "")}><span class=\"label\">{kind.Label()}</span><span class=\"value\">{run.Count(kind)}</span></li>");
        }

        body.Append("</ul></section>");
        Section(body, "対応が必要なもの", [.. shown.Where(result => result.Demands(Severity.Info)).OrderByDescending(result => result.Check.Severity).ThenBy(result => result.Outcome is NotKnown)]);
        Section(body, "例外承認されているもの", [.. shown.Where(result => result.Outcome is Waived)]);
        Section(body, "適合・対象外", [.. shown.Where(result => result.Outcome is Passed or NotApplicable)]);
        if (!run.Inputs.IsEmpty)
        {
            Inputs(body, run);
        }

        return Page(title, $"{JapanTime.Format(run.At)} 時点", body);
    }

    /// <summary>The catalogue.</summary>
    public static string Catalogue(IEnumerable<CheckDefinition> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        var body = new StringBuilder();
        foreach (var check in checks)
        {
            body.Append(CultureInfo.InvariantCulture, $"<section id=\"{Escaping.Html(check.Id)}\"><h2>{Escaping.Html(check.Id)} {Escaping.Html(check.Title)}</h2><p>{Escaping.Html(check.TitleInEnglish)}</p><table class=\"facts\"><tbody>");
            Row(body, "重大度", Labels.Of(check.Severity));
            Row(body, "理由", check.Rationale);
            Row(body, "対処", check.Remedy);
            Row(body, "読むもの", string.Join("、", check.Reads));
            Row(body, "根拠", string.Join("、", check.Sources.Select(source => source.Text())));
            body.Append("</tbody></table></section>");
        }

        return Page("監査の検査一覧", "検査そのものから作られる", body);
    }

    static void Inputs(StringBuilder body, AuditRun run)
    {
        body.Append("<section><h2>入力</h2><p>要約値 ").Append(run.InputDigest).Append("</p><table><thead><tr><th>名前</th><th>SHA-256</th></tr></thead><tbody>");
        foreach (var input in run.Inputs)
        {
            Row(body, input.Name, input.Sha256);
        }

        body.Append("</tbody></table></section>");
    }

    static void Section(StringBuilder body, string heading, List<AuditResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }

        body.Append(CultureInfo.InvariantCulture, $"<section><h2>{heading}({results.Count})</h2><table class=\"results\"><thead><tr><th>判定</th><th>重大度</th><th>検査</th><th>アカウント</th><th>対象</th><th>所見</th><th>対処</th></tr></thead><tbody>");
        foreach (var row in FoldedResults.Of(results))
        {
            var result = row.First;
            Row(
                body,
                result.Outcome.Kind.Label(),
                Labels.Of(result.Check.Severity),
                $"{result.Check.Id} {result.Check.Title}",
                row.Accounts,
                row.Subject,
                string.Join(' ', [result.Message, AuditWords.Waiver(result)]).TrimEnd(),
                result.Outcome is Failed ? result.Check.Remedy : "");
        }

        body.Append("</tbody></table></section>");
    }

    internal static void Row(StringBuilder body, params ReadOnlySpan<string> cells)
    {
        body.Append("<tr>");
        foreach (var cell in cells)
        {
            body.Append("<td>").Append(Escaping.Html(cell)).Append("</td>");
        }

        body.Append("</tr>");
    }

    internal static string Page(string title, string subtitle, StringBuilder body) =>
        $"<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Escaping.Html(title)}</title><style>{Style()} td {{ overflow-wrap: anywhere; }} .results td:nth-child(-n+2), .results td:nth-child(4) {{ white-space: nowrap; }} .confirmed {{ table-layout: fixed; }} .facts td:first-child {{ width: 8em; color: var(--dim); }}</style></head>"
        + $"<body><header><h1>{Escaping.Html(title)}</h1><p class=\"estate\">{Escaping.Html(subtitle)}</p></header><main>{body}</main></body></html>\n";

    static string Style()
    {
        using var stream = typeof(AuditPage).Assembly.GetManifestResourceStream("style.hbs") ?? throw new InvalidOperationException("The resource style.hbs is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
