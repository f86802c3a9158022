using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>What is measured of each system, and from when on it is wrong.</summary>
public sealed record EstateMonitoring
{
    /// <summary>What holds where a system says nothing else.</summary>
    public MonitoringStandard Standard { get; init; } = new();

    /// <summary>The systems that are measured.</summary>
    public ImmutableArray<SystemMonitoring> Systems { get; init; } = [];

    /// <summary>Stops that were announced. They do not count as unavailability.</summary>
    public ImmutableArray<PlannedStop> PlannedStops { get; init; } = [];
}

/// <summary>Targets of the service level.</summary>
public sealed record MonitoringStandard
{
    /// <summary>Longest response time in milliseconds.</summary>
    [Bounds(1, 600_000)]
    public int ResponseMilliseconds { get; init; } = 3000;

    /// <summary>The share of responses that must not take longer, in percent.</summary>
    [Bounds(50, 99)]
    public int ResponsePercentile { get; init; } = 95;

    /// <summary>Largest share of failed requests in percent, quoted, such as "1.0".</summary>
    [Text(TextFormat.Percent)]
    public string ErrorPercent { get; init; } = "1.0";

    /// <summary>Fewest requests in five minutes from which on the share of failed ones says something.</summary>
    [Bounds(1, 1_000_000)]
    public int FewestRequests { get; init; } = 20;

    /// <summary>Fewest errors in a log within five minutes that are wrong.</summary>
    [Bounds(1, 1_000_000)]
    public int LogErrors { get; init; } = 5;

    /// <summary>Availability target in percent of the scheduled hours, quoted, such as "99.9".</summary>
    [Text(TextFormat.Percent)]
    public string Availability { get; init; } = "99.9";
}

/// <summary>How one system is measured.</summary>
public sealed record SystemMonitoring
{
    /// <summary>The system: a system's id.</summary>
    [Unique, RefersTo(typeof(BusinessSystem))]
    public required string System { get; init; }

    /// <summary>Overrides the standard: longest response time in milliseconds.</summary>
    [Bounds(1, 600_000)]
    public int? ResponseMilliseconds { get; init; }

    /// <summary>Overrides the standard: largest share of failed requests in percent, quoted.</summary>
    [Text(TextFormat.Percent)]
    public string? ErrorPercent { get; init; }

    /// <summary>Overrides the standard: availability target in percent, quoted.</summary>
    [Text(TextFormat.Percent)]
    public string? Availability { get; init; }

    /// <summary>Where it is measured: one entry for each account.</summary>
    public ImmutableArray<MonitoredTarget> Targets { get; init; } = [];

    /// <summary>Batch jobs that must have finished by a time.</summary>
    public ImmutableArray<MonitoredBatch> Batches { get; init; } = [];
}

/// <summary>What is measured in one account.</summary>
public sealed record MonitoredTarget
{
    /// <summary>The account, one of the system's.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The load balancer's dimension in CloudWatch, such as app/residents/0123456789abcdef.</summary>
    [Text(TextFormat.LoadBalancer)]
    public string? LoadBalancer { get; init; }

    /// <summary>The target group's dimension in CloudWatch, such as targetgroup/residents/0123456789abcdef. Tells that no server is left.</summary>
    [Text(TextFormat.TargetGroup)]
    public string? TargetGroup { get; init; }

    /// <summary>The log group whose errors are counted.</summary>
    [Text(TextFormat.LogGroup)]
    public string? LogGroup { get; init; }
}

/// <summary>A batch job that reports each completion as a metric.</summary>
public sealed record MonitoredBatch
{
    /// <summary>Id within the system.</summary>
    [Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Name in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>Namespace of the metric.</summary>
    [Text(TextFormat.MetricName)]
    public required string Namespace { get; init; }

    /// <summary>Name of the metric: 1 for each completion.</summary>
    [Text(TextFormat.MetricName)]
    public required string Metric { get; init; }

    /// <summary>By when it must have finished, JST: before the online service starts.</summary>
    public required TimeOnly FinishedBy { get; init; }

    /// <summary>Most hours between two completions before an alarm is raised: 24 and some for a daily batch.</summary>
    [Bounds(2, 168)]
    public int WithinHours { get; init; } = 26;
}

/// <summary>A stop that was announced beforehand.</summary>
public sealed record PlannedStop
{
    /// <summary>The system: a system's id.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public required string System { get; init; }

    /// <summary>The day, JST.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>From when, JST.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>Until when, JST; 0:00 means the end of the day.</summary>
    public required TimeOnly Until { get; init; }

    /// <summary>What for.</summary>
    public required string Reason { get; init; }
}
