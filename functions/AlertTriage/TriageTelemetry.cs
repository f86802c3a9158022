using System.Text.Json;
using GovCloud.Contracts;
using GovCloud.Hosting;
using GovCloud.Triage;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.AlertTriage;

/// <summary>Counts and logs what was stored. A delivery that changed nothing is not counted again.</summary>
sealed class TriageTelemetry(Metrics metrics, TimeProvider time, ILogger logger, string estateDigest)
{
    public void Decided(Finding finding, TriageDecision decision)
    {
        Count(decision.Disposition);
        if (decision.Alert.UpdatedAt is { } updatedAt)
        {
            metrics.Add(MetricNames.TriageLag, (time.GetUtcNow() - updatedAt).TotalMilliseconds, MetricUnit.Milliseconds);
        }

        logger.Decided(
            decision.Disposition, decision.Rule, decision.Incident?.Number, decision.Fingerprint, decision.Severity, decision.Title, finding.Key.Value, estateDigest);
    }

    public void Quarantined(Finding finding, string location, string reason)
    {
        metrics.Add(MetricNames.Quarantined, 1);
        Count(Disposition.Quarantined);
        logger.Quarantined(finding.Key.Value, location, reason);
    }

    void Count(Disposition disposition) =>
        metrics.Add(MetricNames.Alerts, 1, MetricUnit.Count, new MetricDimension("disposition", JsonNamingPolicy.CamelCase.ConvertName(disposition.ToString())));
}
