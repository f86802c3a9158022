using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GovCloud.Linkage;

/// <summary>A pattern of file names with named groups. Matching is linear in the name and bounded in time; two patterns can be compared exactly.</summary>
public sealed class KeyPattern
{
    /// <summary>The group of the day, <c>yyyyMMdd</c>.</summary>
    public const string DateGroup = "date";

    /// <summary>The group of the month, <c>yyyyMM</c>, of monthly files.</summary>
    public const string MonthGroup = "month";

    /// <summary>The group of the file's number within its day, counted from 1.</summary>
    public const string SequenceGroup = "sequence";

    static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(100);

    readonly NameNode node;
    readonly Regex regex;
    readonly Lazy<NameAutomaton> automaton;

    KeyPattern(string text, NameNode node)
    {
        Text = text;
        this.node = node;
        Groups = [.. GroupsOf(node).Distinct(StringComparer.Ordinal)];
        automaton = new Lazy<NameAutomaton>(() => new NameAutomaton(node));
        regex = new Regex($@"\A(?:{text})\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, LongestMatch);
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Names of its groups.</summary>
    public ImmutableArray<string> Groups { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why, to follow the name of the key.</exception>
    public static KeyPattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parsed = NamePatternParser.Parse(text);
        try
        {
            return new KeyPattern(text, parsed);
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"is no regular expression of .NET ({refused.Message})", refused);
        }
    }

    /// <summary>The groups of a file name; <see langword="null"/> where it does not match as a whole, or is not printable ASCII.</summary>
    public IReadOnlyDictionary<string, string>? Match(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!AsciiSet.Holds(name))
        {
            return null;
        }

        var match = regex.Match(name);
        return match.Success ? Groups.Where(group => match.Groups[group].Success).ToDictionary(group => group, group => match.Groups[group].Value, StringComparer.Ordinal) : null;
    }

    /// <summary>A file name that both patterns describe; <see langword="null"/> where there is none.</summary>
    public string? CommonName(KeyPattern other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return automaton.Value.CommonName(other.automaton.Value);
    }

    /// <summary>The name of a file with these groups, as far as the pattern says: what it leaves open is <c>?</c>, numbers are filled up with zeros.</summary>
    public string NameOf(DateOnly date, int sequence) => Describe(node, group => group switch
    {
        DateGroup => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        MonthGroup => date.ToString("yyyyMM", CultureInfo.InvariantCulture),
        SequenceGroup => sequence.ToString(CultureInfo.InvariantCulture),
        _ => null,
    });

    static string Describe(NameNode node, Func<string, string?> value) => node switch
    {
        NameNode.Characters { Set: var set } => AsciiSet.IsSingle(set) ? AsciiSet.FirstOf(set).ToString() : "?",
        NameNode.Row { Parts: var parts } => string.Concat(parts.Select(part => Describe(part, value))),
        NameNode.Choice { Options: var options } => Describe(options[0], value),
        NameNode.Repeat repeat => new StringBuilder().Insert(0, Describe(repeat.Part, value), repeat.Least).ToString(),
        NameNode.Group group when value(group.Name) is { } known => known.PadLeft(Describe(group.Part, value).Length, '0'),
        NameNode.Group group => Describe(group.Part, value),
        _ => throw new InvalidOperationException($"Unexpected part {node.GetType().Name}."),
    };

    static IEnumerable<string> GroupsOf(NameNode node) => node switch
    {
        NameNode.Row { Parts: var parts } => parts.SelectMany(GroupsOf),
        NameNode.Choice { Options: var options } => options.SelectMany(GroupsOf),
        NameNode.Repeat { Part: var part } => GroupsOf(part),
        NameNode.Group group => [group.Name, .. GroupsOf(group.Part)],
        _ => [],
    };
}
