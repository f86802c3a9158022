using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace GovCloud.Documents.Statements.Pdf;

/// <summary>Pages of A4 in landscape with text in one embedded font, rectangles and lines. Places are in points from the upper left. ISO 32000-1.</summary>
sealed class PdfDocument(TrueTypeFont font, string title)
{
    public const double Width = 842;
    public const double Height = 595;

    readonly FontSubset subset = new(font);
    readonly List<StringBuilder> pages = [];

    public int Pages => pages.Count;

    public double Measure(string text, double size) => subset.Measure(text) * size;

    public void AddPage() => pages.Add(new StringBuilder());

    /// <summary>Text whose base line is at a place.</summary>
    public void Text(double x, double y, double size, string text, string color = Colors.Ink, bool bold = false, int? page = null)
    {
        var content = pages[page ?? ^1];
        // The font has one weight here; a fine outline makes it bold.
        content.Append(CultureInfo.InvariantCulture, $"BT {color} rg {(bold ? $"{color} RG 2 Tr {size / 32:0.###} w" : "0 Tr")} /F1 {size:0.##} Tf {x:0.##} {Height - y:0.##} Td <");
        foreach (var rune in text.EnumerateRunes())
        {
            content.Append(CultureInfo.InvariantCulture, $"{subset.NumberOf(rune):X4}");
        }

        content.Append("> Tj ET\n");
    }

    public void Rectangle(double x, double y, double width, double height, string color) =>
        pages[^1].Append(CultureInfo.InvariantCulture, $"{color} rg {x:0.##} {Height - y - height:0.##} {width:0.##} {height:0.##} re f\n");

    public void Frame(double x, double y, double width, double height, string color) =>
        pages[^1].Append(CultureInfo.InvariantCulture, $"{color} RG 0.5 w {x:0.##} {Height - y - height:0.##} {width:0.##} {height:0.##} re S\n");

    /// <summary>The file.</summary>
    public byte[] Write()
    {
        using var file = new PdfFile();
        file.Add("<</Type/Catalog/Pages 2 0 R/Lang(ja-JP)/ViewerPreferences<</DisplayDocTitle true>>>>");
        var first = 9;
        file.Add($"<</Type/Pages/Count {pages.Count}/Kids[{string.Join(' ', pages.Select((_, i) => $"{first + (2 * i)} 0 R"))}]>>");
        file.Add($"<</Title<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}>>>");
        file.Add("<</Type/Font/Subtype/Type0/BaseFont/GCASTM+BIZUDGothic/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 8 0 R>>");
        file.Add($"<</Type/Font/Subtype/CIDFontType2/BaseFont/GCASTM+BIZUDGothic/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor 6 0 R/DW 1000/W[0[{string.Join(' ', subset.Runes.Select((_, i) => subset.WidthOf(i)))}]]>>");
        file.Add($"<</Type/FontDescriptor/FontName/GCASTM+BIZUDGothic/Flags 4/FontBBox[-200 -300 1200 1000]/ItalicAngle 0/Ascent {font.Ascent * 1000 / font.UnitsPerEm}/Descent {font.Descent * 1000 / font.UnitsPerEm}/CapHeight 740/StemV 80/FontFile2 7 0 R>>");
        var fontFile = subset.Write();
        file.AddStream(fontFile, $"/Length1 {fontFile.Length}");
        file.AddStream(Encoding.ASCII.GetBytes(UnicodeMap()));
        foreach (var (index, page) in pages.Index())
        {
            file.Add($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {Width} {Height}]/Resources<</Font<</F1 4 0 R>>>>/Contents {first + (2 * index) + 1} 0 R>>");
            file.AddStream(Encoding.ASCII.GetBytes(page.ToString()));
        }

        return file.Close(root: 1, info: 3);
    }

    /// <summary>Which characters glyphs stand for, so that text can be searched, copied and read aloud.</summary>
    string UnicodeMap()
    {
        var map = new StringBuilder("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Statement def/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n");
        foreach (var chunk in subset.Runes.Index().Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{chunk.Length} beginbfchar\n");
            foreach (var (number, rune) in chunk)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{number:X4}><{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(rune.ToString()))}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict/CMap defineresource pop end end").ToString();
    }
}

/// <summary>Colours as PDF writes them.</summary>
static class Colors
{
    public const string Ink = "0.09 0.13 0.17";
    public const string Dim = "0.3 0.36 0.41";
    public const string Accent = "0.04 0.33 0.58";
    public const string Alarm = "0.64 0.08 0.11";
    public const string Line = "0.72 0.77 0.82";
    public const string Head = "0.91 0.93 0.96";
    public const string Rest = "0.85 0.88 0.91";
}

/// <summary>Objects of a PDF file, numbered from 1 in the order in which they are added.</summary>
sealed class PdfFile : IDisposable
{
    readonly MemoryStream file = new();
    readonly List<long> places = [];

    public PdfFile() => Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");

    public void Add(string content)
    {
        Open();
        Write(content);
        Write("\nendobj\n");
    }

    public void AddStream(byte[] content, string entries = "")
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(content);
        }

        Open();
        Write(string.Create(CultureInfo.InvariantCulture, $"<</Length {packed.Length}/Filter/FlateDecode{entries}>>stream\n"));
        packed.WriteTo(file);
        Write("\nendstream\nendobj\n");
    }

    public byte[] Close(int root, int info)
    {
        var table = file.Length;
        var xref = new StringBuilder();
        xref.Append(CultureInfo.InvariantCulture, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            xref.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        }

        xref.Append(CultureInfo.InvariantCulture, $"trailer<</Size {places.Count + 1}/Root {root} 0 R/Info {info} 0 R>>\nstartxref\n{table}\n%%EOF\n");
        Write(xref.ToString());
        return file.ToArray();
    }

    public void Dispose() => file.Dispose();

    void Open()
    {
        places.Add(file.Length);
        Write(string.Create(CultureInfo.InvariantCulture, $"{places.Count} 0 obj\n"));
    }

    void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
