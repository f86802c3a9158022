using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GovCloud.Calendar;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Resilience.Drills;

namespace GovCloud.Documents.Resilience;

/// <summary>The report of a recovery drill, in Japanese: Markdown, a page, a workbook.</summary>
/// <param name="drill">The drill.</param>
/// <param name="system">The system's name for people.</param>
/// <param name="calendar">The business days of the objective; none where the estate names none.</param>
public sealed class DrillReport(DrillRecord drill, string system, WorkingCalendar? calendar)
{
    static readonly ImmutableArray<string> StepHeadings = ["番号", "手順", "開始", "終了", "所要(分)", "結果", "備考"];

    string Title => $"復旧訓練の報告書: {system} {ScenarioOf(drill.Scenario)}";

    /// <summary>Markdown.</summary>
    public string Markdown()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# {Title}\n\n| 項目 | 内容 |\n|---|---|\n");
        foreach (var (name, value) in Facts())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {Cell(value)} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## 手順\n\n| {string.Join(" | ", StepHeadings)} |\n|{string.Concat(StepHeadings.Select(_ => "---|"))}\n");
        foreach (var row in Steps())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row.Select(Cell))} |\n");
        }

        text.Append("\n## 指摘\n\n");
        foreach (var finding in Findings())
        {
            text.Append(CultureInfo.InvariantCulture, $"- {Cell(finding)}\n");
        }

        return text.ToString();
    }

    /// <summary>A page without anything from outside.</summary>
    public string Html()
    {
        var body = new StringBuilder("<section><h2>結果</h2><table><tbody>");
        foreach (var (name, value) in Facts())
        {
            body.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{name}</th><td>{Escaping.Html(value)}</td></tr>");
        }

        body.Append("</tbody></table></section><section><h2>手順</h2><div class=\"scroll\"><table><thead><tr>").AppendJoin("", StepHeadings.Select(heading => $"<th>{heading}</th>")).Append("</tr></thead><tbody>");
        foreach (var row in Steps())
        {
            body.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Escaping.Html(cell)}</td>")).Append("</tr>");
        }

        body.Append("</tbody></table></div></section><section><h2>指摘</h2><ul>").AppendJoin("", Findings().Select(finding => $"<li>{Escaping.Html(finding)}</li>")).Append("</ul></section>");
        using var stream = typeof(DrillReport).Assembly.GetManifestResourceStream("style.hbs") ?? throw new InvalidOperationException("The resource style.hbs is not in the assembly.");
        using var style = new StreamReader(stream);
        return $"<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Escaping.Html(Title)}</title><style>{style.ReadToEnd()}</style></head>"
            + $"<body><header><h1>{Escaping.Html(Title)}</h1></header><main>{body}</main></body></html>\n";
    }

    /// <summary>A workbook.</summary>
    public Spreadsheet Workbook() => new()
    {
        Sheets =
        [
            new SpreadsheetSheet { Name = "結果", Preamble = [Title], Headings = ["項目", "内容"], Rows = [.. Facts().Select(fact => (ImmutableArray<string>)[fact.Name, fact.Value])] },
            new SpreadsheetSheet { Name = "手順", Preamble = [Title], Headings = StepHeadings, Rows = [.. Steps()] },
            new SpreadsheetSheet { Name = "指摘", Preamble = [Title], Headings = ["指摘"], Rows = [.. Findings().Select(finding => (ImmutableArray<string>)[finding])] },
        ],
    };

    IEnumerable<(string Name, string Value)> Facts()
    {
        yield return ("訓練", drill.Id);
        yield return ("予定日", drill.PlannedFor.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        yield return ("参加", drill.Participants.IsEmpty ? "記録なし" : string.Join('、', drill.Participants));
        yield return ("発災(宣言)", JapanTime.Format(drill.Declared) ?? "未実施");
        yield return ("業務の再開", JapanTime.Format(drill.Restored) ?? "未完了");
        yield return ("RTO", string.Create(CultureInfo.InvariantCulture, $"目標 {drill.RtoHours}時間、実績 {(drill.ActualRto is { } actual ? actual.TotalHours.ToString("0.0", CultureInfo.InvariantCulture) + "時間" : "未完了")}: {Met(DrillProgress.RecoveryTimeMet(drill))}"));
        yield return ("RPO", RecoveryPoint());
    }

    string RecoveryPoint()
    {
        var goal = string.Create(CultureInfo.InvariantCulture, $"目標 {drill.RpoBusinessDays}営業日");
        return drill.RecoveredTo is not { } content ? $"{goal}、データの復旧時点の記録なし: 判定できない"
            : calendar is null ? $"{goal}、復旧した時点 {JapanTime.Format(content)}: 判定できない(暦がない)"
            : string.Create(CultureInfo.InvariantCulture, $"{goal}、復旧した時点 {JapanTime.Format(content)}、失われた業務終了時点 {DrillProgress.LostBusinessDays(drill, calendar)}営業日分: {Met(DrillProgress.RecoveryPointMet(drill, calendar))}");
    }

    IEnumerable<ImmutableArray<string>> Steps() => drill.Steps.Select((step, index) => (ImmutableArray<string>)
    [
        (index + 1).ToString(CultureInfo.InvariantCulture),
        step.Title,
        JapanTime.Format(step.Began) ?? "",
        JapanTime.Format(step.Ended) ?? "",
        step is { Began: { } began, Ended: { } ended } ? (ended - began).TotalMinutes.ToString("0", CultureInfo.InvariantCulture) : "",
        step.Outcome switch { DrillOutcome.Done => "完了", DrillOutcome.Failed => "未達", _ => "未実施" },
        step.Note ?? "",
    ]);

    IEnumerable<string> Findings() => drill.Findings.IsEmpty
        ? ["なし"]
        : drill.Findings.Select(finding => $"{finding.Text}({(finding.Closed is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 解決" : "未解決")})");

    static string Met(bool? met) => met switch { true => "達成", false => "未達", _ => "判定できない" };

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    static string ScenarioOf(DrillScenario scenario) => scenario switch
    {
        DrillScenario.RestoreData => "データの復元",
        DrillScenario.RegionLost => "リージョンの喪失",
        DrillScenario.Ransomware => "ランサムウェア",
        _ => "住民データの提供(72時間)",
    };
}
