using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Estates;
using GovCloud.Organization;

namespace GovCloud.Core.Tests.Organization;

/// <summary>What the policies deny, proved by asking.</summary>
public sealed class AccessEvaluatorTests
{
    const string Admin = "arn:aws:iam::444400000003:role/admin";
    const string Deploy = "arn:aws:iam::444400000003:role/cdk-hnb659fds-deploy-role-444400000003-ap-northeast-1";
    const string BreakGlass = "arn:aws:iam::444400000003:role/ops/break-glass";
    const string Root = "arn:aws:iam::444400000003:root";

    static readonly string[] Abroad = ["us-east-1", "us-west-2", "eu-central-1", "ap-northeast-2", "ap-southeast-1"];

    [Theory]
    // Regions.
    [InlineData("s3:PutObject", "us-east-1", Admin, "OnlyAllowedRegions")]
    [InlineData("S3:putobject", "us-east-1", Admin, "OnlyAllowedRegions")]
    [InlineData("dynamodb:CreateTable", "ap-northeast-2", Admin, "OnlyAllowedRegions")]
    [InlineData("kms:CreateKey", "us-east-1", Admin, "OnlyAllowedRegions")]
    [InlineData("lambda:InvokeFunction", "ap-northeast-1", Admin, null)]
    [InlineData("rds:CreateDBInstance", "ap-northeast-3", Admin, null)]
    [InlineData("iam:GetRole", "us-east-1", Admin, null)]
    [InlineData("organizations:DescribeOrganization", "us-east-1", Admin, null)]
    [InlineData("route53:ChangeResourceRecordSets", "us-east-1", Admin, null)]
    [InlineData("cloudfront:CreateDistribution", "us-east-1", Admin, null)]
    [InlineData("support:CreateCase", "us-east-1", Admin, null)]
    [InlineData("networkmanager:DescribeGlobalNetworks", "us-west-2", Admin, null)]
    [InlineData("s3:PutObject", "us-east-1", Deploy, null)]
    [InlineData("s3:PutObject", "us-east-1", BreakGlass, null)]
    [InlineData("s3:PutObject", "us-east-1", "arn:aws:iam::444400000003:role/cdk-hnb659fd", "OnlyAllowedRegions")]
    [InlineData("s3:PutObject", "us-east-1", "arn:aws:iam::444400000003:user/cdk-hnb659fds-x", "OnlyAllowedRegions")]
    [InlineData("s3:PutObject", "us-east-1", "arn:aws:iam::444400000003:role/other/break-glass", "OnlyAllowedRegions")]
    [InlineData("guardduty:GetFindings", "us-east-1", "arn:aws:iam::444400000003:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty", null)]
    // The organization and the root user.
    [InlineData("organizations:LeaveOrganization", "us-east-1", Admin, "NoLeaving")]
    [InlineData("organizations:LeaveOrganization", "us-east-1", BreakGlass, "NoLeaving")]
    [InlineData("account:CloseAccount", "us-east-1", Admin, "NoLeaving")]
    [InlineData("s3:ListAllMyBuckets", "us-east-1", Root, "NoRootUser")]
    [InlineData("ec2:RunInstances", "ap-northeast-1", Root, "NoRootUser")]
    // Guardrails.
    [InlineData("cloudtrail:StopLogging", "ap-northeast-1", Admin, "DetectionStaysOn")]
    [InlineData("config:StopConfigurationRecorder", "ap-northeast-1", Admin, "DetectionStaysOn")]
    [InlineData("guardduty:DeleteDetector", "ap-northeast-1", Admin, "DetectionStaysOn")]
    [InlineData("securityhub:DisableSecurityHub", "ap-northeast-1", Admin, "DetectionStaysOn")]
    [InlineData("guardduty:DeleteDetector", "ap-northeast-1", Deploy, null)]
    [InlineData("guardduty:GetFindings", "ap-northeast-1", Admin, null)]
    // S3 and IAM users.
    [InlineData("s3:PutAccountPublicAccessBlock", "ap-northeast-1", Admin, "PublicAccessStaysBlocked")]
    [InlineData("s3:PutBucketPublicAccessBlock", "ap-northeast-1", Admin, "PublicAccessStaysBlocked")]
    [InlineData("s3:PutBucketPublicAccessBlock", "ap-northeast-1", Deploy, null)]
    [InlineData("iam:CreateUser", "us-east-1", Admin, "NoIamUsers")]
    [InlineData("iam:CreateAccessKey", "us-east-1", Admin, "NoIamUsers")]
    [InlineData("iam:CreateRole", "us-east-1", Admin, null)]
    public void In_production_a_call_is_denied_by_exactly_this(string action, string region, string principal, string? statement) =>
        Assert.Equal(statement, Evaluate("production/131229", Request(action, region, principal))?.Statement.Sid);

