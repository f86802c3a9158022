using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace GovCloud.Documents.Network;

/// <summary>Writes the few shapes that drawings need. Presentation stands in attributes, not in a style sheet: office programs read only those.</summary>
sealed class SvgWriter
{
    const string Fonts = "'Noto Sans CJK JP','Noto Sans JP','Yu Gothic','Hiragino Sans',Meiryo,sans-serif";
    const string RangeFonts = "Consolas,Menlo,'DejaVu Sans Mono',monospace";
    const string Ink = "#18181b";

    readonly StringBuilder svg = new();

    public SvgWriter(int width, int height, string title)
    {
        Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{Fonts}\">\n");
        Append($"<title>{Escape(title)}</title>\n");
        Append($"<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");
    }

    public void Open(string kind, string id) => Append($"<g data-{kind}=\"{Escape(id)}\">\n");

    public void Close() => svg.Append("</g>\n");

    public void Rectangle(Box box, string fill, string stroke, bool thick = false, bool dashed = false) =>
        Append($"<rect {Place(box)} rx=\"4\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{(thick ? "2.5" : "1.5")}\"{Dashes(dashed)}/>\n");

    public void Badge(Box box, string fill, string stroke, bool dashed = false) =>
        Append($"<rect {Place(box)} rx=\"9\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"{Dashes(dashed)}/>\n");

    public void Line(int x1, int y1, int x2, int y2, string colour) =>
        Append($"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{colour}\" stroke-width=\"3\"/>\n");

    public void Text(int x, int y, string text, int size, string colour = Ink, bool bold = false, bool centred = false) =>
        Append($"<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\"{(bold ? " font-weight=\"bold\"" : "")}{(centred ? " text-anchor=\"middle\"" : "")}>{Escape(text)}</text>\n");

    /// <summary>Lines below each other, the first just below <paramref name="top"/>.</summary>
    public void Lines(int x, int top, ImmutableArray<TextLine> lines, string colour = Ink)
    {
        foreach (var line in lines)
        {
            top += line.Height;
            if (line.Style == TextStyle.Range)
            {
                Append($"<text x=\"{x}\" y=\"{top - 2}\" font-size=\"{line.Size}\" font-family=\"{RangeFonts}\" font-weight=\"bold\" fill=\"{colour}\">{Escape(line.Text)}</text>\n");
            }
            else
            {
                Text(x, top - 2, line.Text, line.Size, line.Style == TextStyle.Faint ? "#52525b" : colour, bold: line.Style == TextStyle.Strong);
            }
        }
    }

    /// <summary>Lines in the middle of a rectangle.</summary>
    public void CentredLines(Box box, ImmutableArray<TextLine> lines)
    {
        var y = box.MiddleY - (lines.Sum(l => l.Height) / 2);
        foreach (var line in lines)
        {
            y += line.Height;
            Text(box.MiddleX, y - 4, line.Text, line.Size, bold: line.Style == TextStyle.Strong, centred: true);
        }
    }

    public override string ToString() => svg + "</svg>\n";

    static string Place(Box box) => string.Create(CultureInfo.InvariantCulture, $"x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\"");

    static string Dashes(bool dashed) => dashed ? " stroke-dasharray=\"6 4\"" : "";

    /// <summary>Escapes markup; what XML does not allow at all becomes the replacement character.</summary>
    static string Escape(string text) => Escaping.Html(DrawnText.Allowed(text));

    void Append(FormattableString text) => svg.Append(FormattableString.Invariant(text));
}
