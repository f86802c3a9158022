using GovCloud.Cost;
using GovCloud.Cost.Sources;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>算定根拠: what somebody needs to compute the statement again and to know that it is the same.</summary>
static class EvidenceSheet
{
    /// <summary>The sheet for the vendor, or for a body: that one sees remarks on its own columns only.</summary>
    public static SheetBuilder Of(StatementView statement, BodyView? body)
    {
        var record = statement.Record;
        var sheet = new SheetBuilder("算定根拠", 60, 12, 70, 14, 12, 22);
        sheet.AddNote("算定根拠", CellStyle.Title);
        sheet.AddNote("同じ入力ファイルと規則からは、誰がいつ計算しても同じ額になります。ハッシュ値(SHA-256)が一致すれば、同じファイルです。");
        sheet.AddMainHeadings("入力ファイル(利用明細)", "形式", "SHA-256", "バイト数", "行数", $"合計({record.Split.Currency})");
        var first = sheet.Next;
        foreach (var input in record.Inputs)
        {
            sheet.Add(Cells.Text(input.Name), Cells.Text(ExportFormats.NameOf(input.Format)), Cells.Text(input.Sha256), Cells.Count(input.Bytes), Cells.Count(input.Rows), Cells.Amount(input.Billed));
        }

        if (!record.Inputs.IsEmpty)
        {
            var last = sheet.Next - 1;
            sheet.Add(
                WorkbookCell.Text("計", CellStyle.SumText),
                WorkbookCell.Empty(CellStyle.SumText),
                WorkbookCell.Empty(CellStyle.SumText),
                WorkbookCell.Formula(YenCells.Sum(3, first, last), record.Inputs.Sum(i => i.Bytes), CellStyle.SumCount),
                WorkbookCell.Formula(YenCells.Sum(4, first, last), record.Inputs.Sum(i => i.Rows), CellStyle.SumCount),
                WorkbookCell.Formula(YenCells.Sum(5, first, last), Cells.Double(record.Inputs.Aggregate(ExactAmount.Zero, (sum, i) => sum + i.Billed)), CellStyle.SumAmount));
        }

        sheet.Blank();
        foreach (var values in record.DriverValues)
        {
            Line(sheet, $"実績値「{record.Rules.Drivers.FirstOrDefault(d => d.Id == values.Driver)?.Name ?? values.Driver}」 {values.Source}", "SHA-256", values.Sha256);
        }

        Line(sheet, "按分の規則(cost.yamlと、規則が参照する団体・アカウント・業務システム)", "SHA-256", record.RulesDigest);
        Line(sheet, "入力全体(利用明細、規則、実績値、換算、算定プログラムの版)", "SHA-256", record.InputDigest);
        Line(sheet, "算定プログラムの版", "版", record.EngineVersion);
        Line(sheet, "どの費用区分の条件にも当たらず最後の区分に入った額", record.Split.Currency, record.Split.Rest.ToString());
        AddNotes(sheet, statement, body);
        return sheet;
    }

    static void AddNotes(SheetBuilder sheet, StatementView statement, BodyView? body)
    {
        var pools = body?.Shares.Select(s => s.Column.Column.Pool).ToHashSet(StringComparer.Ordinal);
        var notes = statement.Split.Notes.Where(n => pools?.Contains(n.Pool) ?? true).ToList();
        if (notes.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Add(WorkbookCell.Text("留意事項", CellStyle.Section));
        foreach (var note in notes)
        {
            sheet.AddNote($"・{statement.NameOfPool(note.Pool)}: {note.Message}");
        }
    }

    static void Line(SheetBuilder sheet, string what, string kind, string value) =>
        sheet.Add(Cells.Text(what), Cells.Text(kind), Cells.Text(value));
}
