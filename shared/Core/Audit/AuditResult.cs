using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Audit;

/// <summary>What one check says about one subject.</summary>
public sealed record AuditResult
{
    /// <summary>The check.</summary>
    public required CheckDefinition Check { get; init; }

    /// <summary>About what.</summary>
    public required AuditSubject Subject { get; init; }

    /// <summary>What it came to.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>A sentence in Japanese: what was found, with numbers.</summary>
    public required string Message { get; init; }

    /// <summary>What was seen.</summary>
    public ImmutableArray<ObservedValue> Observed { get; init; } = [];

    /// <summary>When what was judged was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The waiver that would have covered a failure and has ended; none otherwise.</summary>
    public AuditWaiver? EndedWaiver { get; init; }

    /// <summary>Whether somebody has to act: it fails, or cannot be told, and is at least so bad.</summary>
    public bool Demands(Severity atLeast) => Outcome.Kind is AuditOutcomeKind.Fail or AuditOutcomeKind.Unknown && Check.Severity >= atLeast;
}

/// <summary>The one order in which results come: by check, account, kind, subject and message. What is of no account comes first.</summary>
public sealed class AuditResultOrder : IComparer<AuditResult>
{
    AuditResultOrder()
    {
    }

    /// <summary>The order.</summary>
    public static AuditResultOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(AuditResult? x, AuditResult? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var order = string.CompareOrdinal(x.Check.Id, y.Check.Id);
        order = order != 0 ? order : string.CompareOrdinal(x.Subject.Account?.ToString(), y.Subject.Account?.ToString());
        order = order != 0 ? order : x.Subject.Kind.CompareTo(y.Subject.Kind);
        order = order != 0 ? order : string.CompareOrdinal(x.Subject.Id, y.Subject.Id);
        return order != 0 ? order : string.CompareOrdinal(x.Message, y.Message);
    }
}
