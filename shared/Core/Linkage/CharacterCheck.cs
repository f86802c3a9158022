using System.Text;
using GovCloud.Estates;

namespace GovCloud.Linkage;

/// <summary>Whether bytes are of an encoding, one byte after the other.</summary>
abstract class CharacterCheck(Encoding encoding)
{
    bool wrong;

    /// <summary>The encoding.</summary>
    public Encoding Encoding { get; } = encoding;

    public static CharacterCheck For(FileEncoding encoding) => encoding == FileEncoding.ShiftJis ? new ShiftJis() : new Utf8();

    /// <summary>Whether the next byte may stand here.</summary>
    protected abstract bool Accept(byte value);

    /// <summary>Whether a character ends here.</summary>
    protected abstract bool AtBoundary { get; }

    public void Take(byte value) => wrong = wrong || !Accept(value);

    /// <summary>Whether all bytes were of the encoding. A part of a file may end in the middle of a character.</summary>
    public bool IsSound(bool whole) => !wrong && (AtBoundary || !whole);

    /// <summary>UTF-8 as of RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.</summary>
    sealed class Utf8() : CharacterCheck(Encoding.UTF8)
    {
        int missing;
        byte lowest = 0x80;
        byte highest = 0xBF;

        protected override bool AtBoundary => missing == 0;

        protected override bool Accept(byte value)
        {
            if (missing > 0)
            {
                var sound = value >= lowest && value <= highest;
                (missing, lowest, highest) = (missing - 1, 0x80, 0xBF);
                return sound;
            }

            missing = value switch { < 0x80 => 0, >= 0xC2 and <= 0xDF => 1, >= 0xE0 and <= 0xEF => 2, >= 0xF0 and <= 0xF4 => 3, _ => -1 };
            (lowest, highest) = value switch { 0xE0 => ((byte)0xA0, (byte)0xBF), 0xED => ((byte)0x80, (byte)0x9F), 0xF0 => ((byte)0x90, (byte)0xBF), 0xF4 => ((byte)0x80, (byte)0x8F), _ => ((byte)0x80, (byte)0xBF) };
            if (missing >= 0)
            {
                return true;
            }

            missing = 0;
            return false;
        }
    }

    /// <summary>CP932: one byte for ASCII and half-width katakana, else a lead and a trail byte.</summary>
    sealed class ShiftJis() : CharacterCheck(CodePagesEncodingProvider.Instance.GetEncoding(932)!)
    {
        bool trail;

        protected override bool AtBoundary => !trail;

        protected override bool Accept(byte value)
        {
            if (trail)
            {
                trail = false;
                return value is (>= 0x40 and <= 0x7E) or (>= 0x80 and <= 0xFC);
            }

            trail = value is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC);
            return trail || value is <= 0x7F or (>= 0xA1 and <= 0xDF);
        }
    }
}