    [Theory]
    [InlineData("cloudformation:DeleteStack", "arn:aws:cloudformation:ap-northeast-1:444400000003:stack/GovCloud-Forwarding/1f", "AutomationStays")]
    [InlineData("cloudformation:DeleteStack", "arn:aws:cloudformation:ap-northeast-1:444400000003:stack/business/1f", null)]
    [InlineData("events:DisableRule", "arn:aws:events:ap-northeast-1:444400000003:rule/GovCloud-Forwarding-Findings-1A", "AutomationStays")]
    [InlineData("iam:PutRolePolicy", "arn:aws:iam::444400000003:role/GovCloud-Forwarding-ForwardingRole-1A", "RolesStay")]
    [InlineData("iam:CreateRole", "arn:aws:iam::444400000003:role/cdk-hnb659fds-mine", "RolesStay")]
    [InlineData("iam:UpdateAssumeRolePolicy", "arn:aws:iam::444400000003:role/ops/break-glass", "RolesStay")]
    [InlineData("iam:CreateRole", "arn:aws:iam::444400000003:role/business", null)]
    public void What_forwards_and_who_is_exempt_cannot_be_changed_by_others(string action, string resource, string? statement)
    {
        var request = Request(action, "ap-northeast-1", Admin) with { Resource = resource };
        Assert.Equal(statement, Evaluate("production/131229", request)?.Statement.Sid);
        Assert.Null(Evaluate("production/131229", request with { Principal = Deploy }));
    }

    [Theory]
    [InlineData("public-read", "NoPublicAcl")]
    [InlineData("authenticated-read", "NoPublicAcl")]
    [InlineData("private", null)]
    [InlineData(null, null)]
    public void A_public_access_list_is_denied_to_everybody(string? acl, string? statement)
    {
        var context = acl is null ? ImmutableDictionary<string, string>.Empty : ImmutableDictionary<string, string>.Empty.Add(ConditionKeys.CannedAcl, acl);
        Assert.Equal(statement, Evaluate("production/131229", Request("s3:PutObject", "ap-northeast-1", BreakGlass) with { Context = context })?.Statement.Sid);
    }

    [Fact]
    public void A_root_session_that_the_management_account_began_passes() =>
        Assert.Null(Evaluate("production/131229", Request("s3:DeleteBucketPolicy", "ap-northeast-1", Root) with { Context = ImmutableDictionary<string, string>.Empty.Add(ConditionKeys.AssumedRoot, "true") }));

    [Theory]
    [InlineData("verification/131229", null)]
    [InlineData("sandbox", null)]
    [InlineData("production/vendor-a", "NoIamUsers")]
    [InlineData("network", "NoIamUsers")]
    [InlineData("operations", "NoIamUsers")]
    [InlineData("common", "NoIamUsers")]
    public void Iam_users_are_denied_in_production_and_in_the_accounts_for_all_only(string unit, string? statement) =>
        Assert.Equal(statement, Evaluate(unit, Request("iam:CreateUser", "us-east-1", Admin))?.Statement.Sid);

