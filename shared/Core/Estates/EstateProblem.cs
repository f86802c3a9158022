using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>What is wrong in the estate's files, where, and how to mend it.</summary>
/// <param name="Id">Stable id of the rule; see <see cref="EstateRules"/>.</param>
/// <param name="Severity">Whether the estate can be used nevertheless.</param>
/// <param name="Position">Where.</param>
/// <param name="Message">One line: what is wrong, and how to mend it. Never contains a secret.</param>
public sealed record EstateProblem(string Id, EstateProblemSeverity Severity, SourcePosition Position, string Message)
{
    /// <summary><c>file:line:column: error EST101: message</c>, which editors and terminals link.</summary>
    public override string ToString() => $"{Position}: {(Severity == EstateProblemSeverity.Error ? "error" : "warning")} {Id}: {Message}";
}

/// <summary>Whether an estate with a problem can be used.</summary>
public enum EstateProblemSeverity
{
    /// <summary>It can; somebody should look at it.</summary>
    Warning,

    /// <summary>It cannot.</summary>
    Error,
}

/// <summary>What came of reading an estate.</summary>
/// <param name="Estate">The estate; <see langword="null"/> where there is any error.</param>
/// <param name="Problems">All problems, in the order of file, line and column.</param>
public sealed record EstateReadResult(Estate? Estate, ImmutableArray<EstateProblem> Problems)
{
    /// <summary>Where the records of the estate stand, for checks that come after reading.</summary>
    public EstatePlaces Places { get; init; } = EstatePlaces.Unknown;
}
