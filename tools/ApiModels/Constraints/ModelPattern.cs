using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace GovCloud.ApiModels;

/// <summary>
/// Patterns of AWS's models, read by .NET: they are written for Java, whose classes are ASCII's. One without an anchor is for the whole value, as the services take
/// it; one with an anchor says itself where it begins and ends.
/// </summary>
static class ModelPattern
{
    static readonly ConcurrentDictionary<string, Regex?> Known = new(StringComparer.Ordinal);

    /// <summary>The pattern; null where .NET cannot read it, or would read it otherwise than Java.</summary>
    public static Regex? Find(string pattern) => Known.GetOrAdd(pattern, Read);

    static Regex? Read(string pattern)
    {
        if (Translate(pattern) is not { } translated)
        {
            return null;
        }

        var anchored = pattern.StartsWith('^') || pattern.EndsWith('$');
        try
        {
            return new Regex(anchored ? translated : @"\A(?:" + translated + @")\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        }
        catch (RegexParseException)
        {
            return null;
        }
    }

    static string? Translate(string pattern)
    {
        // Characters beyond the basic plane, as older models write them; .NET sees their surrogates.
        var rest = pattern.Replace(@"\u10000-\u10FFFF", @"\uD800-\uDFFF", StringComparison.OrdinalIgnoreCase);
        var text = new StringBuilder(rest.Length);
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '[')
            {
                if (ClassEnd(rest, i) is not { } end)
                {
                    return null;
                }

                var set = rest[i..end];
                // Together with its opposite a class is everything, which must stay so.
                var mixed = set.Contains(@"\S", StringComparison.Ordinal) || set.Contains(@"\W", StringComparison.Ordinal) || set.Contains(@"\D", StringComparison.Ordinal);
                text.Append(Escapes(set, inSet: true, translate: !mixed));
                i = end - 1;
            }
            else
            {
                var length = rest[i] == '\\' && i + 1 < rest.Length ? 2 : 1;
                text.Append(Escapes(rest.Substring(i, length), inSet: false, translate: true));
                i += length - 1;
            }
        }

        return text.ToString();
    }

    // A bracket inside of brackets is a union or an intersection to Java and a plain character to others: such a pattern is not read.
    static int? ClassEnd(string pattern, int start)
    {
        for (var i = start + 1; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    return null;
                case ']' when i > start + 1:
                    return i + 1;
                default:
                    break;
            }
        }

        return null;
    }

    static string Escapes(string text, bool inSet, bool translate)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            var escaped = text[++i];
            var set = !translate ? null : escaped switch { 'w' or 'W' => "a-zA-Z0-9_", 'd' or 'D' => "0-9", 's' or 'S' => @" \t\n\v\f\r", _ => null };
            result.Append(set is null ? (escaped == '_' ? "_" : "\\" + escaped) : inSet ? set : char.IsUpper(escaped) ? $"[^{set}]" : $"[{set}]");
        }

        return result.ToString();
    }
}
