using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace GovCloud.Documents.Spreadsheets;

/// <summary>Writes workbooks for Excel, row by row, so that memory does not grow with the number of rows.</summary>
public static class SpreadsheetWriter
{
    const int MostRows = 1_048_576;
    const int MostCharactersInCell = 32_767;
    const double WidestColumn = 60;
    const uint PaperA3 = 8;
    const uint PaperA4 = 9;
    const uint PlainStyle = 0;
    const uint TitleStyle = 1;
    const uint HeadingStyle = 2;
    const uint TextStyle = 3;

    static readonly SearchValues<char> NotInSheetNames = SearchValues.Create(@":\/?*[]");

    /// <summary>Writes a workbook.</summary>
    /// <param name="spreadsheet">The workbook.</param>
    /// <param name="output">A stream that can be read and sought; it stays open.</param>
    /// <exception cref="ArgumentException">There is no sheet, a name is not one that Excel accepts, a row has too many or few cells, or a limit of Excel is passed.</exception>
    public static void Write(Spreadsheet spreadsheet, Stream output)
    {
        ArgumentNullException.ThrowIfNull(spreadsheet);
        ArgumentNullException.ThrowIfNull(output);
        Check(spreadsheet);
        using var document = SpreadsheetDocument.Create(output, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = SpreadsheetStyles.Create();
        var sheets = new Sheets();
        var names = new DefinedNames();
        foreach (var (index, sheet) in spreadsheet.Sheets.Index())
        {
            var part = workbook.AddNewPart<WorksheetPart>();
            WriteSheet(part, sheet);
            sheets.Append(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = (uint)index + 1, Name = sheet.Name });
            // Headings stand on every printed page.
            names.Append(new DefinedName($"'{sheet.Name.Replace("'", "''", StringComparison.Ordinal)}'!${HeadingRow(sheet)}:${HeadingRow(sheet)}")
            {
                Name = "_xlnm.Print_Titles",
                LocalSheetId = (uint)index,
            });
        }

        workbook.Workbook = new Workbook(sheets, names);
    }

    static void WriteSheet(WorksheetPart part, SpreadsheetSheet sheet)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        var headingRow = HeadingRow(sheet);
        writer.WriteElement(new SheetViews(new SheetView(Frozen(sheet, headingRow)) { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(sheet.Headings.Select((_, column) => new Column
        {
            Min = (uint)column + 1,
            Max = (uint)column + 1,
            Width = Width(sheet, column),
            CustomWidth = true,
        })));
        writer.WriteStartElement(new SheetData());
        foreach (var (index, line) in sheet.Preamble.Index())
        {
            WriteRow(writer, index + 1, [line], index == 0 ? TitleStyle : PlainStyle);
        }

        WriteRow(writer, headingRow, sheet.Headings, HeadingStyle);
        foreach (var (index, row) in sheet.Rows.Index())
        {
            WriteRow(writer, headingRow + 1 + index, row, TextStyle);
        }

        writer.WriteEndElement();
        writer.WriteElement(new AutoFilter { Reference = Table(sheet) });
        writer.WriteElement(new PageSetup { Orientation = OrientationValues.Landscape, PaperSize = sheet.Paper == SheetPaper.A3 ? PaperA3 : PaperA4, FitToHeight = 0 });
        writer.WriteElement(new HeaderFooter(new OddFooter("&L&A&R&P / &N")));
        // Ids are text on purpose; without this, Excel marks each with a green corner.
        writer.WriteElement(new IgnoredErrors(new IgnoredError { SequenceOfReferences = new ListValue<StringValue> { InnerText = Table(sheet) }, NumberStoredAsText = true }));
        writer.WriteEndElement();
    }

    static Pane Frozen(SpreadsheetSheet sheet, int headingRow)
    {
        var pane = new Pane
        {
            VerticalSplit = headingRow,
            TopLeftCell = Column(sheet.FrozenColumns) + (headingRow + 1).ToString(CultureInfo.InvariantCulture),
            ActivePane = sheet.FrozenColumns > 0 ? PaneValues.BottomRight : PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        };
        if (sheet.FrozenColumns > 0)
        {
            pane.HorizontalSplit = sheet.FrozenColumns;
        }

        return pane;
    }

    /// <summary>The headings and rows as a reference.</summary>
    static string Table(SpreadsheetSheet sheet) =>
        string.Create(CultureInfo.InvariantCulture, $"A{HeadingRow(sheet)}:{Column(sheet.Headings.Length - 1)}{HeadingRow(sheet) + sheet.Rows.Length}");

    static void WriteRow(OpenXmlWriter writer, int number, ImmutableArray<string> cells, uint style)
    {
        writer.WriteStartElement(new Row { RowIndex = (uint)number });
        foreach (var (column, text) in cells.Index())
        {
            writer.WriteElement(new Cell(new InlineString(new Text(Allowed(text)) { Space = SpaceProcessingModeValues.Preserve }))
            {
                CellReference = Column(column) + number.ToString(CultureInfo.InvariantCulture),
                DataType = CellValues.InlineString,
                StyleIndex = style,
            });
        }

        writer.WriteEndElement();
    }

    static int HeadingRow(SpreadsheetSheet sheet) => sheet.Preamble.Length + 1;

    /// <summary>XML has no way to write most control characters, and Excel calls a file with one damaged.</summary>
    static string Allowed(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') && !text.AsSpan().ContainsAny('\ufffe', '\uffff'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? clean.Append('\ufffd') : clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    static string Column(int index)
    {
        var name = "";
        for (var rest = index + 1; rest > 0; rest = (rest - 1) / 26)
        {
            name = (char)('A' + ((rest - 1) % 26)) + name;
        }

        return name;
    }

    /// <summary>In widths of a digit: Japanese characters take two.</summary>
    static double Width(SpreadsheetSheet sheet, int column) =>
        Math.Min(WidestColumn, sheet.Rows.Select(row => row[column]).Append(sheet.Headings[column] + "▼").Max(text => text.Sum(character => character < 0x1100 ? 1.1 : 2.2)) + 1);

    static void Check(Spreadsheet spreadsheet)
    {
        if (spreadsheet.Sheets.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A workbook needs a sheet.", nameof(spreadsheet));
        }

        foreach (var sheet in spreadsheet.Sheets)
        {
            if (sheet.Name is not { Length: > 0 and <= 31 } || sheet.Name.AsSpan().ContainsAny(NotInSheetNames) || sheet.Name is ['\'', ..] or [.., '\''])
            {
                throw new ArgumentException($"'{sheet.Name}' is no name of a sheet: 1 to 31 characters without : \\ / ? * [ ] are needed.", nameof(spreadsheet));
            }

            if (sheet.Headings.IsDefaultOrEmpty || sheet.Rows.Any(row => row.Length != sheet.Headings.Length))
            {
                throw new ArgumentException($"Sheet '{sheet.Name}': every row needs a cell for each heading, and at least one heading is needed.", nameof(spreadsheet));
            }

            if (sheet.FrozenColumns < 0 || sheet.FrozenColumns >= sheet.Headings.Length)
            {
                throw new ArgumentException($"Sheet '{sheet.Name}': of {sheet.Headings.Length} columns {sheet.FrozenColumns} cannot stay in sight.", nameof(spreadsheet));
            }

            if (HeadingRow(sheet) + sheet.Rows.Length > MostRows || sheet.Rows.Any(row => row.Any(cell => cell.Length > MostCharactersInCell)))
            {
                throw new ArgumentException($"Sheet '{sheet.Name}': Excel holds {MostRows} rows and {MostCharactersInCell} characters in a cell.", nameof(spreadsheet));
            }
        }

        if (spreadsheet.Sheets.Select(sheet => sheet.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() != spreadsheet.Sheets.Length)
        {
            throw new ArgumentException("Two sheets have the same name.", nameof(spreadsheet));
        }
    }
}
