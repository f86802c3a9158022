using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Cli.Triage;

/// <summary>Triage of files in order, with one memory. Counts what the summary tells.</summary>
sealed class TriageRun(EstateIndex estate, TimeProvider clock)
{
    readonly TriageSession session = new(estate);
    readonly TriageEngine engine = new(estate);
    readonly SortedDictionary<string, SourceCount> sources = new(StringComparer.Ordinal);
    DateTimeOffset? latest;

    /// <summary>Events read so far.</summary>
    public int Events { get; private set; }

    /// <summary>Findings by what became of them.</summary>
    public Dictionary<Disposition, int> Dispositions { get; } = [];

    /// <summary>Findings that no specific normaliser knew.</summary>
    public int Generic { get; private set; }

    /// <summary>Messages that would be sent.</summary>
    public int Messages { get; private set; }

    /// <summary>Messages that would be sent if every finding that is wrong were an incident of its own.</summary>
    public int MessagesUnfolded { get; private set; }

    /// <summary>By source.</summary>
    public IReadOnlyDictionary<string, SourceCount> Sources => sources;

    /// <summary>Incidents.</summary>
    public int Incidents => session.Incidents.Count;

    /// <summary>Decides on every finding of a file's content.</summary>
    public IEnumerable<TriageRow> Apply(string file, ReadOnlyMemory<byte> content)
    {
        var index = 0;
        foreach (var piece in EventFile.Split(content))
        {
            Events++;
            foreach (var reading in AlertReader.Read(piece))
            {
                yield return reading is Reading.Normalised normalised ? Decide(file, index, normalised.Alert) : Reject(file, index, (Reading.Rejected)reading);
            }

            index++;
        }
    }

    TriageRow Decide(string file, int index, Alert alert)
    {
        // Decided at the event's own time, so that a replay of old events gives what it would have given then. An event without a time follows its predecessor.
        var now = alert.UpdatedAt ?? latest ?? clock.GetUtcNow();
        latest = now;
        var decision = session.Apply(alert, now);
        Count(decision.Disposition);
        Generic += alert.Generic ? 1 : 0;
        Messages += NotificationPlan.For(decision, estate, now).Length;
        MessagesUnfolded += alert.Status == AlertStatus.Active ? NotificationPlan.For(engine.Decide(alert, null, now), estate, now).Length : 0;
        var count = sources.GetValueOrDefault(alert.Source) ?? new SourceCount(0, 0);
        sources[alert.Source] = count with { Findings = count.Findings + 1, Generic = count.Generic + (alert.Generic ? 1 : 0) };
        return TriageRow.Of(file, index, decision);
    }

    TriageRow Reject(string file, int index, Reading.Rejected rejected)
    {
        Count(Disposition.Quarantined);
        return TriageRow.Rejected(file, index, rejected.Reason);
    }

    void Count(Disposition disposition) => Dispositions[disposition] = Dispositions.GetValueOrDefault(disposition) + 1;
}

/// <summary>Findings of one source.</summary>
sealed record SourceCount(int Findings, int Generic);
