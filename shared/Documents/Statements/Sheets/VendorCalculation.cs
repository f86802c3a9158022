using System.Collections.Immutable;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>計算 of the vendor: a table for each column with a row for each body, and five cells for each part of the split.</summary>
sealed class VendorCalculation
{
    const int PerPart = 5;

    // Tables are kept whole; a sheet that has grown this long gets no further one.
    const int RowsOfSheet = 400_000;

    readonly StatementView statement;
    readonly int mostParts;
    readonly List<SheetBuilder> sheets = [];
    readonly Dictionary<int, Table> tables = [];

    public VendorCalculation(StatementView statement)
    {
        this.statement = statement;
        mostParts = statement.Columns.Select(c => Borne(c).Count()).DefaultIfEmpty(1).Max();
        foreach (var column in statement.Columns)
        {
            Add(column);
        }

        if (sheets.Count == 0)
        {
            Open();
        }
    }

    public IReadOnlyList<SheetBuilder> Sheets => sheets;

    /// <summary>The cell of a column's yen.</summary>
    public string SumOf(ColumnView column) => tables[column.Index] is var table ? table.Sheet.Ref(table.Yen, table.Sum) : "";

    /// <summary>The cell of a body's yen.</summary>
    public string YenOf(ColumnView column, MunicipalityCode body) => tables[column.Index] is var table ? table.Sheet.Ref(table.Yen, table.Rows[body]) : "";

    static IEnumerable<PartView> Borne(ColumnView column) => column.Parts.Where(p => !p.Part.Weights.IsEmpty);

    SheetBuilder Open()
    {
        var name = sheets.Count == 0 ? "計算" : $"計算({sheets.Count + 1})";
        var sheet = new SheetBuilder(name, [12, 22, .. Enumerable.Range(0, mostParts).SelectMany(_ => (double[])[16, 7, 18, 12, 17]), 17, 17, 17, 14, 7, 15]) { FrozenColumns = 2, Paper = SheetPaper.A3 };
        sheet.Add(WorkbookCell.Text($"計算 ― {StatementWords.Of(statement.Split.Month)}分 全団体", CellStyle.Title));
        sheet.Add(WorkbookCell.Text("青字は入力値、黒字は計算式です。割合 = 重み ÷ 重みの計、額 = 部分の額 × 割合、円 = 額 × 換算率(「表紙・合計」)。", CellStyle.Plain));
        sheet.Add(WorkbookCell.Text(YenCells.Remark, CellStyle.Plain));
        sheets.Add(sheet);
        return sheet;
    }

    void Add(ColumnView column)
    {
        var sheet = sheets.Count == 0 || sheets[^1].Next > RowsOfSheet ? Open() : sheets[^1];
        sheet.Blank();
        var parts = Borne(column).ToImmutableArray();
        var head = sheet.Next;
        sheet.Add(WorkbookCell.Text(column.Title, CellStyle.Section));
        var whole = column.Parts[0].Whole;
        sheet.Add([WorkbookCell.Text("按分する額", CellStyle.Label), Cells.Amount(whole), .. parts.SelectMany(p => PartHead(p, WorkbookCell.At(1, head + 1)))]);
        sheet.AddHeadings(
        [
            "団体コード", "団体",
            .. parts.SelectMany(p => (string[])[$"値({BodyCalculation.UnitOf(p, statement.Split.Currency)})", "日数", "重み", "割合", $"額({statement.Split.Currency})"]),
            .. Enumerable.Repeat("", Gap(parts)), "下限・上限の調整", $"額の計({statement.Split.Currency})", "円(端数処理前)", "切り捨て(円)", "端数", "円",
        ]);
        // Results stand in the same columns in every table, so that they are wide enough and can be compared.
        var end = 2 + (PerPart * mostParts);
        var table = new Table(sheet, head + 1, sheet.Next, sheet.Next + column.Column.Shares.Length, end + 5, []);
        tables[column.Index] = table;
        foreach (var share in column.Column.Shares)
        {
            table.Rows[share.Municipality] = sheet.Next;
            AddBody(table, parts, share, end);
        }

        AddSums(table, column, parts, end);
    }

