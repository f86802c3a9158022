using System.Text.Json;
using GovCloud.Estates;

namespace GovCloud.Accounts;

/// <summary>The ledger's words for people, in Japanese.</summary>
public static class AccountText
{
    /// <summary>A state.</summary>
    public static string Of(AccountState state) => state switch
    {
        AccountState.Requested => "依頼受付",
        AccountState.Applied => "申請中",
        AccountState.Issued => "払い出し済",
        AccountState.Baselined => "初期設定済",
        AccountState.InUse => "使用中",
        AccountState.Closing => "廃止手続中",
        AccountState.Closed => "廃止済",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };

    /// <summary>The state of a record; a withdrawn request is told from a closed account.</summary>
    public static string StateOf(AccountRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Withdrawn ? "取り下げ" : Of(record.State);
    }

    /// <summary>An environment.</summary>
    public static string Of(DeploymentEnvironment environment) => environment switch
    {
        DeploymentEnvironment.Production => "本番",
        DeploymentEnvironment.Verification => "検証",
        _ => throw new ArgumentOutOfRangeException(nameof(environment), environment, "No such environment."),
    };

    /// <summary>A purpose.</summary>
    public static string Of(AccountPurpose purpose) => purpose switch
    {
        AccountPurpose.System => "業務システム",
        AccountPurpose.Network => "ネットワーク",
        AccountPurpose.Operations => "運用管理",
        AccountPurpose.LogArchive => "ログ保管",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "No such purpose."),
    };

    /// <summary>A usage mode.</summary>
    public static string Of(UsageMode usage) => usage switch
    {
        UsageMode.Dedicated => "単独利用",
        UsageMode.Shared => "共同利用",
        UsageMode.Network => "共通",
        _ => throw new ArgumentOutOfRangeException(nameof(usage), usage, "No such usage mode."),
    };

    /// <summary>A fact's name.</summary>
    public static string Of(AccountFact fact) => fact switch
    {
        AccountFact.Environment => "環境",
        AccountFact.Purpose => "用途",
        AccountFact.System => "業務システム",
        AccountFact.Municipalities => "団体",
        AccountFact.Mail => "メールアドレス",
        AccountFact.NeededBy => "希望日",
        AccountFact.AccountId => "アカウントID",
        AccountFact.Application => "GCAS受付番号",
        AccountFact.Baseline => "適用テンプレート",
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "No such fact."),
    };

    /// <summary>An action.</summary>
    public static string Of(LedgerAction action) => action switch
    {
        LedgerAction.Request => "依頼",
        LedgerAction.Apply => "GCAS申請",
        LedgerAction.Issue => "払い出し",
        LedgerAction.Baseline => "初期設定",
        LedgerAction.Use => "使用開始",
        LedgerAction.Close => "廃止手続開始",
        LedgerAction.ConfirmClosed => "廃止確認",
        LedgerAction.Withdraw => "取り下げ",
        LedgerAction.Import => "取り込み",
        LedgerAction.Correct => "訂正",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "No such action."),
    };

    /// <summary>One fact before and after.</summary>
    public static string Of(FactChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var name = Of(change.Fact);
        return change switch
        {
            { Before: null } => $"{name}: {Value(change.Fact, change.After)}",
            { After: null } => $"{name}: {Value(change.Fact, change.Before)} → (なし)",
            _ => $"{name}: {Value(change.Fact, change.Before)} → {Value(change.Fact, change.After)}",
        };
    }

    /// <summary>A stored value of a fact.</summary>
    internal static string? Value(AccountFact fact, string? value) => fact switch
    {
        AccountFact.Environment when Find<DeploymentEnvironment>(value) is { } environment => Of(environment),
        AccountFact.Purpose when Find<AccountPurpose>(value) is { } purpose => Of(purpose),
        _ => value,
    };

    static TEnum? Find<TEnum>(string? code)
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (string.Equals(JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), code, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
