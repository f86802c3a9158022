using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace GovCloud.Documents.Spreadsheets;

/// <summary>The styles that <see cref="SpreadsheetWriter"/> refers to by number: plain, title, heading, text.</summary>
static class SpreadsheetStyles
{
    const string FontName = "游ゴシック";

    // Number format 49: text. Excel then does not turn an id that is edited into a number.
    const uint TextFormat = 49;

    public static Stylesheet Create() => new(
        new Fonts(FontOf(11, bold: false), FontOf(14, bold: true), FontOf(11, bold: true)),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFD9E2F3" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border(), Thin()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat { FormatId = 0 },
            new CellFormat { FormatId = 0, FontId = 1, ApplyFont = true },
            new CellFormat(new Alignment { Vertical = VerticalAlignmentValues.Center, WrapText = true })
            {
                FormatId = 0,
                FontId = 2,
                FillId = 2,
                BorderId = 1,
                ApplyFont = true,
                ApplyFill = true,
                ApplyBorder = true,
                ApplyAlignment = true,
            },
            new CellFormat(new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true })
            {
                FormatId = 0,
                NumberFormatId = TextFormat,
                BorderId = 1,
                ApplyNumberFormat = true,
                ApplyBorder = true,
                ApplyAlignment = true,
            }));

    static Font FontOf(double size, bool bold)
    {
        OpenXmlElement[] properties = [new FontSize { Val = size }, new FontName { Val = FontName }];
        return new Font(bold ? [new Bold(), .. properties] : properties);
    }

    static Border Thin() => new(
        new LeftBorder { Style = BorderStyleValues.Thin },
        new RightBorder { Style = BorderStyleValues.Thin },
        new TopBorder { Style = BorderStyleValues.Thin },
        new BottomBorder { Style = BorderStyleValues.Thin },
        new DiagonalBorder());
}
