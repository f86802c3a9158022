namespace GovCloud.Contracts;

/// <summary>Names in the accounts that the backup's templates fix, because the operations account refers to them.</summary>
public static class BackupAuditNames
{
    /// <summary>The role by which the audit reads the backups of an account.</summary>
    public const string ReaderRole = "govcloud-backup-audit";

    /// <summary>How the name of the audit's own role in the operations account begins; the reader role trusts nobody else.</summary>
    public const string AuditorRolePrefix = "GovCloud-Automation-BackupAudit";
}
