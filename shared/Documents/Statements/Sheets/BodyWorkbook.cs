using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>The workbook that a body gets.</summary>
static class BodyWorkbook
{
    const int NamedReceivers = 8;

    public static byte[] Write(BodyView body)
    {
        var statement = body.Statement;
        var calculation = new BodyCalculation(body);
        var (classes, total) = Classes(body, calculation);
        var (corrections, posted) = CorrectionSheet.Of(statement, body.Corrections);
        var cover = Cover.Of(statement, $"{body.Body.Name} 様({body.Body.Municipality})", (total, body.Yen), (posted, body.Posted - body.Yen));
        SheetBuilder[] sheets =
        [
            cover,
            classes,
            calculation.Sheet,
            DriverSheet.Of(statement, body),
            LineSheet.Of(statement, body),
            Remainders(body),
            corrections,
            ReconciliationSheet.Of(statement, withAccounts: false),
            EvidenceSheet.Of(statement, body),
        ];
        return WorkbookBytes.Of(statement, $"{StatementWords.Title} {StatementWords.Of(statement.Split.Month)}分 {body.Body.Name}", sheets);
    }

    /// <summary>費用区分別, and the formula of its total.</summary>
    static (SheetBuilder Sheet, string Total) Classes(BodyView body, BodyCalculation calculation)
    {
        var currency = body.Statement.Split.Currency;
        var sheet = new SheetBuilder("費用区分別", 46, 40, 18, 16, 18, 16, 12);
        sheet.AddNote($"費用区分別 ― {body.Body.Name} {StatementWords.Of(body.Statement.Split.Month)}分", CellStyle.Title);
        sheet.AddNote($"{body.Body.Name}が関わる費用区分です。「総額」は全団体の合計、割合 = 本団体の負担 ÷ 総額(円)です。");
        sheet.AddMainHeadings("費用区分", "按分の方法", $"総額({currency})", "総額(円)", $"本団体の額({currency})", "本団体の負担(円)", "割合");
        var first = sheet.Next;
        foreach (var (index, (column, share)) in body.Shares.Index())
        {
            var row = sheet.Next;
            sheet.Add(
                Cells.Text(column.Title),
                Cells.Text(StatementWords.MethodsOf(column)),
                Cells.Amount(column.Column.Amount),
                Cells.Yen(column.Column.Yen),
                WorkbookCell.Formula(calculation.AmountOf(index), Cells.Double(share.Amount), CellStyle.Amount),
                WorkbookCell.Formula(calculation.YenOf(index), share.Yen, CellStyle.Yen),
                Ratio(row, share.Yen, column.Column.Yen, CellStyle.Percent));
        }

        var (last, sum) = (Math.Max(first, sheet.Next - 1), sheet.Next);
        var all = body.Shares.Sum(s => s.Column.Column.Yen);
        sheet.Add(
            WorkbookCell.Text("合計", CellStyle.SumText),
            WorkbookCell.Empty(CellStyle.SumText),
            WorkbookCell.Formula(YenCells.Sum(2, first, last), body.Shares.Sum(s => Cells.Double(s.Column.Column.Amount)), CellStyle.SumAmount),
            WorkbookCell.Formula(YenCells.Sum(3, first, last), all, CellStyle.SumYen),
            WorkbookCell.Formula(YenCells.Sum(4, first, last), body.Shares.Sum(s => Cells.Double(s.Share.Amount)), CellStyle.SumAmount),
            WorkbookCell.Formula(YenCells.Sum(5, first, last), body.Yen, CellStyle.SumYen),
            Ratio(sum, body.Yen, all, CellStyle.SumPercent));
        return (sheet, sheet.Ref(5, sum));
    }

    static WorkbookCell Ratio(int row, long own, long all, CellStyle style) =>
        WorkbookCell.Formula($"IF(D{row}=0,0,F{row}/D{row})", all == 0 ? 0 : (double)own / all, style);

    /// <summary>端数: what cutting off left over in each column, and who got it.</summary>
    static SheetBuilder Remainders(BodyView body)
    {
        var sheet = new SheetBuilder("端数", 46, 16, 18, 12, 13, 18, 10, 24, 46);
        sheet.AddNote("端数の配分", CellStyle.Title);
        sheet.AddNote(StatementWords.RemainderRule);
        sheet.AddMainHeadings("費用区分", "総額(円)", "全団体の切り捨て後の計(円)", "端数(円)", "受けた団体の数", "本団体の端数処理前(円)", "本団体の端数", "本団体の処理", "端数(1円)を受けた団体");
        foreach (var (column, share) in body.Shares)
        {
            var row = sheet.Next;
            var (cut, receivers) = (column.Cut, column.Receivers);
            var named = string.Join("、", receivers.Take(NamedReceivers).Select(r => body.Statement.NameOf(r.Municipality)));
            sheet.Add(
                Cells.Text(column.Title),
                Cells.Yen(column.Column.Yen),
                Cells.Yen(cut),
                WorkbookCell.Formula($"B{row}-C{row}", column.Column.Yen - cut, CellStyle.Yen),
                Cells.Count(receivers.Length),
                WorkbookCell.Number((double)share.ExactYen, CellStyle.AmountInput),
                Cells.Yen(share.Yen - (long)decimal.Truncate(share.ExactYen)),
                Cells.Text(StatementWords.Of(share)),
                Cells.Text(receivers.Length <= NamedReceivers ? named : $"{named} ほか{receivers.Length - NamedReceivers}団体"));
        }

        return sheet;
    }
}

/// <summary>Workbooks as bytes.</summary>
static class WorkbookBytes
{
    public static byte[] Of(StatementView statement, string title, IEnumerable<SheetBuilder> sheets)
    {
        using var stream = new MemoryStream();
        var mark = statement.Record.Sample ? StatementWords.SampleMark : "";
        WorkbookWriter.Write(new Workbook { Title = title, Sheets = [.. sheets.Select(s => s.Build(mark))] }, stream);
        return stream.ToArray();
    }
}
