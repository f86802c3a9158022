using GovCloud.Cost.Statements;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>照合: the total against what others state, and the sums of the statement against its total.</summary>
static class ReconciliationSheet
{
    /// <summary>The sheet. Accounts that differ are the vendor's to follow up.</summary>
    public static SheetBuilder Of(StatementView statement, bool withAccounts)
    {
        var split = statement.Split;
        var sheet = new SheetBuilder("照合", 28, 52, 18, 18, 18, 12);
        sheet.AddNote("照合", CellStyle.Title);
        sheet.AddNote("按分した総額を、ほかで示された総額と比べた結果です。差 = 相手の額 − 按分した総額。");
        sheet.AddMainHeadings("相手", "参照したもの", "相手の額", "按分した総額", "差", "結果");
        foreach (var source in statement.Record.Reconciliation)
        {
            Add(sheet, split, source);
        }

        var classes = split.Columns.Sum(c => c.Yen);
        Check(sheet, "費用区分の円の計", "全費用区分の合計", classes, split.Yen);
        Check(sheet, "団体の円の計", $"全{statement.Record.Bodies.Length}団体の負担の合計", statement.BodiesYen, split.Yen);
        if (withAccounts)
        {
            AddAccounts(sheet, statement);
        }

        return sheet;
    }

    static void Add(SheetBuilder sheet, Cost.Apportioning.ApportionedMonth split, ReconciledSource source)
    {
        var row = sheet.Next;
        var yen = source.Yen is not null;
        var (there, here) = source switch
        {
            { Yen: { } stated } => ((double)stated, (double)split.Yen),
            { Amount: { } amount } => (Cells.Double(amount), Cells.Double(split.Total)),
            _ => (0, Cells.Double(split.Total)),
        };
        sheet.Add(
            Cells.Text($"{StatementWords.Of(source.Source)}({(yen ? "円" : split.Currency)})"),
            Cells.Text(source.Reference),
            WorkbookCell.Number(there, yen ? CellStyle.YenInput : CellStyle.AmountInput),
            WorkbookCell.Number(here, yen ? CellStyle.YenInput : CellStyle.AmountInput),
            WorkbookCell.Formula($"C{row}-D{row}", there - here, yen ? CellStyle.Yen : CellStyle.Amount),
            WorkbookCell.Text(source.Agrees ? "一致" : "不一致", source.Agrees ? CellStyle.Centered : CellStyle.Warning));
    }

    static void Check(SheetBuilder sheet, string what, string reference, long there, long here)
    {
        var row = sheet.Next;
        sheet.Add(
            Cells.Text(what),
            Cells.Text(reference),
            Cells.Yen(there),
            Cells.Yen(here),
            WorkbookCell.Formula($"C{row}-D{row}", there - here, CellStyle.Yen),
            WorkbookCell.Text(there == here ? "一致" : "不一致", there == here ? CellStyle.Centered : CellStyle.Warning));
    }

    static void AddAccounts(SheetBuilder sheet, StatementView statement)
    {
        var accounts = statement.Record.Reconciliation.SelectMany(s => s.Accounts.Select(a => (s.Source, Account: a))).ToList();
        if (accounts.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Add(WorkbookCell.Text("差のあるアカウント", CellStyle.Section));
        foreach (var (source, account) in accounts)
        {
            var row = sheet.Next;
            sheet.Add(
                Cells.Text(StatementWords.Of(source)),
                Cells.Text(account.Account),
                Cells.Amount(account.There),
                Cells.Amount(account.Here),
                WorkbookCell.Formula($"C{row}-D{row}", Cells.Double(account.There - account.Here), CellStyle.Amount),
                WorkbookCell.Text("差あり", CellStyle.Warning));
        }
    }
}
