using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using GovCloud.Guardrails;

namespace GovCloud.Infra.Guardrails;

/// <summary>
/// An alarm for each kind of call that somebody should look at: section 4 of the CIS AWS Foundations Benchmark v3.0.0. No action is attached: the
/// alarm's change of state is an event that the forwarding template hands to the operations bus.
/// </summary>
sealed class SensitiveCallAlarms : Construct
{
    const string Namespace = "GovCloudBaseline";

    static readonly Watch[] Watches =
    [
        new("UnauthorizedCalls", "権限のない操作が繰り返されました(CIS 4.1)。", "{ ($.errorCode = \"*UnauthorizedOperation\") || ($.errorCode = \"AccessDenied*\") }", 5),
        new("SignInWithoutMfa", "MFA なしでコンソールにサインインしました(CIS 4.2)。",
            "{ ($.eventName = \"ConsoleLogin\") && ($.additionalEventData.MFAUsed != \"Yes\") && ($.userIdentity.type = \"IAMUser\") && ($.responseElements.ConsoleLogin = \"Success\") }"),
        new("RootUser", "ルートユーザーが使用されました(CIS 4.3)。", "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }"),
        new("IamPolicies", "IAM の権限が変更されました(CIS 4.4)。", Calls(
            "iam.amazonaws.com", "AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy", "CreatePolicy", "CreatePolicyVersion", "DeleteGroupPolicy", "DeletePolicy",
            "DeletePolicyVersion", "DeleteRolePolicy", "DeleteUserPolicy", "DetachGroupPolicy", "DetachRolePolicy", "DetachUserPolicy", "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy")),
        new("Trails", "操作の記録の設定が変更されました(CIS 4.5)。", Calls("cloudtrail.amazonaws.com", "CreateTrail", "DeleteTrail", "StartLogging", "StopLogging", "UpdateTrail")),
        new("FailedSignIns", "コンソールへのサインインの失敗が続きました(CIS 4.6)。", "{ ($.eventName = ConsoleLogin) && ($.errorMessage = \"Failed authentication\") }", 5),
        new("Keys", "KMS キーの無効化または削除が行われました(CIS 4.7)。", Calls("kms.amazonaws.com", "DisableKey", "ScheduleKeyDeletion")),
        new("BucketPolicies", "S3 バケットの権限が変更されました(CIS 4.8)。", Calls(
            "s3.amazonaws.com", "DeleteBucketCors", "DeleteBucketLifecycle", "DeleteBucketPolicy", "DeleteBucketReplication", "PutBucketAcl", "PutBucketCors", "PutBucketLifecycle",
            "PutBucketPolicy", "PutBucketReplication")),
        new("Recorders", "構成の記録の設定が変更されました(CIS 4.9)。", Calls(
            "config.amazonaws.com", "DeleteDeliveryChannel", "PutConfigurationRecorder", "PutDeliveryChannel", "StopConfigurationRecorder")),
        new("SecurityGroups", "セキュリティグループが変更されました(CIS 4.10)。", Calls(
            "ec2.amazonaws.com", "AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress", "CreateSecurityGroup", "DeleteSecurityGroup", "ModifySecurityGroupRules",
            "RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress")),
        new("NetworkAcls", "ネットワーク ACL が変更されました(CIS 4.11)。", Calls(
            "ec2.amazonaws.com", "CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclAssociation", "ReplaceNetworkAclEntry")),
        new("Gateways", "インターネットなどへの出入口が変更されました(CIS 4.12)。", Calls(
            "ec2.amazonaws.com", "AttachInternetGateway", "CreateCustomerGateway", "CreateInternetGateway", "DeleteCustomerGateway", "DeleteInternetGateway", "DetachInternetGateway")),
        new("RouteTables", "経路が変更されました(CIS 4.13)。", Calls(
            "ec2.amazonaws.com", "CreateRoute", "CreateRouteTable", "DeleteRoute", "DeleteRouteTable", "DisassociateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation")),
        new("Vpcs", "VPC が変更されました(CIS 4.14)。", Calls(
            "ec2.amazonaws.com", "AcceptVpcPeeringConnection", "CreateVpc", "CreateVpcPeeringConnection", "DeleteVpc", "DeleteVpcPeeringConnection", "ModifyVpcAttribute",
            "RejectVpcPeeringConnection")),
        new("BreakGlass", "緊急用ロールが使用されました。承認の記録を確認してください。",
            $"{{ ($.eventName = AssumeRole) && ($.requestParameters.roleArn = \"*:role/{GuardrailNames.BreakGlassRole}\") }}"),
    ];

    internal SensitiveCallAlarms(Construct scope, string id, BaselineScope baseline, CfnLogGroup calls) : base(scope, id)
    {
        foreach (var watch in Watches)
        {
            baseline.Of(ControlCatalogue.SensitiveCallsAlarmed, new CfnMetricFilter(this, $"{watch.Name}Filter", new CfnMetricFilterProps
            {
                LogGroupName = calls.Ref,
                FilterPattern = watch.Pattern,
                MetricTransformations = new[]
                {
                    new CfnMetricFilter.MetricTransformationProperty { MetricNamespace = Namespace, MetricName = watch.Name, MetricValue = "1", DefaultValue = 0 },
                },
            }));
            baseline.Of(ControlCatalogue.SensitiveCallsAlarmed, new CfnAlarm(this, $"{watch.Name}Alarm", new CfnAlarmProps
            {
                AlarmDescription = watch.Text,
                Namespace = Namespace,
                MetricName = watch.Name,
                Statistic = "Sum",
                Period = 300,
                EvaluationPeriods = 1,
                Threshold = watch.Threshold,
                ComparisonOperator = "GreaterThanOrEqualToThreshold",
                TreatMissingData = "notBreaching",
            }));
        }
    }

    static string Calls(string service, params ReadOnlySpan<string> names)
    {
        var any = string.Join(" || ", [.. names.ToArray().Select(name => $"($.eventName = {name})")]);
        return $"{{ ($.eventSource = {service}) && ({any}) }}";
    }

    sealed record Watch(string Name, string Text, string Pattern, double Threshold = 1);
}
