namespace GovCloud.Triage;

/// <summary>What was decided about one alert.</summary>
public sealed record TriageDecision
{
    /// <summary>What becomes of the alert.</summary>
    public required Disposition Disposition { get; init; }

    /// <summary>Stable id of the rule that decided, such as <c>open-incident</c> or a suppression's id.</summary>
    public required string Rule { get; init; }

    /// <summary>Why, as a sentence in Japanese.</summary>
    public required string Reason { get; init; }

    /// <summary>The alert's fingerprint.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The alert as decided upon.</summary>
    public required Alert Alert { get; init; }

    /// <summary>Who and what is concerned.</summary>
    public required Ownership Ownership { get; init; }

    /// <summary>Severity after environment and data class.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Title in Japanese, redacted.</summary>
    public required string Title { get; init; }

    /// <summary>Id of the playbook.</summary>
    public required string Playbook { get; init; }

    /// <summary>The incident after the decision; none when nothing is stored (suppressed, or a recovery of nothing).</summary>
    public Incident? Incident { get; init; }

    /// <summary>
    /// The source's instant of a recovery that found no incident: what it tells of the time before comes late, and must not open an incident that nobody will close.
    /// None for every other decision, and where a later recovery is known already.
    /// </summary>
    public DateTimeOffset? RecoveredAt { get; init; }

    /// <summary>The incident needs a number of its own before it is stored.</summary>
    public bool NeedsNumber => Incident is { Number.Length: 0 };

    /// <summary>What people are told; none when they are not.</summary>
    public NotificationKind? Notify { get; init; }

    /// <summary>The same decision with the incident's number filled in.</summary>
    /// <exception cref="InvalidOperationException">The decision stores no incident.</exception>
    public TriageDecision WithNumber(string number) =>
        this with { Incident = (Incident ?? throw new InvalidOperationException("The decision stores no incident.")) with { Number = number } };
}

/// <summary>What becomes of an alert.</summary>
public enum Disposition
{
    /// <summary>A new incident.</summary>
    New,

    /// <summary>Counted in the open incident.</summary>
    Repeat,

    /// <summary>Reopens a resolved incident.</summary>
    Recurrence,

    /// <summary>Resolves or annotates an incident.</summary>
    Recovery,

    /// <summary>Makes no incident, by an accountable decision.</summary>
    Suppressed,

    /// <summary>Could not be read; kept with the reason.</summary>
    Quarantined,
}

/// <summary>Why people are told.</summary>
public enum NotificationKind
{
    /// <summary>新規.</summary>
    New,

    /// <summary>重大度の引き上げ.</summary>
    SeverityRaised,

    /// <summary>再発.</summary>
    Recurrence,

    /// <summary>復旧.</summary>
    Recovery,

    /// <summary>読み取れないイベント. Goes to the operator.</summary>
    Quarantine,

    /// <summary>お知らせ. About no incident.</summary>
    Announcement,
}
