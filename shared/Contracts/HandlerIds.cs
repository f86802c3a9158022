namespace GovCloud.Contracts;

/// <summary>The functions in the one executable. The environment variable <see cref="EnvironmentVariables.Handler"/> names one of them.</summary>
public static class HandlerIds
{
    /// <summary>Turns events from SQS into incidents and outbox entries.</summary>
    public const string AlertTriage = "alert-triage";

    /// <summary>Drains the outbox to Slack and mail.</summary>
    public const string Notifier = "notifier";

    /// <summary>Compares every account with its baseline, daily and on demand.</summary>
    public const string GuardrailAudit = "guardrail-audit";

    /// <summary>Judges the backups of every account, every morning.</summary>
    public const string BackupAudit = "backup-audit";

    /// <summary>アカウント棚卸: judges the identities of every account, every week and quarter.</summary>
    public const string AccountAudit = "account-audit";

    /// <summary>Follows the files of the linkage: arrived, complete, taken, or missing.</summary>
    public const string LinkageWatch = "linkage-watch";

    /// <summary>Closes a month: reads the bill, apportions it, keeps drafts, tells people, locks what was published.</summary>
    public const string CostApportionment = "cost-apportionment";

    /// <summary>Asks municipalities every quarter whether accounts and people are still needed, and takes their answers.</summary>
    public const string AccountAttestation = "account-attestation";
}
