namespace GovCloud.Triage.Normalisation;

/// <summary>The severity scales of the sources. Compared with <c>&gt;=</c>, never against a list: lists missed GuardDuty's 9.0 when it was introduced.</summary>
static class SeverityScales
{
    /// <summary>GuardDuty: 1 to 10, 9.0 and above is critical. Source: GuardDuty user guide, "Severity levels of GuardDuty findings".</summary>
    public static Severity GuardDuty(double? value) => value switch
    {
        null => Severity.Medium,
        >= 9 => Severity.Critical,
        >= 7 => Severity.High,
        >= 4 => Severity.Medium,
        >= 1 => Severity.Low,
        _ => Severity.Info,
    };

    /// <summary>ASFF <c>Severity.Normalized</c>: 0, 1–39, 40–69, 70–89, 90–100. Source: Security Hub user guide, "Severity".</summary>
    public static Severity Normalized(double? value) => value switch
    {
        null => Severity.Medium,
        >= 90 => Severity.Critical,
        >= 70 => Severity.High,
        >= 40 => Severity.Medium,
        >= 1 => Severity.Low,
        _ => Severity.Info,
    };

    /// <summary>Words for severities that AWS services use; null for a word that is none.</summary>
    public static Severity? Label(string? label) => label?.ToUpperInvariant() switch
    {
        "CRITICAL" or "FATAL" => Severity.Critical,
        "HIGH" or "SEVERE" or "IMPORTANT" => Severity.High,
        "MEDIUM" or "MODERATE" or "WARNING" or "WARN" => Severity.Medium,
        "LOW" or "MINOR" => Severity.Low,
        "INFORMATIONAL" or "INFO" or "NONE" or "UNDEFINED" or "UNTRIAGED" => Severity.Info,
        _ => null,
    };

    /// <summary>OCSF <c>severity_id</c>: 1 informational to 5 critical, 6 fatal; 0 unknown. Source: OCSF schema, base_event.</summary>
    public static Severity Ocsf(double? id, string? label) => id switch
    {
        >= 5 and <= 6 => Severity.Critical,
        4 => Severity.High,
        3 => Severity.Medium,
        2 => Severity.Low,
        1 => Severity.Info,
        _ => Label(label) ?? Severity.Medium,
    };
}