    [Fact]
    public void In_a_suspended_account_nothing_passes_but_exempt_roles()
    {
        Assert.Equal("Suspended", Evaluate("suspended", Request("ec2:DescribeInstances", "ap-northeast-1", Admin))?.Statement.Sid);
        Assert.Null(Evaluate("suspended", Request("ec2:TerminateInstances", "ap-northeast-1", BreakGlass)));
    }

    [Fact]
    public void Whatever_is_called_abroad_is_denied_in_every_unit_unless_it_is_a_global_service_or_an_exempt_role() => Prop.ForAll<byte, byte, byte>((service, region, unit) =>
    {
        string[] services = ["s3:GetObject", "ec2:RunInstances", "rds:CreateDBCluster", "lambda:CreateFunction", "sqs:SendMessage", "kms:Decrypt", "bedrock:InvokeModel", "logs:PutLogEvents"];
        var plan = OrganizationPlan.Of(OwnedEstate.Estate);
        var policies = plan.PoliciesOf(plan.Units[unit % plan.Units.Length]);
        var request = Request(services[service % services.Length], Abroad[region % Abroad.Length], Admin);
        return AccessEvaluator.Evaluate(policies, request) is not null
            && AccessEvaluator.Evaluate(policies, request with { Principal = Deploy }) is null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_global_service_is_denied_abroad_by_region() => Assert.All(
        GlobalServices.Table,
        service => Assert.NotEqual("OnlyAllowedRegions", Evaluate("production/131229", Request(service.Action.Replace("*", "GetThing", StringComparison.Ordinal), "us-east-1", Admin))?.Statement.Sid));

    [Fact]
    public void Regions_and_actions_that_the_estate_adds_pass()
    {
        var estate = OwnedEstate.With(new EstateOrganization
        {
            AdditionalRegions = [new AdditionalRegion { Region = "us-east-1", Reason = "例" }],
            GlobalActions = [new GlobalAction { Action = "chatbot:*", Reason = "例" }],
        });
        Assert.Null(Evaluate("verification/131229", Request("s3:PutObject", "us-east-1", Admin), estate));
        Assert.Null(Evaluate("verification/131229", Request("chatbot:DescribeSlackChannels", "us-east-2", Admin), estate));
        Assert.NotNull(Evaluate("verification/131229", Request("s3:PutObject", "us-east-2", Admin), estate));
    }

    [Fact]
    public void A_policy_that_is_turned_off_denies_nothing()
    {
        var estate = OwnedEstate.With(new EstateOrganization { PoliciesTurnedOff = [new PolicyTurnedOff { Policy = ControlPolicy.JapaneseRegions, Reason = "例" }] });
        Assert.Null(Evaluate("production/131229", Request("s3:PutObject", "us-east-1", Admin), estate));
    }

    [Fact]
    public void An_existing_unit_below_production_is_protected_even_if_it_stands_elsewhere()
    {
        var estate = OwnedEstate.With(new EstateOrganization
        {
            Units = [new ExistingUnit { Kind = UnitKind.Municipality, Municipality = OwnedEstate.Katsushika, Environment = DeploymentEnvironment.Production, Id = "ou-ab12-34cd56ef" }],
        });
        var plan = OrganizationPlan.Of(estate);
        Assert.All(plan.Policies.Where(policy => policy.Kind != ControlPolicy.SuspendedAccounts), policy => Assert.Contains("production/131229", policy.Targets, StringComparer.Ordinal));
        Assert.All(plan.Policies, policy => Assert.DoesNotContain("verification/131229", policy.Targets, StringComparer.Ordinal));
    }

    static AccessRequest Request(string action, string region, string principal) => new() { Action = action, Region = region, Principal = principal };

    static AccessDenial? Evaluate(string unit, AccessRequest request, Estate? estate = null)
    {
        var plan = OrganizationPlan.Of(estate ?? OwnedEstate.Estate);
        return AccessEvaluator.Evaluate(plan.PoliciesOf(plan.Units.Single(one => one.Key == unit)), request);
    }
}
