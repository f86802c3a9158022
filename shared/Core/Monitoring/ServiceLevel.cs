using System.Globalization;
using GovCloud.Estates;

namespace GovCloud.Monitoring;

/// <summary>The service level of a system: its own targets, else the standard's.</summary>
public sealed record ServiceLevel
{
    /// <summary>Longest response time.</summary>
    public required TimeSpan Response { get; init; }

    /// <summary>The share of responses that must not take longer, in percent.</summary>
    public required int Percentile { get; init; }

    /// <summary>Largest share of failed requests, in percent.</summary>
    public required decimal ErrorPercent { get; init; }

    /// <summary>Fewest requests in five minutes from which on the share of failed ones says something.</summary>
    public required int FewestRequests { get; init; }

    /// <summary>Fewest errors in a log within five minutes that are wrong.</summary>
    public required int LogErrors { get; init; }

    /// <summary>Availability target in percent of the scheduled hours.</summary>
    public required decimal Availability { get; init; }

    /// <summary>The service level of a system that is monitored.</summary>
    public static ServiceLevel Of(MonitoringStandard standard, SystemMonitoring system)
    {
        ArgumentNullException.ThrowIfNull(standard);
        ArgumentNullException.ThrowIfNull(system);
        return new ServiceLevel
        {
            Response = TimeSpan.FromMilliseconds(system.ResponseMilliseconds ?? standard.ResponseMilliseconds),
            Percentile = standard.ResponsePercentile,
            ErrorPercent = Number(system.ErrorPercent ?? standard.ErrorPercent),
            FewestRequests = standard.FewestRequests,
            LogErrors = standard.LogErrors,
            Availability = Number(system.Availability ?? standard.Availability),
        };
    }

    static decimal Number(string percent) => decimal.Parse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
