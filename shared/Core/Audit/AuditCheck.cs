using System.Collections.Immutable;

namespace GovCloud.Audit;

/// <summary>What checks judge: everything that was read about one account or one estate. Immutable; what could not be read says why.</summary>
public abstract record AuditEvidence
{
    /// <summary>When it was read. Ages are counted to this instant, so that judging again later gives the same.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What a check is unknown about that cannot read what it needs.</summary>
    public abstract AuditSubject Scope { get; }
}

/// <summary>A check: its data and one pure function.</summary>
/// <typeparam name="TEvidence">What it judges.</typeparam>
public sealed record AuditCheck<TEvidence>
    where TEvidence : AuditEvidence
{
    /// <summary>What it is.</summary>
    public required CheckDefinition Definition { get; init; }

    /// <summary>
    /// Judges. Unknown as a whole where what it needs was not read. No judgement at all means that there is nothing of the kind that it is about.
    /// </summary>
    public required Func<TEvidence, Reading<IEnumerable<Judgement>>> Judge { get; init; }
}

/// <summary>What a check says about one subject, before waivers.</summary>
public sealed record Judgement
{
    Judgement(AuditSubject subject, AuditOutcome outcome, string message, ImmutableArray<ObservedValue> observed) =>
        (Subject, Outcome, Message, Observed) = (subject, outcome, message, observed);

    /// <summary>About what.</summary>
    public AuditSubject Subject { get; }

    /// <summary>Pass, fail, not applicable or unknown.</summary>
    public AuditOutcome Outcome { get; }

    /// <summary>A sentence in Japanese: what was found, with numbers.</summary>
    public string Message { get; }

    /// <summary>What was seen.</summary>
    public ImmutableArray<ObservedValue> Observed { get; }

    /// <summary>As demanded.</summary>
    public static Judgement Pass(AuditSubject subject, string message, params ReadOnlySpan<ObservedValue> observed) => new(subject, AuditOutcome.Pass, message, [.. observed]);

    /// <summary>Not as demanded.</summary>
    public static Judgement Fail(AuditSubject subject, string message, params ReadOnlySpan<ObservedValue> observed) => new(subject, AuditOutcome.Fail, message, [.. observed]);

    /// <summary>Pass or fail.</summary>
    public static Judgement Of(bool asDemanded, AuditSubject subject, string message, params ReadOnlySpan<ObservedValue> observed) =>
        new(subject, asDemanded ? AuditOutcome.Pass : AuditOutcome.Fail, message, [.. observed]);

    /// <summary>Nothing to say, and why.</summary>
    public static Judgement NotApplicable(AuditSubject subject, string reason) => new(subject, new NotApplicable(reason), $"対象外です({reason})。", []);

    /// <summary>Not to be told, and why.</summary>
    public static Judgement Unknown(AuditSubject subject, string reason, params ReadOnlySpan<ObservedValue> observed) =>
        new(subject, new NotKnown(reason), $"判定できません({reason})。", [.. observed]);

    /// <summary>What follows from a reading about one subject; unknown about this subject alone where it was not read.</summary>
    public static Judgement From<T>(AuditSubject subject, Reading<T> reading, Func<T, Judgement> judge)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return reading.Match(judge, why => Unknown(subject, why));
    }
}

/// <summary>A value that was seen.</summary>
/// <param name="Name">Its name in camel case, for programs.</param>
/// <param name="Value">The value as text; instants as in ISO 8601.</param>
public sealed record ObservedValue(string Name, string Value);
