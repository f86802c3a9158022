using System.Collections.Immutable;

namespace GovCloud.Guardrails;

/// <summary>The controls that the templates bring.</summary>
public static partial class ControlCatalogue
{
    /// <summary>操作の記録.</summary>
    public const string TrailRecorded = "trail-recorded";

    /// <summary>構成の記録.</summary>
    public const string ConfigurationRecorded = "configuration-recorded";

    /// <summary>構成の検査.</summary>
    public const string ConfigurationChecked = "configuration-checked";

    /// <summary>脅威の検知.</summary>
    public const string ThreatsDetected = "threats-detected";

    /// <summary>検出結果の集約.</summary>
    public const string FindingsGathered = "findings-gathered";

    /// <summary>外部公開の検出.</summary>
    public const string ExternalAccessAnalysed = "external-access-analysed";

    /// <summary>未使用権限の検出.</summary>
    public const string UnusedAccessAnalysed = "unused-access-analysed";

    /// <summary>個人情報の検出.</summary>
    public const string PersonalDataDiscovered = "personal-data-discovered";

    /// <summary>重要操作のアラーム.</summary>
    public const string SensitiveCallsAlarmed = "sensitive-calls-alarmed";

    /// <summary>緊急用ロール.</summary>
    public const string BreakGlass = "break-glass";

    /// <summary>監査用ロール.</summary>
    public const string AuditRole = "audit-role";

    /// <summary>サポート用ロール.</summary>
    public const string SupportRole = "support-role";

    /// <summary>VPC の外部接続の禁止.</summary>
    public const string VpcPublicAccessBlocked = "vpc-public-access-blocked";

