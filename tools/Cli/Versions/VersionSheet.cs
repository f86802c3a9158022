using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Versions;

namespace GovCloud.Cli.Versions;

/// <summary>The comparison as a table in Japanese.</summary>
static class VersionSheet
{
    public static SpreadsheetSheet Of(string title, Estate estate, IEnumerable<VersionRow> rows) => new()
    {
        Name = "版の適合状況",
        Preamble = [title, "出典: " + string.Join("、", estate.Versions.Overall.Select(o => string.Create(CultureInfo.InvariantCulture, $"全体バージョン {o.Id}: {o.Source}({o.AsOf:yyyy-MM-dd}時点)")))],
        Headings = ["団体", "番号", "業務", "システム", "全体版", "判定", "機能別連携仕様", "標準仕様書", "次の全体版", "移行予定", "影響する連携"],
        Rows = [.. rows.Select(Row)],
    };

    /// <summary>How many rows are in each state, in one line.</summary>
    public static string Summary(IReadOnlyCollection<VersionRow> rows) => string.Create(
        CultureInfo.InvariantCulture,
        $"{rows.Count} 件: {string.Join("、", Enum.GetValues<VersionState>().Select(state => $"{LabelOf(state)} {rows.Count(row => row.State == state)}"))}。移行が必要なもののうち計画なし・不足・遅延 {rows.Count(row => row.Upgrade is UpgradeState.NotPlanned or UpgradeState.NotEnough or UpgradeState.Late)} 件。");

    static ImmutableArray<string> Row(VersionRow row) =>
    [
        row.Municipality.Name,
        row.Series == VersionSeries.Common ? $"共通 {row.Code}" : row.Code,
        row.Name,
        row.System.Name,
        row.Overall ?? "不明",
        LabelOf(row.State),
        Compared(row.RequiredLinkage, row.Stated?.Linkage, row.Linkage),
        Compared(row.RequiredStandard, row.Stated?.Standard, row.Standard),
        row.NextOverall is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{row.NextOverall}({row.Deadline:yyyy-MM-dd}から)"),
        Upgrade(row),
        string.Join('\n', row.Interfaces.Select(Interface)),
    ];

    static string Compared(string? required, string? implemented, VersionState state) => state switch
    {
        VersionState.Conforming => $"{implemented}",
        VersionState.Unknown => $"{implemented ?? "不明"}(要求 {required ?? "不明"})",
        _ => $"{implemented}(要求 {required}、{LabelOf(state)})",
    };

    static string Upgrade(VersionRow row)
    {
        var day = row.Stated?.PlannedOn is { } planned ? planned.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
        return row.Upgrade switch
        {
            UpgradeState.None => "",
            UpgradeState.InTime => $"{day} 予定",
            UpgradeState.Late => $"{day} 予定(期限超過)",
            UpgradeState.NotPlanned => "計画なし",
            UpgradeState.NotEnough => $"{day} 予定(版が不足)",
            _ => "判定できない",
        };
    }

    static string Interface(TouchedInterface touched) =>
        $"{touched.Provider}→{touched.Consumer}" + (touched.Others.IsEmpty ? "" : $"({string.Join("、", touched.Others.Select(system => system.Name))})");

    static string LabelOf(VersionState state) => state switch
    {
        VersionState.Conforming => "適合",
        VersionState.Older => "旧い",
        VersionState.Newer => "先行",
        _ => "不明",
    };
}
