using System.Collections.Immutable;

namespace GovCloud.Triage;

/// <summary>
/// One thing that a source says about one resource, in one shape for all sources. A Security Hub batch becomes several.
/// Nothing in it depends on the estate or on what was seen before.
/// </summary>
public sealed record Alert
{
    /// <summary>Where it came from: the EventBridge source, such as <c>aws.guardduty</c>; for unknown events their own <c>source</c>.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// Normalised type: what can be wrong, never its present state, so that a recovery has the type of its failure. A GuardDuty finding type,
    /// a consolidated Security Hub control id, a Health event type code, a Config rule name without generated suffix, or our own name.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>What it is about.</summary>
    public required AlertCategory Category { get; init; }

    /// <summary>Severity as the source gave it, before environment and data class.</summary>
    public required Severity SourceSeverity { get; init; }

    /// <summary>Whether the source says that it is wrong now, mended, or set aside.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>The account concerned, as text: sources sometimes carry none or a malformed one. Not the account that forwarded the event.</summary>
    public string? Account { get; init; }

    /// <summary>The region concerned, or <c>global</c>.</summary>
    public string? Region { get; init; }

    /// <summary>The resource concerned: an ARN where the source gives or implies one, else its id; the account where nothing finer is named.</summary>
    public required string Resource { get; init; }

    /// <summary>The source's own title or description, unredacted. Never shown to people as it is.</summary>
    public string? SourceTitle { get; init; }

    /// <summary>When the source last updated it, UTC. Older updates never overwrite newer ones.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When the source first saw it, UTC.</summary>
    public DateTimeOffset? FirstObservedAt { get; init; }

    /// <summary>The source's own id of the finding, event or execution, for the reader; never part of the fingerprint.</summary>
    public string? SourceId { get; init; }

    /// <summary>No specific normaliser knew the event; the fields are the envelope's.</summary>
    public bool Generic { get; init; }

    /// <summary>A sample finding that AWS generated for a test.</summary>
    public bool Sample { get; init; }

    /// <summary>Further facts for the reader, label and value, unredacted.</summary>
    public ImmutableArray<AlertFact> Facts { get; init; } = [];
}

/// <summary>A fact for the reader.</summary>
/// <param name="Label">Label in Japanese.</param>
/// <param name="Value">Value as the source gave it.</param>
public readonly record struct AlertFact(string Label, string Value);

/// <summary>What the source says about the present.</summary>
public enum AlertStatus
{
    /// <summary>It is wrong now.</summary>
    Active,

    /// <summary>It is mended: an OK alarm, an archived finding, compliant again, a completed job.</summary>
    Resolved,

    /// <summary>Somebody set it aside at the source: a suppressed workflow.</summary>
    Suppressed,

    /// <summary>Neither a problem nor a recovery: a job has begun, an object was stored. Makes no incident.</summary>
    Notice,
}
