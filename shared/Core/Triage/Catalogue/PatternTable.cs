using System.Diagnostics.CodeAnalysis;

namespace GovCloud.Triage.Catalogue;

/// <summary>
/// Values for sources and types, without regard to case. A source is whole or <c>*</c>; a type may hold <c>*</c> anywhere. The most specific entry
/// wins: a whole type before a part of one, then a named source before any source, then the longer part of a type, then the first listed.
/// </summary>
sealed class PatternTable<T>
{
    const string Any = "*";

    readonly Dictionary<string, T> whole = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, List<Entry>> partial = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the entries in their order.</summary>
    /// <exception cref="ArgumentException">Two entries have the same source and whole type.</exception>
    public PatternTable(IEnumerable<(string Source, string Type, T Value)> entries)
    {
        foreach (var (source, type, value) in entries)
        {
            if (!type.Contains('*', StringComparison.Ordinal))
                whole.Add(Key(source, type), value);
            else if (partial.TryGetValue(source, out var list))
                Insert(list, new Entry(new TypePattern(type), value));
            else
                partial.Add(source, [new Entry(new TypePattern(type), value)]);
        }
    }

    /// <summary>The value of the most specific entry that matches.</summary>
    public bool TryFind(string source, string type, [MaybeNullWhen(false)] out T value) =>
        whole.TryGetValue(Key(source, type), out value)
        || whole.TryGetValue(Key(Any, type), out value)
        || TryFindPartial(source, type, out value)
        || TryFindPartial(Any, type, out value);

    bool TryFindPartial(string source, string type, [MaybeNullWhen(false)] out T value)
    {
        if (partial.TryGetValue(source, out var list))
        {
            foreach (var entry in list)
            {
                if (entry.Pattern.Matches(type))
                {
                    value = entry.Value;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    // Kept in order, longest first; equally long ones stay in the order of the file.
    static void Insert(List<Entry> list, Entry entry)
    {
        var at = list.Count;
        while (at > 0 && list[at - 1].Pattern.Length < entry.Pattern.Length)
            at--;
        list.Insert(at, entry);
    }

    static string Key(string source, string type) => $"{source}|{type}";

    sealed record Entry(TypePattern Pattern, T Value);
}
