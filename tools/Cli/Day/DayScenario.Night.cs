using GovCloud.Estates;

namespace GovCloud.Cli.Day;

/// <summary>Midnight to the opening of the offices: backups, what happens while nobody looks, and the alarm storm at the opening.</summary>
sealed partial class DayScenario
{
    void Night()
    {
        var residents = accounts.Of("residents", municipality: "131229");
        var insurance = accounts.Of("insurance");
        var tax = accounts.Of("tax");
        var welfare = accounts.Of("welfare");
        foreach (var (time, account, name) in new[] { ("00:30", residents, "residents"), ("00:34", accounts.Of("care"), "care"), ("00:38", accounts.Of("pension"), "pension"), ("00:41", welfare, "welfare") })
        {
            Add(time, "夜間バックアップ完了", events.Job(At(time), account, "Backup", Database(account, name), "RDS", "COMPLETED"));
        }

        Add("00:45", "夜間バックアップ失敗(税務)", events.Job(At("00:45"), tax, "Backup", Database(tax, "tax"), "RDS", "FAILED", "The DB instance was not in an available state."));
        Add("01:15", "大阪リージョンへのコピー失敗(国民健康保険)", events.Job(At("01:15"), insurance, "Copy", Database(insurance, "insurance"), "RDS", "FAILED", "Copy job failed: the destination key is not accessible."));
        Add("01:45", "税務の再試行も失敗", events.Job(At("01:45"), tax, "Backup", Database(tax, "tax"), "RDS", "FAILED", "The DB instance was not in an available state."));
        Add("02:45", "税務のバックアップが成功(復旧)", events.Job(At("02:45"), tax, "Backup", Database(tax, "tax"), "RDS", "COMPLETED"));
        Add("03:00", "リストア試験の完了", events.Job(At("03:00"), residents, "Restore", Database(residents, "residents-drill"), "RDS", "COMPLETED"));
        Add("03:05", "リストア試験の失敗(福祉総合)", events.Job(At("03:05"), welfare, "Restore", Database(welfare, "welfare-drill"), "RDS", "FAILED", "No space left in the target subnet group."));

        var command = new GuardDutyFinding("Backdoor:EC2/C&CActivity.B!DNS", 8, "An EC2 instance queried a domain of a known command and control server.", GuardDutyFinding.Instance("i-0a1b2c3d4e5f60718", ("Name", "batch-01"), ("Owner", PersonalData.Mail)));
        Add("03:12", "不審な通信を検知(住民基本台帳・本番)。タグに個人のアドレスが入っている", events.GuardDuty(At("03:12"), residents, command));
        Add("03:14", "同じ検知がSecurity Hub経由でも届く", events.GuardDutyThroughSecurityHub(At("03:12"), residents, command, "TTPs/Command and Control/Backdoor:EC2-C&CActivity.B!DNS", "AwsEc2Instance", Instance(residents, "i-0a1b2c3d4e5f60718")));
        Add("03:42", "同じ通信が続く", events.GuardDuty(At("03:42"), residents, command with { Count = 4 }));

        var database = accounts.Of("common-db");
        Add("04:10", "データベースのフェイルオーバー開始", events.Rds(At("04:10"), database, "common-db", "RDS-EVENT-0013", "failover", "Multi-AZ instance failover started."));
        Add("04:12", "フェイルオーバー完了(復旧)", events.Rds(At("04:12"), database, "common-db", "RDS-EVENT-0015", "failover", "Multi-AZ instance failover completed."));
        var kernel = "CVE-2026-31337";
        Add("05:30", "重大な脆弱性(介護保険)", events.Inspector(At("05:30"), accounts.Of("care"), kernel, "CRITICAL", 9.8, "openssl", "i-0c0ffee0c0ffee001"));
        Add("05:31", "同じ脆弱性の別のサーバー(検証)", events.Inspector(At("05:31"), accounts.Of("care", DeploymentEnvironment.Verification), kernel, "HIGH", 8.1, "openssl", "i-0c0ffee0c0ffee002"));
        Add("06:00", "四半期の脆弱性診断によるポートスキャン(抑制)", events.GuardDuty(At("06:00"), accounts.Of("residents", DeploymentEnvironment.Verification, "131229"), PortScan("i-0123456789abcdef0")));
        Add("06:05", "四半期の脆弱性診断によるポートスキャン(抑制)", events.GuardDuty(At("06:05"), accounts.Of("insurance", DeploymentEnvironment.Verification), PortScan("i-0123456789abcdef1")));
    }

