using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GovCloud.Estates;

namespace GovCloud.Linkage;

/// <summary>
/// Looks at a file while it streams past: encoding, first line, number of rows. Keeps counters, and the first and last line until they were
/// judged; nothing of the contents leaves it. CSV as of RFC 4180: a quoted field may hold line ends.
/// </summary>
public sealed class FileScanner
{
    const byte Quote = (byte)'"';
    const byte LineFeed = (byte)'\n';
    const byte CarriageReturn = (byte)'\r';

    readonly LinkageFormat format;
    readonly CharacterCheck characters;
    readonly LineBuffer first = new();
    readonly LineBuffer last = new();
    long position;
    long lines;
    bool quoted;
    bool lineHasBytes;
    bool firstEnded;
    bool bom;
    bool bomSoFar;

    /// <summary>Begins a file of a format.</summary>
    public FileScanner(LinkageFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        this.format = format;
        characters = CharacterCheck.For(format.Encoding);
    }

    /// <summary>Takes the next bytes.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            characters.Take(value);
            if (position < 3 && format.Encoding != FileEncoding.ShiftJis && IsBom(value))
            {
                position++;
                continue;
            }

            position++;
            Take(value);
        }
    }

    /// <summary>Judges what was read.</summary>
    /// <param name="whole">Whether that was the whole file; rows of a part mean nothing.</param>
    public FileInspection Finish(bool whole)
    {
        if (lineHasBytes)
        {
            lines++;
        }

        var defects = ImmutableArray.CreateBuilder<FileDefect>();
        Add(defects, FileDefect.Encoding, !characters.IsSound(whole));
        Add(defects, FileDefect.ByteOrderMark, format.Encoding switch { FileEncoding.Utf8 => bom, FileEncoding.Utf8Bom => !bom, _ => false });
        Add(defects, FileDefect.Header, format.Header is { } header && !first.Equals(characters.Encoding.GetBytes(header)));
        Add(defects, FileDefect.CutOff, whole && quoted);
        var inspection = new FileInspection { Rows = whole ? Math.Max(0, lines - Framing) : null, Declared = whole ? Declared() : null, Defects = defects.ToImmutable() };
        first.Clear();
        last.Clear();
        return inspection;
    }

    /// <summary>Lines that are no data rows.</summary>
    int Framing => (format.Header is not null || format.RowCount == RowCountSource.Header ? 1 : 0) + (format.RowCount == RowCountSource.Trailer ? 1 : 0);

    static void Add(ImmutableArray<FileDefect>.Builder defects, FileDefect defect, bool found)
    {
        if (found)
        {
            defects.Add(defect);
        }
    }

    bool IsBom(byte value)
    {
        var expected = position switch { 0 => 0xEF, 1 => 0xBB, _ => 0xBF };
        var part = value == expected && (position == 0 || bomSoFar);
        bomSoFar = part;
        bom = part && position == 2;
        return part;
    }

    void Take(byte value)
    {
        if (value == LineFeed && !quoted)
        {
            lines += lineHasBytes ? 1 : 0;
            firstEnded = firstEnded || lineHasBytes;
            lineHasBytes = false;
            return;
        }

        quoted ^= value == Quote;
        if (value == CarriageReturn && !quoted)
        {
            return;
        }

        if (!lineHasBytes)
        {
            last.Restart();
        }

        lineHasBytes = true;
        last.Add(value);
        if (!firstEnded)
        {
            first.Add(value);
        }
    }

    long? Declared() => format.RowCount switch
    {
        RowCountSource.Header => first.LastNumber(format.Delimiter),
        RowCountSource.Trailer => last.LastNumber(format.Delimiter),
        _ => null,
    };

    /// <summary>The number that a marker holds; <see langword="null"/> where it holds anything else.</summary>
    public static long? ReadMarker(ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content.StartsWith(Encoding.UTF8.Preamble) ? content[3..] : content).Trim();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>One line, as far as it is needed.</summary>
    sealed class LineBuffer
    {
        const int Longest = 4096;

        readonly byte[] bytes = new byte[Longest];
        int length;

        public void Add(byte value)
        {
            if (length < Longest)
            {
                bytes[length++] = value;
            }
        }

        public void Restart() => length = 0;

        /// <summary>Forgets the contents.</summary>
        public void Clear()
        {
            Array.Clear(bytes);
            length = 0;
        }

        public bool Equals(byte[] other) => bytes.AsSpan(0, length).SequenceEqual(other);

        public long? LastNumber(FieldDelimiter delimiter)
        {
            var line = bytes.AsSpan(0, length);
            var field = line[(line.LastIndexOf(delimiter == FieldDelimiter.Tab ? (byte)'\t' : (byte)',') + 1)..].Trim(Quote).Trim((byte)' ');
            return long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
    }
}
