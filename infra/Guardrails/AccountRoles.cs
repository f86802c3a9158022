using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.SQS;
using GovCloud.Guardrails;

namespace GovCloud.Infra.Guardrails;

/// <summary>
/// The roles that the operations account may assume: for emergencies, with MFA and an alarm; for AWS Support, with MFA; for the daily audit, which
/// only its function may use and which can change nothing.
/// </summary>
sealed class AccountRoles : Construct
{
    static readonly string[] ApiCalls = ["AWS API Call via CloudTrail"];
    static readonly string[] Assuming = ["AssumeRole"];

    readonly BaselineScope baseline;

    internal AccountRoles(Construct scope, string id, BaselineScope baseline) : base(scope, id)
    {
        this.baseline = baseline;
        var breakGlass = baseline.Of(ControlCatalogue.BreakGlass, new CfnRole(this, "BreakGlass", new CfnRoleProps
        {
            RoleName = GuardrailNames.BreakGlassRole,
            Description = "For emergencies, after approval; every use raises an alarm",
            MaxSessionDuration = 3600,
            AssumeRolePolicyDocument = PeopleWithMfa(),
            ManagedPolicyArns = [Managed("AdministratorAccess")],
        }));
        AlarmOnUse(breakGlass);
        baseline.Of(ControlCatalogue.SupportRole, new CfnRole(this, "Support", new CfnRoleProps
        {
            RoleName = GuardrailNames.SupportRole,
            Description = "Opens and follows cases at AWS Support",
            AssumeRolePolicyDocument = PeopleWithMfa(),
            ManagedPolicyArns = [Managed("AWSSupportAccess")],
        }));
        baseline.Of(ControlCatalogue.AuditRole, AuditRole());
    }

    static string Managed(string name) => $"arn:{Aws.PARTITION}:iam::aws:policy/{name}";

    PolicyDocument PeopleWithMfa() => Document(Grant.By(
        new AccountPrincipal(baseline.OperationsAccount), "PeopleWithMfa", ["sts:AssumeRole"], [],
        ("Bool", "aws:MultiFactorAuthPresent", "true"), ("NumericLessThan", "aws:MultiFactorAuthAge", "3600")));

    // Drift detection reads each resource as its service shows it; SecurityAudit is what AWS maintains for that, and it reads no content.
    CfnRole AuditRole() => new(this, "Audit", new CfnRoleProps
    {
        RoleName = GuardrailNames.AuditRole,
        Description = "Reads the account's configuration for the daily audit; changes nothing",
        MaxSessionDuration = 3600,
        AssumeRolePolicyDocument = Document(Grant.By(
            new AccountPrincipal(baseline.OperationsAccount), "TheAuditFunction", ["sts:AssumeRole"], [],
            ("ArnLike", "aws:PrincipalArn", $"arn:{Aws.PARTITION}:iam::{baseline.OperationsAccount}:role/{GuardrailNames.AuditorRolePrefix}*"))),
        ManagedPolicyArns = [Managed("SecurityAudit")],
        Policies = new[]
        {
            new CfnRole.PolicyProperty
            {
                PolicyName = "Drift",
                PolicyDocument = Document(
                    Grant.To(
                        "ReadStacks",
                        ["cloudformation:DescribeStacks", "cloudformation:DetectStackDrift", "cloudformation:DetectStackResourceDrift", "cloudformation:DescribeStackResourceDrifts", "cloudformation:GetTemplate"],
                        [$"arn:{Aws.PARTITION}:cloudformation:*:{Aws.ACCOUNT_ID}:stack/GovCloud-*/*"]),
                    // These know no resources.
                    Grant.To(
                        "ReadSettings",
                        [
                            "account:GetAlternateContact", "cloudformation:DescribeStackDriftDetectionStatus", "ec2:GetEbsEncryptionByDefault", "ec2:GetInstanceMetadataDefaults",
                            "inspector2:BatchGetAccountStatus", "s3:GetAccountPublicAccessBlock",
                        ],
                        ["*"])),
            },
        },
    });

    void AlarmOnUse(CfnRole role)
    {
        var uses = baseline.Of(ControlCatalogue.BreakGlass, new CfnQueue(this, "Uses", new CfnQueueProps { SqsManagedSseEnabled = true, MessageRetentionPeriod = 1_209_600 }));
        var rule = baseline.Of(ControlCatalogue.BreakGlass, new EventRule(this, "OnUse", new EventRuleProps
        {
            Description = "Somebody assumes the role for emergencies",
            EventPattern = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["detail-type"] = ApiCalls,
                ["detail"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["eventName"] = Assuming,
                    ["requestParameters"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["roleArn"] = new[] { role.AttrArn } },
                },
            },
            Targets = new[] { new EventRule.TargetProperty { Id = "Uses", Arn = uses.AttrArn } },
        }));
        baseline.Of(ControlCatalogue.BreakGlass, new CfnQueuePolicy(this, "UsesPolicy", new CfnQueuePolicyProps
        {
            Queues = [uses.Ref],
            PolicyDocument = Document(
                Grant.By(new ServicePrincipal("events.amazonaws.com"), "RuleReports", ["sqs:SendMessage"], [uses.AttrArn], ("ArnEquals", "aws:SourceArn", rule.AttrArn)),
                new PolicyStatement(new PolicyStatementProps
                {
                    Sid = "TlsOnly",
                    Effect = Effect.DENY,
                    Principals = [new AnyPrincipal()],
                    Actions = ["sqs:*"],
                    Resources = [uses.AttrArn],
                    Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
                    {
                        ["Bool"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SecureTransport"] = "false" },
                    },
                })),
        }));
        baseline.Of(ControlCatalogue.BreakGlass, new CfnAlarm(this, "UsesAlarm", new CfnAlarmProps
        {
            AlarmDescription = "緊急用ロールが使用されました。承認の記録を確認してください。",
            Namespace = "AWS/SQS",
            MetricName = "NumberOfMessagesSent",
            Dimensions = new[] { new CfnAlarm.DimensionProperty { Name = "QueueName", Value = uses.AttrQueueName } },
            Statistic = "Sum",
            Period = 300,
            EvaluationPeriods = 1,
            Threshold = 1,
            ComparisonOperator = "GreaterThanOrEqualToThreshold",
            TreatMissingData = "notBreaching",
        }));
    }

    static PolicyDocument Document(params PolicyStatement[] statements) => new(new PolicyDocumentProps { Statements = statements });
}
