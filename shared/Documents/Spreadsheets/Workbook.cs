using System.Collections.Immutable;
using System.Globalization;

namespace GovCloud.Documents.Spreadsheets;

/// <summary>A workbook of text, numbers and formulas. Equal workbooks give equal bytes.</summary>
public sealed record Workbook
{
    /// <summary>Title in the file's properties.</summary>
    public string Title { get; init; } = "";

    /// <summary>Its sheets, at least one.</summary>
    public required ImmutableArray<WorkbookSheet> Sheets { get; init; }
}

/// <summary>A sheet.</summary>
public sealed record WorkbookSheet
{
    /// <summary>Name: 1 to 31 UTF-16 units without <c>: \ / ? * [ ]</c> and without an apostrophe at either end, as Excel asks.</summary>
    public required string Name { get; init; }

    /// <summary>Widths of the columns, in widths of a digit.</summary>
    public required ImmutableArray<double> Widths { get; init; }

    /// <summary>Rows from the first on; an empty one stays empty.</summary>
    public required IReadOnlyList<WorkbookRow> Rows { get; init; }

    /// <summary>Rows at the top that stay in sight.</summary>
    public int FrozenRows { get; init; }

    /// <summary>Columns at the left that stay in sight.</summary>
    public int FrozenColumns { get; init; }

    /// <summary>The row, counted from 1, that stands at the top of every printed page; 0 for none.</summary>
    public int RepeatedRow { get; init; }

    /// <summary>Rows that can be filtered, as a reference such as <c>A3:C20</c>.</summary>
    public string? Filter { get; init; }

    /// <summary>Cells that are one, as references.</summary>
    public ImmutableArray<string> Merged { get; init; } = [];

    /// <summary>Cells that offer values to choose from.</summary>
    public ImmutableArray<WorkbookChoice> Choices { get; init; } = [];

    /// <summary>What it is printed on, one page wide.</summary>
    public SheetPaper Paper { get; init; }

    /// <summary>Upright.</summary>
    public bool Portrait { get; init; }

    /// <summary>What stands in the middle of every printed page's head, such as 例.</summary>
    public string Mark { get; init; } = "";
}

/// <summary>Cells that offer values to choose from.</summary>
/// <param name="Range">The cells, as a reference.</param>
/// <param name="Values">The values, without commas and quotes; 255 characters in all, as Excel asks.</param>
public sealed record WorkbookChoice(string Range, ImmutableArray<string> Values);

/// <summary>A row.</summary>
/// <param name="Cells">Its cells from the first column on.</param>
/// <param name="Height">Its height in points, where it is not as high as its text.</param>
public readonly record struct WorkbookRow(ImmutableArray<WorkbookCell> Cells, double? Height = null);

/// <summary>A cell.</summary>
public readonly record struct WorkbookCell
{
    /// <summary>Its text; none where it is a number or empty.</summary>
    public string? Content { get; private init; }

    /// <summary>Its number, or what the formula gives.</summary>
    public double? Value { get; private init; }

    /// <summary>Its formula without the equals sign.</summary>
    public string? Expression { get; private init; }

    /// <summary>How it looks.</summary>
    public CellStyle Style { get; private init; }

    /// <summary>Nothing but its looks.</summary>
    public static WorkbookCell Empty(CellStyle style = CellStyle.Plain) => new() { Style = style };

    /// <summary>Text. It is never read as a formula.</summary>
    public static WorkbookCell Text(string text, CellStyle style = CellStyle.Text) => new() { Content = text, Style = style };

    /// <summary>A number.</summary>
    public static WorkbookCell Number(double value, CellStyle style) => new() { Value = value, Style = style };

    /// <summary>A formula, with its value for programs that do not calculate.</summary>
    /// <param name="expression">Without the equals sign, in the English names of functions.</param>
    /// <param name="value">What it gives.</param>
    /// <param name="style">How it looks.</param>
    public static WorkbookCell Formula(string expression, double value, CellStyle style) => new() { Expression = expression, Value = value, Style = style };

    /// <summary>The name of a column, counted from 0: A, B, …, AA.</summary>
    public static string ColumnName(int index)
    {
        var name = "";
        for (var rest = index + 1; rest > 0; rest = (rest - 1) / 26)
        {
            name = (char)('A' + ((rest - 1) % 26)) + name;
        }

        return name;
    }

    /// <summary>A reference such as <c>C12</c>.</summary>
    /// <param name="column">Counted from 0.</param>
    /// <param name="row">Counted from 1.</param>
    public static string At(int column, int row) => ColumnName(column) + row.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Looks of cells. Numbers that were put in are blue, those that formulas give are black, as clerks know it from other calculation sheets.</summary>
public enum CellStyle
{
    /// <summary>No border.</summary>
    Plain,

    /// <summary>Title of the sheet.</summary>
    Title,

    /// <summary>Head of a table.</summary>
    Heading,

    /// <summary>Text with a border; numbers in it stay text.</summary>
    Text,

    /// <summary>Text without a border that breaks into lines.</summary>
    Note,

    /// <summary>A mark that nobody overlooks, such as 例.</summary>
    Mark,

    /// <summary>Head of a section.</summary>
    Section,

    /// <summary>Name of a value at its left.</summary>
    Label,

    /// <summary>Text in a row of sums.</summary>
    SumText,

    /// <summary>Text of a row below another.</summary>
    Indented,

    /// <summary>Yen that were put in.</summary>
    YenInput,

    /// <summary>Yen.</summary>
    Yen,

    /// <summary>Yen in a row of sums.</summary>
    SumYen,

    /// <summary>The amount that the document is about.</summary>
    GrandYen,

    /// <summary>An amount with six decimals that was put in.</summary>
    AmountInput,

    /// <summary>An amount with six decimals.</summary>
    Amount,

    /// <summary>An amount with six decimals in a row of sums.</summary>
    SumAmount,

    /// <summary>A whole number that was put in.</summary>
    CountInput,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A whole number in a row of sums.</summary>
    SumCount,

    /// <summary>A percentage that was put in.</summary>
    PercentInput,

    /// <summary>A percentage with four decimals.</summary>
    Percent,

    /// <summary>A percentage in a row of sums.</summary>
    SumPercent,

    /// <summary>A number as it is, put in.</summary>
    GeneralInput,

    /// <summary>One of few values, in the middle.</summary>
    Centered,

    /// <summary>Something that does not agree.</summary>
    Warning,

    /// <summary>Text that people fill in.</summary>
    TextInput,
}
