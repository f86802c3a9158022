using System.Collections.Immutable;
using System.Text;

namespace GovCloud.Documents.Network;

/// <summary>How a line of text looks.</summary>
enum TextStyle
{
    /// <summary>Names.</summary>
    Strong,

    /// <summary>Details.</summary>
    Plain,

    /// <summary>Ids.</summary>
    Faint,

    /// <summary>Address ranges.</summary>
    Range,
}

/// <summary>A line of text.</summary>
/// <param name="Text">The text, not escaped.</param>
/// <param name="Style">How it looks.</param>
readonly record struct TextLine(string Text, TextStyle Style)
{
    public int Size => SizeOf(Style);

    /// <summary>Distance from the line before, in pixels.</summary>
    public int Height => Size + 5;

    public static int SizeOf(TextStyle style) => style switch
    {
        TextStyle.Strong or TextStyle.Range => 13,
        TextStyle.Plain => 12,
        _ => 11,
    };
}

/// <summary>Breaks text to a width. Which fonts the reader has is unknown, so widths are estimated on the wide side.</summary>
static class DrawnText
{
    /// <summary>Lines of at most the given width, in pixels; a single character may exceed it. Nothing is left out.</summary>
    public static ImmutableArray<TextLine> Wrap(string text, TextStyle style, int width)
    {
        var lines = ImmutableArray.CreateBuilder<TextLine>();
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length > 0 && WidthOf(line + rune.ToString(), TextLine.SizeOf(style)) > width)
            {
                var end = EndOfLine(line.ToString());
                lines.Add(new TextLine(line.ToString(0, end), style));
                line.Remove(0, end);
            }

            line.Append(rune.ToString());
        }

        lines.Add(new TextLine(line.ToString(), style));
        return lines.DrainToImmutable();
    }

    /// <summary>After the last hyphen, so that parts of account names stay whole, unless much of the line would be empty.</summary>
    static int EndOfLine(string line) => line.LastIndexOf('-') + 1 is var end && end > line.Length / 2 ? end : line.Length;

    /// <summary>Estimated width in pixels.</summary>
    public static int WidthOf(string text, int size) => (int)Math.Ceiling(text.EnumerateRunes().Sum(rune => WidthOf(rune, size)));

    /// <summary>The text with the replacement character for what XML does not allow: noncharacters and halves of surrogate pairs.</summary>
    public static string Allowed(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => (rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar : rune).ToString()));

    static double WidthOf(Rune rune, int size) => size * (rune.Value < 0x2000 ? 0.6 : 1.0);
}
