using System.Collections.Immutable;
using GovCloud.Documents;
using GovCloud.LocalCloud;

namespace GovCloud.Cli.Day;

/// <summary>How long things took, in real time.</summary>
static class DayDurations
{
    public static ImmutableArray<Duration> Of(DayRecord day)
    {
        var waits = Waits(day);
        return
        [
            new("受付から配信まで(一度で届いたもの)", [.. waits.Where(wait => wait.Entry.Attempts == 1 && !wait.Disturbed).Select(wait => wait.Time)]),
            new("受付から配信まで(途中の障害を受けたもの)", [.. waits.Where(wait => wait.Entry.Attempts > 1 || wait.Disturbed).Select(wait => wait.Time)]),
            .. Function("判定(AlertTriage)", day.AlertTriage),
            .. Function("通知(Notifier)", day.Notifier),
        ];
    }

    static IEnumerable<Duration> Function(string label, FunctionState function)
    {
        yield return new($"{label}: 起動(コールドスタート)", [.. function.Invocations.Where(invocation => invocation.InitDuration is not null).Select(invocation => invocation.InitDuration!.Value)]);
        yield return new($"{label}: 呼び出し 1 回", [.. function.Invocations.Where(invocation => invocation.Succeeded).Select(invocation => invocation.Duration)]);
    }

    static List<(OutboxEntry Entry, TimeSpan Time, bool Disturbed)> Waits(DayRecord day)
    {
        var causes = day.Findings.Where(finding => finding.Decision is { Notify: not null, Incident: not null })
            .GroupBy(finding => (finding.Decision!.Fingerprint, finding.Decision.Notify, finding.Decision.Incident!.Version))
            .ToDictionary(group => group.Key, group => group.First().Input);
        var waits = new List<(OutboxEntry, TimeSpan, bool)>();
        foreach (var entry in day.Stored.Outbox)
        {
            if (entry is { DeliveredAt: { } delivered, Notification: { Incident: { } incident, Kind: var kind } } && causes.TryGetValue((incident.Fingerprint, kind, incident.Version), out var input))
            {
                waits.Add((entry, delivered - input.EnteredAt, IsDisturbed(day, input)));
            }
        }

        return waits;
    }

    /// <summary>Whether it entered between the first step of a disturbance and ten minutes after it.</summary>
    static bool IsDisturbed(DayRecord day, EnteredInput input) =>
        day.Steps.OfType<ScenarioStep.Disturbance>().Any(step => step.At <= input.Step.At && input.Step.At - step.At < TimeSpan.FromMinutes(10) && step.Kind is not DisturbanceKind.SlackRecovered);
}
