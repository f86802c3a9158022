using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Cli.Day;

/// <summary>One finding of the day and what the rules make of it.</summary>
/// <param name="Input">With what it entered.</param>
/// <param name="Key">Its delivery key.</param>
/// <param name="Decision">What is decided; none for what cannot be read.</param>
/// <param name="Rejection">Why it cannot be read.</param>
sealed record JudgedFinding(EnteredInput Input, string Key, TriageDecision? Decision, string? Rejection);

/// <summary>
/// Decides the day's findings a second time by the pure rules, fingerprint by fingerprint and in the order in which they entered. It gives the
/// reasons, which nobody stores, and an independent result with which the stored incidents must agree.
/// </summary>
static class IncidentReplay
{
    /// <summary>Every finding that entered, a repeated delivery of the same bytes once.</summary>
    /// <param name="inputs">What entered, in order.</param>
    /// <param name="stored">Gives the incidents their numbers.</param>
    /// <param name="estate">The estate.</param>
    public static ImmutableArray<JudgedFinding> Of(ImmutableArray<EnteredInput> inputs, StoredDay stored, EstateIndex estate)
    {
        var engine = new TriageEngine(estate);
        var numbers = stored.Incidents.GroupBy(incident => incident.Fingerprint, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new Queue<string>(group.Select(incident => incident.Number)), StringComparer.Ordinal);
        var heads = new Dictionary<string, Incident>(StringComparer.Ordinal);
        var recoveries = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var judged = ImmutableArray.CreateBuilder<JudgedFinding>();
        foreach (var (input, key, reading) in inputs.SelectMany(input => input.Keys.Zip(input.Readings, (key, reading) => (input, key, reading))).Where(finding => seen.Add(finding.key)))
        {
            if (reading is not Reading.Normalised { Alert: var alert })
            {
                judged.Add(new(input, key, null, ((Reading.Rejected)reading).Reason));
                continue;
            }

            var fingerprint = Fingerprint.Of(alert);
            var decision = engine.Decide(alert, heads.GetValueOrDefault(fingerprint), recoveries.TryGetValue(fingerprint, out var recovered) ? recovered : null, input.EnteredAt);
            if (decision.RecoveredAt is { } early)
            {
                recoveries[fingerprint] = early;
            }

            if (decision.NeedsNumber)
            {
                decision = decision.WithNumber(numbers.TryGetValue(fingerprint, out var free) && free.TryDequeue(out var number) ? number : "(番号なし)");
            }

            if (decision.Incident is { } incident)
            {
                heads[fingerprint] = incident;
            }

            judged.Add(new(input, key, decision, null));
        }

        return judged.ToImmutable();
    }
}
