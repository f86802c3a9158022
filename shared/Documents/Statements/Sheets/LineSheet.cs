using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>明細: the lines of the bill behind the columns, with unit price and quantity where the source has them.</summary>
static class LineSheet
{
    /// <summary>Lines of a column that stand there one by one for a body; the rest stands there as a sum. The vendor's workbook has all that a sheet holds.</summary>
    const int LinesForBody = 100;

    const int LinesForVendor = 200_000;

    /// <summary>The lines of all columns, or of those that a body shares. Of direct columns a body sees its own lines only.</summary>
    public static SheetBuilder Of(StatementView statement, BodyView? body)
    {
        var currency = statement.Split.Currency;
        var sheet = new SheetBuilder("明細", 40, 17, 26, 24, 30, 15, 17, 10, 17, 17) { FrozenColumns = 1 };
        sheet.AddNote("利用明細", CellStyle.Title);
        sheet.AddNote(
            "按分する前の利用明細を、費用区分・アカウント・サービス・種別ごとにまとめたものです。単価と数量がある行は、単価×数量の式で検算できます(割引・無料枠・段階料金がある行は一致しないことがあります)。"
            + (body is null ? "" : $"費用区分ごとに額の大きい{LinesForBody}行までを示し、残りは計にまとめています。直課の費用区分は本団体の行だけです。"));
        sheet.AddMainHeadings("費用区分", "アカウント", "サービス", "種別", "使用タイプ", "単価", "数量", "単位", "単価×数量", $"額({currency})");
        var budget = LinesForVendor;
        foreach (var column in body is null ? statement.Columns : body.Shares.Select(s => s.Column))
        {
            var lines = body is null ? [.. column.Column.Lines] : column.Column.Lines.Where(l => l.Owner is null || l.Owner == body.Body.Municipality).ToList();
            budget -= Add(sheet, statement, column, lines, body is null ? Math.Max(0, budget) : LinesForBody);
        }

        return sheet;
    }

    static int Add(SheetBuilder sheet, StatementView statement, ColumnView column, List<CostLine> lines, int most)
    {
        var first = sheet.Next;
        // The sort is stable, so that equal amounts stay in the bill's order.
        var shown = lines.Count <= most ? lines : [.. lines.OrderByDescending(l => Magnitude(l.On(statement.Split.Basis))).Take(most)];
        foreach (var line in shown)
        {
            Add(sheet, column, line, line.On(statement.Split.Basis));
        }

        var total = Sum(statement, lines);
        if (shown.Count < lines.Count)
        {
            sheet.Add([Cells.Text(column.Title), Cells.Text($"そのほか {lines.Count - shown.Count} 行の計"), .. BodyCalculation.Blanks(7), Cells.Amount(total - Sum(statement, shown))]);
        }

        if (lines.Count > 0)
        {
            sheet.Add(
            [
                WorkbookCell.Text($"{column.Title} 計", CellStyle.SumText), .. BodyCalculation.Blanks(8, CellStyle.SumText),
                WorkbookCell.Formula(YenCells.Sum(9, first, sheet.Next - 1), Cells.Double(total), CellStyle.SumAmount),
            ]);
        }

        return shown.Count;
    }

    static void Add(SheetBuilder sheet, ColumnView column, CostLine line, ExactAmount amount)
    {
        var row = sheet.Next;
        var priced = ExactAmount.TryParse(System.Text.Encoding.UTF8.GetBytes(line.UnitPrice), out var price) && line.Quantity.Sign != 0;
        var (unit, quantity) = (Cells.Double(price), Cells.Double(line.Quantity));
        sheet.Add(
            Cells.Text(column.Title),
            Cells.Text(line.Account),
            Cells.Text(line.Service),
            Cells.Text(line.ChargeType),
            Cells.Text(line.UsageType),
            priced ? WorkbookCell.Number(unit, CellStyle.GeneralInput) : WorkbookCell.Empty(CellStyle.Text),
            priced ? WorkbookCell.Number(quantity, CellStyle.AmountInput) : WorkbookCell.Empty(CellStyle.Text),
            Cells.Text(line.Unit),
            priced ? WorkbookCell.Formula($"F{row}*G{row}", unit * quantity, CellStyle.Amount) : WorkbookCell.Empty(CellStyle.Text),
            Cells.Amount(amount));
    }

    static ExactAmount Magnitude(ExactAmount amount) => amount.Sign < 0 ? -amount : amount;

    static ExactAmount Sum(StatementView statement, IEnumerable<CostLine> lines) => lines.Aggregate(ExactAmount.Zero, (sum, l) => sum + l.On(statement.Split.Basis));
}
