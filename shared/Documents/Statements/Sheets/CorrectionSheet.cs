using System.Collections.Immutable;
using GovCloud.Cost.Statements;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>訂正: differences of months that were restated.</summary>
static class CorrectionSheet
{
    /// <summary>The sheet, and the formula of its total.</summary>
    public static (SheetBuilder Sheet, string Total) Of(StatementView statement, ImmutableArray<StatementCorrection> corrections)
    {
        var sheet = new SheetBuilder("訂正", 12, 11, 11, 12, 24, 46, 16, 16, 16);
        sheet.AddNote("過去の月の訂正", CellStyle.Title);
        sheet.AddNote(StatementWords.CorrectionRule + (corrections.IsEmpty ? " 当月に計上した訂正はありません。" : ""));
        sheet.AddMainHeadings("対象月", "公開した版", "再算定の版", "団体コード", "団体", "費用区分", "訂正前(円)", "訂正後(円)", "差額(円)");
        var first = sheet.Next;
        foreach (var correction in corrections)
        {
            var row = sheet.Next;
            sheet.Add(
                Cells.Text(correction.Month.ToString()),
                Cells.Count(correction.Replaces),
                Cells.Count(correction.Revision),
                Cells.Text(correction.Municipality.ToString()),
                Cells.Text(statement.NameOf(correction.Municipality)),
                Cells.Text(correction.Column),
                Cells.Yen(correction.Before),
                Cells.Yen(correction.After),
                WorkbookCell.Formula($"H{row}-G{row}", correction.Difference, CellStyle.Yen));
        }

        if (corrections.IsEmpty)
        {
            sheet.Add([.. BodyCalculation.Blanks(9)]);
        }

        var sum = sheet.Next;
        sheet.Add(
        [
            WorkbookCell.Text("合計", CellStyle.SumText), .. BodyCalculation.Blanks(7, CellStyle.SumText),
            WorkbookCell.Formula(YenCells.Sum(8, first, sum - 1), corrections.Sum(c => c.Difference), CellStyle.SumYen),
        ]);
        return (sheet, sheet.Ref(8, sum));
    }
}
