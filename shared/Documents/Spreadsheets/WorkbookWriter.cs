using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace GovCloud.Documents.Spreadsheets;

/// <summary>
/// Writes workbooks for Excel, row by row, so that memory does not grow with the number of rows. The package is written part by part with fixed times and ids: the
/// packaging library stamps the clock and random relationship ids into it.
/// </summary>
public static class WorkbookWriter
{
    const int MostRows = 1_048_576;
    const int MostColumns = 16_384;
    const int MostCharactersInCell = 32_767;
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    // The earliest time that a zip archive can hold.
    static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly SearchValues<char> NotInSheetNames = SearchValues.Create(@":\/?*[]");

    /// <summary>Writes a workbook.</summary>
    /// <param name="workbook">The workbook.</param>
    /// <param name="output">A stream; it stays open.</param>
    /// <exception cref="ArgumentException">There is no sheet, a name is not one that Excel accepts, or a limit of Excel is passed.</exception>
    public static void Write(Workbook workbook, Stream output)
    {
        ArgumentNullException.ThrowIfNull(workbook);
        ArgumentNullException.ThrowIfNull(output);
        Check(workbook);
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        Part(archive, "[Content_Types].xml", WorkbookPackage.ContentTypes(workbook));
        Part(archive, "_rels/.rels", WorkbookPackage.Relationships());
        Part(archive, "docProps/core.xml", WorkbookPackage.Properties(workbook));
        Part(archive, "xl/workbook.xml", WorkbookPackage.Book(workbook));
        Part(archive, "xl/_rels/workbook.xml.rels", WorkbookPackage.BookRelationships(workbook));
        Part(archive, "xl/styles.xml", WorkbookStyles.Xml);
        foreach (var (index, sheet) in workbook.Sheets.Index())
        {
            using var stream = Entry(archive, string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{index + 1}.xml")).Open();
            using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false });
            WriteSheet(xml, sheet, selected: index == 0);
        }
    }

    static ZipArchiveEntry Entry(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        return entry;
    }

    static void Part(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        using var stream = Entry(archive, name).Open();
        stream.Write(content);
    }

    static void WriteSheet(XmlWriter xml, WorkbookSheet sheet, bool selected)
    {
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
        WriteView(xml, sheet, selected);
        xml.WriteRaw("<sheetFormatPr defaultRowHeight=\"18\"/>");
        xml.WriteStartElement("cols", Main);
        foreach (var (index, width) in sheet.Widths.Index())
        {
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{index + 1}\" max=\"{index + 1}\" width=\"{width:0.##}\" customWidth=\"1\"/>"));
        }

        xml.WriteEndElement();
        xml.WriteStartElement("sheetData", Main);
        for (var row = 0; row < sheet.Rows.Count; row++)
        {
            WriteRow(xml, row + 1, sheet.Rows[row]);
        }

        xml.WriteEndElement();
        WriteEnd(xml, sheet);
        xml.WriteEndElement();
    }

    static void WriteView(XmlWriter xml, WorkbookSheet sheet, bool selected)
    {
        xml.WriteRaw(selected ? "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\">" : "<sheetViews><sheetView workbookViewId=\"0\">");
        if (sheet.FrozenRows > 0 || sheet.FrozenColumns > 0)
        {
            var pane = (sheet.FrozenColumns, sheet.FrozenRows) switch
            {
                ( > 0, > 0) => "bottomRight",
                ( > 0, _) => "topRight",
                _ => "bottomLeft",
            };
            var columns = sheet.FrozenColumns > 0 ? string.Create(CultureInfo.InvariantCulture, $" xSplit=\"{sheet.FrozenColumns}\"") : "";
            var rows = sheet.FrozenRows > 0 ? string.Create(CultureInfo.InvariantCulture, $" ySplit=\"{sheet.FrozenRows}\"") : "";
            xml.WriteRaw($"<pane{columns}{rows} topLeftCell=\"{WorkbookCell.At(sheet.FrozenColumns, sheet.FrozenRows + 1)}\" activePane=\"{pane}\" state=\"frozen\"/>");
        }

        xml.WriteRaw("</sheetView></sheetViews>");
    }

    static void WriteRow(XmlWriter xml, int number, WorkbookRow row)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", number.ToString(CultureInfo.InvariantCulture));
        if (row.Height is { } height)
        {
            xml.WriteAttributeString("ht", height.ToString("0.##", CultureInfo.InvariantCulture));
            xml.WriteAttributeString("customHeight", "1");
        }

        var cells = row.Cells.IsDefault ? [] : row.Cells;
        for (var column = 0; column < cells.Length; column++)
        {
            WriteCell(xml, WorkbookCell.At(column, number), cells[column]);
        }

        xml.WriteEndElement();
    }

    static void WriteCell(XmlWriter xml, string reference, WorkbookCell cell)
    {
        if (cell == default)
        {
            return;
        }

        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", reference);
        xml.WriteAttributeString("s", ((int)cell.Style).ToString(CultureInfo.InvariantCulture));
        if (cell.Content is { } text)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", ns: null, "preserve");
            xml.WriteString(Allowed(text));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        else if (cell.Value is { } value)
        {
            if (cell.Expression is { } expression)
            {
                xml.WriteElementString("f", Main, expression);
            }

            xml.WriteElementString("v", Main, value.ToString("R", CultureInfo.InvariantCulture));
        }

        xml.WriteEndElement();
    }

    static void WriteEnd(XmlWriter xml, WorkbookSheet sheet)
    {
        if (sheet.Filter is { } filter)
        {
            xml.WriteRaw($"<autoFilter ref=\"{filter}\"/>");
        }

        if (!sheet.Merged.IsEmpty)
        {
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<mergeCells count=\"{sheet.Merged.Length}\">"));
            foreach (var merged in sheet.Merged)
            {
                xml.WriteRaw($"<mergeCell ref=\"{merged}\"/>");
            }

            xml.WriteRaw("</mergeCells>");
        }

        if (!sheet.Choices.IsEmpty)
        {
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<dataValidations count=\"{sheet.Choices.Length}\">"));
            foreach (var choice in sheet.Choices)
            {
                xml.WriteRaw($"<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"1\" sqref=\"{choice.Range}\"><formula1>\"{Escaping.Html(string.Join(',', choice.Values))}\"</formula1></dataValidation>");
            }

            xml.WriteRaw("</dataValidations>");
        }

        var (orientation, paper) = (sheet.Portrait ? "portrait" : "landscape", sheet.Paper == SheetPaper.A3 ? 8 : 9);
        xml.WriteRaw("<printOptions horizontalCentered=\"1\"/><pageMargins left=\"0.5\" right=\"0.5\" top=\"0.7\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>");
        xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<pageSetup paperSize=\"{paper}\" fitToHeight=\"0\" orientation=\"{orientation}\"/>"));
        xml.WriteStartElement("headerFooter", Main);
        if (sheet.Mark.Length > 0)
        {
            xml.WriteElementString("oddHeader", Main, "&C" + sheet.Mark);
        }

        xml.WriteElementString("oddFooter", Main, "&L&A&R&P / &N");
        xml.WriteEndElement();
        // Codes are text on purpose; without this, Excel marks each with a green corner.
        var last = WorkbookCell.At(Math.Max(sheet.Widths.Length, 1) - 1, Math.Max(sheet.Rows.Count, 1));
        xml.WriteRaw($"<ignoredErrors><ignoredError sqref=\"A1:{last}\" numberStoredAsText=\"1\"/></ignoredErrors>");
    }

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

    static void Check(Workbook workbook)
    {
        if (workbook.Sheets.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A workbook needs a sheet.", nameof(workbook));
        }

        foreach (var sheet in workbook.Sheets)
        {
            if (sheet.Name is not { Length: > 0 and <= 31 } || sheet.Name.AsSpan().ContainsAny(NotInSheetNames) || sheet.Name is ['\'', ..] or [.., '\''])
            {
                throw new ArgumentException($"'{sheet.Name}' is no name of a sheet: 1 to 31 characters without : \\ / ? * [ ] are needed.", nameof(workbook));
            }

            if (sheet.Rows.Count > MostRows || sheet.Widths.Length > MostColumns || sheet.Rows.Any(r => !r.Cells.IsDefault && r.Cells.Any(c => c.Content?.Length > MostCharactersInCell)))
            {
                throw new ArgumentException($"Sheet '{sheet.Name}': Excel holds {MostRows} rows, {MostColumns} columns and {MostCharactersInCell} characters in a cell.", nameof(workbook));
            }
        }

        if (workbook.Sheets.Select(sheet => sheet.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() != workbook.Sheets.Length)
        {
            throw new ArgumentException("Two sheets have the same name.", nameof(workbook));
        }
    }
}
