using System.Collections.Immutable;

namespace GovCloud.Access;

/// <summary>
/// The actions of each level, service by service. Names, and that every action marked as limited by tag honours <c>aws:ResourceTag</c> on all
/// resources that it requires, are from AWS's Service Authorization Reference (as of 2026-09-23). Reading is by prefix only where every action
/// behind the prefix reads settings.
/// </summary>
public static class ActionCatalogue
{
    /// <summary>Settings and states, without what is stored.</summary>
    public static ImmutableArray<string> ReadSettings { get; } =
    [
        "access-analyzer:Get*", "access-analyzer:List*", "acm:DescribeCertificate", "acm:ListCertificates", "application-autoscaling:Describe*", "autoscaling:Describe*",
        "backup:Describe*", "backup:GetBackupPlan", "backup:GetBackupSelection", "backup:ListBackupJobs", "backup:ListBackupPlans", "backup:ListBackupSelections",
        "backup:ListBackupVaults", "backup:ListCopyJobs", "backup:ListProtectedResources", "backup:ListRecoveryPointsByBackupVault", "backup:ListRecoveryPointsByResource",
        "backup:ListRestoreJobs", "backup:ListTags", "budgets:ViewBudget", "ce:GetCostAndUsage", "ce:GetCostForecast", "cloudformation:Describe*", "cloudformation:List*",
        "cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "cloudtrail:LookupEvents", "cloudwatch:Describe*", "cloudwatch:GetDashboard", "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics", "cloudwatch:List*", "config:Describe*", "config:Get*", "config:List*", "dynamodb:Describe*", "dynamodb:List*", "ec2:Describe*",
        "ecr:DescribeImages", "ecr:DescribeRepositories", "ecr:ListImages", "ecs:Describe*", "ecs:List*", "elasticfilesystem:Describe*", "elasticloadbalancing:Describe*",
        "events:Describe*", "events:List*", "guardduty:Get*", "guardduty:List*", "health:Describe*", "iam:Get*", "iam:List*", "inspector2:List*", "kms:DescribeKey",
        "kms:GetKeyRotationStatus", "kms:List*", "lambda:GetFunctionConfiguration", "lambda:List*", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "rds:Describe*",
        "rds:ListTagsForResource", "route53resolver:Get*", "route53resolver:List*", "s3:GetAccountPublicAccessBlock", "s3:GetBucket*", "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration", "s3:GetReplicationConfiguration", "s3:ListAllMyBuckets", "scheduler:List*", "secretsmanager:DescribeSecret",
        "secretsmanager:ListSecrets", "securityhub:Describe*", "securityhub:Get*", "securityhub:List*", "servicequotas:Get*", "servicequotas:List*", "sns:Get*", "sns:List*",
        "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags", "sqs:ListQueues", "ssm:Describe*", "ssm:ListCommands", "ssm:ListDocuments",
        "ssm:ListInventoryEntries", "states:DescribeStateMachine", "states:List*", "sts:GetCallerIdentity", "tag:Get*", "trustedadvisor:Describe*", "wafv2:GetWebACL", "wafv2:List*",
    ];

    /// <summary>What is stored: objects, items, log lines, messages, secrets, and what carries them, such as screens, user data and program code.</summary>
    public static ImmutableArray<string> ReadData { get; } =
    [
        "athena:GetQueryResults", "athena:StartQueryExecution", "cloudformation:GetTemplate", "dynamodb:BatchGetItem", "dynamodb:ExportTableToPointInTime", "dynamodb:GetItem",
        "dynamodb:GetRecords", "dynamodb:PartiQLSelect", "dynamodb:Query", "dynamodb:Scan", "ebs:GetSnapshotBlock", "ebs:ListChangedBlocks", "ebs:ListSnapshotBlocks",
        "ec2:DescribeInstanceAttribute", "ec2:DescribeLaunchTemplateVersions", "ec2:GetConsoleOutput", "ec2:GetConsoleScreenshot", "ec2:GetLaunchTemplateData",
        "ec2:GetPasswordData", "elasticfilesystem:ClientMount", "es:ESHttpGet", "es:ESHttpPost", "kinesis:GetRecords", "kinesis:SubscribeToShard", "kms:Decrypt",
        "kms:ReEncryptFrom", "lambda:GetFunction", "lambda:GetLayerVersion", "lambda:InvokeFunction", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:GetLogRecord",
        "logs:GetQueryResults", "logs:StartLiveTail", "logs:StartQuery", "logs:Unmask", "rds-data:BatchExecuteStatement", "rds-data:ExecuteStatement", "rds-db:connect",
        "rds:DownloadCompleteDBLogFile", "rds:DownloadDBLogFilePortion", "rds:StartExportTask", "redshift-data:ExecuteStatement", "redshift-data:GetStatementResult",
        "s3-object-lambda:GetObject", "s3:GetObject", "s3:GetObjectAttributes", "s3:GetObjectVersion", "s3:ListBucket", "s3:ListBucketVersions",
        "secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue", "sqs:ReceiveMessage", "ssm:GetCommandInvocation", "ssm:GetParameter",
        "ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath", "states:DescribeExecution", "states:GetExecutionHistory",
    ];

    /// <summary>The part of <see cref="ReadData"/> that a role for data is given; the rest nobody is.</summary>
    public static ImmutableArray<string> UseData { get; } =
    [
        "dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "kms:Decrypt", "lambda:InvokeFunction", "logs:FilterLogEvents", "logs:GetLogEvents",
        "logs:StartQuery", "rds:DownloadDBLogFilePortion", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "secretsmanager:GetSecretValue", "sqs:ReceiveMessage",
        "ssm:GetParameter", "ssm:GetParameters", "states:DescribeExecution", "states:GetExecutionHistory",
    ];

