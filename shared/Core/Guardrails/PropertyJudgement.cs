using System.Globalization;
using System.Text.Json.Nodes;

namespace GovCloud.Guardrails;

/// <summary>What a change of a resource's property means, for the properties that are known.</summary>
static class PropertyJudgement
{
    static readonly HashSet<string> TrueIsSafer = new(StringComparer.Ordinal)
    {
        "AllSupported", "AtRestEncryptionEnabled", "AutoEnableControls", "BlockPublicAcls", "BlockPublicPolicy", "CopyTagsToSnapshot", "DeletionProtection", "DeletionProtectionEnabled",
        "Enable", "EnableKeyRotation", "EnableLogFileValidation", "EnableIAMDatabaseAuthentication", "Encrypted", "IgnorePublicAcls", "IncludeGlobalResourceTypes",
        "IncludeGlobalServiceEvents", "IsLogging", "IsMultiRegionTrail", "IsOrganizationTrail", "ObjectLockEnabled", "PointInTimeRecoveryEnabled", "RequireNumbers",
        "RequireSymbols", "RestrictPublicBuckets", "SSEEnabled", "SqsManagedSseEnabled", "StorageEncrypted", "TransitEncryptionEnabled", "ActionsEnabled",
    };

    static readonly HashSet<string> TrueIsRiskier = new(StringComparer.Ordinal) { "AssociatePublicIpAddress", "MapPublicIpOnLaunch", "PubliclyAccessible" };

    static readonly Dictionary<string, string> MoreIsSafer = new(StringComparer.Ordinal)
    {
        ["BackupRetentionPeriod"] = "バックアップの保持期間",
        ["DeleteAfterDays"] = "保持期間",
        ["ExpirationInDays"] = "保持期間",
        ["MessageRetentionPeriod"] = "保持期間",
        ["MinRetentionDays"] = "保持期間",
        ["MinimumPasswordLength"] = "パスワードの長さ",
        ["PasswordReusePrevention"] = "パスワードの再利用の制限",
        ["RetentionInDays"] = "保持期間",
        ["RetentionPeriod"] = "保持期間",
        ["DefaultRetention.Days"] = "削除できない期間",
        ["PendingWindowInDays"] = "鍵の削除までの期間",
    };

    static readonly Dictionary<string, string> MoreIsRiskier = new(StringComparer.Ordinal)
    {
        ["EvaluationPeriods"] = "アラームまでの回数",
        ["MaxSessionDuration"] = "利用できる時間",
        ["Period"] = "アラームの間隔",
        ["Threshold"] = "しきい値",
        ["UnusedAccessAge"] = "未使用とみなすまでの日数",
        ["maxAccessKeyAge"] = "アクセスキーの期限",
        ["maxCredentialUsageAge"] = "未使用の期限",
        ["MaxPasswordAge"] = "パスワードの期限",
    };

    // From the weakest to the strongest.
    static readonly Dictionary<string, string[]> Ladders = new(StringComparer.Ordinal)
    {
        ["DeletionPolicy"] = ["Delete", "Snapshot", "Retain"],
        ["DeliveryFrequency"] = ["TwentyFour_Hours", "Twelve_Hours", "Six_Hours", "Three_Hours", "One_Hour"],
        ["FindingPublishingFrequency"] = ["SIX_HOURS", "ONE_HOUR", "FIFTEEN_MINUTES"],
        ["HttpTokens"] = ["optional", "required"],
        ["InternetGatewayBlockMode"] = ["off", "block-ingress", "block-bidirectional"],
        ["Mode"] = ["GOVERNANCE", "COMPLIANCE"],
        ["SSEAlgorithm"] = ["AES256", "aws:kms", "aws:kms:dsse"],
        ["State"] = ["DISABLED", "ENABLED"],
        ["Status"] = ["Suspended", "SUSPENDED", "PAUSED", "DISABLED", "Disabled", "Enabled", "ENABLED"],
        ["UpdateReplacePolicy"] = ["Delete", "Snapshot", "Retain"],
    };

