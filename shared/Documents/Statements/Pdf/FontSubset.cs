using System.Buffers.Binary;
using System.Text;

namespace GovCloud.Documents.Statements.Pdf;

/// <summary>The glyphs that a document uses, numbered anew in the order of their first use, and the font file that has only those.</summary>
sealed class FontSubset(TrueTypeFont font)
{
    const ushort HasWords = 0x0001;
    const ushort HasScale = 0x0008;
    const ushort More = 0x0020;
    const ushort HasTwoScales = 0x0040;
    const ushort HasMatrix = 0x0080;

    // 〓 has stood for a character that a printer did not have since lead type.
    static readonly Rune Geta = new(0x3013);

    // Glyph 0 is what viewers draw for no glyph at all.
    readonly List<int> sources = [0];
    readonly List<Rune> runes = [new(0xFFFD)];
    readonly Dictionary<Rune, int> numbers = [];

    /// <summary>The characters by their number; the first stands for none.</summary>
    public IReadOnlyList<Rune> Runes => runes;

    /// <summary>The number of a character. One that the font does not have is drawn as 〓 and stays itself when text is copied.</summary>
    public int NumberOf(Rune rune)
    {
        if (!numbers.TryGetValue(rune, out var number))
        {
            number = numbers[rune] = sources.Count;
            sources.Add(SourceOf(rune));
            runes.Add(rune);
        }

        return number;
    }

    /// <summary>Width of a text of size 1, without adding it to the subset.</summary>
    public double Measure(string text) => text.EnumerateRunes().Sum(r => font.WidthOf(SourceOf(r))) / 1000.0;

    /// <summary>Width of a glyph by its number, in thousandths.</summary>
    public int WidthOf(int number) => font.WidthOf(sources[number]);

    /// <summary>The font file: its tables in the order of their names, with what a PDF reader needs.</summary>
    public byte[] Write()
    {
        var glyphs = new List<int>(sources);
        var (outlines, offsets) = Outlines(glyphs);
        var head = font.Table("head").ToArray();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        var hhea = font.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)glyphs.Count);
        var maxp = font.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)glyphs.Count);
        return File(
            ("cvt ", font.Table("cvt ").ToArray()), ("fpgm", font.Table("fpgm").ToArray()), ("glyf", outlines), ("head", head), ("hhea", hhea),
            ("hmtx", Metrics(glyphs)), ("loca", offsets), ("maxp", maxp), ("prep", font.Table("prep").ToArray()));
    }

    int SourceOf(Rune rune) => font.GlyphOf(rune) is var glyph and not 0 ? glyph : font.GlyphOf(Geta);

    /// <summary>Outlines one after the other, and where each begins. Components of composed glyphs are added behind and renumbered.</summary>
    (byte[] Outlines, byte[] Offsets) Outlines(List<int> glyphs)
    {
        using var outlines = new MemoryStream();
        var starts = new List<uint>();
        for (var i = 0; i < glyphs.Count; i++)
        {
            starts.Add((uint)outlines.Length);
            var outline = font.Outline(glyphs[i]).ToArray();
            Renumber(outline, glyphs);
            outlines.Write(outline);
            Pad(outlines);
        }

        starts.Add((uint)outlines.Length);
        var offsets = new byte[4 * starts.Count];
        for (var i = 0; i < starts.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(4 * i), starts[i]);
        }

        return (outlines.ToArray(), offsets);
    }

    static void Renumber(Span<byte> outline, List<int> glyphs)
    {
        if (outline.IsEmpty || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return;
        }

        var at = 10;
        ushort flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            var component = BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]);
            var number = glyphs.IndexOf(component);
            if (number < 0)
            {
                number = glyphs.Count;
                glyphs.Add(component);
            }

            BinaryPrimitives.WriteUInt16BigEndian(outline[(at + 2)..], (ushort)number);
            at += 4 + ((flags & HasWords) != 0 ? 4 : 2);
            at += (flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
        }
        while ((flags & More) != 0);
    }

    byte[] Metrics(List<int> glyphs)
    {
        var source = font.Table("hmtx");
        var metrics = new byte[4 * glyphs.Count];
        for (var i = 0; i < glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(metrics.AsSpan(4 * i), font.Advance(glyphs[i]));
            if ((4 * glyphs[i]) + 4 <= source.Length)
            {
                source.Slice((4 * glyphs[i]) + 2, 2).CopyTo(metrics.AsSpan((4 * i) + 2));
            }
        }

        return metrics;
    }

    static byte[] File(params (string Name, byte[] Content)[] tables)
    {
        using var file = new MemoryStream();
        var power = (int)Math.Log2(tables.Length);
        Span<byte> header = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(header, 0x0001_0000);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)tables.Length);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(header[8..], (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], (ushort)((16 * tables.Length) - (16 << power)));
        file.Write(header[..12]);
        var offset = 12 + (16 * tables.Length);
        foreach (var (name, content) in tables)
        {
            Encoding.ASCII.GetBytes(name, header);
            BinaryPrimitives.WriteUInt32BigEndian(header[4..], Checksum(content));
            BinaryPrimitives.WriteUInt32BigEndian(header[8..], (uint)offset);
            BinaryPrimitives.WriteUInt32BigEndian(header[12..], (uint)content.Length);
            file.Write(header);
            offset += (content.Length + 3) & ~3;
        }

        foreach (var (_, content) in tables)
        {
            file.Write(content);
            Pad(file);
        }

        return file.ToArray();
    }

    static uint Checksum(ReadOnlySpan<byte> content)
    {
        var sum = 0u;
        for (var i = 0; i < content.Length; i++)
        {
            sum += (uint)content[i] << (8 * (3 - (i % 4)));
        }

        return sum;
    }

    static void Pad(MemoryStream stream)
    {
        while (stream.Length % 4 != 0)
        {
            stream.WriteByte(0);
        }
    }
}
