using System.Collections.Immutable;

namespace GovCloud.Contracts;

/// <summary>Names in the accounts that the inventory's templates fix, because the operations account refers to them.</summary>
public static class AccountAuditNames
{
    /// <summary>The role by which the inventory audit reads an account.</summary>
    public const string ReaderRole = "govcloud-account-audit";

    /// <summary>How the name of the audit's own role in the operations account begins; the reader role trusts nobody else.</summary>
    public const string AuditorRolePrefix = "GovCloud-Automation-AccountAudit";

    /// <summary>How many slices are read at once: the queue starts no more, and each takes that part of the rates that all accounts share.</summary>
    public const int MostConcurrentSlices = 10;

    /// <summary>All roles by which our audits read accounts: their use says nothing about whether an account is in use.</summary>
    public static ImmutableArray<string> AuditRoles { get; } = [ReaderRole, GuardrailNames.AuditRole, BackupAuditNames.ReaderRole];
}
