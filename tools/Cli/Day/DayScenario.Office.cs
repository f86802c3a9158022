using System.Text;
using System.Text.Json.Nodes;
using GovCloud.Estates;

namespace GovCloud.Cli.Day;

/// <summary>Office hours: configuration, notices of AWS, faults on the way, input that cannot be read.</summary>
sealed partial class DayScenario
{
    const int LargeFindingCharacters = 300 * 1024;

    // More than the processes have at work at once.
    const int KilledAlarms = 10;

    void Forenoon()
    {
        var residents = accounts.Of("residents", municipality: "131229");
        var tax = accounts.Of("tax");
        var operations = accounts.Of(AccountPurpose.Operations);
        var issue = new HealthNotice("EC2", "AWS_EC2_OPERATIONAL_ISSUE", "issue", "i-0a1b2c3d4e5f60718", At("09:00"))
        {
            Description = "We are investigating increased error rates in one Availability Zone.",
            ContactTag = $"{PersonalData.Mail} {PersonalData.IndividualNumber}",
        };
        Add("09:02", "AWS障害情報(本人のアカウント)。タグに個人のデータが入っている", events.Health(At("09:02"), residents, issue, "open"));
        Add("09:02", "同じ障害情報の管理アカウント側の写し", events.Health(At("09:02"), operations, issue, "open", owner: residents));
        Add("09:30", "障害情報の続報", events.Health(At("09:30"), residents, issue, "open"));

        var bucket = "arn:aws:s3:::katsushika-tax-documents";
        var open = new ControlResult("aws-foundational-security-best-practices/v/1.0.0/S3.2", "CRITICAL", "S3 general purpose buckets should block public read access", "AwsS3Bucket", bucket);
        Add("09:10", "基準からの逸脱(S3の公開)", events.SecurityHub(At("09:10"), tax, events.Control(At("09:10"), tax, open)));
        Add("09:11", "同じ逸脱を別の基準でも検出", events.SecurityHub(At("09:11"), tax, events.Control(At("09:11"), tax, open with { Generator = "security-control/S3.2" })));
        Add("09:12", "Configルールでも検出", events.Compliance(At("09:12"), tax, "securityhub-s3-bucket-public-read-prohibited-1a2b3c4d", "AWS::S3::Bucket", "katsushika-tax-documents", compliant: false));
        Add("09:40", "是正を確認(復旧)", events.SecurityHub(At("09:40"), tax, events.Control(At("09:40"), tax, open with { Passed = true })));

        var health = accounts.Of("health");
        Add("09:20", "EBSの暗号化が無効(保健所業務)", events.Compliance(At("09:20"), health, "encrypted-volumes", "AWS::EC2::Volume", "vol-0abc0abc0abc0abc0", compliant: false));
        Add("09:50", "暗号化を是正(復旧)", events.Compliance(At("09:50"), health, "encrypted-volumes", "AWS::EC2::Volume", "vol-0abc0abc0abc0abc0", compliant: true));

        Disturb("10:00", "DynamoDBが書き込みを拒否し始める(スロットリング)", DisturbanceKind.TableThrottled);
        Add("10:01", "スロットリング中に届くアラーム(介護保険)", events.Alarm(At("10:01"), accounts.Of("care"), "care-batch-delay", "ALARM", "[高] 夜間バッチの遅延", "BatchDelay"));
        Add("10:02", "スロットリング中に届く検知(選挙人名簿管理)", events.GuardDuty(At("10:02"), accounts.Of("election"), new("UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", 5, "Multiple worldwide successful console logins were observed.", GuardDutyFinding.AccessKey("AKIA0EXAMPLE00000001", "operator-01"))));
        Add("10:03", "スロットリング中に届く公開検知(児童)", events.AccessAnalyzer(At("10:03"), accounts.Of("children"), "AWS::S3::Bucket", "arn:aws:s3:::katsushika-children-export", isPublic: true));
        Disturb("10:08", "DynamoDBが応答を再開", DisturbanceKind.TableRecovered);

        Add("10:20", "公開を停止(復旧)", events.AccessAnalyzer(At("10:20"), accounts.Of("children"), "AWS::S3::Bucket", "arn:aws:s3:::katsushika-children-export", isPublic: true, status: "RESOLVED"));
        Add("10:30", "バッチの遅延が解消(復旧)", events.Alarm(At("10:30"), accounts.Of("care"), "care-batch-delay", "OK", "[高] 夜間バッチの遅延", "BatchDelay"));
        Add("10:41", "障害情報の終了(復旧)", events.Health(At("10:41"), residents, issue, "closed"));
        Add("10:41", "障害情報の終了の写し", events.Health(At("10:41"), operations, issue, "closed", owner: residents));
        Add("11:00", "計画メンテナンスの予告(国民年金)", events.Health(At("11:00"), accounts.Of("pension"), new("RDS", "AWS_RDS_MAINTENANCE_SCHEDULED", "scheduledChange", "pension-db", At("11:00").AddDays(7)) { End = At("14:00").AddDays(7), Description = "Planned maintenance of the database." }, "upcoming"));
        Add("11:10", "ルートユーザーのサインイン", events.RootSignIn(At("11:10"), accounts.Of("seals")));
        AddAtOperations("11:20", "推奨事項(セキュリティグループ)", events.TrustedAdvisor(At("11:20"), tax, "Security Groups - Unrestricted Access", "ERROR", "sg-0aa11bb22cc33dd44"));
        Add("11:40", "機微なデータの検出(後期高齢者医療)", events.Macie(At("11:40"), accounts.Of("late-elderly", municipality: "131121"), "SensitiveData:S3Object/Personal", "High", 3, "setagaya-late-elderly-upload", "The object contains personal information."));
    }

