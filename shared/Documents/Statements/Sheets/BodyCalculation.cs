using System.Collections.Immutable;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>計算 of a body: for each column a row of results and below it a row for each part of the split. What others weigh stands there as a sum only.</summary>
sealed class BodyCalculation
{
    const int Percent = 1;
    const int Amount = 2;
    const int Value = 3;
    const int Days = 5;
    const int Weight = 6;
    const int AllWeights = 7;
    const int Ratio = 8;
    const int Own = 9;
    const int Yen = 10;

    readonly string currency;

    public BodyCalculation(BodyView body)
    {
        currency = body.Statement.Split.Currency;
        Sheet = new SheetBuilder("計算", 42, 12, 17, 15, 8, 7, 18, 20, 12, 17, 17, 13, 7, 15);
        Sheet.AddNote($"計算 ― {body.Body.Name} {StatementWords.Of(body.Statement.Split.Month)}分", CellStyle.Title);
        Sheet.AddNote("各費用区分の太字の行が結果で、その下の行が内訳です。青字は入力値、黒字は計算式です。割合 = 本団体の重み ÷ 全団体の重みの計、額 = 按分する額 × 割合、円 = 額 × 換算率(「表紙・合計」)。" + YenCells.Remark);
        Sheet.AddMainHeadings(
            "費用区分 / 按分の方法", "構成比", $"按分する額({currency})", "本団体の基準値", "単位", "日数", "本団体の重み", "全団体の重みの計", "割合", $"本団体の額({currency})", "円(端数処理前)", "切り捨て(円)", "端数", "本団体の負担(円)");
        Sheet.FrozenColumns = 1;
        foreach (var (column, share) in body.Shares)
        {
            Add(body, column, share);
        }
    }

    public SheetBuilder Sheet { get; }

    /// <summary>The row of each column's result, in the order of the body's shares.</summary>
    public List<int> Rows { get; } = [];

    /// <summary>The cell of the yen of a share.</summary>
    public string YenOf(int share) => Sheet.Ref(Yen + 3, Rows[share]);

    /// <summary>The cell of the exact amount of a share.</summary>
    public string AmountOf(int share) => Sheet.Ref(Own, Rows[share]);

    void Add(BodyView body, ColumnView column, BodyShare share)
    {
        var row = Sheet.Next;
        Rows.Add(row);
        var parts = column.Parts.Select((part, index) => Part(body, part, row, row + 1 + index)).ToList();
        var limited = share.Amount - Parts(body, column);
        if (limited.Sign != 0)
        {
            parts.Add([Cells.Text("下限・上限による調整"), .. Blanks(8), Cells.Amount(limited), .. Blanks(4)]);
        }

        var own = WorkbookCell.Formula(YenCells.Sum(Own, row + 1, row + parts.Count), Cells.Double(share.Amount), CellStyle.SumAmount);
        Sheet.Add(
        [
            WorkbookCell.Text(column.Title, CellStyle.SumText),
            .. Blanks(1, CellStyle.SumText),
            Cells.Amount(column.Parts[0].Whole),
            .. Blanks(6, CellStyle.SumText),
            own,
            .. YenCells.Of(share, WorkbookCell.At(Own, row), Cover.Rate, Yen, row, sum: true),
        ]);
        parts.ForEach(part => Sheet.Add(part));
        foreach (var (pool, amount) in column.Column.Inherited)
        {
            Sheet.Add([Indented($"(按分する額のうち「{body.Statement.NameOfPool(pool)}」から配賦された額)"), .. Blanks(1), Cells.Amount(amount), .. Blanks(11)]);
        }
    }

    static ImmutableArray<WorkbookCell> Part(BodyView body, PartView part, int total, int row)
    {
        var rule = part.Part.Rule;
        var whole = WorkbookCell.At(Amount, total);
        var share = WorkbookCell.At(Percent, row);
        var amount = Cells.FormulaOr(
            $"{whole}*{share}", Cells.Double(part.Whole) * (double)rule.Percent / 100, Cells.Double(part.Part.Amount), CellStyle.Amount, CellStyle.AmountInput);
        ImmutableArray<WorkbookCell> head = [Indented(part.Method), WorkbookCell.Number((double)rule.Percent / 100, CellStyle.PercentInput), amount];
        if (part.WeightOf(body.Body.Municipality) is not { } weight)
        {
            return [.. head, .. Blanks(6), WorkbookCell.Number(0, CellStyle.AmountInput), .. Blanks(4)];
        }

        var unit = UnitOf(part, body.Statement.Split.Currency);
        var own = Cells.Double(weight.Amount);
        if (rule.Method == SplitMethod.Direct || part.Total.Sign == 0)
        {
            return
            [
                .. head, Cells.Amount(weight.Amount), Cells.Text(unit), Cells.Count(weight.Days), .. Blanks(3),
                WorkbookCell.Formula(WorkbookCell.At(Value, row), own, CellStyle.Amount), .. Blanks(4),
            ];
        }

        var ratio = Cells.Double(weight.Weight) / Cells.Double(part.Total);
        return
        [
            .. head,
            rule.Method == SplitMethod.DirectCost ? Cells.Amount(weight.Value) : Cells.Value(weight.Value),
            Cells.Text(unit),
            Cells.Count(weight.Days),
            WeightFormula.Of(rule, weight, WorkbookCell.At(Value, row), WorkbookCell.At(Days, row)),
            Cells.Value(part.Total) is var all && rule.Method == SplitMethod.DirectCost ? Cells.Amount(part.Total) : all,
            WorkbookCell.Formula($"{WorkbookCell.At(Weight, row)}/{WorkbookCell.At(AllWeights, row)}", ratio, CellStyle.Percent),
            WorkbookCell.Formula($"{WorkbookCell.At(Amount, row)}*{WorkbookCell.At(Ratio, row)}", own, CellStyle.Amount),
            .. Blanks(4),
        ];
    }

    static ExactAmount Parts(BodyView body, ColumnView column) =>
        column.Parts.Aggregate(ExactAmount.Zero, (sum, p) => sum + (p.WeightOf(body.Body.Municipality)?.Amount ?? ExactAmount.Zero));

    public static string UnitOf(PartView part, string currency) => part.Part.Rule.Method switch
    {
        SplitMethod.Driver => part.Part.Driver?.Unit ?? "",
        SplitMethod.Even => "団体",
        SplitMethod.Fixed => "%",
        _ => currency,
    };

    static WorkbookCell Indented(string text) => WorkbookCell.Text(text, CellStyle.Indented);

    public static IEnumerable<WorkbookCell> Blanks(int count, CellStyle style = CellStyle.Text) => Enumerable.Repeat(WorkbookCell.Empty(style), count);
}
