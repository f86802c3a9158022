using FsCheck;
using FsCheck.Fluent;
using GovCloud.Triage.Catalogue;
using Xunit.Abstractions;

namespace GovCloud.Core.Tests.Catalogue;

public sealed class SecurityControlsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("S3.8", "S3.8")]
    [InlineData("s3.8", "S3.8")]
    [InlineData("CT.CloudTrail.2", "CloudTrail.2")]
    [InlineData("ELBv2.1", "ELB.1")]
    [InlineData("EC2.9999", "EC2.9999")] // newer than the table, of a known service
    [InlineData("security-control/S3.12", "S3.12")]
    [InlineData("security-control/NewService.1", "NewService.1")]
    [InlineData("aws-foundational-security-best-practices/v/1.0.0/EC2.8", "EC2.8")]
    [InlineData("nist-800-53/v/5.0.0/KMS.4", "KMS.4")]
    [InlineData("service-managed-aws-control-tower/v/1.0.0/CT.CloudTrail.2", "CloudTrail.2")]
    [InlineData("arn:aws:securityhub:us-east-1:111122223333:control/aws-foundational-security-best-practices/v/1.0.0/RDS.7", "RDS.7")]
    [InlineData("arn:aws:securityhub:us-east-1:111122223333:control/pci-dss/v/3.2.1/PCI.S3.1", "S3.3")]
    [InlineData("pci-dss/v/3.2.1/PCI.CloudTrail.1", "CloudTrail.2")]
    [InlineData("PCI.Lambda.2", "Lambda.3")]
    [InlineData("PCI.ES.1", "ES.2")]
    [InlineData("PCI.IAM.8", "IAM.10")]
    [InlineData("1.3", "IAM.8")]
    [InlineData("CIS.1.1", "CloudWatch.1")]
    [InlineData("CIS.4.1", "EC2.13")]
    [InlineData("arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0/rule/2.9", "EC2.6")]
    [InlineData("arn:aws:securityhub:us-east-1:111122223333:control/cis-aws-foundations-benchmark/v/1.2.0/2.9", "EC2.6")]
    [InlineData("cis-aws-foundations-benchmark/v/1.4.0/3.7", "CloudTrail.2")]
    [InlineData("cis-aws-foundations-benchmark/v/3.0.0/5.4", "EC2.2")]
    [InlineData("cis-aws-foundations-benchmark/v/5.0.0/5.5", "EC2.2")]
    [InlineData("s3-bucket-public-read-prohibited", "S3.2")]
    [InlineData("vpc-flow-logs-enabled", "EC2.6")]
    [InlineData("iam-root-access-key-check", "IAM.4")]
    [InlineData("securityhub-vpc-flow-logs-enabled-l6dseq", "EC2.6")]
    [InlineData("securityhub-iam-password-policy-recommended-defaults-no-symbols-required-7a79532a", "IAM.10")]
    [InlineData("securityhub-kms-cmk-not-scheduled-for-deletion-2-109ab27f", "KMS.3")]
    [InlineData("securityhub-ec2-managedinstance-patch-compliance-310ff521", "SSM.2")]
    [InlineData("securityhub-mariadb-publish-logs-to-cloudwatch-logs-0ea8ca6c", "RDS.42")]
    [InlineData("iam-password-policy-conformance-pack-qayjyopmd", "IAM.7")]
    public void A_check_is_one_control_whatever_its_name(string key, string expected)
    {
        Assert.True(SecurityControls.TryFind(key, out var controlId));
        Assert.Equal(expected, controlId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("my-own-rule")]
    [InlineData("MFA_ENABLED_RULE")]
    [InlineData("9.9")]
    [InlineData("Unknown.1")]
    [InlineData("S3.")]
    [InlineData("cis-aws-foundations-benchmark/v/3.0.0/2.1.4")] // two controls
    [InlineData("cis-aws-foundations-benchmark/v/3.0.0/4.1")] // means another check than in 1.2.0
    [InlineData("arn:aws:guardduty:us-east-1:111122223333:detector/d4b040365221be2b54a6264dc9a4bc64")]
    public void Anything_else_is_no_control(string key) => Assert.False(SecurityControls.TryFind(key, out _));

    [Theory]
    [InlineData("securityhub-vpc-flow-logs-enabled-l6dseq", "vpc-flow-logs-enabled")]
    [InlineData("securityhub-access-keys-rotated-993fa106", "access-keys-rotated")]
    [InlineData("securityhub-restricted-ssh-33f8347e", "restricted-ssh")]
    [InlineData("securityhub-rds-snapshot-encrypted-60166400", "rds-snapshot-encrypted")]
    [InlineData("securityhub-ec2-imdsv2-check-abcdef", "ec2-imdsv2-check")]
    [InlineData("securityhub-autoscaling-launchconfig-requires-imdsv2-0a1b2c3d", "autoscaling-launchconfig-requires-imdsv2")]
    [InlineData("securityhub-a-check-of-tomorrow-0a1b2c3d", "a-check-of-tomorrow")]
    [InlineData("securityhub-s3-bucket-logging-enabled", "s3-bucket-logging-enabled")]
    [InlineData("s3-bucket-logging-enabled-conformance-pack-qayjyopmd", "s3-bucket-logging-enabled")]
    [InlineData("s3-bucket-logging-enabled-10p3xvu", "s3-bucket-logging-enabled")]
    [InlineData("OrgConfigRule-restricted-ssh-a1b2c3d4", "restricted-ssh")]
    [InlineData("OrgConfigRule-our-own-rule-a1b2c3d4", "our-own-rule")]
    [InlineData("Baseline-RootMfaRule-1A2B3C4D5E6F", "Baseline-RootMfaRule")]
    public void Generated_parts_of_a_rule_name_are_taken_off(string name, string expected) =>
        Assert.Equal(expected, SecurityControls.StripConfigSuffix(name));

    [Theory]
    [InlineData("ec2-ebs-encryption-by-default")]
    [InlineData("iam-password-policy")]
    [InlineData("autoscaling-launchconfig-requires-imdsv2")]
    [InlineData("elasticache-redis-cluster-automatic-backup-check")]
    [InlineData("custodian-sg-exposed-port7")]
    [InlineData("custodian-app-elb-checker")]
    [InlineData("periodic-config-rule")]
    [InlineData("our-cis-level1")]
    [InlineData("tls-sha256")]
    [InlineData("s3-bucket-logging-enabled-tokyo")]
    [InlineData("restricted-ssh-strict")]
    [InlineData("rule-20261121")]
    [InlineData("12345678012")]
    [InlineData("MFA_ENABLED_RULE")]
    [InlineData("securityhub-")]
    [InlineData("-")]
    [InlineData("")]
    public void A_name_without_generated_parts_is_left_alone(string name) => Assert.Equal(name, SecurityControls.StripConfigSuffix(name));

    [Fact]
    public void Every_managed_rule_survives_every_kind_of_deployment()
    {
        const string Base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
        var rules = ResourceTable.Read("controls.tsv", 3).SelectMany(entry => entry[1].Split(',')).Where(rule => rule is not "-").ToArray();
        var cases = (
            from rule in Gen.Elements(rules)
            from six in Gen.Elements(Base36.ToCharArray()).ArrayOf(6)
            from eight in Gen.Elements(Base36[..16].ToCharArray()).ArrayOf(8)
            select (rule, new string(six), new string(eight))).ToArbitrary();

        Assert.True(rules.Length >= 250, $"{rules.Length} rules");
        Assert.All(rules, rule => Assert.Equal(rule, SecurityControls.StripConfigSuffix(rule)));
        Prop.ForAll(cases, c => new[]
        {
            $"securityhub-{c.rule}-{c.Item2}",
            $"securityhub-{c.rule}-{c.Item3}",
            $"OrgConfigRule-{c.rule}-{c.Item3}",
            $"{c.rule}-conformance-pack-{c.Item2}",
        }.All(name => string.Equals(SecurityControls.StripConfigSuffix(name), c.rule, StringComparison.Ordinal))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_standard_points_to_a_listed_control()
    {
        var ids = SecurityControls.Ids.ToHashSet(StringComparer.Ordinal);

        Assert.True(ids.Count >= 300, $"{ids.Count} controls");
        Assert.All(ResourceTable.Read("standard-controls.tsv", 2), entry => Assert.Contains(entry[1], ids));
    }

    [Fact]
    public void Every_control_in_published_findings_is_found()
    {
        string[] names = ["GeneratorId", "SecurityControlId", "ControlId", "RuleId"];
        var keys = PublishedFindings.Texts("securityhub")
            .Where(text => names.Contains(text.Name, StringComparer.Ordinal))
            .Select(text => text.Value)
            .Where(value => value.Contains("/v/", StringComparison.Ordinal) || value.Contains("security-control/", StringComparison.Ordinal)
                || SecurityControls.IsIdForm(value) || (value.Length > 0 && char.IsAsciiDigit(value[0])))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        output.WriteLine($"{keys.Count} control keys in published findings");

        Assert.All(keys, key => Assert.True(SecurityControls.TryFind(key, out var id) && SecurityControls.TryGetTitle(id, out _), key));
    }

    [Fact]
    public void Every_Config_rule_in_published_findings_is_found()
    {
        var names = PublishedFindings.Texts("securityhub")
            .Where(text => text.Name is "RelatedAWSResources:0/name" && text.Value.StartsWith("securityhub-", StringComparison.Ordinal))
            .Select(text => text.Value)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        output.WriteLine($"{names.Count} Config rule names in published findings");

        Assert.All(names, name => Assert.True(SecurityControls.TryFind(name, out _), name));
    }
}
