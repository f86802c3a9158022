using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Calendar;

namespace GovCloud.Linkage;

/// <summary>The day's files of a body as a table for people.</summary>
public static class LinkageSummary
{
    static readonly string[] Headings = ["連携", "名称", "提供側", "対象日", "連番", "期限", "状態", "遅延", "完了日時", "件数", "サイズ(バイト)", "未取得の利用側"];

    /// <summary>One file's row.</summary>
    public static ImmutableArray<string> Row(LinkageProfile profile, ExpectedFile file, SlotFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(file);
        var assessment = SlotEvaluation.Of(profile, file, facts, [], now);
        return
        [
            profile.Id,
            profile.Definition.Name + (profile.Definition.Example ? " 例(非公式)" : ""),
            profile.Definition.Provider,
            file.Slot.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            file.Slot.Sequence.ToString(CultureInfo.InvariantCulture),
            JapanTime.Format(file.Due) ?? "",
            LinkageText.Of(assessment.State),
            assessment.Late ? "遅延" : "",
            JapanTime.Format(assessment.CompletedAt) ?? "",
            assessment.Rows?.ToString(CultureInfo.InvariantCulture) ?? "",
            assessment.File?.Size.ToString(CultureInfo.InvariantCulture) ?? "",
            string.Join("、", assessment.Findings.Select(finding => finding.Consumer).OfType<string>()),
        ];
    }

    /// <summary>Headings and rows for Excel on Windows: byte order mark, CRLF. Every value is ours or the estate's.</summary>
    public static string Csv(IEnumerable<ImmutableArray<string>> rows) =>
        "\uFEFF" + string.Concat(rows.Select(row => row.AsEnumerable()).Prepend(Headings).Select(row => string.Join(',', row.Select(Quoted)) + "\r\n"));

    static string Quoted(string value)
    {
        // A spreadsheet would run what begins like this.
        var safe = value is ['=' or '+' or '-' or '@' or '\t', ..] ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