    void BadInput()
    {
        var election = accounts.Of("election");
        var operations = accounts.Of(AccountPurpose.Operations);
        Queue("12:00", "壊れたJSON", "{\"source\":\"aws.guardduty\",\"detail-type\":\"GuardDuty Finding\",\"detail\":{\"severity\":8,}");
        var whole = events.Alarm(At("12:01"), election, "election-disk", "ALARM", "ディスク使用率");
        Queue("12:01", "途中で切れたイベント", whole[..(whole.Length / 2)]);
        Add("12:02", "300 KBの検知", events.GuardDuty(At("12:02"), election, new("CryptoCurrency:EC2/BitcoinTool.B!DNS", 8.2, "An EC2 instance queried a domain of a cryptocurrency pool.", GuardDutyFinding.Instance("i-0b17c01b17c01b17c")) { Padding = LargeFindingCharacters }));
        AddAtOperations("12:03", "知らないサービスのイベント", events.Event(At("12:03"), operations, "jp.example.resident-batch", "Resident Batch Failed", new JsonObject { ["severity"] = "HIGH", ["message"] = "住民票バッチが異常終了しました", ["job"] = "resident-nightly" }));
        var stranger = new ControlResult("security-control/EC2.8", "HIGH", "EC2 instances should use IMDSv2", "AwsEc2Instance", "arn:aws:ec2:ap-northeast-1:999988887777:instance/i-0dead0beef0dead00");
        Add("12:04", "台帳にないアカウントの検知", events.SecurityHub(At("12:04"), operations, events.Control(At("12:04"), "999988887777", stranger)));

        ControlResult[] controls =
        [
            new("security-control/RDS.3", "MEDIUM", "RDS DB instances should have encryption at-rest enabled", "AwsRdsDbInstance", Database(election, "election")),
            new("security-control/CloudTrail.4", "LOW", "CloudTrail log file validation should be enabled", "AwsCloudTrailTrail", $"arn:aws:cloudtrail:{events.HomeRegion}:{election}:trail/main"),
            new("security-control/IAM.6", "CRITICAL", "Hardware MFA should be enabled for the root user", "AwsAccount", $"AWS::::Account:{election}"),
        ];
        var findings = controls.Select(control => (JsonNode?)events.Control(At("12:05"), election, control)).ToList();
        findings.Insert(2, new JsonObject { ["SchemaVersion"] = "2018-10-08", ["AwsAccountId"] = election, ["Title"] = "broken" });
        var batch = events.SecurityHub(At("12:05"), election, [.. findings]);
        Add("12:05", "4件の一括通知(うち1件は壊れている)", batch);
        Add("12:05", "同じ一括通知が二重に配信される", batch);
        Queue("12:06", "空のメッセージ", "{}");
        Queue("12:07", "文字化けしたテキスト", Encoding.UTF8.GetString([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a]));
        Queue("12:08", "予算の予測超過(SNS経由の文面)", events.Budget(At("12:08"), accounts.Of("tax"), "tax-monthly", 3000m, 3120m, forecast: true));
    }