    /// <summary>Method, percentage and amount of a part, above its table. The amount stands above the amounts of the bodies.</summary>
    static IEnumerable<WorkbookCell> PartHead(PartView part, string whole)
    {
        var percent = part.Part.Rule.Percent;
        var gives = Cells.Double(part.Whole) * (double)percent / 100;
        return
        [
            WorkbookCell.Text(part.Method, CellStyle.Plain),
            WorkbookCell.Empty(),
            WorkbookCell.Empty(),
            WorkbookCell.Number((double)percent / 100, CellStyle.PercentInput),
            Cells.FormulaOr(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${whole[0]}${whole[1..]}*{percent}%"), gives, Cells.Double(part.Part.Amount), CellStyle.Amount, CellStyle.AmountInput),
        ];
    }

    void AddBody(Table table, ImmutableArray<PartView> parts, BodyShare share, int end)
    {
        var row = table.Sheet.Next;
        var borne = ExactAmount.Zero;
        var cells = new List<WorkbookCell> { Cells.Text(share.Municipality.ToString()), Cells.Text(statement.NameOf(share.Municipality)) };
        var amounts = new List<string>();
        foreach (var (index, part) in parts.Index())
        {
            var weight = part.WeightOf(share.Municipality);
            borne += weight?.Amount ?? ExactAmount.Zero;
            cells.AddRange(Part(table, part, weight, 2 + (PerPart * index), row));
            amounts.Add(WorkbookCell.At(2 + (PerPart * index) + 4, row));
        }

        cells.AddRange(BodyCalculation.Blanks(Gap(parts)));
        var limited = share.Amount - borne;
        cells.Add(limited.Sign == 0 ? WorkbookCell.Empty(CellStyle.Text) : Cells.Amount(limited));
        amounts.Add(WorkbookCell.At(end, row));
        cells.Add(WorkbookCell.Formula($"SUM({string.Join(',', amounts)})", Cells.Double(share.Amount), CellStyle.Amount));
        cells.AddRange(YenCells.Of(share, WorkbookCell.At(end + 1, row), Cover.Rate, end + 2, row, sum: false));
        table.Sheet.Add([.. cells]);
    }

    static IEnumerable<WorkbookCell> Part(Table table, PartView part, BodyWeight? weight, int column, int row)
    {
        if (weight is null)
        {
            return BodyCalculation.Blanks(PerPart);
        }

        var own = Cells.Double(weight.Amount);
        var rule = part.Part.Rule;
        if (rule.Method == SplitMethod.Direct || part.Total.Sign == 0)
        {
            return [Cells.Amount(weight.Amount), Cells.Count(weight.Days), .. BodyCalculation.Blanks(2), WorkbookCell.Formula(WorkbookCell.At(column, row), own, CellStyle.Amount)];
        }

        var sum = $"{WorkbookCell.ColumnName(column + 2)}${table.Sum}";
        return
        [
            rule.Method == SplitMethod.DirectCost ? Cells.Amount(weight.Value) : Cells.Value(weight.Value),
            Cells.Count(weight.Days),
            WeightFormula.Of(rule, weight, WorkbookCell.At(column, row), WorkbookCell.At(column + 1, row)),
            WorkbookCell.Formula($"{WorkbookCell.At(column + 2, row)}/{sum}", Cells.Double(weight.Weight) / Cells.Double(part.Total), CellStyle.Percent),
            WorkbookCell.Formula($"{WorkbookCell.ColumnName(column + 4)}${table.Head}*{WorkbookCell.At(column + 3, row)}", own, CellStyle.Amount),
        ];
    }

    int Gap(ImmutableArray<PartView> parts) => PerPart * (mostParts - parts.Length);

    void AddSums(Table table, ColumnView column, ImmutableArray<PartView> parts, int end)
    {
        var (first, last) = (table.First, table.Sum - 1);
        var direct = parts.All(p => p.Part.Rule.Method == SplitMethod.Direct);
        // All of a pool may have been passed on: then nobody bears anything of it here.
        WorkbookCell Sum(int at, double value, CellStyle style) =>
            last < first ? WorkbookCell.Number(0, style) : WorkbookCell.Formula(YenCells.Sum(at, first, last), value, style);
        var shares = column.Column.Shares;
        var exact = Cells.Double(column.Column.Amount);
        var limited = exact - parts.Sum(p => Cells.Double(p.Part.Weights.Aggregate(ExactAmount.Zero, (sum, w) => sum + w.Amount)));
        var cut = shares.Sum(s => (double)decimal.Truncate(s.ExactYen));
        table.Sheet.Add(
        [
            WorkbookCell.Text("計", CellStyle.SumText), WorkbookCell.Empty(CellStyle.SumText),
            .. parts.SelectMany((p, i) => PartSums(p, 2 + (PerPart * i), Sum)),
            .. BodyCalculation.Blanks(Gap(parts), CellStyle.SumText),
            direct ? WorkbookCell.Empty(CellStyle.SumText) : Sum(end, Math.Abs(limited) < 1e-9 ? 0 : limited, CellStyle.SumAmount),
            Sum(end + 1, exact, CellStyle.SumAmount),
            Sum(end + 2, column.ExactYen, CellStyle.SumAmount),
            Sum(end + 3, cut, CellStyle.SumYen),
            Sum(end + 4, column.Column.Yen - cut, CellStyle.SumYen),
            Sum(end + 5, column.Column.Yen, CellStyle.SumYen),
        ]);
    }

    static IEnumerable<WorkbookCell> PartSums(PartView part, int column, Func<int, double, CellStyle, WorkbookCell> sum)
    {
        var amount = Cells.Double(part.Part.Weights.Aggregate(ExactAmount.Zero, (total, w) => total + w.Amount));
        if (part.Part.Rule.Method == SplitMethod.Direct || part.Total.Sign == 0)
        {
            return [.. BodyCalculation.Blanks(4, CellStyle.SumText), sum(column + 4, amount, CellStyle.SumAmount)];
        }

        var total = Cells.Double(part.Total);
        return
        [
            .. BodyCalculation.Blanks(2, CellStyle.SumText),
            sum(column + 2, total, double.IsInteger(total) ? CellStyle.SumCount : CellStyle.SumAmount),
            sum(column + 3, 1, CellStyle.SumPercent),
            sum(column + 4, amount, CellStyle.SumAmount),
        ];
    }

    /// <summary>Where a table stands.</summary>
    /// <param name="Sheet">Its sheet.</param>
    /// <param name="Head">The row of the parts' amounts.</param>
    /// <param name="First">The row of the first body.</param>
    /// <param name="Sum">The row of sums.</param>
    /// <param name="Yen">The column of the yen.</param>
    /// <param name="Rows">The rows of the bodies.</param>
    sealed record Table(SheetBuilder Sheet, int Head, int First, int Sum, int Yen, Dictionary<MunicipalityCode, int> Rows);
}
