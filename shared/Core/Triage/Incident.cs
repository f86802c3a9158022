using System.Collections.Immutable;

namespace GovCloud.Triage;

/// <summary>
/// The latest incident of one fingerprint. It holds no text from the source that was not redacted, so that it may be shown to people.
/// </summary>
public sealed record Incident
{
    /// <summary>Identity of the problem: <see cref="Triage.Fingerprint"/> of its alerts.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Number for people, such as <c>INC-2026-000123</c>. Empty until one is assigned.</summary>
    public string Number { get; init; } = "";

    /// <summary>Number of the incident of the same fingerprint before this one, when that was closed too long ago to reopen.</summary>
    public string? Previous { get; init; }

    /// <summary>Open or resolved.</summary>
    public required IncidentStatus Status { get; init; }

    /// <summary>Severity after environment and data class; the worst that was reported while open.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What it is about.</summary>
    public required AlertCategory Category { get; init; }

    /// <summary>Normalised type.</summary>
    public required string Type { get; init; }

    /// <summary>The sources that reported it, in order of arrival.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>The account concerned.</summary>
    public string? Account { get; init; }

    /// <summary>The region concerned.</summary>
    public string? Region { get; init; }

    /// <summary>The resource concerned, redacted.</summary>
    public required string Resource { get; init; }

    /// <summary>Title in Japanese, redacted.</summary>
    public required string Title { get; init; }

    /// <summary>Id of the playbook with the recommended response.</summary>
    public required string Playbook { get; init; }

    /// <summary>Facts for the reader, redacted.</summary>
    public ImmutableArray<AlertFact> Facts { get; init; } = [];

    /// <summary>Who and what is concerned, from the estate.</summary>
    public required Ownership Ownership { get; init; }

    /// <summary>A sample finding.</summary>
    public bool Sample { get; init; }

    /// <summary>How often it was reported, the first time included, since it was opened first.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How often it was reopened.</summary>
    public int Reopened { get; init; }

    /// <summary>First report, UTC.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>Last report, UTC.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it was resolved, UTC.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The newest update that was applied, UTC; older ones change nothing.</summary>
    public DateTimeOffset? SourceUpdatedAt { get; init; }

    /// <summary>Digest of the estate by which it was decided last.</summary>
    public required string EstateDigest { get; init; }

    /// <summary>Grows by one with each stored change; the condition of the next write.</summary>
    public long Version { get; init; }
}

/// <summary>State of an incident.</summary>
public enum IncidentStatus
{
    /// <summary>Not yet resolved.</summary>
    Open,

    /// <summary>The source says that it is mended.</summary>
    Resolved,
}

/// <summary>Who and what an alert concerns, resolved from the estate.</summary>
public sealed record Ownership
{
    /// <summary>The municipalities concerned, by code.</summary>
    public ImmutableArray<MunicipalityCode> Municipalities { get; init; } = [];

    /// <summary>The system's id.</summary>
    public string? System { get; init; }

    /// <summary>本番 or 検証; none when the account is unknown.</summary>
    public Estates.DeploymentEnvironment? Environment { get; init; }

    /// <summary>単独利用, 共同利用 or network; none when the account is unknown.</summary>
    public Estates.UsageMode? Usage { get; init; }

    /// <summary>Who acts: an organisation's id. The operator when nobody else is found.</summary>
    public required string Responsible { get; init; }

    /// <summary>Who helps: organisations' ids.</summary>
    public ImmutableArray<string> Supporting { get; init; } = [];

    /// <summary>Who is told: organisations' ids.</summary>
    public ImmutableArray<string> Informed { get; init; } = [];

    /// <summary>The account is in the estate.</summary>
    public bool AccountKnown { get; init; }

    /// <summary>A row of the responsibility matrix matched and its role could be resolved. False is a finding of its own.</summary>
    public bool Owned { get; init; }
}
