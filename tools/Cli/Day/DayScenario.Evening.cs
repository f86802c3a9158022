using GovCloud.Estates;

namespace GovCloud.Cli.Day;

/// <summary>Late afternoon to midnight: copies of what is known, cost, samples, and the first backups of the next night.</summary>
sealed partial class DayScenario
{
    void Evening()
    {
        var residents = accounts.Of("residents", municipality: "131229");
        var insurance = accounts.Of("insurance");
        var tax = accounts.Of("tax");
        var credentials = new GuardDutyFinding("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", 9, "Credentials of an EC2 instance are being used from an external address.", GuardDutyFinding.AccessKey("ASIA0EXAMPLE00000002", "insurance-app"));
        Add("15:45", "重大な検知: 認証情報の持ち出し(国民健康保険)", events.GuardDuty(At("15:45"), insurance, credentials));
        Add("15:46", "同じ検知がSecurity Hub経由でも届く", events.GuardDutyThroughSecurityHub(At("15:45"), insurance, credentials, "TTPs/UnauthorizedAccess:IAMUser-InstanceCredentialExfiltration.OutsideAWS", "AwsIamAccessKey", "AWS::IAM::AccessKey:ASIA0EXAMPLE00000002"));
        Add("15:55", "検知が続く", events.GuardDuty(At("15:55"), insurance, credentials with { Count = 9 }));
        Add("16:30", "封じ込め後、検知をアーカイブ(復旧)", events.GuardDuty(At("16:30"), insurance, credentials with { Count = 9, Archived = true }));

        var sample = new GuardDutyFinding("Trojan:EC2/DNSDataExfiltration", 8, "[SAMPLE] An EC2 instance is attempting to query exfiltration domains.", GuardDutyFinding.Instance("i-99999999")) { Sample = true };
        Add("16:40", "GuardDutyのサンプル検知(運用訓練)", events.GuardDuty(At("16:40"), accounts.Of("school", DeploymentEnvironment.Verification), sample));
        Add("16:45", "中程度の検知(印鑑登録)", events.GuardDuty(At("16:45"), accounts.Of("seals"), new("Recon:IAMUser/MaliciousIPCaller", 5, "APIs were called from a known malicious address.", GuardDutyFinding.AccessKey("AKIA0EXAMPLE00000003", "seals-batch"))));
        var brute = new GuardDutyFinding("UnauthorizedAccess:EC2/SSHBruteForce", 2, "An EC2 instance is under SSH brute force attack.", GuardDutyFinding.Instance("i-0b07e0b07e0b07e01"));
        Add("16:50", "低い重大度の検知", events.GuardDuty(At("16:50"), accounts.Of("health"), brute));
        Add("17:05", "重大度が上がる", events.GuardDuty(At("17:05"), accounts.Of("health"), brute with { Severity = 8, Count = 40 }));

        AddAtOperations("17:10", "利用料の異常(住民基本台帳)", events.CostAnomaly(At("17:10"), residents, "Amazon Virtual Private Cloud", 1480.5));
        Queue("17:20", "予算の超過(SNS経由の文面)", events.Budget(At("17:20"), insurance, "insurance-monthly", 5000m, 5210.4m, forecast: false));
        AddAtOperations("17:30", "推奨事項(EBSスナップショット)", events.TrustedAdvisor(At("17:30"), residents, "Amazon EBS Snapshots", "WARN", "vol-0ddd0ddd0ddd0ddd0"));
        AddAtOperations("17:32", "推奨事項が解消(復旧)", events.TrustedAdvisor(At("17:32"), residents, "Amazon EBS Snapshots", "OK", "vol-0ddd0ddd0ddd0ddd0"));

        var vulnerable = accounts.Of("care");
        Add("18:10", "脆弱性の対処を確認(復旧)", events.Inspector(At("18:10"), vulnerable, "CVE-2026-31337", "CRITICAL", 9.8, "openssl", "i-0c0ffee0c0ffee001", "CLOSED"));
        Add("18:40", "未使用の権限(検証)", events.AccessAnalyzer(At("18:40"), accounts.Of("tax", DeploymentEnvironment.Verification), "AWS::IAM::Role", $"arn:aws:iam::{accounts.Of("tax", DeploymentEnvironment.Verification)}:role/old-batch", isPublic: false));
        var late = events.Alarm(At("19:05"), tax, "tax-file-linkage-delay", "ALARM", "[高] 庁内データ連携ファイルの未着", "FileAge");
        Add("19:05", "連携ファイルの未着(税務)", late);
        Add("19:05", "まったく同じイベントの二重配信", late);
        Add("19:06", "まったく同じイベントの三度目の配信", late);
        Add("19:40", "連携ファイルが到着(復旧)", events.Alarm(At("19:40"), tax, "tax-file-linkage-delay", "OK", "[高] 庁内データ連携ファイルの未着", "FileAge"));

        var database = accounts.Of("pension");
        Add("20:15", "ストレージ残量の不足(国民年金)", events.Rds(At("20:15"), database, "pension", "RDS-EVENT-0089", "low storage", "The free storage capacity is low: 8 percent."));
        Add("20:45", "ストレージ残量の不足が続く", events.Rds(At("20:45"), database, "pension", "RDS-EVENT-0089", "low storage", "The free storage capacity is low: 6 percent."));
        Add("21:00", "ポリシーの検出(バケットの公開設定)", events.Macie(At("21:00"), accounts.Of("children"), "Policy:IAMUser/S3BucketPublic", "High", 3, "katsushika-children-export", "The bucket is publicly accessible."));
        Add("21:30", "データベースの停止(学務・検証)", events.Rds(At("21:30"), accounts.Of("school", DeploymentEnvironment.Verification), "school-test", "RDS-EVENT-0087", "notification", "DB instance stopped."));
        Add("22:15", "フェイルオーバーの再発(共通DB)", events.Rds(At("22:15"), accounts.Of("common-db"), "common-db", "RDS-EVENT-0013", "failover", "Multi-AZ instance failover started."));
        Add("22:17", "フェイルオーバー完了(復旧)", events.Rds(At("22:17"), accounts.Of("common-db"), "common-db", "RDS-EVENT-0015", "failover", "Multi-AZ instance failover completed."));
        Add("23:20", "大阪へのコピー成功(復旧)", events.Job(At("23:20"), insurance, "Copy", Database(insurance, "insurance"), "RDS", "COMPLETED"));
        Add("23:50", "夜間バックアップ完了", events.Job(At("23:50"), residents, "Backup", Database(residents, "residents"), "RDS", "COMPLETED"));
    }
}
