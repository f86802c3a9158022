using System.Collections.Immutable;

namespace GovCloud.Documents.Spreadsheets;

/// <summary>A workbook of text tables.</summary>
public sealed record Spreadsheet
{
    /// <summary>Its sheets, at least one.</summary>
    public required ImmutableArray<SpreadsheetSheet> Sheets { get; init; }
}

/// <summary>A sheet: lines above the table, headings, rows.</summary>
public sealed record SpreadsheetSheet
{
    /// <summary>Name: 1 to 31 UTF-16 units without <c>: \ / ? * [ ]</c> and without an apostrophe at either end, as Excel asks.</summary>
    public required string Name { get; init; }

    /// <summary>Lines above the table, such as title and source.</summary>
    public ImmutableArray<string> Preamble { get; init; } = [];

    /// <summary>Headings of the columns.</summary>
    public required ImmutableArray<string> Headings { get; init; }

    /// <summary>Rows; each has a cell for every heading. A cell is always text: ids keep their zeros, and nothing is a formula.</summary>
    public required ImmutableArray<ImmutableArray<string>> Rows { get; init; }

    /// <summary>Columns at the left that stay in sight, 0 to all but one.</summary>
    public int FrozenColumns { get; init; }

    /// <summary>Columns that people fill in, from 0: they are marked by their colour.</summary>
    public ImmutableArray<int> Inputs { get; init; } = [];

    /// <summary>What a column offers to choose from, by the column from 0; anything else is refused by Excel.</summary>
    public ImmutableDictionary<int, ImmutableArray<string>> Choices { get; init; } = ImmutableDictionary<int, ImmutableArray<string>>.Empty;

    /// <summary>What it is printed on, landscape, one page wide.</summary>
    public SheetPaper Paper { get; init; }
}

/// <summary>Sizes of paper.</summary>
public enum SheetPaper
{
    /// <summary>A4.</summary>
    A4,

    /// <summary>A3, for tables of many columns.</summary>
    A3,
}
