using System.Collections.Immutable;

namespace GovCloud.Resilience.Checks;

/// <summary>Why a job failed, as far as AWS's words tell.</summary>
public enum JobCause
{
    /// <summary>AWS gives no reason that this version knows.</summary>
    Unknown,

    /// <summary>A role or a policy forbids it.</summary>
    AccessDenied,

    /// <summary>The key cannot be used.</summary>
    KeyUnusable,

    /// <summary>The vault is not there.</summary>
    VaultMissing,

    /// <summary>The resource is not there, or not in a state in which it can be backed up.</summary>
    ResourceUnavailable,

    /// <summary>A quota or a rate of AWS is exhausted.</summary>
    LimitReached,

    /// <summary>The retention is not within the bounds of the vault's lock.</summary>
    RetentionOutOfBounds,

    /// <summary>The recovery region lacks the option group that the database has.</summary>
    OptionGroupMissing,

    /// <summary>AWS Backup cannot do it with this kind or size of resource.</summary>
    NotSupported,

    /// <summary>It did not begin or end within its window.</summary>
    OutOfTime,

    /// <summary>AWS Backup is not opted in for the kind.</summary>
    NotOptedIn,

    /// <summary>Another job on the same resource is running.</summary>
    Conflict,

    /// <summary>Windows could not bring its applications to rest.</summary>
    ApplicationNotQuiesced,

    /// <summary>AWS had an error of its own.</summary>
    ServiceError,
}

/// <summary>Sorts AWS's words about failed jobs into causes.</summary>
/// <remarks>
/// AWS documents no list of messages. These are phrases of its developer guide ("Troubleshooting", "Copy a backup") and of published messages; what matches
/// none stays unknown and is shown as AWS wrote it.
/// </remarks>
public static class JobCauses
{
    // The first that matches counts: a message that speaks of a key that access is denied to is about the key.
    static readonly ImmutableArray<(JobCause Cause, string[] Any)> Phrases =
    [
        (JobCause.OptionGroupMissing, ["option group"]),
        (JobCause.RetentionOutOfBounds, ["retention", "minretentiondays", "maxretentiondays"]),
        (JobCause.KeyUnusable, ["kms", "encryption key", "key is disabled", "key state", "cmk"]),
        (JobCause.AccessDenied, ["access denied", "accessdenied", "not authorized", "unauthorized", "insufficient privileges", "unable to assume", "cannot be assumed"]),
        (JobCause.VaultMissing, ["vault does not exist", "vault was not found", "vault not found"]),
        (JobCause.NotOptedIn, ["opt-in", "opted in", "opt in"]),
        (JobCause.NotSupported, ["not supported", "unsupported", "doesn't support", "does not support"]),
        (JobCause.LimitReached, ["limit", "throttl", "quota", "too many", "rate exceeded"]),
        (JobCause.OutOfTime, ["start window", "completion window", "within the specified", "timed out", "expired before"]),
        (JobCause.Conflict, ["in progress", "already running", "concurrent", "conflict"]),
        (JobCause.ApplicationNotQuiesced, ["vss"]),
        (JobCause.ResourceUnavailable, ["does not exist", "not found", "no longer exists", "invalid state", "not in available state", "is not available"]),
        (JobCause.ServiceError, ["internal error", "internal failure", "service unavailable", "try again"]),
    ];

    /// <summary>The cause.</summary>
    /// <param name="category">AWS's short word, such as <c>ACCESS_DENIED</c>.</param>
    /// <param name="message">AWS's message.</param>
    public static JobCause Of(string? category, string? message)
    {
        var text = $"{category?.Replace('_', ' ')} {message}";
        // A vault that does not exist is named by many messages with its name in between.
        return text.Contains("vault", StringComparison.OrdinalIgnoreCase) && text.Contains("does not exist", StringComparison.OrdinalIgnoreCase)
            ? JobCause.VaultMissing
            : Phrases.FirstOrDefault(phrase => phrase.Any.Any(one => text.Contains(one, StringComparison.OrdinalIgnoreCase))).Cause;
    }

    /// <summary>The cause for people, Japanese.</summary>
    public static string Label(this JobCause cause) => cause switch
    {
        JobCause.AccessDenied => "権限がない(ロールか鍵のポリシー)",
        JobCause.KeyUnusable => "暗号鍵を使えない",
        JobCause.VaultMissing => "ボールトがない",
        JobCause.ResourceUnavailable => "対象がないか、バックアップできる状態でない",
        JobCause.LimitReached => "AWS の上限か制限に達した",
        JobCause.RetentionOutOfBounds => "保管期間がボールトのロックの範囲にない",
        JobCause.OptionGroupMissing => "複製先に同じオプショングループがない",
        JobCause.NotSupported => "この種類や大きさには対応していない",
        JobCause.OutOfTime => "開始か完了の時間の枠に収まらなかった",
        JobCause.NotOptedIn => "AWS Backup の設定でオプトインされていない",
        JobCause.Conflict => "同じ対象の別のジョブが動いていた",
        JobCause.ApplicationNotQuiesced => "Windows のアプリケーションを静止できなかった(VSS)",
        JobCause.ServiceError => "AWS 側の一時的なエラー",
        _ => "原因の分類なし",
    };
}
