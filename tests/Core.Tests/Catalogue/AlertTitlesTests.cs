using GovCloud.Triage;
using GovCloud.Triage.Catalogue;
using Xunit.Abstractions;

namespace GovCloud.Core.Tests.Catalogue;

public sealed class AlertTitlesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("aws.guardduty", "UnauthorizedAccess:EC2/SSHBruteForce", AlertCategory.Threat, "EC2 への SSH 総当たり攻撃の疑い")]
    [InlineData("aws.securityhub", "Backdoor:EC2/C&CActivity.B!DNS", AlertCategory.Threat, "EC2 から攻撃者の指令サーバーのドメインへの問い合わせ")]
    [InlineData("aws.guardduty", "Exfiltration:RDS/Something.New", AlertCategory.Threat, "データベース(RDS)におけるデータの持ち出しの疑い(Something.New)")]
    [InlineData("aws.guardduty", "Brandnew:Quantum/Thing", AlertCategory.Threat, "Quantum における脅威の疑い(Thing)")]
    [InlineData("aws.securityhub", "S3.8", AlertCategory.Posture, "S3 バケットのパブリックアクセスブロックが無効")]
    [InlineData("aws.securityhub", "PCI.S3.6", AlertCategory.Posture, "アカウント全体の S3 パブリックアクセスブロックが無効")]
    [InlineData("aws.securityhub", "EC2.999", AlertCategory.Posture, "セキュリティ基準 EC2.999 への不適合")]
    [InlineData("aws.securityhub", "Quantum.1", AlertCategory.Posture, "セキュリティ基準 Quantum.1 への不適合")]
    [InlineData("aws.config", "restricted-ssh", AlertCategory.Posture, "SSH(22 番ポート)がインターネットに公開されている")]
    [InlineData("aws.config", "our-own-rule", AlertCategory.Posture, "AWS Config ルール「our-own-rule」への不適合")]
    [InlineData("aws.health", "AWS_RISK_CREDENTIALS_EXPOSED", AlertCategory.Threat, "アクセスキーがインターネットに公開されている疑い")]
    [InlineData("aws.health", "AWS_ELASTICLOADBALANCING_OPERATIONAL_ISSUE", AlertCategory.ServiceHealth, "ロードバランサーの障害(AWS 側)")]
    [InlineData("aws.health", "AWS_QUANTUM_OPERATIONAL_ISSUE", AlertCategory.ServiceHealth, "QUANTUM の障害(AWS 側)")]
    [InlineData("aws.health", "AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED", AlertCategory.Maintenance, "EC2 のリタイア(ハードウェア故障に伴う停止)の予定")]
    [InlineData("aws.backup", "Backup Job State Change", AlertCategory.Backup, "バックアップの異常")]
    [InlineData("aws.backup", "Copy Job State Change", AlertCategory.Backup, "バックアップの複製(コピー)の異常")]
    [InlineData("aws.macie", "Policy:IAMUser/S3BucketPublic", AlertCategory.DataProtection, "S3 バケットが公開された")]
    [InlineData("aws.kms", "ScheduleKeyDeletion", AlertCategory.Change, "KMS キーの削除予約")]
    [InlineData("aws.ecs", "ECS Task State Change", AlertCategory.Operation, "ECS タスクの停止または異常")]
    [InlineData("aws.cloudwatch", "VPN-tunnel-down", AlertCategory.Network, "CloudWatch アラームの発生")]
    [InlineData("aws.appflow", "AppFlow End Flow Run Report", AlertCategory.Operation, "aws.appflow の状態変化(AppFlow End Flow Run Report)")]
    [InlineData("example.app", "x", AlertCategory.Other, "example.app からの通知(x)")]
    public void A_type_has_a_title_that_people_understand(string source, string type, AlertCategory category, string title) =>
        Assert.Equal(title, AlertTitles.For(source, type, category));

    [Fact]
    public void Every_category_has_a_title_of_last_resort() =>
        Assert.All(Enum.GetValues<AlertCategory>(), category =>
        {
            var title = AlertTitles.For("unknown.source", "unknown-type", category);
            Assert.Contains("unknown-type", title, StringComparison.Ordinal);
            Assert.DoesNotContain("{", title, StringComparison.Ordinal);
        });

    [Fact]
    public void Listed_titles_are_short_Japanese_nominal_phrases()
    {
        var titles = ResourceTable.Read("guardduty-titles.tsv", 2).Select(entry => entry[1])
            .Concat(ResourceTable.Read("controls.tsv", 3).Select(entry => entry[2]))
            .Concat(ResourceTable.Read("event-titles.tsv", 3).Select(entry => entry[2]))
            .ToList();

        Assert.True(titles.Count >= 650, $"{titles.Count} titles");
        Assert.All(titles, title => JapaneseText.AssertNominal(title, 55));
    }

    [Fact]
    public void No_two_finding_types_and_no_two_controls_share_a_title()
    {
        Assert.Empty(Repeated(ResourceTable.Read("guardduty-titles.tsv", 2).Select(entry => entry[1])));
        Assert.Empty(Repeated(ResourceTable.Read("controls.tsv", 3).Select(entry => entry[2])));
    }

    [Fact]
    public void Every_type_in_published_GuardDuty_findings_is_listed()
    {
        var types = PublishedFindings.Texts("guardduty")
            .Where(text => text.Name is "type" or "Type" && text.Value.Contains(':', StringComparison.Ordinal) && text.Value.Contains('/', StringComparison.Ordinal))
            .Select(text => text.Value)
            .Where(type => !type.StartsWith("arn:", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        output.WriteLine($"{types.Count} finding types in published findings");

        Assert.All(types, type => Assert.True(GuardDutyTypes.Listed.Contains(type, StringComparer.Ordinal), type));
        Assert.All(types, type => Assert.False(PlaybookCatalogue.Find("aws.guardduty", type, AlertCategory.Threat).Id is "guardduty-other", type));
    }

    static IEnumerable<string> Repeated(IEnumerable<string> texts) =>
        texts.GroupBy(text => text, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => group.Key);
}
