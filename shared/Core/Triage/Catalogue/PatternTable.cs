using System.Diagnostics.CodeAnalysis;
using System.IO.Enumeration;

namespace GovCloud.Triage.Catalogue;

/// <summary>
/// Values for sources and types with <c>*</c> as wildcard, without regard to case. The most specific pattern wins: a whole type before a part of
/// one, then a named source before any source, then the longer part of a type, then the first listed.
/// </summary>
sealed class PatternTable<T>
{
    readonly Dictionary<(string Source, string Type), T> exact = [];
    readonly (string Source, string Type, T Value)[] patterns;

    public PatternTable(IEnumerable<(string Source, string Type, T Value)> entries)
    {
        var wild = new List<(string Source, string Type, T Value)>();
        foreach (var (source, type, value) in entries)
        {
            if (IsPattern(source) || IsPattern(type))
                wild.Add((source, type, value));
            else
                exact.Add(Key(source, type), value);
        }

        // OrderBy is stable: equally specific patterns stay in the order of the file.
        patterns =
        [
            .. wild
                .OrderBy(entry => IsPattern(entry.Type))
                .ThenBy(entry => IsPattern(entry.Source))
                .ThenByDescending(entry => entry.Type.Count(c => c != '*')),
        ];
    }

    /// <summary>The value of the most specific pattern that matches.</summary>
    public bool TryFind(string source, string type, [MaybeNullWhen(false)] out T value)
    {
        if (exact.TryGetValue(Key(source, type), out value))
            return true;
        foreach (var entry in patterns)
        {
            if (Matches(entry.Type, type) && Matches(entry.Source, source))
            {
                value = entry.Value;
                return true;
            }
        }

        return false;
    }

    static bool Matches(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);

    static bool IsPattern(string text) => text.Contains('*', StringComparison.Ordinal);

    static (string Source, string Type) Key(string source, string type) => (source.ToUpperInvariant(), type.ToUpperInvariant());
}
