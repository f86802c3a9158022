using System.Text;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>A text with <c>*</c> for any run of characters; <c>\*</c> and <c>\\</c> are the characters themselves.</summary>
sealed class WildcardText
{
    readonly IReadOnlyList<string> literals;

    WildcardText(IReadOnlyList<string> literals) => this.literals = literals;

    public static WildcardText Parse(string pattern, string path)
    {
        var parts = new List<string>();
        var literal = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    throw new InvalidEventPatternException($"Consecutive wildcard characters at pos {i}", path);
                case '*':
                    parts.Add(literal.ToString());
                    literal.Clear();
                    break;
                case '\\' when i + 1 < pattern.Length && pattern[i + 1] is '*' or '\\':
                    literal.Append(pattern[++i]);
                    break;
                case '\\':
                    throw new InvalidEventPatternException($"Invalid escape character at pos {i}", path);
                default:
                    literal.Append(pattern[i]);
                    break;
            }
        }

        parts.Add(literal.ToString());
        return new(parts);
    }

    /// <summary>Linear in the text: the leftmost place of each middle part leaves the most room for the next.</summary>
    public bool Matches(string text)
    {
        if (literals is [var whole])
        {
            return string.Equals(text, whole, StringComparison.Ordinal);
        }

        var (first, last) = (literals[0], literals[^1]);
        if (text.Length < first.Length + last.Length || !text.StartsWith(first, StringComparison.Ordinal) || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text.AsSpan(first.Length, text.Length - first.Length - last.Length);
        foreach (var middle in literals.Skip(1).SkipLast(1))
        {
            var at = rest.IndexOf(middle, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + middle.Length)..];
        }

        return true;
    }
}
