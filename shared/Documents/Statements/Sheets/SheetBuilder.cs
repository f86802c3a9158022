using System.Collections.Immutable;
using GovCloud.Cost;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>Rows of a sheet, one below the other, and the references to them.</summary>
sealed class SheetBuilder(string name, params ImmutableArray<double> widths)
{
    const double LineHeight = 16.5;
    const double GrandHeight = 30;
    const double TitleHeight = 26;

    readonly List<WorkbookRow> rows = [];
    readonly List<string> merged = [];

    public string Name { get; } = name;

    /// <summary>The row that comes next, counted from 1.</summary>
    public int Next => rows.Count + 1;

    /// <summary>Rows that stay in sight, and the last of which stands on every printed page.</summary>
    public int Frozen { get; set; }

    public int FrozenColumns { get; set; }

    public bool Portrait { get; init; }

    public SheetPaper Paper { get; init; }

    /// <summary>Adds a row and tells its number.</summary>
    public int Add(params ImmutableArray<WorkbookCell> cells)
    {
        rows.Add(new WorkbookRow(cells, HeightOf(cells)));
        return rows.Count;
    }

    /// <summary>Adds a line over the whole width. Merged cells do not grow with their text, so its height is worked out.</summary>
    public void AddNote(string text, CellStyle style = CellStyle.Note)
    {
        var units = widths.Sum() * 0.95;
        var lines = text.Split('\n').Sum(line => Math.Max(1, (int)Math.Ceiling(WidthOf(line) / units)));
        rows.Add(new WorkbookRow([WorkbookCell.Text(text, style)], style == CellStyle.Note ? (lines * LineHeight) + 2 : TitleHeight));
        if (widths.Length > 1)
        {
            merged.Add($"{WorkbookCell.At(0, rows.Count)}:{WorkbookCell.At(widths.Length - 1, rows.Count)}");
        }
    }

    /// <summary>High enough for its text as it breaks: programs differ in whether they find out by themselves.</summary>
    double HeightOf(ImmutableArray<WorkbookCell> cells)
    {
        var lines = 1;
        for (var i = 0; i < cells.Length && i < widths.Length; i++)
        {
            if (cells[i] is { Content: { } text, Style: not (CellStyle.Plain or CellStyle.Section or CellStyle.Title) })
            {
                lines = Math.Max(lines, (int)Math.Ceiling(WidthOf(text) * 1.08 / Math.Max(1, widths[i] - 2)));
            }
        }

        var grand = cells.Any(c => c.Style == CellStyle.GrandYen);
        return grand ? GrandHeight : (lines * LineHeight) + 3;
    }

    public void AddHeadings(params ImmutableArray<string> headings) => Add([.. headings.Select(h => WorkbookCell.Text(h, CellStyle.Heading))]);

    /// <summary>Headings that stay in sight and on every page.</summary>
    public void AddMainHeadings(params ImmutableArray<string> headings)
    {
        AddHeadings(headings);
        Frozen = rows.Count;
    }

    public void Blank() => rows.Add(default);

    /// <summary>A reference to a cell of this sheet from others.</summary>
    public string Ref(int column, int row) => $"'{Name}'!{WorkbookCell.At(column, row)}";

    public WorkbookSheet Build(string mark) => new()
    {
        Name = Name,
        Widths = widths,
        Rows = rows,
        FrozenRows = Frozen,
        FrozenColumns = FrozenColumns,
        RepeatedRow = Frozen,
        Merged = [.. merged],
        Portrait = Portrait,
        Paper = Paper,
        Mark = mark,
    };

    /// <summary>In widths of a digit: Japanese characters take two.</summary>
    public static double WidthOf(string text) => text.Sum(character => character < 0x1100 ? 1.0 : 2.0);
}

/// <summary>Cells of statements.</summary>
static class Cells
{
    public static double Double(ExactAmount amount) => double.Parse(amount.ToString(), System.Globalization.CultureInfo.InvariantCulture);

    public static WorkbookCell Text(string text) => WorkbookCell.Text(text);

    public static WorkbookCell Amount(ExactAmount amount) => WorkbookCell.Number(Double(amount), CellStyle.AmountInput);

    public static WorkbookCell Yen(long yen) => WorkbookCell.Number(yen, CellStyle.YenInput);

    public static WorkbookCell Count(long count) => WorkbookCell.Number(count, CellStyle.CountInput);

    /// <summary>A value of a driver: a whole number with thousands separated, another as it is.</summary>
    public static WorkbookCell Value(ExactAmount value)
    {
        var number = Double(value);
        return WorkbookCell.Number(number, double.IsInteger(number) ? CellStyle.CountInput : CellStyle.GeneralInput);
    }

    /// <summary>A formula where it gives the value, else the value: what was worked out with more digits than a cell holds, or by a rule of its own.</summary>
    public static WorkbookCell FormulaOr(string expression, double gives, double value, CellStyle formula, CellStyle input) =>
        Math.Abs(gives - value) <= Math.Max(Math.Abs(value) * 1e-12, 1e-12) ? WorkbookCell.Formula(expression, value, formula) : WorkbookCell.Number(value, input);
}
