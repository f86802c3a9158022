using GovCloud.Estates;

namespace GovCloud.Triage;

/// <summary>
/// Triage with one memory in this process: what the functions do with DynamoDB, for replays, previews and measurements.
/// Not safe for concurrent use.
/// </summary>
public sealed class TriageSession
{
    readonly TriageEngine engine;
    readonly IncidentNumbering numbering;
    readonly Dictionary<string, Incident> incidents = new(StringComparer.Ordinal);
    readonly Dictionary<string, DateTimeOffset> recoveries = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> sequences = new(StringComparer.Ordinal);

    /// <summary>Begins with no incidents.</summary>
    /// <exception cref="FormatException">The estate's numbering rule is malformed.</exception>
    public TriageSession(EstateIndex estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        engine = new TriageEngine(estate);
        numbering = IncidentNumbering.Parse(estate.Estate.Triage.IncidentNumber);
    }

    /// <summary>The latest incident of each fingerprint.</summary>
    public IReadOnlyDictionary<string, Incident> Incidents => incidents;

    /// <summary>Decides on an alert and remembers the outcome.</summary>
    public TriageDecision Apply(Alert alert, DateTimeOffset now)
    {
        var fingerprint = Fingerprint.Of(alert);
        var decision = engine.Decide(alert, incidents.GetValueOrDefault(fingerprint), recoveries.TryGetValue(fingerprint, out var recovered) ? recovered : null, now);
        if (decision.RecoveredAt is { } early)
        {
            recoveries[fingerprint] = early;
        }

        if (decision.NeedsNumber)
        {
            var scope = numbering.Scope(now);
            var next = sequences.GetValueOrDefault(scope) + 1;
            sequences[scope] = next;
            decision = decision.WithNumber(numbering.Format(now, next));
        }

        if (decision.Incident is { } incident)
        {
            incidents[incident.Fingerprint] = incident;
        }

        return decision;
    }
}
