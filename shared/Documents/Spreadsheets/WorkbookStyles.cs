using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace GovCloud.Documents.Spreadsheets;

/// <summary>The styles part of a workbook: one cell format for each <see cref="CellStyle"/>, in its order.</summary>
static class WorkbookStyles
{
    const string FontName = "游ゴシック";

    // Number format 49 is text: Excel then does not turn a code that is edited into a number.
    const int General = 0;
    const int TextFormat = 49;
    const int Yen = 164;
    const int Amount = 165;
    const int Percent = 166;
    const int Count = 167;
    const int Plain = 168;

    // ▲ stands for minus on municipal documents.
    static readonly ImmutableArray<string> Formats = ["#,##0;[Red]\"▲\"#,##0", "#,##0.000000;[Red]\"▲\"#,##0.000000", "0.0000%", "#,##0;[Red]\"▲\"#,##0", "0.############"];

    static readonly ImmutableArray<string> Fonts =
    [
        Font(11),
        Font(16, bold: true),
        Font(11, bold: true),
        Font(11, color: "FF1F4E9E"),
        Font(14, bold: true, color: "FFC00000"),
        Font(12, bold: true, color: "FF1F3864"),
        Font(18, bold: true),
        Font(10),
        Font(11, bold: true, color: "FFC00000"),
    ];

    static readonly ImmutableArray<string> Fills = ["FFD9E2F3", "FFEDF2FA", "FFFFF2CC", "FFFCE4E4"];

    static string Font(int size, bool bold = false, string? color = null) =>
        $"<font>{(bold ? "<b/>" : "")}<sz val=\"{size.ToString(CultureInfo.InvariantCulture)}\"/>{(color is null ? "" : $"<color rgb=\"{color}\"/>")}<name val=\"{FontName}\"/><family val=\"3\"/><charset val=\"128\"/></font>";

    /// <summary>The part as XML.</summary>
    public static readonly byte[] Xml = Encoding.UTF8.GetBytes(Write());

    static string Write()
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
        xml.Append(CultureInfo.InvariantCulture, $"<numFmts count=\"{Formats.Length}\">");
        foreach (var (index, format) in Formats.Index())
        {
            xml.Append(CultureInfo.InvariantCulture, $"<numFmt numFmtId=\"{Yen + index}\" formatCode=\"{Escaping.Html(format)}\"/>");
        }

        xml.Append(CultureInfo.InvariantCulture, $"</numFmts><fonts count=\"{Fonts.Length}\">").AppendJoin("", Fonts);
        xml.Append(CultureInfo.InvariantCulture, $"</fonts><fills count=\"{Fills.Length + 2}\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>");
        foreach (var fill in Fills)
        {
            xml.Append("<fill><patternFill patternType=\"solid\"><fgColor rgb=\"").Append(fill).Append("\"/></patternFill></fill>");
        }

        xml.Append("</fills><borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border>");
        foreach (var side in (ReadOnlySpan<string>)["left", "right", "top", "bottom"])
        {
            xml.Append('<').Append(side).Append(" style=\"thin\"><color rgb=\"FF8EA0BF\"/></").Append(side).Append('>');
        }

        var styles = Enum.GetValues<CellStyle>();
        xml.Append("<diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>");
        xml.Append(CultureInfo.InvariantCulture, $"<cellXfs count=\"{styles.Length}\">").AppendJoin("", styles.Select(s => Looks(s).ToString()));
        return xml.Append("</cellXfs><cellStyles count=\"1\"><cellStyle name=\"標準\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>").ToString();
    }

    static Look Looks(CellStyle style) => style switch
    {
        CellStyle.Plain => new Look(General),
        CellStyle.Title => new Look(General, Font: 1),
        CellStyle.Heading => new Look(General, Font: 2, Fill: 2, Border: true, Alignment: "horizontal=\"center\" vertical=\"center\" wrapText=\"1\""),
        CellStyle.Text => new Look(TextFormat, Border: true, Alignment: MiddleText),
        CellStyle.Note => new Look(General, Font: 7, Alignment: Top),
        CellStyle.Mark => new Look(General, Font: 4),
        CellStyle.Section => new Look(General, Font: 5),
        CellStyle.Label => new Look(General, Font: 2, Fill: 3, Border: true, Alignment: MiddleText),
        CellStyle.SumText => new Look(TextFormat, Font: 2, Fill: 3, Border: true, Alignment: MiddleText),
        CellStyle.Indented => new Look(TextFormat, Border: true, Alignment: "indent=\"1\" horizontal=\"left\" vertical=\"center\" wrapText=\"1\""),
        CellStyle.YenInput => new Look(Yen, Font: 3, Border: true, Alignment: Middle),
        CellStyle.Yen => new Look(Yen, Border: true, Alignment: Middle),
        CellStyle.SumYen => new Look(Yen, Font: 2, Fill: 3, Border: true, Alignment: Middle),
        CellStyle.GrandYen => new Look(Yen, Font: 6, Fill: 4, Border: true, Alignment: "horizontal=\"right\" vertical=\"center\""),
        CellStyle.AmountInput => new Look(Amount, Font: 3, Border: true, Alignment: Middle),
        CellStyle.Amount => new Look(Amount, Border: true, Alignment: Middle),
        CellStyle.SumAmount => new Look(Amount, Font: 2, Fill: 3, Border: true, Alignment: Middle),
        CellStyle.CountInput => new Look(Count, Font: 3, Border: true, Alignment: Middle),
        CellStyle.Count => new Look(Count, Border: true, Alignment: Middle),
        CellStyle.SumCount => new Look(Count, Font: 2, Fill: 3, Border: true, Alignment: Middle),
        CellStyle.PercentInput => new Look(Percent, Font: 3, Border: true, Alignment: Middle),
        CellStyle.Percent => new Look(Percent, Border: true, Alignment: Middle),
        CellStyle.SumPercent => new Look(Percent, Font: 2, Fill: 3, Border: true, Alignment: Middle),
        CellStyle.GeneralInput => new Look(Plain, Font: 3, Border: true, Alignment: Middle),
        CellStyle.Centered => new Look(General, Border: true, Alignment: "horizontal=\"center\" vertical=\"center\" wrapText=\"1\""),
        CellStyle.TextInput => new Look(TextFormat, Fill: 4, Border: true, Alignment: MiddleText),
        CellStyle.Warning => new Look(General, Font: 8, Fill: 5, Border: true, Alignment: "horizontal=\"center\" vertical=\"center\" wrapText=\"1\""),
        _ => throw new ArgumentOutOfRangeException(nameof(style), style, "No such style."),
    };

    const string Top = "vertical=\"top\" wrapText=\"1\"";

    const string Middle = "vertical=\"center\"";

    const string MiddleText = "vertical=\"center\" wrapText=\"1\"";

    sealed record Look(int Format, int Font = 0, int Fill = 0, bool Border = false, string? Alignment = null)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"<xf numFmtId=\"{Format}\" fontId=\"{Font}\" fillId=\"{Fill}\" borderId=\"{(Border ? 1 : 0)}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\"{(Alignment is null ? "/>" : $" applyAlignment=\"1\"><alignment {Alignment}/></xf>")}");
    }
}
