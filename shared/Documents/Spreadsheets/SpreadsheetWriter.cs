using System.Collections.Immutable;
using System.Globalization;

namespace GovCloud.Documents.Spreadsheets;

/// <summary>Writes text tables as workbooks for Excel.</summary>
public static class SpreadsheetWriter
{
    const double WidestColumn = 60;
    const double NarrowestInput = 18;
    const double LineHeight = 18;

    // Excel's own limit, in points.
    const double HighestRow = 409;

    /// <summary>Writes a workbook.</summary>
    /// <param name="spreadsheet">The workbook.</param>
    /// <param name="output">A stream; it stays open.</param>
    /// <exception cref="ArgumentException">There is no sheet, a name is not one that Excel accepts, a row has too many or few cells, or a limit of Excel is passed.</exception>
    public static void Write(Spreadsheet spreadsheet, Stream output)
    {
        ArgumentNullException.ThrowIfNull(spreadsheet);
        ArgumentNullException.ThrowIfNull(output);
        if (spreadsheet.Sheets.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A workbook needs a sheet.", nameof(spreadsheet));
        }

        foreach (var sheet in spreadsheet.Sheets)
        {
            Check(sheet);
        }

        WorkbookWriter.Write(new Workbook { Sheets = [.. spreadsheet.Sheets.Select(SheetOf)] }, output);
    }

    static WorkbookSheet SheetOf(SpreadsheetSheet sheet)
    {
        var headingRow = sheet.Preamble.Length + 1;
        ImmutableArray<double> widths = [.. sheet.Headings.Select((_, column) => Width(sheet, column))];
        return new WorkbookSheet
        {
            Name = sheet.Name,
            Widths = widths,
            Rows =
            [
                .. sheet.Preamble.Select((line, index) => new WorkbookRow([WorkbookCell.Text(line, index == 0 ? CellStyle.Title : CellStyle.Plain)])),
                new WorkbookRow([.. sheet.Headings.Select(h => WorkbookCell.Text(h, CellStyle.Heading))]),
                .. sheet.Rows.Select(row => new WorkbookRow([.. row.Select((cell, column) => WorkbookCell.Text(cell, sheet.Inputs.Contains(column) ? CellStyle.TextInput : CellStyle.Text))], Height(row, widths))),
            ],
            FrozenRows = headingRow,
            FrozenColumns = sheet.FrozenColumns,
            RepeatedRow = headingRow,
            Filter = string.Create(CultureInfo.InvariantCulture, $"A{headingRow}:{WorkbookCell.At(sheet.Headings.Length - 1, headingRow + sheet.Rows.Length)}"),
            Choices = sheet.Rows.IsEmpty ? [] :
            [
                .. sheet.Choices.OrderBy(choice => choice.Key).Select(choice =>
                    new WorkbookChoice($"{WorkbookCell.At(choice.Key, headingRow + 1)}:{WorkbookCell.At(choice.Key, headingRow + sheet.Rows.Length)}", choice.Value)),
            ],
            Paper = sheet.Paper,
        };
    }

    /// <summary>As wide as the widest text, and a heading with the arrow of the filter.</summary>
    static double Width(SpreadsheetSheet sheet, int column) => Math.Clamp(
        sheet.Rows.Select(row => row[column]).Append(sheet.Headings[column] + "▼").Max(Width) + 1, sheet.Inputs.Contains(column) ? NarrowestInput : 0, WidestColumn);

    static double Width(string text) => text.Sum(character => character < 0x1100 ? 1.1 : 2.2);

    /// <summary>High enough for text that breaks into lines: not every program grows a row by itself.</summary>
    static double? Height(ImmutableArray<string> row, ImmutableArray<double> widths)
    {
        var lines = row.Zip(widths).Max(cell => cell.First.Split('\n').Sum(line => Math.Max(1, Math.Ceiling(Width(line) / (cell.Second - 1)))));
        return lines > 1 ? Math.Min(lines * LineHeight, HighestRow) : null;
    }

    static void Check(SpreadsheetSheet sheet)
    {
        if (sheet.Headings.IsDefaultOrEmpty || sheet.Rows.Any(row => row.Length != sheet.Headings.Length))
        {
            throw new ArgumentException($"Sheet '{sheet.Name}': every row needs a cell for each heading, and at least one heading is needed.", nameof(sheet));
        }

        if (sheet.FrozenColumns < 0 || sheet.FrozenColumns >= sheet.Headings.Length)
        {
            throw new ArgumentException($"Sheet '{sheet.Name}': of {sheet.Headings.Length} columns {sheet.FrozenColumns} cannot stay in sight.", nameof(sheet));
        }
    }
}
