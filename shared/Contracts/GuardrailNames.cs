namespace GovCloud.Contracts;

/// <summary>Names in the accounts that the baseline's templates fix, because the operations account refers to them.</summary>
public static class GuardrailNames
{
    /// <summary>The role by which the audit reads an account.</summary>
    public const string AuditRole = "govcloud-audit";

    /// <summary>The role for emergencies.</summary>
    public const string BreakGlassRole = "govcloud-break-glass";

    /// <summary>The role for cases at AWS Support.</summary>
    public const string SupportRole = "govcloud-support";

    /// <summary>How the name of the audit's own role in the operations account begins; the audit role trusts nobody else.</summary>
    public const string AuditorRolePrefix = "GovCloud-Automation-GuardrailAudit";

    /// <summary>Key of a resource's metadata that names its control.</summary>
    public const string ControlMetadata = "GovCloud::Control";
}
