using GovCloud.Deployment;
using GovCloud.Estates;
using static GovCloud.Core.Tests.Deployment.PlanEstate;
using static GovCloud.Core.Tests.Deployment.StackOf;

namespace GovCloud.Core.Tests.Deployment;

public sealed class LimitCheckTests
{
    const string Account = "111122223333";
    const string Region = "ap-northeast-1";

    [Fact]
    public void Every_limit_has_a_source_a_day_and_words_and_stands_once()
    {
        Assert.Equal(DeploymentLimits.All.Length, DeploymentLimits.All.Select(l => l.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(DeploymentLimits.All, l => Assert.True(l.Source.Length > 0 && l.AsOf.Year >= 2026 && l.Text.Japanese.Length > 0 && l.Text.English.Length > 0, l.Id));
        Assert.All(DeploymentLimits.All, l => Assert.True(l.Value(null, Day) is null or > 0, l.Id));
        Assert.All(DeploymentLimits.All.Where(l => l.QuotaCode is not null), l => Assert.Matches("^L-[0-9A-F]{8}$", l.QuotaCode!));
        Assert.All(DeploymentLimits.All.Where(l => l.Type.StartsWith("AWS::", StringComparison.Ordinal)), l => Assert.True(UpdateBehaviours.Knows(l.Type), l.Type));
    }

    [Fact]
    public void Stacks_of_one_account_are_counted_together_and_those_of_others_are_not()
    {
        var (one, other) = (Of("A", Repeated("AWS::EC2::VPC", 3)), Of("B", Repeated("AWS::EC2::VPC", 2)));

        var together = Check([new(one, Account, Region), new(other, Account, Region)], "vpcs");
        var apart = Check([new(one, Account, Region), new(other, "444455556666", Region)], "vpcs");

        Assert.Equal(("111122223333/ap-northeast-1", 5, 5), (together.Place, together.Used, together.Allowed));
        Assert.Equal(3, apart.Used);
    }

    [Fact]
    public void A_stack_that_goes_to_many_accounts_counts_once_in_each() =>
        Assert.Equal(2, Check([new(Of("A", Repeated("AWS::IAM::Role", 2)), Account, Region), new(Of("A", Repeated("AWS::IAM::Role", 2)), "444455556666", Region)], "iam-roles").Used);

    [Fact]
    public void Roles_are_counted_over_all_regions_and_VPCs_in_each()
    {
        var stack = Of("A", Repeated("AWS::IAM::Role", 1) + "," + Repeated("AWS::EC2::VPC", 1));
        StackTarget[] placed = [new(stack, Account, Region), new(stack, Account, "ap-northeast-3")];

        Assert.Equal(2, Check(placed, "iam-roles").Used);
        Assert.Equal(1, Check(placed, "vpcs").Used);
    }

    [Fact]
    public void Rules_of_an_ACL_are_counted_by_direction_and_over_stacks_that_import_it()
    {
        static string Rules(int count, string egress, string acl) => string.Join(',', Enumerable.Range(0, count).Select(i => Resource($"R{egress}{i}", "AWS::EC2::NetworkAclEntry", $$""" "NetworkAclId": {{acl}}, "Egress": {{egress}} """)));

        var imported = """{ "Fn::ImportValue": "acl" }""";
        var local = """{ "Ref": "Acl" }""";

        Assert.Equal(12, Check([new(Of("A", Rules(12, "true", local) + "," + Rules(5, "false", local)), Account, Region), new(Of("B", Rules(3, "true", local)), Account, Region)], "acl-rules").Used);
        Assert.Equal(7, Check([new(Of("A", Rules(4, "true", imported)), Account, Region), new(Of("B", Rules(3, "true", imported)), Account, Region)], "acl-rules").Used);
    }

    [Fact]
    public void The_inline_policies_of_a_role_are_added_up_wherever_they_stand()
    {
        const string Document = """ { "Statement": [ { "Action": "s3:GetObject" } ] } """;
        var role = Resource("Role", "AWS::IAM::Role", $$""" "Policies": [ { "PolicyName": "a", "PolicyDocument": {{Document}} } ] """);
        var policy = Resource("Policy", "AWS::IAM::Policy", $$""" "PolicyDocument": {{Document}}, "Roles": [ { "Ref": "Role" } ] """);

        Assert.Equal(2 * """{"Statement":[{"Action":"s3:GetObject"}]}""".Length, Check([new(Of("A", role + "," + policy), Account, Region)], "iam-role-inline").Used);
    }

    [Theory]
    [InlineData("""{"a":"b"}""", 9)]
    [InlineData("""{ "a" : [ 1, true ] }""", 14)]
    [InlineData("""{ "Fn::Join": [ ":", [ "arn", { "Ref": "AWS::Partition" }, { "Ref": "AWS::AccountId" } ] ] }""", 22)]
    public void A_policy_is_measured_without_blanks_and_with_its_references_resolved(string policy, int size) =>
        Assert.Equal(size, Check([new(Of("A", Resource("Q", "AWS::SQS::QueuePolicy", $$""" "PolicyDocument": {{policy}} """)), Account, Region)], "sqs-queue-policy").Used);

    [Fact]
    public void A_name_that_a_parameter_gives_is_not_measured() =>
        Assert.DoesNotContain(LimitCheck.Of([new(Of("A", Resource("B", "AWS::S3::Bucket", """ "BucketName": { "Ref": "Name" } """)), Account, Region)], null, Day).Highest, u => u.Limit.Id == "name-bucket");

    [Fact]
    public void From_80_percent_on_a_limit_is_warned_of()
    {
        Assert.Empty(LimitCheck.Of([new(Of("A", Repeated("AWS::EC2::EIP", 3)), Account, Region)], null, Day).Warnings);
        var warned = Assert.Single(LimitCheck.Of([new(Of("A", Repeated("AWS::EC2::EIP", 4)), Account, Region)], null, Day).Warnings);
        Assert.Equal((true, false), (warned.IsNear, warned.IsExceeded));
    }

    [Fact]
    public void A_limit_that_was_not_looked_up_is_unknown_and_no_warning()
    {
        var usage = Check([new(Of("A", Repeated("AWS::CloudWatch::Alarm", 9000)), Account, Region)], "alarms");

        Assert.Null(usage.Allowed);
        Assert.Null(usage.Share);
        Assert.False(usage.IsNear);
    }

    [Fact]
    public void A_quota_that_the_estate_says_was_raised_applies()
    {
        var raised = Sample with { Network = Sample.Network with { Quotas = [new QuotaOverride { Quota = NetworkQuota.VpcsPerRegion, Value = 50, Source = "case 1", AsOf = Day }] } };

        Assert.Equal(50, LimitCheck.Of([new(Of("A", Repeated("AWS::EC2::VPC", 6)), Account, Region)], raised, Day).Highest.Single(u => u.Limit.Id == "vpcs").Allowed);
    }

    static StackArtifact Of(string name, string resources) => Stack(name, null, resources);

    static string Repeated(string type, int count) => string.Join(',', Enumerable.Range(0, count).Select(i => Resource($"{type.Replace(":", "", StringComparison.Ordinal)}{i}", type)));

    static LimitUsage Check(StackTarget[] placed, string limit) => LimitCheck.Of(placed, null, Day).Highest.Single(u => u.Limit.Id == limit);
}