    /// <summary>Starting, stopping, restarting, scaling what is there. No program is changed and nothing is made.</summary>
    public static ImmutableArray<string> Operate { get; } =
    [
        "autoscaling:SetDesiredCapacity", "autoscaling:StartInstanceRefresh", "ec2:RebootInstances", "ec2:StartInstances", "ec2:StopInstances", "ecs:StopTask", "ecs:UpdateService",
        "elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets", "rds:FailoverDBCluster", "rds:RebootDBInstance", "rds:StartDBCluster",
        "rds:StartDBInstance", "rds:StopDBCluster", "rds:StopDBInstance", "states:StartExecution", "states:StopExecution",
    ];

    /// <summary>Changing and removing what is there.</summary>
    public static ImmutableArray<string> Change { get; } =
    [
        "autoscaling:UpdateAutoScalingGroup", "dynamodb:DeleteItem", "dynamodb:DeleteTable", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:UpdateTable",
        "ec2:AttachVolume", "ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress", "ec2:DeleteSecurityGroup", "ec2:DeleteVolume", "ec2:DetachVolume",
        "ec2:ModifyInstanceAttribute", "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress", "ec2:TerminateInstances", "ecs:DeleteService",
        "elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:DeleteTargetGroup", "events:DeleteRule", "events:DisableRule", "events:PutTargets",
        "lambda:DeleteFunction", "lambda:PublishVersion", "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration", "logs:PutRetentionPolicy",
        "rds:DeleteDBInstance", "rds:ModifyDBCluster", "rds:ModifyDBInstance", "secretsmanager:PutSecretValue", "sns:DeleteTopic", "sns:Publish", "sqs:DeleteQueue",
        "sqs:PurgeQueue", "sqs:SendMessage", "ssm:PutParameter", "states:DeleteStateMachine", "states:UpdateStateMachine",
    ];

    /// <summary>Making things. Only where nobody else works in the account: what is made carries no tag yet by which it could be told apart.</summary>
    public static ImmutableArray<string> Create { get; } =
    [
        "autoscaling:CreateAutoScalingGroup", "cloudformation:CreateChangeSet", "cloudformation:CreateStack", "cloudformation:DeleteChangeSet", "cloudformation:DeleteStack",
        "cloudformation:ExecuteChangeSet", "cloudformation:UpdateStack", "cloudwatch:PutMetricAlarm", "dynamodb:CreateTable", "dynamodb:TagResource", "ec2:CreateSecurityGroup",
        "ec2:CreateSnapshot", "ec2:CreateTags", "ec2:CreateVolume", "ec2:RunInstances", "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload",
        "ecr:CreateRepository", "ecr:GetAuthorizationToken", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart", "ecs:CreateService",
        "ecs:RegisterTaskDefinition", "ecs:RunTask", "ecs:TagResource", "elasticloadbalancing:AddTags", "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule",
        "events:PutRule", "kms:CreateGrant", "kms:Encrypt", "kms:GenerateDataKey", "lambda:AddPermission", "lambda:CreateFunction", "lambda:TagResource", "logs:CreateLogGroup",
        "logs:TagResource", "rds:AddTagsToResource", "rds:CreateDBCluster", "rds:CreateDBClusterSnapshot", "rds:CreateDBInstance", "rds:CreateDBSnapshot", "s3:CreateBucket",
        "s3:DeleteObject", "s3:PutBucketTagging", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration", "s3:PutObject", "secretsmanager:CreateSecret",
        "secretsmanager:TagResource", "sns:CreateTopic", "sns:Subscribe", "sns:TagResource", "sqs:CreateQueue", "sqs:SetQueueAttributes", "sqs:TagQueue",
        "states:CreateStateMachine", "states:TagResource",
    ];

    /// <summary>Sessions on servers and in containers (遠隔操作).</summary>
    public static ImmutableArray<string> Remote { get; } =
    [
        "ec2-instance-connect:OpenTunnel", "ec2-instance-connect:SendSSHPublicKey", "ec2-instance-connect:SendSerialConsoleSSHPublicKey", "ecs:ExecuteCommand",
        "ssm-guiconnect:StartConnection", "ssm:ResumeSession", "ssm:SendCommand", "ssm:StartAutomationExecution", "ssm:StartSession",
    ];

    /// <summary>The part of <see cref="Remote"/> that a role for remote operation is given.</summary>
    public static ImmutableArray<string> UseRemote { get; } = ["ecs:ExecuteCommand", "ssm:StartSession"];

    /// <summary>Whether an action can be limited by the tag of what it touches: all resources that it requires carry tags and the service looks at them.</summary>
    /// <remarks>
    /// Buckets and objects: only once attribute-based access is switched on for the bucket. Executions of a state machine and log queries carry no tags.
    /// Instances and tables do. Creation is excluded: what does not exist yet has no tag.
    /// </remarks>
    public static bool IsLimitedByTag(string action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return !action.StartsWith("s3:", StringComparison.Ordinal)
            && !action.StartsWith("logs:StartQuery", StringComparison.Ordinal)
            && !Untagged.Contains(action, StringComparer.Ordinal)
            && !Create.Contains(action, StringComparer.Ordinal);
    }

    // Carry no tags (executions), or reach further than the tag says: attributes, targets and code run with roles that are not compared.
    static readonly ImmutableArray<string> Untagged =
        ["states:DescribeExecution", "states:GetExecutionHistory", "states:StopExecution", "ec2:ModifyInstanceAttribute", "events:PutTargets", "lambda:UpdateFunctionConfiguration", "lambda:UpdateFunctionCode", "states:UpdateStateMachine"];
}
