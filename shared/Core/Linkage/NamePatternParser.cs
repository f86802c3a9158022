using System.Globalization;

namespace GovCloud.Linkage;

/// <summary>
/// Reads the part of .NET's regular expressions that describes file names and can be compared: literals, <c>.</c>, <c>\d</c>, <c>\w</c>, classes,
/// groups, alternatives and quantifiers. What depends on the place, such as lookarounds and back references, is refused.
/// </summary>
sealed class NamePatternParser
{
    const int MostRepeats = 255;

    readonly string text;
    int at;

    NamePatternParser(string text) => this.text = text;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">The message says what is wrong, to follow the name of the key.</exception>
    public static NameNode Parse(string text)
    {
        var body = text.StartsWith('^') ? text[1..] : text;
        body = body.EndsWith('$') && !body.EndsWith(@"\$", StringComparison.Ordinal) ? body[..^1] : body;
        var parser = new NamePatternParser(body);
        var node = parser.Choice();
        return parser.at == body.Length ? node : throw new FormatException($"has a ')' too many at character {parser.at + 1}");
    }

    char Next => at < text.Length ? text[at] : '\0';

    NameNode Choice()
    {
        var options = new List<NameNode> { Row() };
        while (Next == '|')
        {
            at++;
            options.Add(Row());
        }

        return options.Count == 1 ? options[0] : new NameNode.Choice([.. options]);
    }

    NameNode Row()
    {
        var parts = new List<NameNode>();
        while (at < text.Length && Next is not ('|' or ')'))
        {
            parts.Add(Quantified(Atom()));
        }

        return parts.Count == 1 ? parts[0] : new NameNode.Row([.. parts]);
    }

    NameNode Atom()
    {
        var c = text[at++];
        return c switch
        {
            '(' => Group(),
            '[' => new NameNode.Characters(Class()),
            '.' => new NameNode.Characters(AsciiSet.All),
            '\\' => new NameNode.Characters(Escape()),
            '*' or '+' or '?' or '{' => throw new FormatException($"repeats nothing at character {at}; a quantifier follows a character or group"),
            '^' or '$' => throw new FormatException($"has '{c}' in the middle; the pattern is over the whole file name anyway"),
            _ when AsciiSet.Holds([c]) => new NameNode.Characters(AsciiSet.Of(c)),
            _ => throw new FormatException($"has the character U+{(int)c:X4}; file names are printable ASCII"),
        };
    }

    NameNode Group()
    {
        string? name = null;
        if (Next == '?')
        {
            at++;
            switch (Next)
            {
                case ':':
                    at++;
                    break;
                case '<' when at + 1 < text.Length && text[at + 1] is not ('=' or '!') && text.IndexOf('>', at) is > 0 and var end:
                    name = text[(at + 1)..end];
                    at = end + 1;
                    break;
                default:
                    throw new FormatException("uses a group that is neither (…), (?:…) nor (?<name>…); write the file name without lookarounds and options");
            }
        }

        var part = Choice();
        if (Next != ')')
        {
            throw new FormatException("has a '(' that is not closed");
        }

        at++;
        return name is null ? part : new NameNode.Group(name, part);
    }

    NameNode Quantified(NameNode part)
    {
        var (least, most) = Next switch
        {
            '?' => (0, 1),
            '*' => (0, (int?)null),
            '+' => (1, null),
            '{' => Braces(),
            _ => (1, 1),
        };
        if (Next is '?' or '*' or '+')
        {
            at++;
        }

        // A lazy quantifier matches the same names.
        at += Next == '?' && (least, most) is not (1, 1) ? 1 : 0;
        return (least, most) is (1, 1) ? part : new NameNode.Repeat(part, least, most);
    }

    (int Least, int? Most) Braces()
    {
        var end = text.IndexOf('}', at);
        var numbers = end < 0 ? [] : text[(at + 1)..end].Split(',');
        if (numbers.Length is 0 or > 2 || !Number(numbers[0], out var least) || (numbers.Length == 2 && numbers[1].Length > 0 && (!Number(numbers[1], out var upper) || upper < least)))
        {
            throw new FormatException($"has a quantifier that cannot be read at character {at + 1}; write {{8}}, {{1,3}} or {{2,}} with at most {MostRepeats}");
        }

        at = end + 1;
        return (least, numbers.Length == 1 ? least : numbers[1].Length == 0 ? null : int.Parse(numbers[1], CultureInfo.InvariantCulture));
    }

    static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= MostRepeats;

    UInt128 Escape()
    {
        var c = at < text.Length ? text[at++] : throw new FormatException("ends in a single '\\'");
        return c switch
        {
            'd' => AsciiSet.Digits,
            'w' => AsciiSet.Word,
            _ when char.IsAsciiLetterOrDigit(c) => throw new FormatException($@"uses \{c}; write the characters, or \d, \w and \ before punctuation"),
            _ => AsciiSet.Of(c),
        };
    }

    UInt128 Class()
    {
        var negated = Next == '^';
        at += negated ? 1 : 0;
        var set = UInt128.Zero;
        for (var first = true; at < text.Length && (first || Next != ']'); first = false)
        {
            var single = Next != '\\' || (at + 1 < text.Length && !char.IsAsciiLetter(text[at + 1]));
            var from = Member();
            if (single && Next == '-' && at + 1 < text.Length && text[at + 1] != ']')
            {
                at++;
                var to = Member();
                set |= AsciiSet.Range(AsciiSet.FirstOf(from), AsciiSet.FirstOf(to));
            }
            else
            {
                set |= from;
            }
        }

        if (Next != ']')
        {
            throw new FormatException("has a '[' that is not closed");
        }

        at++;
        set = negated ? AsciiSet.All & ~set : set;
        return set == UInt128.Zero ? throw new FormatException("has a class that no character is in") : set;
    }

    UInt128 Member()
    {
        var c = text[at++];
        return c == '\\' ? Escape() : AsciiSet.Holds([c]) ? AsciiSet.Of(c) : throw new FormatException($"has the character U+{(int)c:X4}; file names are printable ASCII");
    }
}
