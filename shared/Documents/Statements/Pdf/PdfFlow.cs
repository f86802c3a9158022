using System.Collections.Immutable;
using System.Globalization;

namespace GovCloud.Documents.Statements.Pdf;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Width">Its part of the table's width.</param>
/// <param name="Right">Numbers, at the right.</param>
/// <param name="Bold">What the table is about.</param>
readonly record struct PdfColumn(string Heading, double Width, bool Right = false, bool Bold = false);

/// <summary>Headings, paragraphs and tables one below the other; a table that does not fit goes on on the next page under its headings.</summary>
sealed class PdfFlow
{
    const double Margin = 36;
    const double Wide = PdfDocument.Width - (2 * Margin);
    const double Bottom = PdfDocument.Height - 40;
    const double Padding = 3.5;
    const double CellSize = 8;
    const double LineHeight = 1.35;

    // These never begin a line in Japanese.
    const string NotFirst = "、。,.)」】』〉》・ー…%％々";

    readonly PdfDocument document;
    readonly string head;
    double y;

    public PdfFlow(PdfDocument document, string head)
    {
        (this.document, this.head) = (document, head);
        NewPage();
    }

    public double Y => y;

    public PdfDocument Document => document;

    public void Heading(string text)
    {
        Need(46);
        y += 16;
        document.Rectangle(Margin, y - 10, 3, 13, Colors.Accent);
        document.Text(Margin + 9, y, 12, text, Colors.Ink, bold: true);
        y += 9;
    }

    public void Paragraph(string text, double size = 8.5, string color = Colors.Ink, bool bold = false)
    {
        foreach (var line in Wrap(text, size, Wide))
        {
            Need(size * 1.5);
            y += size * 1.5;
            document.Text(Margin, y, size, line, color, bold);
        }

        y += 2;
    }

    /// <summary>A line of text at the left and one at the right end of a box.</summary>
    public void Amount(string label, string value, double size, bool bold)
    {
        y += size * 1.55;
        document.Text(Margin, y, size, label, bold ? Colors.Ink : Colors.Dim, bold);
        document.Text(Margin + 320 - document.Measure(value, size), y, size, value, Colors.Ink, bold);
    }

    public void Space(double height) => y += height;

    public void Table(ImmutableArray<PdfColumn> columns, IEnumerable<ImmutableArray<string>> rows)
    {
        var scale = Wide / columns.Sum(c => c.Width);
        double[] widths = [.. columns.Select(c => c.Width * scale)];
        ImmutableArray<PdfColumn> heads = [.. columns.Select(c => c with { Bold = true })];
        ImmutableArray<string> headings = [.. columns.Select(c => c.Heading)];
        Need(40);
        y += 4;
        Row(widths, heads, headings, Colors.Head);
        foreach (var row in rows)
        {
            if (y + RowHeight(widths, row) > Bottom)
            {
                NewPage();
                Row(widths, heads, headings, Colors.Head);
            }

            Row(widths, columns, row, background: null);
        }

        y += 4;
    }

    /// <summary>Bars with their numbers.</summary>
    public void Bars(IEnumerable<(string Label, double Ratio, string Value, bool Minus)> bars)
    {
        const double Left = 230;
        const double Full = Wide - Left - 110;
        foreach (var (label, ratio, value, minus) in bars)
        {
            Need(15);
            var text = Wrap(label, CellSize, Left - 10)[0];
            document.Text(Margin + Left - 6 - document.Measure(text, CellSize), y + 10.5, CellSize, text);
            document.Rectangle(Margin + Left, y + 3, Math.Max(0.5, Full * ratio), 9, minus ? Colors.Alarm : Colors.Accent);
            document.Text(Margin + Left + (Full * ratio) + 5, y + 10.5, CellSize, value);
            y += 15;
        }

        y += 4;
    }

    /// <summary>Page numbers, when all pages are there.</summary>
    public void Close()
    {
        for (var page = 0; page < document.Pages; page++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{page + 1} / {document.Pages}");
            document.Text(Margin, PdfDocument.Height - 22, 7.5, head, Colors.Dim, page: page);
            document.Text(PdfDocument.Width - Margin - document.Measure(number, 7.5), PdfDocument.Height - 22, 7.5, number, Colors.Dim, page: page);
        }
    }

    void NewPage()
    {
        document.AddPage();
        y = Margin - 6;
    }

    void Need(double height)
    {
        if (y + height > Bottom)
        {
            NewPage();
        }
    }

    double RowHeight(double[] widths, ImmutableArray<string> cells) =>
        (cells.Select((c, i) => Wrap(c, CellSize, widths[i] - (2 * Padding)).Count).Max() * CellSize * LineHeight) + (2 * Padding);

    void Row(double[] widths, ImmutableArray<PdfColumn> columns, ImmutableArray<string> cells, string? background)
    {
        var height = RowHeight(widths, cells);
        if (background is not null)
        {
            document.Rectangle(Margin, y, Wide, height, background);
        }

        var x = Margin;
        for (var i = 0; i < cells.Length; i++)
        {
            document.Frame(x, y, widths[i], height, Colors.Line);
            var baseline = y + Padding + (CellSize * 0.9);
            foreach (var line in Wrap(cells[i], CellSize, widths[i] - (2 * Padding)))
            {
                var left = columns[i].Right && background is null ? x + widths[i] - Padding - document.Measure(line, CellSize) : x + Padding;
                document.Text(left, baseline, CellSize, line, line.StartsWith('▲') ? Colors.Alarm : Colors.Ink, columns[i].Bold);
                baseline += CellSize * LineHeight;
            }

            x += widths[i];
        }

        y += height;
    }

    /// <summary>Lines that fit. Japanese breaks between any two characters but before closing ones.</summary>
    List<string> Wrap(string text, double size, double width)
    {
        var lines = new List<string>();
        var (line, used) = (new System.Text.StringBuilder(), 0.0);
        foreach (var rune in text.EnumerateRunes())
        {
            var character = rune.ToString();
            var wide = document.Measure(character, size);
            if (rune.Value == '\n' || (used + wide > width && line.Length > 0 && !NotFirst.Contains(character, StringComparison.Ordinal)))
            {
                lines.Add(line.ToString());
                line.Clear();
                used = 0;
                if (rune.Value == '\n')
                {
                    continue;
                }
            }

            line.Append(character);
            used += wide;
        }

        lines.Add(line.ToString());
        return lines;
    }
}
