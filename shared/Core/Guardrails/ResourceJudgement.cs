using System.Text.Json.Nodes;

namespace GovCloud.Guardrails;

/// <summary>What it means that a resource as a whole comes or goes.</summary>
static class ResourceJudgement
{
    // Types that record, detect, check, encrypt, back up or forbid, with what they do.
    static readonly Dictionary<string, string> Protective = new(StringComparer.Ordinal)
    {
        ["AWS::AccessAnalyzer::Analyzer"] = "公開・権限の分析",
        ["AWS::Backup::BackupPlan"] = "バックアップ計画",
        ["AWS::Backup::BackupSelection"] = "バックアップの対象",
        ["AWS::Backup::BackupVault"] = "バックアップの保管庫",
        ["AWS::CloudTrail::Trail"] = "操作の記録",
        ["AWS::CloudWatch::Alarm"] = "アラーム",
        ["AWS::CloudWatch::CompositeAlarm"] = "アラーム",
        ["AWS::Config::ConfigRule"] = "構成の検査",
        ["AWS::Config::ConfigurationRecorder"] = "構成の記録",
        ["AWS::Config::ConformancePack"] = "構成の検査",
        ["AWS::Config::DeliveryChannel"] = "構成の記録の保管",
        ["AWS::Config::RemediationConfiguration"] = "自動修復",
        ["AWS::EC2::FlowLog"] = "通信の記録",
        ["AWS::EC2::VPCBlockPublicAccessOptions"] = "VPC の外部接続の禁止",
        ["AWS::GuardDuty::Detector"] = "脅威の検知",
        ["AWS::GuardDuty::MalwareProtectionPlan"] = "マルウェアの検査",
        ["AWS::InspectorV2::CisScanConfiguration"] = "脆弱性の検査",
        ["AWS::KMS::Key"] = "暗号鍵",
        ["AWS::Logs::LogGroup"] = "ログの保管",
        ["AWS::Logs::MetricFilter"] = "ログの監視",
        ["AWS::Macie::Session"] = "個人情報の検出",
        ["AWS::NetworkFirewall::Firewall"] = "通信の検査",
        ["AWS::Organizations::Policy"] = "組織のポリシー",
        ["AWS::SecurityHub::Hub"] = "検出結果の集約",
        ["AWS::SecurityHub::Standard"] = "基準の検査",
        ["AWS::WAFv2::WebACL"] = "Web 通信の検査",
    };

    // Each of them lets something in or lets somebody do something.
    static readonly Dictionary<string, string> Opening = new(StringComparer.Ordinal)
    {
        ["AWS::EC2::InternetGateway"] = "インターネットへの出入口",
        ["AWS::EC2::SecurityGroupIngress"] = "受信の許可",
        ["AWS::EC2::VPCGatewayAttachment"] = "インターネットへの出入口",
        ["AWS::IAM::AccessKey"] = "長期の認証情報",
        ["AWS::IAM::User"] = "長期の利用者",
        ["AWS::Lambda::Permission"] = "呼び出しの許可",
        ["AWS::Lambda::Url"] = "公開URL",
    };

    public static Verdict Of(string type, JsonNode? resource, bool added)
    {
        if (added && resource is not null && PolicyJudgement.HasWildcardGrant(resource))
        {
            return Verdict.Looser("誰でも、または何でも許可する権限が追加される");
        }

        if (Protective.TryGetValue(type, out var protection))
        {
            return added ? Verdict.Tighter($"{protection}が追加される") : Verdict.Looser($"{protection}がなくなる");
        }

        if (Opening.TryGetValue(type, out var opening))
        {
            return added ? Verdict.Looser($"{opening}が追加される") : Verdict.Tighter($"{opening}がなくなる");
        }

        return Verdict.Look(added ? "新しいリソースが追加される" : "リソースがなくなる");
    }
}
