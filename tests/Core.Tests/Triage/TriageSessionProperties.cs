using FsCheck;
using FsCheck.Fluent;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

public sealed class TriageSessionProperties
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    // Everything is decided after it happened; what lies in the future is a wrong clock, which has a test of its own.
    static readonly DateTimeOffset Now = Start.AddMinutes(40_001);

    // Updates of one source about few resources, in any order. Each minute has one update per resource, as a source's own clock has.
    static readonly Arbitrary<Alert[]> Streams = (
        from size in Gen.Choose(1, 25)
        from updates in Gen.ArrayOf(
            from resource in Gen.Choose(0, 2)
            from minute in Gen.Choose(1, 40_000)
            from status in Gen.Elements(AlertStatus.Active, AlertStatus.Active, AlertStatus.Resolved, AlertStatus.Suppressed, AlertStatus.Notice)
            from severity in Gen.Elements(Enum.GetValues<Severity>())
            select (resource, minute, status, severity),
            size)
        select updates.DistinctBy(u => (u.resource, u.minute)).Select(u => Alert(u.resource, u.minute, u.status, u.severity)).ToArray()).ToArbitrary();

    [Fact]
    public void Replaying_a_stream_gives_the_same_decisions() => Check(stream =>
        Dispositions(stream).SequenceEqual(Dispositions(stream), StringComparer.Ordinal));

    [Fact]
    public void After_any_order_of_updates_the_incident_is_as_the_newest_says() => Check(stream =>
    {
        var session = new TriageSession(TriageEstates.Index());
        foreach (var resource in Enumerable.Range(0, 3))
        {
            session.Apply(Alert(resource, 0, AlertStatus.Active, Severity.Low), Now);
        }

        foreach (var alert in stream)
        {
            session.Apply(alert, Now);
        }

        return stream.Where(a => a.Status != AlertStatus.Notice).GroupBy(Fingerprint.Of, StringComparer.Ordinal).All(g =>
        {
            var newest = g.MaxBy(a => a.UpdatedAt)!;
            var incident = session.Incidents[g.Key];
            return newest.Status == AlertStatus.Active
                ? incident.Status == IncidentStatus.Open && incident.Severity >= newest.SourceSeverity
                : incident.Status == IncidentStatus.Resolved;
        });
    });

    [Fact]
    public void The_count_is_the_number_of_active_alerts_since_the_incident_was_numbered() => Check(stream =>
    {
        var session = new TriageSession(TriageEstates.Index());
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var alert in stream)
        {
            var decision = session.Apply(alert, Now);
            if (decision.Disposition == Disposition.New)
            {
                counts[decision.Fingerprint] = 1;
            }
            else if (alert.Status == AlertStatus.Active)
            {
                counts[decision.Fingerprint]++;
            }
        }

        return counts.All(c => session.Incidents[c.Key].Count == c.Value);
    });

    [Fact]
    public void Every_stored_change_raises_the_version_by_one_and_times_stay_in_order() => Check(stream =>
    {
        var session = new TriageSession(TriageEstates.Index());
        return stream.All(alert =>
        {
            var before = session.Incidents.GetValueOrDefault(Fingerprint.Of(alert));
            var after = session.Apply(alert, Now).Incident;
            return after is null || (after.Version == (before?.Version ?? 0) + 1 && after.FirstSeen <= after.LastSeen && after.Number.Length > 0);
        });
    });

    static void Check(Func<Alert[], bool> holds) => Prop.ForAll(Streams, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    static string[] Dispositions(Alert[] stream)
    {
        var session = new TriageSession(TriageEstates.Index());
        return [.. stream.Select(a => session.Apply(a, Now) is var d ? $"{d.Disposition} {d.Rule} {d.Incident?.Number} {d.Incident?.Version} {d.Incident?.Count}" : "")];
    }

    static Alert Alert(int resource, int minute, AlertStatus status, Severity severity) => new()
    {
        Source = "aws.guardduty",
        Type = "Recon:EC2/PortProbeUnprotectedPort",
        Category = AlertCategory.Threat,
        SourceSeverity = severity,
        Status = status,
        Account = TriageEstates.Production,
        Region = "ap-northeast-1",
        Resource = $"instance-{resource}",
        UpdatedAt = Start.AddMinutes(minute),
    };
}
