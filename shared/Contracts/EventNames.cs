namespace GovCloud.Contracts;

/// <summary>Names of buses, events and metrics.</summary>
public static class EventNames
{
    /// <summary>The operations account's event bus. A fixed name, because member accounts' forwarding rules refer to it.</summary>
    public const string OperationsBus = "govcloud-ops";

    /// <summary>Prefix of the <c>source</c> of our own events; the alert rule leaves them out, so that nothing loops.</summary>
    public const string OwnSourcePrefix = "govcloud.";

    /// <summary>The <c>source</c> of events that carry what AWS Budgets and Cost Anomaly Detection published to an account's SNS topic.</summary>
    public const string CostNoticeSource = "sns.cost-notices";

    /// <summary>
    /// Prefix of the <c>source</c> of findings that our own audits raise. Unlike <see cref="OwnSourcePrefix"/> these are alerts, and triage reads them.
    /// </summary>
    public const string FindingSourcePrefix = "govcloud-audit.";

    /// <summary>Source of the findings of the function guardrail-audit.</summary>
    public const string GuardrailFindings = FindingSourcePrefix + "guardrails";

    /// <summary>Source of the findings of the function backup-audit.</summary>
    public const string BackupFindings = FindingSourcePrefix + "backup";

    /// <summary>Source of the findings of our own inventory of accounts.</summary>
    public const string AccountFindings = FindingSourcePrefix + "accounts";

    /// <summary>Source of the findings of the function account-attestation: what nobody answered, and what was decided and not carried out.</summary>
    public const string AttestationFindings = FindingSourcePrefix + "attestation";

    /// <summary>Source of what the watch over apportioned cost finds: budgets and anomalies.</summary>
    public const string CostFindings = FindingSourcePrefix + "cost";

    /// <summary>Namespace of CloudWatch metrics.</summary>
    public const string MetricNamespace = "GovCloudAutomation";
}

/// <summary>Metric names. Units are counts unless a summary says otherwise.</summary>
public static class MetricNames
{
    /// <summary>Alerts read, by disposition (dimension <c>disposition</c>).</summary>
    public const string Alerts = "Alerts";

    /// <summary>Events that could not be read.</summary>
    public const string Quarantined = "Quarantined";

    /// <summary>Milliseconds from the source's update to the stored decision.</summary>
    public const string TriageLag = "TriageLag";

    /// <summary>Messages delivered, by channel (dimension <c>channel</c>).</summary>
    public const string Delivered = "Delivered";

    /// <summary>Messages given up after the last attempt; each is on the list of undelivered.</summary>
    public const string Undelivered = "Undelivered";

    /// <summary>Files of the linkage that arrived, by meaning (dimension <c>kind</c>).</summary>
    public const string LinkageFiles = "LinkageFiles";

    /// <summary>Findings of the linkage that were put on the bus.</summary>
    public const string LinkageFindings = "LinkageFindings";

    /// <summary>Rows of bills that were read.</summary>
    public const string CostRows = "CostRows";

    /// <summary>Statements, by what became of them (dimension <c>state</c>).</summary>
    public const string Statements = "Statements";
}

/// <summary>Names of the file linkage's events.</summary>
public static class LinkageEvents
{
    /// <summary>The operations account's event bus for files that come and go; apart from the alerts, because most of them are daily business.</summary>
    public const string Bus = "govcloud-linkage";

    /// <summary>The <c>source</c> of findings.</summary>
    public const string Source = EventNames.OwnSourcePrefix + "linkage";

    /// <summary>The <c>detail-type</c> of findings on the operations bus; triage makes incidents of them.</summary>
    public const string Finding = "Linkage Finding";

    /// <summary>The <c>detail-type</c> by which the schedule starts a sweep.</summary>
    public const string Sweep = "Linkage Sweep";

    /// <summary>The <c>detail-type</c> by which the schedule asks for the summary of the day before.</summary>
    public const string Summary = "Linkage Summary";

    /// <summary>What S3 says when an object was stored.</summary>
    public const string ObjectCreated = "Object Created";

    /// <summary>What S3 says when an object was deleted.</summary>
    public const string ObjectDeleted = "Object Deleted";
}
