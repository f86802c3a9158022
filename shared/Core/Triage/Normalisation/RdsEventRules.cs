namespace GovCloud.Triage.Normalisation;

/// <summary>Amazon RDS, Aurora, DocumentDB and Neptune events.</summary>
/// <remarks>Source: Amazon RDS user guide, "Amazon RDS event categories and event messages".</remarks>
static class RdsEventRules
{
    /// <summary>Events whose category does not tell whether they begin or end a problem.</summary>
    static readonly Dictionary<string, (AlertStatus Status, Severity Severity)> ById = new(StringComparer.Ordinal)
    {
        ["RDS-EVENT-0004"] = (AlertStatus.Active, Severity.Medium), // shut down
        ["RDS-EVENT-0006"] = (AlertStatus.Resolved, Severity.Info), // restarted
        ["RDS-EVENT-0007"] = (AlertStatus.Active, Severity.High), // storage exhausted
        ["RDS-EVENT-0013"] = (AlertStatus.Active, Severity.High), // multi-AZ failover started
        ["RDS-EVENT-0015"] = (AlertStatus.Resolved, Severity.Info), // multi-AZ failover complete
        ["RDS-EVENT-0020"] = (AlertStatus.Active, Severity.Medium), // recovery started
        ["RDS-EVENT-0021"] = (AlertStatus.Resolved, Severity.Info), // recovery complete
        ["RDS-EVENT-0022"] = (AlertStatus.Active, Severity.High), // error while restarting MySQL
        ["RDS-EVENT-0031"] = (AlertStatus.Active, Severity.Critical), // failed: restore to a point in time is recommended
        ["RDS-EVENT-0049"] = (AlertStatus.Resolved, Severity.Info), // multi-AZ failover completed
        ["RDS-EVENT-0050"] = (AlertStatus.Active, Severity.High), // multi-AZ activation started
        ["RDS-EVENT-0051"] = (AlertStatus.Resolved, Severity.Info), // multi-AZ activation completed
        ["RDS-EVENT-0052"] = (AlertStatus.Active, Severity.Medium), // multi-AZ recovery started
        ["RDS-EVENT-0053"] = (AlertStatus.Resolved, Severity.Info), // multi-AZ recovery completed
        ["RDS-EVENT-0065"] = (AlertStatus.Resolved, Severity.Info), // recovered from a partial failover
        ["RDS-EVENT-0071"] = (AlertStatus.Resolved, Severity.Info), // failover to a replica completed
        ["RDS-EVENT-0072"] = (AlertStatus.Active, Severity.High), // failover within the AZ started
        ["RDS-EVENT-0073"] = (AlertStatus.Active, Severity.High), // failover across AZs started
        ["RDS-EVENT-0087"] = (AlertStatus.Active, Severity.Low), // stopped
        ["RDS-EVENT-0088"] = (AlertStatus.Resolved, Severity.Info), // started
        ["RDS-EVENT-0089"] = (AlertStatus.Active, Severity.High), // free storage low
        ["RDS-EVENT-0169"] = (AlertStatus.Active, Severity.High), // stopped by an out-of-memory event
        ["RDS-EVENT-0361"] = (AlertStatus.Active, Severity.Medium), // recovery of the standby started
        ["RDS-EVENT-0362"] = (AlertStatus.Resolved, Severity.Info), // recovery of the standby completed
        ["RDS-EVENT-0222"] = (AlertStatus.Active, Severity.High), // storage low, autoscaling at its limit
        ["RDS-EVENT-0223"] = (AlertStatus.Active, Severity.High), // storage autoscaling cannot scale
    };

    public static ServiceOutcome? Judge(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (!detail["EventID"].Exists && !detail["EventCategories"].Exists)
        {
            return null;
        }

        var categories = string.Join(", ", detail["EventCategories"].Items.Select(c => c.Text));
        var (status, severity) = detail["EventID"].Text is { } id && ById.TryGetValue(id, out var known) ? known : ByCategory(categories);
        return new ServiceOutcome(status, severity)
        {
            // A failover and a full disk of one instance are two problems; their ends are told in the same category.
            Type = $"{ServiceEventNormaliser.TypeOf(envelope.DetailType)}: {Family(detail["EventID"].Text, categories)}",
            Category = AlertCategory.Operation,
            State = detail["EventID"].Text ?? categories,
            Resource = detail["SourceArn"].Text ?? envelope.FirstResource ?? detail["SourceIdentifier"].Text,
            Message = detail["Message"].Text,
        };
    }

    static (AlertStatus Status, Severity Severity) ByCategory(string categories) =>
        Has(categories, "failure") ? (AlertStatus.Active, Severity.High)
        : Has(categories, "low storage") ? (AlertStatus.Active, Severity.High)
        : Has(categories, "failover") ? (AlertStatus.Active, Severity.Medium)
        : Has(categories, "deletion") ? (AlertStatus.Active, Severity.Medium)
        : Has(categories, "maintenance") || Has(categories, "security patching") ? (AlertStatus.Active, Severity.Low)
        : (AlertStatus.Notice, Severity.Info);

    static string Family(string? id, string categories) => id switch
    {
        "RDS-EVENT-0004" or "RDS-EVENT-0006" or "RDS-EVENT-0022" or "RDS-EVENT-0087" or "RDS-EVENT-0088" => "availability",
        "RDS-EVENT-0013" or "RDS-EVENT-0015" or "RDS-EVENT-0049" or "RDS-EVENT-0050" or "RDS-EVENT-0051" or "RDS-EVENT-0065"
            or "RDS-EVENT-0071" or "RDS-EVENT-0072" or "RDS-EVENT-0073" => "failover",
        // Not 0031: what needs a restore is not mended by the end of a recovery.
        "RDS-EVENT-0020" or "RDS-EVENT-0021" or "RDS-EVENT-0052" or "RDS-EVENT-0053" or "RDS-EVENT-0361" or "RDS-EVENT-0362" => "recovery",
        "RDS-EVENT-0007" or "RDS-EVENT-0089" or "RDS-EVENT-0222" or "RDS-EVENT-0223" => "storage",
        _ => categories.Length == 0 ? "event" : categories,
    };

    static bool Has(string categories, string word) => categories.Contains(word, StringComparison.OrdinalIgnoreCase);
}
