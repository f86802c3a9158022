using GovCloud.Estates;

namespace GovCloud.Triage;

/// <summary>Japanese words for the values that people read. One place for the language.</summary>
public static class Labels
{
    /// <summary>重大, 高, 中, 低, 参考.</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Critical => "重大",
        Severity.High => "高",
        Severity.Medium => "中",
        Severity.Low => "低",
        _ => "参考",
    };

    /// <summary>What an alert is about.</summary>
    public static string Of(AlertCategory category) => category switch
    {
        AlertCategory.Threat => "脅威検知",
        AlertCategory.Posture => "セキュリティ基準",
        AlertCategory.Vulnerability => "脆弱性",
        AlertCategory.Access => "アクセス権",
        AlertCategory.DataProtection => "データ保護",
        AlertCategory.ServiceHealth => "AWS 障害情報",
        AlertCategory.Maintenance => "計画メンテナンス",
        AlertCategory.Monitoring => "監視",
        AlertCategory.Backup => "バックアップ",
        AlertCategory.Cost => "コスト",
        AlertCategory.Operation => "サービス稼働",
        AlertCategory.Change => "構成変更",
        AlertCategory.Advice => "推奨事項",
        AlertCategory.Network => "ネットワーク",
        _ => "その他",
    };

    /// <summary>Why people are told.</summary>
    public static string Of(NotificationKind kind) => kind switch
    {
        NotificationKind.New => "新規",
        NotificationKind.SeverityRaised => "重大度引き上げ",
        NotificationKind.Recurrence => "再発",
        NotificationKind.Recovery => "復旧",
        NotificationKind.Announcement => "お知らせ",
        _ => "読み取り不能",
    };

    /// <summary>Why an organisation is told.</summary>
    public static string Of(Audience audience) => audience switch
    {
        Audience.Responsible => "主担当",
        Audience.Supporting => "支援",
        _ => "情報共有",
    };

    /// <summary>本番, 検証.</summary>
    public static string Of(DeploymentEnvironment? environment) => environment switch
    {
        DeploymentEnvironment.Production => "本番",
        DeploymentEnvironment.Verification => "検証",
        _ => "不明",
    };

    /// <summary>What became of an alert.</summary>
    public static string Of(Disposition disposition) => disposition switch
    {
        Disposition.New => "新規",
        Disposition.Repeat => "継続",
        Disposition.Recurrence => "再発",
        Disposition.Recovery => "復旧",
        Disposition.Suppressed => "抑制",
        _ => "隔離",
    };

    /// <summary>対応中, 復旧済み.</summary>
    public static string Of(IncidentStatus status) => status == IncidentStatus.Open ? "対応中" : "復旧済み";
}