    void Afternoon()
    {
        var school = accounts.Of("school");
        var network = accounts.Of(AccountPurpose.Network);
        var tax = accounts.Of("tax");
        Disturb("13:30", "Slackが500を返し始める", DisturbanceKind.SlackFails);
        Add("13:31", "Slack障害中の検知(学務)", events.SecurityHub(At("13:31"), school, events.Control(At("13:31"), school, new("security-control/EC2.19", "CRITICAL", "Security groups should not allow unrestricted access to ports with high risk", "AwsEc2SecurityGroup", $"arn:aws:ec2:{events.HomeRegion}:{school}:security-group/sg-0123abcd"))));
        Disturb("13:34", "Slackが応答しなくなる", DisturbanceKind.SlackSilent);
        Queue("13:35", "Slack無応答中の読み取れないイベント", "<?xml version=\"1.0\"?><alarm/>");
        Disturb("13:38", "Slackが429(回数制限)を返す", DisturbanceKind.SlackLimits);
        Add("13:39", "Slack制限中のアラーム(税務)", events.Alarm(At("13:39"), tax, "tax-web-latency", "ALARM", "[高] 画面の応答時間の超過", "TargetResponseTime"));
        Add("13:42", "ネットワークのアラーム。Slackを使わない団体を含むためメールだけで知らせる", events.Alarm(At("13:42"), network, "tgw-packet-drop", "ALARM", "[高] Transit Gatewayのパケット破棄", "PacketDropCountBlackhole"));
        Disturb("13:45", "Slackが復旧", DisturbanceKind.SlackRecovered);
        Add("13:52", "応答時間が正常に戻る(復旧)", events.Alarm(At("13:52"), tax, "tax-web-latency", "OK", "[高] 画面の応答時間の超過", "TargetResponseTime"));
        Add("13:55", "パケット破棄の解消(復旧)", events.Alarm(At("13:55"), network, "tgw-packet-drop", "OK", "[高] Transit Gatewayのパケット破棄", "PacketDropCountBlackhole"));

        Add("14:10", "デプロイの失敗(生活保護)", events.EcsDeployment(At("14:10"), accounts.Of("assistance"), "assistance", "assistance-web", completed: false));
        Add("14:40", "デプロイの成功(復旧)", events.EcsDeployment(At("14:40"), accounts.Of("assistance"), "assistance", "assistance-web", completed: true));
        var killed = accounts.Of("welfare");
        Disturb("14:59", "AlertTriageのプロセスを処理中に強制終了", DisturbanceKind.TriageKilled);
        for (var i = 0; i < KilledAlarms; i++)
        {
            var at = At("15:00").AddSeconds(i * 2);
            Add(at, "強制終了される処理に含まれるアラーム(福祉総合)", events.Alarm(at, killed, $"welfare-node-{i + 1}", "ALARM", "[高] ノードの応答なし", "StatusCheckFailed"));
        }

        for (var i = 0; i < KilledAlarms; i++)
        {
            var at = At("15:20").AddSeconds(i * 2);
            Add(at, "ノードの復帰(復旧)", events.Alarm(at, killed, $"welfare-node-{i + 1}", "OK", "[高] ノードの応答なし", "StatusCheckFailed"));
        }
    }
}
