using System.Collections.Immutable;
using GovCloud.LocalCloud.Accounts;

namespace GovCloud.Cli.Quarter;

/// <summary>Something that goes wrong in the quarter, and what an audit must make of it.</summary>
sealed record QuarterFault
{
    /// <summary>What goes wrong, in Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>Where.</summary>
    public required AccountId Account { get; init; }

    /// <summary>When it begins, JST.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Makes it happen.</summary>
    public required Func<SimulatedAccount, SimulatedAccount> Inject { get; init; }

    /// <summary>What must fail because of it; empty where it must fail nothing.</summary>
    public ImmutableArray<ExpectedFinding> Expected { get; init; } = [];

    /// <summary>What cannot be read because of it; null where everything can.</summary>
    public UnreadableTime? Unreadable { get; init; }
}

/// <summary>A check that must fail for a subject.</summary>
/// <param name="Check">Id of the check.</param>
/// <param name="Subject">ARN or name of the subject.</param>
/// <param name="FoundOn">The morning on which the audit must say so first.</param>
sealed record ExpectedFinding(string Check, string Subject, DateOnly FoundOn);

/// <summary>Calls that fail.</summary>
/// <param name="Action">The call as in IAM policies, such as <c>backup:ListCopyJobs</c>; <c>*</c> for all.</param>
/// <param name="First">The first morning on which it cannot be read.</param>
/// <param name="Last">The last.</param>
sealed record UnreadableTime(string Action, DateOnly First, DateOnly Last)
{
    /// <summary>Whether it explains why a check that reads these calls could not be decided on a morning.</summary>
    public bool Explains(IEnumerable<string> reads, DateOnly day) => day >= First && day <= Last && (Action == "*" || reads.Contains(Action, StringComparer.Ordinal));
}
