using System.Collections.Immutable;

namespace GovCloud.Linkage;

/// <summary>A part of a pattern of file names. File names are printable ASCII, so that a set of characters is a set of 128 bits.</summary>
abstract record NameNode
{
    /// <summary>One character of a set.</summary>
    public sealed record Characters(UInt128 Set) : NameNode;

    /// <summary>Parts in a row.</summary>
    public sealed record Row(ImmutableArray<NameNode> Parts) : NameNode;

    /// <summary>One of several.</summary>
    public sealed record Choice(ImmutableArray<NameNode> Options) : NameNode;

    /// <summary>The same part several times; without end where <paramref name="Most"/> is null.</summary>
    public sealed record Repeat(NameNode Part, int Least, int? Most) : NameNode;

    /// <summary>A part with a name.</summary>
    public sealed record Group(string Name, NameNode Part) : NameNode;
}

/// <summary>Sets of printable ASCII characters.</summary>
static class AsciiSet
{
    const char First = ' ';
    const char Last = '~';

    /// <summary>All printable characters.</summary>
    public static readonly UInt128 All = Range(First, Last);

    public static readonly UInt128 Digits = Range('0', '9');

    public static readonly UInt128 Word = Digits | Range('a', 'z') | Range('A', 'Z') | Of('_');

    public static UInt128 Of(char c) => UInt128.One << c;

    public static UInt128 Range(char from, char to)
    {
        var set = UInt128.Zero;
        for (var c = from; c <= to; c++)
        {
            set |= Of(c);
        }

        return set;
    }

    /// <summary>Whether a file name has none but these characters.</summary>
    public static bool Holds(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange(First, Last) < 0;

    /// <summary>The only character of a set, or the first of several.</summary>
    public static char FirstOf(UInt128 set) => (char)UInt128.TrailingZeroCount(set);

    public static bool IsSingle(UInt128 set) => UInt128.IsPow2(set);
}
