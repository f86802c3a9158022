using System.Collections.Immutable;

namespace GovCloud.Estates.Reading;

/// <summary>Collects problems, so that all of them are reported at once.</summary>
sealed class ProblemList
{
    readonly List<EstateProblem> problems = [];

    public bool HasErrors => problems.Exists(p => p.Severity == EstateProblemSeverity.Error);

    public void Add(IEnumerable<EstateProblem> more) => problems.AddRange(more);

    public void Error(string id, SourcePosition position, string message) => problems.Add(new EstateProblem(id, EstateProblemSeverity.Error, position, message));

    public void Warning(string id, SourcePosition position, string message) => problems.Add(new EstateProblem(id, EstateProblemSeverity.Warning, position, message));

    public ImmutableArray<EstateProblem> Sorted() =>
    [
        .. problems
            .Distinct()
            .OrderBy(p => p.Position.File, StringComparer.Ordinal)
            .ThenBy(p => p.Position.Line)
            .ThenBy(p => p.Position.Column)
            .ThenBy(p => p.Id, StringComparer.Ordinal)
            .ThenBy(p => p.Message, StringComparer.Ordinal),
    ];
}