    static readonly Dictionary<string, string> PresenceIsSafer = new(StringComparer.Ordinal)
    {
        ["BucketEncryption"] = "暗号化",
        ["CloudWatchLogsLogGroupArn"] = "ログの監視",
        ["EncryptionConfiguration"] = "暗号化",
        ["Features"] = "検知の対象",
        ["KMSKeyId"] = "暗号鍵の指定",
        ["KmsKeyArn"] = "暗号鍵の指定",
        ["KmsKeyId"] = "暗号鍵の指定",
        ["KmsMasterKeyId"] = "暗号鍵の指定",
        ["LoggingConfiguration"] = "アクセスの記録",
        ["ObjectLockConfiguration"] = "削除の禁止",
        ["PermissionsBoundary"] = "権限の上限",
        ["PublicAccessBlockConfiguration"] = "公開の禁止",
        ["SSESpecification"] = "暗号化",
        ["VersioningConfiguration"] = "版の保管",
        ["AlarmActions"] = "アラームの通知先",
    };

    static readonly string[] Everywhere = ["0.0.0.0/0", "::/0"];

    public static Verdict Of(string type, ValueDifference difference)
    {
        if (difference.Statement is not null || difference.Path.EndsWith(']') && (difference.Before ?? difference.After) is JsonObject one && one.ContainsKey("Effect"))
        {
            return PolicyJudgement.Of(difference);
        }

        if (difference.Path.Contains("EventPattern", StringComparison.Ordinal))
        {
            return EventFilter(difference);
        }

        var (name, before, after) = (difference.Name, TemplateValue.Text(difference.Before), TemplateValue.Text(difference.After));
        return Presence(difference, name)
            ?? Truth(name, before, after)
            ?? Amount(difference, name, before, after)
            ?? Ladder(name, before, after)
            ?? Exposure(name, before, after)
            ?? Attachment(type, difference)
            ?? Verdict.Unknown;
    }

    static Verdict? Presence(ValueDifference difference, string name)
    {
        if (difference.Kind == ChangeKind.Changed || !PresenceIsSafer.TryGetValue(name, out var what))
        {
            return null;
        }

        return difference.Kind == ChangeKind.Removed ? Verdict.Looser($"{what}がなくなる") : Verdict.Tighter($"{what}が加わる");
    }

    static Verdict? Truth(string name, string? before, string? after)
    {
        if (!TrueIsSafer.Contains(name) && !TrueIsRiskier.Contains(name))
        {
            return null;
        }

        // What is not said is off, with these properties.
        var (was, will) = (before ?? "false", after ?? "false");
        if (was is not ("true" or "false") || will is not ("true" or "false"))
        {
            return null;
        }

        var safer = (will == "true") == TrueIsSafer.Contains(name);
        return was == will ? Verdict.Look("既定値と同じ値が明示される、または省略される") : safer ? Verdict.Tighter($"{name} が {will} になる") : Verdict.Looser($"{name} が {will} になる");
    }

    static Verdict? Amount(ValueDifference difference, string name, string? before, string? after)
    {
        var key = difference.Path.EndsWith("DefaultRetention.Days", StringComparison.Ordinal) ? "DefaultRetention.Days" : name;
        var safer = MoreIsSafer.GetValueOrDefault(key);
        if ((safer ?? MoreIsRiskier.GetValueOrDefault(key)) is not { } what)
        {
            return null;
        }

        if (Number(before) is { } old && Number(after) is { } current)
        {
            var better = current > old == safer is not null;
            var word = current > old ? "長く・大きく" : "短く・小さく";
            return better ? Verdict.Tighter($"{what}が {before} から {after} に{word}なる") : Verdict.Looser($"{what}が {before} から {after} に{word}なる");
        }

        // Logs and objects without an end are kept for good.
        return name is "RetentionInDays" or "ExpirationInDays" && difference.Kind != ChangeKind.Changed
            ? difference.Kind == ChangeKind.Removed ? Verdict.Tighter("保持期間の期限がなくなり、無期限に保管される") : Verdict.Looser($"無期限だった保管に期限({after}日)が付く")
            : null;
    }

    static Verdict? Ladder(string name, string? before, string? after)
    {
        if (!Ladders.TryGetValue(name, out var steps) || Array.IndexOf(steps, before) is not (var from and >= 0) || Array.IndexOf(steps, after) is not (var to and >= 0))
        {
            return null;
        }

        return to > from ? Verdict.Tighter($"{name} が {before} から {after} に強まる") : Verdict.Looser($"{name} が {before} から {after} に弱まる");
    }