    static ImmutableArray<Control> Recording =>
    [
        new()
        {
            Id = TrailRecorded,
            Title = "操作の記録(CloudTrail)",
            EnglishTitle = "API calls are recorded and cannot be altered unseen",
            Protects = "誰が何をしたかが分からなくなること、記録の改ざん",
            References = ["NIST AU-2", "NIST AU-9", "NIST AU-12", "CIS 3.1", "CIS 3.2", "CIS 3.5", "CIS 3.6"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::CloudTrail::Trail", "AWS::IAM::Role", "AWS::KMS::Key", "AWS::Logs::LogGroup"],
            Switch = "OwnTrail",
            Changes = [new(Second, "アカウント内のログ保持期間を400日から731日に延長")],
        },
        new()
        {
            Id = ConfigurationRecorded,
            Title = "構成の記録(AWS Config)",
            EnglishTitle = "Configuration of every resource is recorded",
            Protects = "構成変更の経緯が分からなくなること",
            References = ["NIST CM-3", "NIST CM-8", "CIS 3.3"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::Config::ConfigurationRecorder", "AWS::Config::DeliveryChannel", "AWS::IAM::Role"],
            Switch = "OwnConfigRecorder",
        },
        new()
        {
            Id = ConfigurationChecked,
            Title = "構成の検査(Config ルール)",
            EnglishTitle = "Configuration is checked against managed rules",
            Protects = "公開設定、暗号化されていない保存領域などの見落とし",
            References = ["NIST CM-6", "NIST SC-7", "NIST SC-28"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::Config::ConfigRule"],
            Changes = [new(Second, "アクセスキーの期限(90日)、バックアップ計画の対象漏れ、KMS キーの削除予定の3ルールを追加")],
        },
        new()
        {
            Id = SensitiveCallsAlarmed,
            Title = "重要操作のアラーム(CIS)",
            EnglishTitle = "Sensitive calls raise alarms",
            Protects = "ルートユーザーの使用、権限・ネットワーク・記録の変更の見落とし",
            References =
            [
                "NIST AU-6", "NIST SI-4", "CIS 4.1", "CIS 4.2", "CIS 4.3", "CIS 4.4", "CIS 4.5", "CIS 4.6", "CIS 4.7", "CIS 4.8", "CIS 4.9", "CIS 4.10", "CIS 4.11", "CIS 4.12",
                "CIS 4.13", "CIS 4.14",
            ],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::CloudWatch::Alarm", "AWS::Logs::MetricFilter"],
            Switch = "OwnTrail",
        },
    ];

    static ImmutableArray<Control> Detection =>
    [
        new()
        {
            Id = ThreatsDetected,
            Title = "脅威の検知(GuardDuty)",
            EnglishTitle = "Threats are detected",
            Protects = "不正アクセス、マルウェア、認証情報の悪用",
            References = ["NIST SI-3", "NIST SI-4", "NIST RA-3"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::GuardDuty::Detector"],
            Switch = "OwnGuardDuty",
            Changes = [new(Second, "実行環境の監視(EC2、ECS Fargate、EKS)を追加")],
        },
        new()
        {
            Id = FindingsGathered,
            Title = "検出結果の集約(Security Hub)",
            EnglishTitle = "Findings are gathered and standards are checked",
            Protects = "検出結果の分散と対応漏れ",
            References = ["NIST CA-7", "NIST SI-4"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::SecurityHub::Hub", "AWS::SecurityHub::Standard"],
            Switch = "OwnSecurityHub",
            Changes = [new(Second, "NIST SP 800-53 Rev. 5 の基準を追加")],
        },
        new()
        {
            Id = ExternalAccessAnalysed,
            Title = "外部公開の検出(IAM Access Analyzer)",
            EnglishTitle = "Access from outside the account is analysed",
            Protects = "アカウント外への意図しない公開",
            References = ["NIST AC-3", "NIST AC-6", "CIS 1.20"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::AccessAnalyzer::Analyzer"],
        },
        new()
        {
            Id = UnusedAccessAnalysed,
            Title = "未使用権限の検出(IAM Access Analyzer)",
            EnglishTitle = "Access that nobody uses is found",
            Protects = "使われていない権限・認証情報の放置",
            References = ["NIST AC-2", "NIST AC-6", "CIS 1.12"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::AccessAnalyzer::Analyzer"],
            Since = Second,
        },
        new()
        {
            Id = PersonalDataDiscovered,
            Title = "個人情報の検出(Macie)",
            EnglishTitle = "Personal data in object storage is discovered",
            Protects = "個人情報の想定外の場所への保存",
            References = ["NIST RA-5", "NIST SI-4"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::Macie::Session"],
            Switch = "Macie",
        },
    ];

    static ImmutableArray<Control> Access =>
    [
        new()
        {
            Id = BreakGlass,
            Title = "緊急用ロール",
            EnglishTitle = "A break-glass role with MFA whose use raises an alarm",
            Protects = "障害時に誰も操作できないこと、緊急用権限の無断使用",
            References = ["NIST AC-2", "NIST AC-6", "NIST IA-2"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::CloudWatch::Alarm", "AWS::Events::Rule", "AWS::IAM::Role", "AWS::SQS::Queue", "AWS::SQS::QueuePolicy"],
        },
        new()
        {
            Id = AuditRole,
            Title = "監査用ロール(読み取り専用)",
            EnglishTitle = "A read-only role for the daily audit",
            Protects = "適用状況を確認できないこと",
            References = ["NIST AU-6", "NIST CA-7"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::IAM::Role"],
        },
        new()
        {
            Id = SupportRole,
            Title = "サポート用ロール",
            EnglishTitle = "A role for cases at AWS Support",
            Protects = "AWS サポートへの問い合わせに強い権限を使うこと",
            References = ["NIST IR-7", "CIS 1.17"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::IAM::Role"],
        },
        new()
        {
            Id = VpcPublicAccessBlocked,
            Title = "VPC の外部接続の禁止(VPC Block Public Access)",
            EnglishTitle = "VPCs cannot be reached from the internet",
            Protects = "閉域網の VPC のインターネットへの誤接続",
            References = ["NIST AC-4", "NIST SC-7"],
            Means = ControlMeans.Template,
            ResourceTypes = ["AWS::EC2::VPCBlockPublicAccessOptions"],
            Switch = "VpcBlockPublicAccess",
            Since = Second,
        },
        new()
        {
            Id = "events-forwarded",
            Title = "検出・障害情報の転送",
            EnglishTitle = "Health events and findings reach the operations bus",
            Protects = "検出・障害情報が運用担当に届かないこと",
            References = ["NIST IR-6", "NIST SI-4", "CIS 4.16"],
            Means = ControlMeans.Forwarding,
        },
    ];
}
