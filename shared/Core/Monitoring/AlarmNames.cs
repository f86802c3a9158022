using GovCloud.Estates;

namespace GovCloud.Monitoring;

/// <summary>
/// Names of a system's alarms: the stacks give them, reports and runbooks mention them. No word of them may be one that triage takes for a severity,
/// such as error.
/// </summary>
public static class AlarmNames
{
    /// <summary>Response times.</summary>
    public const string SlowResponses = "slow-responses";

    /// <summary>The share of failed requests.</summary>
    public const string FailedRequests = "failed-requests";

    /// <summary>Errors in a log.</summary>
    public const string LoggedMessages = "logged-messages";

    /// <summary>No server is left.</summary>
    public const string Stopped = "stopped";

    /// <summary>Any of response times, failed requests and errors in a log.</summary>
    public const string Trouble = "trouble";

    /// <summary>The alarm of a system.</summary>
    public static string Of(string system, string kind) => $"{system}-{kind}";

    /// <summary>The kind of a batch job's alarm.</summary>
    public static string Batch(MonitoredBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return $"batch-{batch.Id}";
    }

    /// <summary>All alarms of a system, in all its accounts together.</summary>
    public static IEnumerable<string> Of(SystemMonitoring system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var kinds = new List<string>();
        if (system.Targets.Any(t => t.LoadBalancer is not null))
        {
            kinds.AddRange([SlowResponses, FailedRequests]);
        }

        if (system.Targets.Any(t => t.LogGroup is not null))
        {
            kinds.Add(LoggedMessages);
        }

        if (system.Targets.Any(t => t.TargetGroup is not null))
        {
            kinds.Add(Stopped);
        }

        if (!system.Targets.IsEmpty)
        {
            kinds.AddRange(system.Batches.Select(Batch).Append(Trouble));
        }

        return kinds.Select(kind => Of(system.System, kind));
    }
}