    static Verdict? Exposure(string name, string? before, string? after) => name switch
    {
        "CidrIp" or "CidrIpv6" or "DestinationCidrBlock" when Everywhere.Contains(after, StringComparer.Ordinal) => Verdict.Looser("すべての宛先・送信元に開く"),
        "CidrIp" or "CidrIpv6" or "DestinationCidrBlock" when Everywhere.Contains(before, StringComparer.Ordinal) => Verdict.Tighter("すべてに開いていた範囲が狭まる"),
        "AccessControl" when after is not null && after.StartsWith("Public", StringComparison.Ordinal) => Verdict.Looser("誰でも読める・書ける設定になる"),
        "AccessControl" when before is not null && before.StartsWith("Public", StringComparison.Ordinal) => Verdict.Tighter("公開の設定がなくなる"),
        _ => null,
    };

    /// <summary>Policies, features and rules that a resource lists.</summary>
    static Verdict? Attachment(string type, ValueDifference difference)
    {
        if (difference.Kind is not (ChangeKind.Added or ChangeKind.Removed))
        {
            return null;
        }

        var added = difference.Kind == ChangeKind.Added;
        if (difference.Name is "ManagedPolicyArns" or "Policies" or "SecurityGroupIngress")
        {
            return added ? Verdict.Looser("許可が追加される") : Verdict.Tighter("許可がなくなる");
        }

        return type == "AWS::GuardDuty::Detector" && difference.Path.Contains("Features", StringComparison.Ordinal)
            ? added ? Verdict.Tighter("検知の対象が増える") : Verdict.Looser("検知の対象が減る")
            : null;
    }

    /// <summary>An event pattern matches less when it asks for more.</summary>
    static Verdict EventFilter(ValueDifference difference)
    {
        if (Bound(difference.Before) is { } from && Bound(difference.After) is { } to)
        {
            var text = $"数値の条件が {from} から {to} に変わる";
            return (AtLeast(difference.Before), AtLeast(difference.After)) is ({ } low, { } high) && low != high
                ? high > low ? Verdict.Looser($"{text}(しきい値が上がり、通知されるものが減る)") : Verdict.Tighter($"{text}(しきい値が下がり、通知されるものが増える)")
                : Verdict.Look(text);
        }

        var item = difference.After ?? difference.Before;
        if (item is JsonArray || (item is JsonObject && !difference.Path.EndsWith(']') && Bound(item) is null && !IsMatcher(item)))
        {
            // A further key narrows the pattern; a key that is gone widens it.
            return difference.Kind == ChangeKind.Added ? Verdict.Looser("通知の条件が増え、通知されるものが減る") : Verdict.Tighter("通知の条件が減り、通知されるものが増える");
        }

        return difference.Kind switch
        {
            ChangeKind.Added when Bound(item) is { } bound => Verdict.Look($"数値の条件 {bound} が加わる"),
            ChangeKind.Removed when Bound(item) is { } bound => Verdict.Look($"数値の条件 {bound} がなくなる"),
            ChangeKind.Added => Verdict.Tighter("通知されるものが増える"),
            ChangeKind.Removed => Verdict.Looser("通知されるものが減る"),
            _ => Verdict.Unknown,
        };
    }

    static bool IsMatcher(JsonNode node) => node is JsonObject { Count: 1 } matcher && matcher.First().Key is "prefix" or "suffix" or "wildcard" or "exists" or "anything-but" or "equals-ignore-case";

    static string? Bound(JsonNode? node) => node is JsonObject matcher && matcher["numeric"] is JsonArray numeric ? string.Join(' ', numeric.Select(TemplateValue.Text)) : null;

    static decimal? AtLeast(JsonNode? node) =>
        node is JsonObject matcher && matcher["numeric"] is JsonArray { Count: 2 } numeric && TemplateValue.Text(numeric[0]) is ">=" or ">" ? Number(TemplateValue.Text(((JsonArray)((JsonObject)node!)["numeric"]!)[1])) : null;

    static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
