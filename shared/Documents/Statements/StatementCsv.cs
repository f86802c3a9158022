using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Documents.Statements;

/// <summary>A statement as rows for further work: a body's share of a cost class each, then corrections. There is no row of totals, so that a column can be added up.</summary>
static class StatementCsv
{
    static readonly ImmutableArray<string> Headings =
    [
        "対象月", "版", "団体コード", "団体名", "種別", "費用区分ID", "費用区分", "按分方法", "費用区分の額", "通貨", "費用区分の額(円)", "団体の額", "端数処理前(円)", "端数処理", "団体の額(円)", "備考",
    ];

    public static byte[] OfBody(BodyView body) => Write(Rows(body));

    public static byte[] OfVendor(StatementView statement) => Write(statement.Record.Bodies.SelectMany(b => Rows(statement.Of(b))));

    static byte[] Write(IEnumerable<ImmutableArray<string>> rows) => CsvText.Write(new SpreadsheetSheet { Name = "按分計算書", Headings = Headings, Rows = [.. rows] });

    static IEnumerable<ImmutableArray<string>> Rows(BodyView body) =>
        body.Shares.Select(s => Share(body, s.Column, s.Share)).Concat(body.Corrections.Select(c => Correction(body, c)));

    static ImmutableArray<string> Share(BodyView body, ColumnView column, BodyShare share) =>
    [
        .. Place(body),
        "当月分",
        column.Id,
        column.Title,
        StatementWords.MethodsOf(column),
        column.Column.Amount.ToString(),
        body.Statement.Split.Currency,
        Text(column.Column.Yen),
        share.Amount.ToString(),
        share.ExactYen.ToString(CultureInfo.InvariantCulture),
        StatementWords.Of(share),
        Text(share.Yen),
        Mark(body),
    ];

    static ImmutableArray<string> Correction(BodyView body, StatementCorrection correction) =>
    [
        .. Place(body),
        "訂正",
        "",
        correction.Column,
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        Text(correction.Difference),
        string.Create(CultureInfo.InvariantCulture, $"{correction.Month} 第{correction.Replaces}版 {correction.Before}円 → 第{correction.Revision}版 {correction.After}円 {Mark(body)}").TrimEnd(),
    ];

    static ImmutableArray<string> Place(BodyView body) =>
        [body.Statement.Split.Month.ToString(), Text(body.Statement.Record.Revision), body.Body.Municipality.ToString(), body.Body.Name];

    static string Mark(BodyView body) => body.Statement.Record.Sample ? StatementWords.SampleMark : "";

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
