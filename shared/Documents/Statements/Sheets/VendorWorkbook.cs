using GovCloud.Cost;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>The workbook of the vendor: everything of all bodies.</summary>
static class VendorWorkbook
{
    public static byte[] Write(StatementView statement)
    {
        var calculation = new VendorCalculation(statement);
        var (classes, total) = Classes(statement, calculation);
        var (corrections, posted) = CorrectionSheet.Of(statement, statement.Record.Corrections);
        var cover = Cover.Of(statement, "全団体(運用事業者控え)", (total, statement.Split.Yen), (posted, statement.Posted - statement.Split.Yen));
        SheetBuilder[] sheets =
        [
            cover,
            classes,
            Bodies(statement, calculation),
            .. calculation.Sheets,
            DriverSheet.Of(statement, body: null),
            LineSheet.Of(statement, body: null),
            Remainders(statement),
            corrections,
            ReconciliationSheet.Of(statement, withAccounts: true),
            EvidenceSheet.Of(statement, body: null),
        ];
        return WorkbookBytes.Of(statement, $"{StatementWords.Title} {StatementWords.Of(statement.Split.Month)}分 全団体", sheets);
    }

    static (SheetBuilder Sheet, string Total) Classes(StatementView statement, VendorCalculation calculation)
    {
        var sheet = new SheetBuilder("費用区分別", 46, 40, 18, 18, 16, 12, 30);
        sheet.AddNote($"費用区分別 ― {StatementWords.Of(statement.Split.Month)}分 全団体", CellStyle.Title);
        sheet.AddMainHeadings("費用区分", "按分の方法", $"額({statement.Split.Currency})", $"他の区分へ配賦した額({statement.Split.Currency})", "円", "構成比", "協定など");
        var (first, sum) = (sheet.Next, sheet.Next + Math.Max(1, statement.Columns.Length));
        foreach (var column in statement.Columns)
        {
            var row = sheet.Next;
            sheet.Add(
                Cells.Text(column.Title),
                Cells.Text(StatementWords.MethodsOf(column)),
                Cells.Amount(column.Column.Amount),
                Cells.Amount(column.Column.PassedOn),
                WorkbookCell.Formula(calculation.SumOf(column), column.Column.Yen, CellStyle.Yen),
                WorkbookCell.Formula($"IF(E${sum}=0,0,E{row}/E${sum})", statement.Split.Yen == 0 ? 0 : (double)column.Column.Yen / statement.Split.Yen, CellStyle.Percent),
                Cells.Text(statement.Record.Rules.Pools.FirstOrDefault(p => p.Id == column.Column.Pool)?.Agreement ?? ""));
        }

        if (statement.Columns.IsEmpty)
        {
            sheet.Add([.. BodyCalculation.Blanks(7)]);
        }

        sheet.Add(
            WorkbookCell.Text("合計", CellStyle.SumText),
            WorkbookCell.Empty(CellStyle.SumText),
            WorkbookCell.Formula(YenCells.Sum(2, first, sum - 1), Cells.Double(Sum(statement.Columns.Select(c => c.Column.Amount))), CellStyle.SumAmount),
            WorkbookCell.Empty(CellStyle.SumText),
            WorkbookCell.Formula(YenCells.Sum(4, first, sum - 1), statement.Split.Yen, CellStyle.SumYen),
            WorkbookCell.Formula($"IF(E{sum}=0,0,SUM(F{first}:F{sum - 1}))", statement.Split.Yen == 0 ? 0 : 1, CellStyle.SumPercent),
            WorkbookCell.Empty(CellStyle.SumText));
        return (sheet, sheet.Ref(4, sum));
    }

    /// <summary>団体別: bodies down, cost classes across, sums at both ends.</summary>
    static SheetBuilder Bodies(StatementView statement, VendorCalculation calculation)
    {
        var columns = statement.Columns;
        var sheet = new SheetBuilder("団体別", [12, 22, 16, .. columns.Select(_ => 16.0)]) { FrozenColumns = 3, Paper = SheetPaper.A3 };
        sheet.Add(WorkbookCell.Text($"団体別 ― {StatementWords.Of(statement.Split.Month)}分(円)", CellStyle.Title));
        sheet.AddMainHeadings(["団体コード", "団体", "合計", .. columns.Select(c => c.Title)]);
        var first = sheet.Next;
        var end = WorkbookCell.ColumnName(2 + columns.Length);
        foreach (var body in statement.Record.Bodies)
        {
            var row = sheet.Next;
            sheet.Add(
            [
                Cells.Text(body.Municipality.ToString()),
                Cells.Text(body.Name),
                columns.IsEmpty
                    ? WorkbookCell.Number(0, CellStyle.SumYen)
                    : WorkbookCell.Formula($"SUM(D{row}:{end}{row})", columns.Sum(c => c.ShareOf(body.Municipality)?.Yen ?? 0), CellStyle.SumYen),
                .. columns.Select(c => c.ShareOf(body.Municipality) is { } share
                    ? WorkbookCell.Formula(calculation.YenOf(c, body.Municipality), share.Yen, CellStyle.Yen)
                    : WorkbookCell.Empty(CellStyle.Text)),
            ]);
        }

        var last = Math.Max(first, sheet.Next - 1);
        sheet.Add(
        [
            WorkbookCell.Text("合計", CellStyle.SumText),
            WorkbookCell.Empty(CellStyle.SumText),
            WorkbookCell.Formula(YenCells.Sum(2, first, last), statement.Split.Yen, CellStyle.SumYen),
            .. columns.Select((c, i) => WorkbookCell.Formula(YenCells.Sum(3 + i, first, last), c.Column.Yen, CellStyle.SumYen)),
        ]);
        return sheet;
    }

    static SheetBuilder Remainders(StatementView statement)
    {
        var sheet = new SheetBuilder("端数", 46, 12, 24, 22, 16, 28);
        sheet.AddNote("端数を受けた団体、合計に合わせて調整した団体", CellStyle.Title);
        sheet.AddNote(StatementWords.RemainderRule);
        sheet.AddMainHeadings("費用区分", "団体コード", "団体", "端数処理前(円)", "円", "処理");
        foreach (var column in statement.Columns)
        {
            foreach (var share in column.Receivers)
            {
                sheet.Add(
                    Cells.Text(column.Title),
                    Cells.Text(share.Municipality.ToString()),
                    Cells.Text(statement.NameOf(share.Municipality)),
                    WorkbookCell.Number((double)share.ExactYen, CellStyle.AmountInput),
                    Cells.Yen(share.Yen),
                    Cells.Text(StatementWords.Of(share)));
            }
        }

        return sheet;
    }

    static ExactAmount Sum(IEnumerable<ExactAmount> amounts) => amounts.Aggregate(ExactAmount.Zero, (sum, a) => sum + a);
}
