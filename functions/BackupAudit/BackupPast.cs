using GovCloud.Audit;
using GovCloud.Resilience.Checks;

namespace GovCloud.Functions.BackupAudit;

/// <summary>What earlier audits found about accounts.</summary>
/// <param name="Record">The evidence of the accounts in question; null where there is none.</param>
/// <param name="Unreadable">Why it could not be read, Japanese; null where it could, or where there is none yet.</param>
sealed record BackupPast(BackupAuditRecord? Record, string? Unreadable)
{
    /// <summary>What was found about an account; null where nothing is known of the past.</summary>
    public BackupAuditRecord? Of(string account) => Record?.About(account);

    /// <summary>What was kept how long.</summary>
    public Reading<AccountRetention?> RetentionOf(string account) => Unreadable is { } why
        ? Readings.Unknown<AccountRetention?>(why)
        : Readings.Known(Record?.Retentions.FirstOrDefault(retention => retention.Account == account));
}
