using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

/// <summary>One problem that arrives by several ways has one fingerprint.</summary>
public sealed class FoldingTests
{
    const string Ec2 = $$"""[{"Type":"AwsEc2Instance","Id":"arn:aws:ec2:{{Events.Region}}:{{Events.Account}}:instance/i-0a1b2c3d4e5f60718"}]""";
    const string S3 = """[{"Type":"AwsIamAccessKey","Id":"AWS::IAM::AccessKey:ASIAEXAMPLE000000001"},{"Type":"AwsS3Bucket","Id":"arn:aws:s3:::zeimu-export"}]""";
    const string Key = """[{"Type":"AwsIamAccessKey","Id":"AWS::IAM::AccessKey:AKIAEXAMPLE000000002"}]""";
    const string Eks = $$"""[{"Type":"AwsEksCluster","Id":"arn:aws:eks:{{Events.Region}}:{{Events.Account}}:cluster/core"}]""";
    const string Rds = $$"""[{"Type":"AwsRdsDbInstance","Id":"arn:aws:rds:{{Events.Region}}:{{Events.Account}}:db:kokuho-db"}]""";
    const string Lambda = $$"""[{"Type":"AwsLambdaFunction","Id":"arn:aws:lambda:{{Events.Region}}:{{Events.Account}}:function:export"}]""";

    public static TheoryData<string, string, string, string> Copies => new()
    {
        { "Recon:EC2/PortProbeUnprotectedPort", Events.Instance, "TTPs/Discovery/Recon:EC2-PortProbeUnprotectedPort", Ec2 },
        { "Exfiltration:S3/AnomalousBehavior", Events.Bucket, "TTPs/Exfiltration:S3-AnomalousBehavior", S3 },
        { "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom", Events.AccessKey, "TTPs/UnauthorizedAccess:IAMUser-MaliciousIPCaller.Custom", Key },
        { "Discovery:Kubernetes/MaliciousIPCaller", Events.Cluster, "TTPs/Discovery/Discovery:Kubernetes-MaliciousIPCaller", Eks },
        { "CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin", Events.Database, "TTPs/Credential Access/CredentialAccess:RDS-AnomalousBehavior.SuccessfulLogin", Rds },
        { "Backdoor:Lambda/C&CActivity.B", Events.Function, "TTPs/Command and Control/Backdoor:Lambda-C&CActivity.B", Lambda },
    };

    [Theory]
    [MemberData(nameof(Copies))]
    public void Guardduty_and_its_copy_in_asff_are_one(string type, string resource, string taxonomy, string resources) =>
        Events.AreOne(Events.GuardDuty(type, resource: resource), Events.Imported(Events.AsffGuardDuty($"[\"{taxonomy}\"]", resources)));

    [Theory]
    [MemberData(nameof(Copies))]
    public void Guardduty_and_its_copy_in_ocsf_are_one(string type, string resource, string taxonomy, string resources)
    {
        Assert.NotEmpty(taxonomy);
        var uids = resources.Replace("\"Type\"", "\"type\"", StringComparison.Ordinal).Replace("\"Id\"", "\"uid\"", StringComparison.Ordinal);
        Events.AreOne(Events.GuardDuty(type, resource: resource), Events.ImportedV2(Events.Ocsf(types: $"[\"Threats\",\"{type}\"]", resources: uids)));
    }

    [Fact]
    public void Health_copies_of_member_and_administrator_are_one() =>
        Events.AreOne(Events.Health(), Events.Health(account: "131229000901", more: $"""
            "affectedAccount":"{Events.Account}",
            """));

    [Fact]
    public void The_order_of_affected_entities_does_not_matter() =>
        Events.AreOne(Events.Health(entities: """[{"entityValue":"i-2"},{"entityValue":"i-1"}]"""), Events.Health(entities: """[{"entityValue":"i-1"},{"entityValue":"i-2"},{"entityValue":"i-3"}]"""));

    [Fact]
    public void A_control_from_two_standards_is_one() =>
        Events.AreOne(
            Events.Imported(Events.Asff(generator: "security-control/S3.8", id: "a")),
            Events.Imported(Events.Asff(
                generator: "aws-foundational-security-best-practices/v/1.0.0/S3.8",
                id: "b",
                more: """
                    "Compliance":{"Status":"FAILED","SecurityControlId":"S3.8","AssociatedStandards":[{"StandardsId":"standards/cis-aws-foundations-benchmark/v/3.0.0"}]},
                    """)));

    [Fact]
    public void A_control_from_before_consolidation_is_one_with_the_consolidated_one() =>
        Events.AreOne(
            Events.Imported(Events.Asff()),
            Events.Imported(Events.Asff(generator: "aws-foundational-security-best-practices/v/1.0.0/S3.8", more: """
                "Compliance":{"Status":"FAILED"},"ProductFields":{"ControlId":"S3.8"},
                """)));

    [Fact]
    public void An_alarm_through_sns_and_eventbridge_is_one()
    {
        Events.AreOne(Events.Alarm(), Events.Sns(Events.AlarmMessage()));
        Assert.Equal(Events.One(Events.Alarm()).UpdatedAt, Events.One(Events.Sns(Events.AlarmMessage())).UpdatedAt);
    }

    [Theory]
    [InlineData("arn:aws:ec2:ap-northeast-1:131229000101:instance/i-0a1b2c3d4e5f60718", "i-0a1b2c3d4e5f60718")]
    [InlineData("AWS::IAM::AccessKey:AKIAEXAMPLE000000002", "AKIAEXAMPLE000000002")]
    [InlineData("arn:aws:lambda:ap-northeast-1:131229000101:function:export", "AWS::Lambda::Function:export")]
    [InlineData("arn:aws:s3:::b", "AWS::S3::Bucket:b")]
    [InlineData("AWS::::Account:131229000101", "131229000101")]
    public void Two_names_of_one_resource_have_one_key(string one, string other) => Assert.Equal(ResourceIdentity.Key(one), ResourceIdentity.Key(other));

    [Theory]
    [InlineData("arn:aws:iam::131229000101:role/app", "arn:aws:s3:::app")]
    [InlineData("arn:aws:iam::131229000101:role/app", "arn:aws:iam::131229000101:user/app")]
    [InlineData("arn:aws:sqs:ap-northeast-1:131229000101:app", "arn:aws:sns:ap-northeast-1:131229000101:app")]
    [InlineData("arn:aws:rds:ap-northeast-1:131229000101:db:app", "arn:aws:rds:ap-northeast-1:131229000101:cluster:app")]
    public void Two_resources_of_one_name_have_two_keys(string one, string other) => Assert.NotEqual(ResourceIdentity.Key(one), ResourceIdentity.Key(other), StringComparer.Ordinal);
}
