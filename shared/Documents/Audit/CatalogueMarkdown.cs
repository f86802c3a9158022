using System.Globalization;
using System.Text;
using GovCloud.Audit;
using GovCloud.Triage;

namespace GovCloud.Documents.Audit;

/// <summary>The catalogue as Markdown, for manuals.</summary>
public static class CatalogueMarkdown
{
    /// <summary>A table of all checks, then a part for each.</summary>
    public static string Write(IReadOnlyCollection<CheckDefinition> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        var text = new StringBuilder("# 監査の検査一覧\n\n| 番号 | 重大度 | 求める状態 |\n|---|---|---|\n");
        foreach (var check in checks)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {check.Id} | {Labels.Of(check.Severity)} | {Cell(check.Title)} |\n");
        }

        foreach (var check in checks)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {check.Id} {check.Title}\n{check.TitleInEnglish}\n\n- 重大度: {Labels.Of(check.Severity)}\n- 理由: {check.Rationale}\n- 対処: {check.Remedy}\n");
            text.Append(CultureInfo.InvariantCulture, $"- 読むもの: {string.Join("、", check.Reads.Select(read => $"`{read}`"))}\n- 根拠: {string.Join("、", check.Sources.Select(source => source.Text()))}\n");
        }

        return text.ToString();
    }

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
