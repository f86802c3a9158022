using System.Collections.Immutable;
using System.Text;
using GovCloud.Estates;

namespace GovCloud.EstateFiles;

/// <summary>One file of an estate.</summary>
/// <param name="Root">Its sections; none where it is empty or cannot be read at all.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="Incomplete">Something of the file is missing from <paramref name="Root"/>.</param>
public sealed record EstateFile(SourceNode.Mapping? Root, ImmutableArray<EstateProblem> Problems, bool Incomplete)
{
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file that cannot be read at all.</summary>
    public static EstateFile Unreadable(string name, string rule, string message, int line = 1, int column = 1) =>
        new(null, [new EstateProblem(rule, EstateProblemSeverity.Error, new SourcePosition(name, line, column), message)], Incomplete: true);

    /// <summary>Reads a file's bytes. Whatever they are, the answer is a file with problems and not an exception.</summary>
    /// <param name="name">The file's name in positions.</param>
    /// <param name="bytes">The contents: UTF-8, with or without byte-order mark.</param>
    public static EstateFile Parse(string name, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        string text;
        try
        {
            text = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var before = Encoding.UTF8.GetString(bytes[..Math.Clamp(e.Index, 0, bytes.Length)]);
            var line = 1 + before.Count(c => c == '\n');
            return Unreadable(name, EstateRules.Encoding, "the file is not UTF-8 from here on, perhaps Shift_JIS or UTF-16; save it as UTF-8", line, before.Length - before.LastIndexOf('\n'));
        }

        var tabs = TabsOf(name, text);
        var file = tabs.IsEmpty ? YamlDocument.Parse(name, text) : new EstateFile(null, tabs, Incomplete: true);
        return file with { Problems = [.. file.Problems, .. SecretsInComments(name, text)] };
    }

    /// <summary>What was commented out is still in the repository, and no reader of values sees it.</summary>
    static List<EstateProblem> SecretsInComments(string name, string text)
    {
        var problems = new List<EstateProblem>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IndexOf('#') is var start and >= 0 && SecretText.Find(line[start..].ToString(), new SourcePosition(name, number, start + 1)) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return problems;
    }

    /// <summary>YAML forbids tabs in the indentation; a parser's own message about them names another place.</summary>
    static ImmutableArray<EstateProblem> TabsOf(string name, string text)
    {
        var problems = ImmutableArray.CreateBuilder<EstateProblem>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indentation = line[..(line.IndexOfAnyExcept(' ', '\t') is var end and >= 0 ? end : 0)];
            if (indentation.IndexOf('\t') is var tab and >= 0)
            {
                problems.Add(new EstateProblem(
                    EstateRules.Tab, EstateProblemSeverity.Error, new SourcePosition(name, number, tab + 1), "a tab indents this line; indent with spaces"));
            }
        }

        return problems.ToImmutable();
    }
}
