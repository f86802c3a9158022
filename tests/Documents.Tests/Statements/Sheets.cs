using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace GovCloud.Documents.Tests.Statements;

/// <summary>The cells of a workbook, as a reader sees them.</summary>
sealed class Sheets
{
    readonly Dictionary<(string Sheet, string Cell), SheetCell> cells = [];

    public IReadOnlyDictionary<(string Sheet, string Cell), SheetCell> Cells => cells;

    public static Sheets Read(ReadOnlyMemory<byte> content)
    {
        using var stream = new MemoryStream(content.ToArray());
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);
        var book = document.WorkbookPart!;
        var strings = book.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(s => s.InnerText).ToList() ?? [];
        var sheets = new Sheets();
        foreach (var sheet in book.Workbook.Descendants<Sheet>())
        {
            foreach (var cell in ((WorksheetPart)book.GetPartById(sheet.Id!)).Worksheet.Descendants<Cell>())
            {
                var text = cell.DataType?.Value switch
                {
                    CellValues.InlineString => cell.InlineString!.InnerText,
                    CellValues.SharedString => strings[int.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture)],
                    CellValues.String => cell.CellValue?.Text,
                    _ => null,
                };
                double? number = text is null && cell.DataType?.Value != CellValues.Error && cell.CellValue is { } value ? double.Parse(value.Text, CultureInfo.InvariantCulture) : null;
                sheets.cells[(sheet.Name!.Value!, cell.CellReference!.Value!)] = new SheetCell(text, number, cell.CellFormula?.Text);
            }
        }

        return sheets;
    }

    public double Number(string sheet, string cell) => cells[(sheet, cell)].Number ?? throw new InvalidOperationException($"{sheet}!{cell} is no number.");

    /// <summary>The number in a column of the first row whose cell in another column reads so.</summary>
    public double NumberBeside(string sheet, string column, string text, string of)
    {
        var row = cells.First(c => c.Key.Sheet == sheet && c.Key.Cell.StartsWith(column, StringComparison.Ordinal) && c.Value.Text == text).Key.Cell[column.Length..];
        return Number(sheet, of + row);
    }
}

/// <summary>A cell.</summary>
sealed record SheetCell(string? Text, double? Number, string? Formula);