    void Morning()
    {
        var welfare = accounts.Of("welfare");
        var task = (Cluster: "welfare", Service: "welfare-web");
        Add("07:20", "コンテナの異常終了(福祉総合)", events.EcsTask(At("07:20"), welfare, task.Cluster, task.Service, running: false, "Essential container in task exited"));
        Add("07:21", "再び異常終了", events.EcsTask(At("07:21"), welfare, task.Cluster, task.Service, running: false, "OutOfMemoryError: Container killed due to memory usage"));
        Add("07:40", "インスタンスの停止(学務・検証)", events.Ec2(At("07:40"), accounts.Of("school", DeploymentEnvironment.Verification), "i-0feed0feed0feed01", "stopped"));
        Add("07:55", "インスタンスの起動", events.Ec2(At("07:55"), accounts.Of("school", DeploymentEnvironment.Verification), "i-0feed0feed0feed01", "running"));

        var childcare = accounts.Of("childcare");
        Add("08:05", "応答時間の超過。説明文に個人番号とアドレスが入っている", events.Alarm(At("08:05"), childcare, "childcare-response-time-high", "ALARM", $"[高] 応答時間 3 秒超過。連絡先 {PersonalData.Mail} 電話 {PersonalData.MobilePhone} 対象者 {PersonalData.IndividualNumber}", "TargetResponseTime"));
        Add("08:19", "応答時間が正常に戻る(復旧)", events.Alarm(At("08:19"), childcare, "childcare-response-time-high", "OK", "[高] 応答時間 3 秒超過", "TargetResponseTime"));
        Add("08:24", "応答時間の再超過(再発)", events.Alarm(At("08:24"), childcare, "childcare-response-time-high", "ALARM", "[高] 応答時間 3 秒超過", "TargetResponseTime"));
        Add("08:28", "応答時間が正常に戻る(復旧)", events.Alarm(At("08:28"), childcare, "childcare-response-time-high", "OK", "[高] 応答時間 3 秒超過", "TargetResponseTime"));
    }

    /// <summary>The window opens and a storage node is lost: eight alarms of one system flap, 24 events in two minutes.</summary>
    void Storm()
    {
        var residents = accounts.Of("residents", municipality: "041009");
        string[] alarms = ["web-5xx", "web-latency", "app-cpu", "app-memory", "db-connections", "db-read-latency", "batch-queue-depth", "disk-io-wait"];
        var start = At("08:30");
        for (var wave = 0; wave < 3; wave++)
        {
            foreach (var (alarm, i) in alarms.Select((alarm, i) => (alarm, i)))
            {
                var at = start.AddSeconds((wave * 50) + (i * 2));
                var state = wave == 1 ? "INSUFFICIENT_DATA" : "ALARM";
                Add(at, $"アラームの集中({alarm} {state})", events.Alarm(at, residents, $"residents-{alarm}", state, alarm is "web-5xx" ? "[重大] 窓口業務の画面がエラーを返しています" : "[高] 住民基本台帳の性能劣化"));
            }
        }

        foreach (var (alarm, i) in alarms.Select((alarm, i) => (alarm, i)))
        {
            var at = At("08:46").AddSeconds(i * 5);
            Add(at, $"アラームの解消({alarm} OK)", events.Alarm(at, residents, $"residents-{alarm}", "OK", "住民基本台帳の性能劣化"));
        }
    }

    static GuardDutyFinding PortScan(string instance) => new("Recon:EC2/Portscan", 5, "An EC2 instance is performing outbound port scans.", GuardDutyFinding.Instance(instance));

    string Database(string account, string name) => $"arn:aws:rds:{events.HomeRegion}:{account}:db:{name}";

    string Instance(string account, string id) => $"arn:aws:ec2:{events.HomeRegion}:{account}:instance/{id}";
}
