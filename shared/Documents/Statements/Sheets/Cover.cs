using GovCloud.Cost.Statements;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>表紙・合計: the amount, and how it came about in words. Its rows stand where other sheets refer to them.</summary>
static class Cover
{
    public const string Name = "表紙・合計";

    const int AmountRow = 13;
    const int RateRow = 20;

    /// <summary>The cell of the rate.</summary>
    public static readonly string Rate = $"'{Name}'!$B${RateRow}";

    /// <summary>The cover of a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="addressee">Whom it is for.</param>
    /// <param name="month">The formula and the yen of the month.</param>
    /// <param name="corrections">The formula and the yen of corrections.</param>
    public static SheetBuilder Of(StatementView statement, string addressee, (string Formula, long Yen) month, (string Formula, long Yen) corrections)
    {
        var record = statement.Record;
        var split = record.Split;
        var sheet = new SheetBuilder(Name, 26, 74) { Portrait = true };
        sheet.AddNote(StatementWords.Title, CellStyle.Title);
        sheet.AddNote(record.Sample ? $"{StatementWords.SampleMark} 架空の環境定義から作成したもので、実際の請求ではありません。" : "", CellStyle.Mark);
        sheet.Blank();
        Line(sheet, "宛先", addressee);
        Line(sheet, "対象月", $"{StatementWords.Of(split.Month)}分({split.Month.First:yyyy-MM-dd} から {split.Month.Last:yyyy-MM-dd} まで。AWSの請求期間、協定世界時)");
        Line(sheet, "版", StatementWords.Revision(record.Revision));
        Line(sheet, "運用環境", record.EstateTitle);
        Line(sheet, "作成者", record.Operator);
        sheet.Blank();
        sheet.Add(WorkbookCell.Text("負担額", CellStyle.Section));
        Formula(sheet, $"{StatementWords.Of(split.Month)}分(円)", month.Formula, month.Yen, CellStyle.SumYen);
        Formula(sheet, "過去の月の訂正(円)", corrections.Formula, corrections.Yen, CellStyle.SumYen);
        Expect(sheet, AmountRow);
        Formula(sheet, "合計(円)", "B11+B12", month.Yen + corrections.Yen, CellStyle.GrandYen);
        sheet.Blank();
        sheet.Add(WorkbookCell.Text("円への換算(全団体)", CellStyle.Section));
        sheet.Add(WorkbookCell.Text($"利用料の合計({split.Currency})", CellStyle.Label), Cells.Amount(split.Total));
        AddConversion(sheet, record);
        sheet.Blank();
        AddWords(sheet, record);
        return sheet;
    }

    /// <summary>Rows 17 to 21: method, source, yen, rate.</summary>
    static void AddConversion(SheetBuilder sheet, StatementRecord record)
    {
        var split = record.Split;
        var total = Cells.Double(split.Total);
        Line(sheet, "換算の方法", StatementWords.ConversionOf(record));
        Line(sheet, "換算率・合計の出所", split.Conversion.Source);
        if (split.Conversion.YenPerDollar is { } rate)
        {
            var function = record.Rules.TotalRounding switch
            {
                YenRounding.Up => "ROUNDUP",
                YenRounding.HalfUp => "ROUND",
                _ => "ROUNDDOWN",
            };
            var gives = Math.Round(Math.Round(total * (double)rate, 4), 0, record.Rules.TotalRounding switch
            {
                YenRounding.Up => total < 0 ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity,
                YenRounding.HalfUp => MidpointRounding.AwayFromZero,
                _ => MidpointRounding.ToZero,
            });
            sheet.Add(WorkbookCell.Text("全団体の合計(円)", CellStyle.Label), Cells.FormulaOr($"{function}(ROUND(B16*B{RateRow},4),0)", gives, split.Yen, CellStyle.SumYen, CellStyle.YenInput));
            Expect(sheet, RateRow);
            sheet.Add(WorkbookCell.Text($"換算率(円/{split.Currency})", CellStyle.Label), WorkbookCell.Number((double)rate, CellStyle.GeneralInput));
            return;
        }

        sheet.Add(WorkbookCell.Text("全団体の合計(円)", CellStyle.Label), Cells.Yen(split.Yen));
        Expect(sheet, RateRow);
        sheet.Add(
            WorkbookCell.Text($"換算率(円/{split.Currency})", CellStyle.Label),
            total == 0 ? WorkbookCell.Number(0, CellStyle.GeneralInput) : WorkbookCell.Formula($"B{RateRow - 1}/B16", split.Yen / total, CellStyle.SumAmount));
    }

    static void AddWords(SheetBuilder sheet, StatementRecord record)
    {
        sheet.Add(WorkbookCell.Text("算定の方法", CellStyle.Section));
        Line(sheet, "費用の基準", StatementWords.Of(record.Rules.Basis));
        Line(sheet, "端数の処理", StatementWords.RemainderRule);
        Line(sheet, "訂正の扱い", StatementWords.CorrectionRule);
        sheet.Blank();
        sheet.Add(WorkbookCell.Text("シートの見方", CellStyle.Section));
        Line(sheet, "費用区分別", "費用区分ごとの総額と負担額、割合");
        Line(sheet, "計算", "負担額の計算の過程(計算式のまま。式を追って検算できます)");
        Line(sheet, "配賦基準", "按分に使った人口・実績などの値と、その基準日・出所");
        Line(sheet, "明細", "もとになった利用明細(単価×数量)");
        Line(sheet, "端数", "1円未満の端数をどの団体に配分したか");
        Line(sheet, "訂正", "過去の月の再算定による差額");
        Line(sheet, "照合", "利用明細・AWS Cost Explorer・請求書の合計の突合");
        Line(sheet, "算定根拠", "入力ファイルのハッシュ値、規則のハッシュ値、算定プログラムの版");
    }

    static void Line(SheetBuilder sheet, string label, string text) => sheet.Add(WorkbookCell.Text(label, CellStyle.Label), Cells.Text(text));

    static void Formula(SheetBuilder sheet, string label, string formula, long yen, CellStyle style) =>
        sheet.Add(WorkbookCell.Text(label, CellStyle.Label), WorkbookCell.Formula(formula, yen, style));

    static void Expect(SheetBuilder sheet, int row)
    {
        if (sheet.Next != row)
        {
            throw new InvalidOperationException($"Row {sheet.Next} of the cover stands where row {row} is referred to.");
        }
    }
}
