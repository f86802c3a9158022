using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Guardrails;
using AuditCheck = GovCloud.Guardrails.AuditCheck;

namespace GovCloud.Inventory;

/// <summary>What the daily audit of the baseline found out about versions, for the inventory to refer to: the same is not read twice.</summary>
public static class BaselineStandings
{
    /// <summary>The standings of all accounts of that audit; unknown where it is too old.</summary>
    public static Reading<ImmutableArray<BaselineStanding>> Of(GuardrailEvidence evidence, DateTimeOffset at, TimeSpan oldest)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return at - evidence.At > oldest
            ? Readings.Unknown<ImmutableArray<BaselineStanding>>($"ガードレールの監査の結果が古い({evidence.At:yyyy-MM-dd})")
            : Readings.Known<ImmutableArray<BaselineStanding>>([.. evidence.Accounts.Where(audit => AccountId.TryParse(audit.Account, out _)).Select(Standing)]);
    }

    static BaselineStanding Standing(AccountAudit audit)
    {
        var account = AccountId.Parse(audit.Account);
        var unread = audit.Items.FirstOrDefault(item => item.Check == AuditCheck.Unreadable);
        var version = audit.Items.FirstOrDefault(item => item.Check == AuditCheck.Version);
        return unread is not null ? new(account, null, unread.Reason)
            : version is null ? new(account, null, "版の確認がありません")
            : version.State == AuditState.Unknown ? new(account, null, version.Reason)
            : new(account, version.State != AuditState.Violated, version.Reason);
    }
}
