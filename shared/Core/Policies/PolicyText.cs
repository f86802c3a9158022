using System.Text;

namespace GovCloud.Policies;

/// <summary>Patterns and variables of policies.</summary>
public static class PolicyText
{
    /// <summary>A text that a template leaves open: whether anything matches it is not known.</summary>
    public const string Unresolved = "\u0000";

    // A star and a question mark that a variable stands for mean themselves. The private characters cannot occur in a policy.
    internal const char LiteralStar = '\uE000';
    internal const char LiteralQuestion = '\uE001';

    /// <summary>Whether a text matches a pattern with * and ?.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], text[t], ignoreCase)))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    /// <summary>Fills in <c>${key}</c> and <c>${key, 'default'}</c>.</summary>
    /// <returns>The text; <see langword="null"/> where a variable has no single value, and AWS lets the text match nothing; <see cref="Unresolved"/> where its value is not known.</returns>
    internal static string? Filled(string text, PolicyContext context)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return text;
        }

        var filled = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var start = text.IndexOf("${", i, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOf('}', start);
            if (end < 0)
            {
                filled.Append(text.AsSpan(i));
                break;
            }

            filled.Append(text.AsSpan(i, start - i));
            if (Value(text[(start + 2)..end], context) is not { } value)
            {
                return null;
            }

            if (value == Unresolved)
            {
                return Unresolved;
            }

            filled.Append(value);
            i = end + 1;
        }

        return filled.ToString();
    }

    /// <summary>A filled text for operators without wildcards.</summary>
    internal static string Plain(string filled) => filled.Replace(LiteralStar, '*').Replace(LiteralQuestion, '?');

    static string? Value(string name, PolicyContext context)
    {
        if (name is "*" or "?" or "$")
        {
            return name switch { "*" => $"{LiteralStar}", "?" => $"{LiteralQuestion}", _ => "$" };
        }

        var comma = name.IndexOf(',', StringComparison.Ordinal);
        var fallback = comma < 0 ? null : name[(comma + 1)..].Trim().Trim('\'');
        return context.Find(comma < 0 ? name : name[..comma].Trim()) switch
        {
            null => Unresolved,
            [var only] => Escaped(only),
            [] when fallback is not null => Escaped(fallback),
            _ => null,
        };
    }

    static string Escaped(string value) => value.Replace('*', LiteralStar).Replace('?', LiteralQuestion);

    static bool Same(char pattern, char text, bool ignoreCase) =>
        pattern == text
        || (pattern == LiteralStar && text == '*')
        || (pattern == LiteralQuestion && text == '?')
        || (ignoreCase && char.ToUpperInvariant(pattern) == char.ToUpperInvariant(text));
}

/// <summary>Conclusions from answers of which some are not known.</summary>
static class Truth
{
    public static bool? Not(bool? value) => !value;

    /// <summary>True where one is, else unknown where one is; false of none.</summary>
    public static bool? Any<T>(IReadOnlyList<T> items, Func<T, bool?> test)
    {
        bool? any = false;
        for (var i = 0; i < items.Count; i++)
        {
            switch (test(items[i]))
            {
                case true:
                    return true;
                case null:
                    any = null;
                    break;
            }
        }

        return any;
    }

    /// <summary>False where one is, else unknown where one is; true of none.</summary>
    public static bool? All<T>(IReadOnlyList<T> items, Func<T, bool?> test) => Not(Any(items, item => Not(test(item))));
}
