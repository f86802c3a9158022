using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using GovCloud.Estates;

namespace GovCloud.EstateFiles;

/// <summary>An estate with the cost rules of another file in place of its own, to see what they would mean (事前協議).</summary>
public static class CostRulesFile
{
    const string Section = "cost";

    /// <summary>Reads and validates the estate in a folder with the rules of a file.</summary>
    /// <param name="folder">The estate's folder.</param>
    /// <param name="file">A file with the section <c>cost</c> and nothing else.</param>
    /// <param name="today">Today in Japan.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    [RequiresUnreferencedCode("Reflects over the records of the estate: for tools and synthesis, never for a trimmed function.")]
    public static EstateReadResult Load(string folder, string file, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(file);
        var sources = EstateFolder.Read(folder);
        var rules = Read(file);
        var others = rules.Root?.Members.Where(m => m.Key != Section).Select(m => new EstateProblem(
            EstateRules.UnknownKey, EstateProblemSeverity.Error, m.Position, $"a file of rules holds the section '{Section}' and nothing else; the estate's folder is the place of '{m.Key}'")) ?? [];
        return EstateReader.Read(
            sources with
            {
                Documents = [.. sources.Documents.Select(WithoutRules), .. rules.Root is { } root ? [OnlyRules(root)] : ImmutableArray<SourceNode.Mapping>.Empty],
                Problems = [.. sources.Problems, .. rules.Problems, .. others, .. Missing(rules, file)],
                Incomplete = sources.Incomplete || rules.Incomplete,
            },
            today);
    }

    static EstateFile Read(string file)
    {
        try
        {
            return EstateFile.Parse(file, File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return EstateFile.Unreadable(file, EstateRules.Unreadable, $"the file of rules cannot be read ({e.Message})");
        }
    }

    static IEnumerable<EstateProblem> Missing(EstateFile rules, string file) => rules.Incomplete || rules.Root?.Members.Any(m => m.Key == Section) == true
        ? []
        : [new EstateProblem(EstateRules.MissingKey, EstateProblemSeverity.Error, new SourcePosition(file, 1, 1), $"the file has no section '{Section}'; rules are written as in the estate's cost.yaml")];

    static SourceNode.Mapping WithoutRules(SourceNode.Mapping document) => document with { Members = [.. document.Members.Where(m => m.Key != Section)] };

    static SourceNode.Mapping OnlyRules(SourceNode.Mapping document) => document with { Members = [.. document.Members.Where(m => m.Key == Section)] };
}
