namespace GovCloud.Triage;

/// <summary>How bad an alert is. Ordered: a later one is worse.</summary>
public enum Severity
{
    /// <summary>参考.</summary>
    Info,

    /// <summary>低.</summary>
    Low,

    /// <summary>中.</summary>
    Medium,

    /// <summary>高.</summary>
    High,

    /// <summary>重大.</summary>
    Critical,
}

/// <summary>What an alert is about. The responsibility matrix routes by it.</summary>
public enum AlertCategory
{
    /// <summary>A sign of an attack or misuse: GuardDuty, malware, root use.</summary>
    Threat,

    /// <summary>A deviation from a security standard: Security Hub controls, Config rules.</summary>
    Posture,

    /// <summary>A known vulnerability: Inspector, image scans.</summary>
    Vulnerability,

    /// <summary>Access from outside or unused rights: IAM Access Analyzer.</summary>
    Access,

    /// <summary>Sensitive data found or exposed: Macie.</summary>
    DataProtection,

    /// <summary>AWS has a problem: Health issues.</summary>
    ServiceHealth,

    /// <summary>A planned change or stop: Health scheduled changes.</summary>
    Maintenance,

    /// <summary>A monitored value left its bounds: CloudWatch alarms, canaries.</summary>
    Monitoring,

    /// <summary>Backup, copy and restore jobs.</summary>
    Backup,

    /// <summary>Cost anomalies and budgets.</summary>
    Cost,

    /// <summary>State changes and failures of services: EC2, ECS, RDS, Auto Scaling, jobs.</summary>
    Operation,

    /// <summary>A change made through the API: CloudTrail events, parameter and tag changes.</summary>
    Change,

    /// <summary>Recommendations: Trusted Advisor.</summary>
    Advice,

    /// <summary>Network lines and routing: Direct Connect, Transit Gateway, VPN.</summary>
    Network,

    /// <summary>Nothing above.</summary>
    Other,
}
