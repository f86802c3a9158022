using System.Buffers.Binary;
using System.Text;

namespace GovCloud.Documents.Statements.Pdf;

/// <summary>A font with TrueType outlines and a character map of format 12. Immutable. Offsets and names are those of the OpenType specification.</summary>
sealed class TrueTypeFont
{
    readonly byte[] data;
    readonly Dictionary<string, Range> tables = new(StringComparer.Ordinal);
    readonly int metrics;
    readonly bool longOffsets;
    readonly int map;

    public TrueTypeFont(byte[] data)
    {
        this.data = data;
        var count = U16(4);
        for (var i = 0; i < count; i++)
        {
            var record = 12 + (16 * i);
            var offset = (int)U32(record + 8);
            tables[Encoding.ASCII.GetString(data, record, 4)] = offset..(offset + (int)U32(record + 12));
        }

        UnitsPerEm = U16(Start("head") + 18);
        longOffsets = U16(Start("head") + 50) == 1;
        Ascent = (short)U16(Start("hhea") + 4);
        Descent = (short)U16(Start("hhea") + 6);
        metrics = U16(Start("hhea") + 34);
        map = FindMap();
    }

    /// <summary>The font of statements: BIZ UDゴシック, of which every JIS X 0208 character has a glyph.</summary>
    public static TrueTypeFont Statements { get; } = new(Resource("BIZUDGothic-Regular.ttf"));

    public int UnitsPerEm { get; }

    public int Ascent { get; }

    public int Descent { get; }

    /// <summary>A table's bytes; none where the font has no such table.</summary>
    public ReadOnlySpan<byte> Table(string name) => tables.TryGetValue(name, out var range) ? data.AsSpan(range) : default;

    /// <summary>The glyph of a character; 0 where there is none.</summary>
    public int GlyphOf(Rune rune)
    {
        var (low, high) = (0, (int)U32(map + 12) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = map + 16 + (12 * middle);
            if (rune.Value < U32(group))
            {
                high = middle - 1;
            }
            else if (rune.Value > U32(group + 4))
            {
                low = middle + 1;
            }
            else
            {
                return (int)(U32(group + 8) + rune.Value - U32(group));
            }
        }

        return 0;
    }

    /// <summary>How far a glyph advances, in thousandths of the size.</summary>
    public int WidthOf(int glyph) => Advance(glyph) * 1000 / UnitsPerEm;

    /// <summary>How far a glyph advances, in the font's units.</summary>
    public ushort Advance(int glyph) => U16(Start("hmtx") + (4 * Math.Min(glyph, metrics - 1)));

    /// <summary>A glyph's outline; empty for a space.</summary>
    public ReadOnlySpan<byte> Outline(int glyph)
    {
        var loca = Start("loca");
        var (from, to) = longOffsets
            ? ((int)U32(loca + (4 * glyph)), (int)U32(loca + (4 * glyph) + 4))
            : (U16(loca + (2 * glyph)) * 2, U16(loca + (2 * glyph) + 2) * 2);
        return data.AsSpan(Start("glyf") + from, to - from);
    }

    int FindMap()
    {
        var cmap = Start("cmap");
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var candidate = cmap + (int)U32(cmap + 4 + (8 * i) + 4);
            if (U16(candidate) == 12)
            {
                return candidate;
            }
        }

        throw new InvalidDataException("The font has no character map of format 12.");
    }

    int Start(string table) => tables.TryGetValue(table, out var range) ? range.Start.Value : throw new InvalidDataException($"The font has no table '{table}'.");

    ushort U16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(offset));

    uint U32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(offset));

    static byte[] Resource(string name)
    {
        using var stream = typeof(TrueTypeFont).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
