using System.Collections.Immutable;
using System.Text;

namespace GovCloud.Access.Proof;

/// <summary>A yes or no that may not be known. What is not known never counts as an agreement.</summary>
public enum Tristate
{
    /// <summary>No.</summary>
    No,

    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Yes,
}

/// <summary>Patterns and variables of IAM policies.</summary>
static class PolicyText
{
    /// <summary>Whether a text matches a pattern with * and ?.</summary>
    public static bool Matches(string pattern, string text, bool ignoreCase)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], text[t], ignoreCase)) && pattern[p] != '*')
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }

    /// <summary>Fills in <c>${key}</c>.</summary>
    /// <returns><see langword="null"/> where a variable has no single value: IAM lets such a text match nothing.</returns>
    public static string? Filled(string text, IReadOnlyDictionary<string, ImmutableArray<string>> context)
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
            var name = text[(start + 2)..end];
            if (name is "*" or "?" or "$")
            {
                filled.Append(name);
            }
            else if (context.TryGetValue(name, out var values) && values is [var only])
            {
                filled.Append(only);
            }
            else
            {
                return null;
            }

            i = end + 1;
        }

        return filled.ToString();
    }

    static bool Same(char a, char b, bool ignoreCase) => a == b || (ignoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));
}
