namespace GovCloud.Triage.Catalogue;

/// <summary>A text in which <c>*</c> stands for any characters or none, without regard to case.</summary>
sealed class TypePattern
{
    readonly string[] parts;

    public TypePattern(string pattern)
    {
        parts = pattern.Split('*');
        Length = pattern.Length - parts.Length + 1;
    }

    /// <summary>How many characters are given: the measure of how specific it is.</summary>
    public int Length { get; }

    public bool Matches(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase))
            return false;
        text = text[parts[0].Length..];
        if (parts.Length == 1)
            return text.IsEmpty;
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var at = text.IndexOf(parts[i], StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                return false;
            text = text[(at + parts[i].Length)..];
        }

        return text.EndsWith(parts[^1], StringComparison.OrdinalIgnoreCase);
    }
}
