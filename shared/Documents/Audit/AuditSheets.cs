using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Triage;

namespace GovCloud.Documents.Audit;

/// <summary>Results and catalogue as tables in Japanese.</summary>
public static class AuditSheets
{
    /// <summary>Results, one a row.</summary>
    /// <param name="title">The table's title.</param>
    /// <param name="run">The run.</param>
    /// <param name="results">Those of its results that are shown.</param>
    public static SpreadsheetSheet Results(string title, AuditRun run, IEnumerable<AuditResult> results)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new()
        {
            Name = "監査結果",
            Preamble = [title, $"{JapanTime.Format(run.At)} 時点。{AuditWords.Summary(run)}", $"入力 {run.Inputs.Length} 件の要約値 {run.InputDigest}"],
            Headings = ["判定", "重大度", "検査", "内容", "アカウント", "対象", "所見", "例外承認", "対処", "根拠"],
            Rows = [.. results.Select(Row)],
            FrozenColumns = 3,
            Paper = SheetPaper.A3,
        };
    }

    /// <summary>What went in.</summary>
    public static SpreadsheetSheet Inputs(AuditRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new() { Name = "入力", Headings = ["名前", "SHA-256"], Rows = [.. run.Inputs.Select(input => ImmutableArray.Create(input.Name, input.Sha256))] };
    }

    /// <summary>The catalogue of checks.</summary>
    public static SpreadsheetSheet Catalogue(IEnumerable<CheckDefinition> checks) => new()
    {
        Name = "検査の一覧",
        Preamble = ["監査の検査一覧"],
        Headings = ["番号", "重大度", "求める状態", "理由", "対処", "読むもの", "根拠"],
        Rows =
        [
            .. checks.Select(check => ImmutableArray.Create(
                check.Id, Labels.Of(check.Severity), check.Title, check.Rationale, check.Remedy, string.Join('\n', check.Reads), string.Join('\n', check.Sources.Select(source => source.Text())))),
        ],
        FrozenColumns = 1,
        Paper = SheetPaper.A3,
    };

    static ImmutableArray<string> Row(AuditResult result) =>
    [
        result.Outcome.Kind.Label(),
        Labels.Of(result.Check.Severity),
        result.Check.Id,
        result.Check.Title,
        result.Subject.Account?.ToString() ?? "",
        result.Subject.Id,
        result.Message,
        AuditWords.Waiver(result),
        result.Outcome.Kind is AuditOutcomeKind.Fail ? result.Check.Remedy : "",
        string.Join('\n', result.Check.Sources.Select(source => source.Text())),
    ];
}
