using FsCheck;
using FsCheck.Fluent;
using GovCloud.Triage;
using GovCloud.Triage.Catalogue;

namespace GovCloud.Core.Tests.Catalogue;

public sealed class PlaybookCatalogueTests
{
    public static TheoryData<string> Ids => [.. PlaybookCatalogue.All.Select(playbook => playbook.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_playbook_is_complete_and_in_plain_polite_Japanese(string id)
    {
        var playbook = PlaybookCatalogue.Get(id);

        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", playbook.Id);
        JapaneseText.AssertNominal(playbook.Title, 55);
        JapaneseText.AssertPolite(playbook.Summary);
        JapaneseText.AssertPolite(playbook.Impact);
        Assert.InRange(playbook.Steps.Length, 3, 6);
        Assert.All(playbook.Steps, JapaneseText.AssertPolite);
        Assert.Equal(playbook.Steps.Length, playbook.Steps.Distinct(StringComparer.Ordinal).Count());
        Assert.StartsWith("https://docs.aws.amazon.com/", playbook.Reference, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws.guardduty", "UnauthorizedAccess:EC2/SSHBruteForce", AlertCategory.Threat, "guardduty-brute-force")]
    [InlineData("aws.securityhub", "UnauthorizedAccess:EC2/SSHBruteForce", AlertCategory.Threat, "guardduty-brute-force")]
    [InlineData("aws.guardduty", "UnauthorizedAccess:EC2/TorClient", AlertCategory.Threat, "guardduty-ec2-unauthorized-access")]
    [InlineData("aws.guardduty", "CryptoCurrency:Runtime/BitcoinTool.B", AlertCategory.Threat, "guardduty-cryptocurrency")]
    [InlineData("aws.guardduty", "Policy:IAMUser/RootCredentialUsage", AlertCategory.Threat, "guardduty-root-use")]
    [InlineData("aws.guardduty", "Execution:EC2/MaliciousFile!Snapshot", AlertCategory.Threat, "guardduty-malware-backup")]
    [InlineData("aws.guardduty", "Policy:S3/BucketPublicAccessGranted", AlertCategory.Threat, "guardduty-s3-policy")]
    [InlineData("aws.guardduty", "AttackSequence:S3/CompromisedData", AlertCategory.Threat, "guardduty-s3-exfiltration")]
    [InlineData("aws.guardduty", "Brandnew:Quantum/Thing", AlertCategory.Threat, "guardduty-other")]
    [InlineData("aws.securityhub", "S3.8", AlertCategory.Posture, "control-s3-8")]
    [InlineData("aws.securityhub", "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0/rule/4.1", AlertCategory.Posture, "control-ec2-13")]
    [InlineData("aws.config", "restricted-ssh", AlertCategory.Posture, "control-ec2-13")]
    [InlineData("aws.config", "our-own-rule", AlertCategory.Posture, "config-rule")]
    [InlineData("aws.securityhub", "EC2.25", AlertCategory.Posture, "controls-ec2")]
    [InlineData("aws.securityhub", "ECR.2", AlertCategory.Posture, "controls-ecr")]
    [InlineData("aws.securityhub", "Autoscaling.5", AlertCategory.Posture, "controls-autoscaling")]
    [InlineData("aws.securityhub", "Quantum.1", AlertCategory.Posture, "generic-posture")]
    [InlineData("aws.health", "AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED", AlertCategory.Maintenance, "health-ec2-retirement")]
    [InlineData("aws.health", "AWS_RDS_MAINTENANCE_SCHEDULED", AlertCategory.Maintenance, "health-rds-maintenance")]
    [InlineData("aws.health", "AWS_RDS_OPERATIONAL_ISSUE", AlertCategory.ServiceHealth, "service-health")]
    [InlineData("aws.health", "AWS_ACM_RENEWAL_STATE_CHANGE", AlertCategory.Maintenance, "health-certificate")]
    [InlineData("aws.health", "AWS_LAMBDA_RUNTIME_DEPRECATION_SCHEDULED", AlertCategory.Maintenance, "health-lambda-runtime")]
    [InlineData("aws.health", "AWS_RISK_CREDENTIALS_EXPOSED", AlertCategory.Threat, "health-credentials-exposed")]
    [InlineData("aws.health", "AWS_BILLING_NOTIFICATION", AlertCategory.Other, "health-notification")]
    [InlineData("aws.backup", "Backup Job State Change", AlertCategory.Backup, "backup-job")]
    [InlineData("aws.backup", "Copy Job State Change", AlertCategory.Backup, "backup-copy")]
    [InlineData("aws.backup", "Restore Job State Change", AlertCategory.Backup, "backup-restore")]
    [InlineData("aws.cloudwatch", "CloudWatch Alarm State Change", AlertCategory.Monitoring, "cloudwatch-alarm")]
    [InlineData("aws.inspector2", "CVE-2024-12345", AlertCategory.Vulnerability, "vulnerability")]
    [InlineData("aws.access-analyzer", "Access Analyzer Finding", AlertCategory.Access, "access-analyzer-external")]
    [InlineData("aws.trustedadvisor", "Service Limits", AlertCategory.Advice, "advice")]
    [InlineData("aws.macie", "SensitiveData:S3Object/Personal", AlertCategory.DataProtection, "macie-sensitive")]
    [InlineData("aws.macie", "Policy:IAMUser/S3BucketPublic", AlertCategory.DataProtection, "macie-policy")]
    [InlineData("aws.ce", "Cost Anomaly Detected", AlertCategory.Cost, "cost-anomaly")]
    [InlineData("aws.budgets", "Budget Threshold Breached", AlertCategory.Cost, "budgets")]
    [InlineData("aws.signin", "RootSignIn", AlertCategory.Threat, "guardduty-root-use")]
    [InlineData("aws.cloudtrail", "StopLogging", AlertCategory.Change, "change-audit-logging")]
    [InlineData("aws.s3", "DeleteBucketPublicAccessBlock", AlertCategory.Change, "change-sharing")]
    [InlineData("aws.kms", "KMS CMK Deletion", AlertCategory.Operation, "kms-key")]
    [InlineData("aws.ecs", "ECS Task State Change", AlertCategory.Operation, "ecs-task")]
    [InlineData("aws.ec2", "EC2 Instance State-change Notification", AlertCategory.Operation, "ec2-instance")]
    [InlineData("aws.directconnect", "Direct Connect Connection State Change", AlertCategory.Network, "health-network")]
    [InlineData("AWS.Batch", "batch job state change", AlertCategory.Operation, "batch-job")]
    [InlineData("example.app", "x", AlertCategory.Network, "network")]
    public void The_most_specific_playbook_is_found(string source, string type, AlertCategory category, string id) =>
        Assert.Equal(id, PlaybookCatalogue.Find(source, type, category).Id);

    [Fact]
    public void Every_listed_finding_type_has_a_playbook_of_its_family() =>
        Assert.All(GuardDutyTypes.Listed, type =>
        {
            var playbook = PlaybookCatalogue.Find("aws.guardduty", type, AlertCategory.Threat);
            Assert.StartsWith("guardduty-", playbook.Id, StringComparison.Ordinal);
            Assert.False(playbook.Id is "guardduty-other", type);
        });

    [Fact]
    public void At_least_sixty_controls_have_a_playbook_of_their_own()
    {
        var own = SecurityControls.Ids.Where(id => PlaybookCatalogue.Find("aws.securityhub", id, AlertCategory.Posture).Id.StartsWith("control-", StringComparison.Ordinal));

        Assert.True(own.Count() >= 60);
    }

    [Fact]
    public void Every_playbook_is_reachable()
    {
        var found = SecurityControls.Ids.Select(id => PlaybookCatalogue.Find("aws.securityhub", id, AlertCategory.Posture).Id)
            .Concat(GuardDutyTypes.Listed.Select(type => PlaybookCatalogue.Find("aws.guardduty", type, AlertCategory.Threat).Id))
            .Concat(ResourceTable.Read("event-titles.tsv", 3).Select(entry => PlaybookCatalogue.Find(Example(entry[0]), Example(entry[1]), AlertCategory.Other).Id))
            .Concat(Enum.GetValues<AlertCategory>().Select(category => PlaybookCatalogue.Find("x", "y", category).Id))
            .Concat(SecurityControls.Ids.Select(id => PlaybookCatalogue.Find("aws.securityhub", $"{id.Split('.')[0]}.9999", AlertCategory.Posture).Id))
            .Concat(ResourceTable.Read("guardduty-terms.tsv", 3).Select(entry => PlaybookCatalogue.Find("aws.guardduty", $"New:{entry[1]}/New", AlertCategory.Threat).Id));

        Assert.Empty(PlaybookCatalogue.All.Select(playbook => playbook.Id).Except(found, StringComparer.Ordinal));
    }

    [Fact]
    public void There_is_always_a_playbook_and_always_the_same() =>
        Prop.ForAll<NonNull<string>, NonNull<string>, AlertCategory>((source, type, category) =>
            PlaybookCatalogue.Find(source.Get, type.Get, category) == PlaybookCatalogue.Find(source.Get, type.Get, category)).QuickCheckThrowOnFailure();

    [Fact]
    public void An_unknown_id_is_an_error_that_names_it()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => PlaybookCatalogue.Get("no-such"));
        Assert.Contains("'no-such'", error.Message, StringComparison.Ordinal);
    }

    // The embedded data is what every cold start may read: it must not grow unnoticed.
    [Theory]
    [InlineData("playbooks.json", 300_000)]
    [InlineData("controls.tsv", 60_000)]
    [InlineData("guardduty-titles.tsv", 40_000)]
    [InlineData("event-titles.tsv", 30_000)]
    public void The_data_stays_small(string file, int bytes)
    {
        using var stream = ResourceTable.Open(file);
        Assert.InRange(stream.Length, 1, bytes);
    }

    static string Example(string pattern) => pattern.Replace("*", "x", StringComparison.Ordinal);
}
