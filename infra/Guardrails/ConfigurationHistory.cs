using Amazon.CDK.AWS.Config;
using GovCloud.Guardrails;

namespace GovCloud.Infra.Guardrails;

/// <summary>Records the configuration of every resource into the log archive and checks it with rules that AWS maintains.</summary>
sealed class ConfigurationHistory : Construct
{
    static readonly BaselineVersion First = new(1, 0);
    static readonly BaselineVersion Second = new(1, 1);

    static readonly Rule[] Rules =
    [
        new("BucketsNotPublic", "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED", First),
        new("BucketsTlsOnly", "S3_BUCKET_SSL_REQUESTS_ONLY", First),
        new("VolumesEncrypted", "ENCRYPTED_VOLUMES", First),
        new("DatabasesEncrypted", "RDS_STORAGE_ENCRYPTED", First),
        new("DatabasesNotPublic", "RDS_INSTANCE_PUBLIC_ACCESS_CHECK", First),
        new("DatabaseSnapshotsNotPublic", "RDS_SNAPSHOTS_PUBLIC_PROHIBITED", First),
        new("DefaultSecurityGroupClosed", "VPC_DEFAULT_SECURITY_GROUP_CLOSED", First),
        new("NoOpenSsh", "INCOMING_SSH_DISABLED", First),
        new("NoOpenPorts", "RESTRICTED_INCOMING_TRAFFIC", First),
        new("FlowLogs", "VPC_FLOW_LOGS_ENABLED", First),
        new("InstanceMetadataV2", "EC2_IMDSV2_CHECK", First),
        new("FunctionsNotPublic", "LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED", First),
        new("RootMfa", "ROOT_ACCOUNT_MFA_ENABLED", First),
        new("UserMfa", "IAM_USER_MFA_ENABLED", First),
        new("AccessKeysRotated", "ACCESS_KEYS_ROTATED", Second) { Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["maxAccessKeyAge"] = "90" } },
        new("DatabasesInBackupPlans", "RDS_RESOURCES_PROTECTED_BY_BACKUP_PLAN", Second),
        new("KeysNotBeingDeleted", "KMS_CMK_NOT_SCHEDULED_FOR_DELETION", Second),
    ];

    internal ConfigurationHistory(Construct scope, string id, BaselineScope baseline) : base(scope, id)
    {
        var role = baseline.Of(ControlCatalogue.ConfigurationRecorded, Recording(baseline.LogArchiveBucket));
        var recorder = baseline.Of(ControlCatalogue.ConfigurationRecorded, new CfnConfigurationRecorder(this, "Recorder", new CfnConfigurationRecorderProps
        {
            Name = "default",
            RoleArn = role.AttrArn,
            RecordingGroup = new CfnConfigurationRecorder.RecordingGroupProperty { AllSupported = true, IncludeGlobalResourceTypes = true },
        }));
        var channel = baseline.Of(ControlCatalogue.ConfigurationRecorded, new CfnDeliveryChannel(this, "Delivery", new CfnDeliveryChannelProps
        {
            Name = "default",
            S3BucketName = baseline.LogArchiveBucket,
            ConfigSnapshotDeliveryProperties = new CfnDeliveryChannel.ConfigSnapshotDeliveryPropertiesProperty { DeliveryFrequency = "TwentyFour_Hours" },
        }));
        foreach (var rule in Rules.Where(rule => rule.Since <= baseline.Version))
        {
            var resource = baseline.Of(ControlCatalogue.ConfigurationChecked, new CfnConfigRule(this, rule.Name, new CfnConfigRuleProps
            {
                Source = new CfnConfigRule.SourceProperty { Owner = "AWS", SourceIdentifier = rule.Identifier },
                InputParameters = rule.Parameters,
            }));
            // A rule is refused while nothing is recorded. Where another party records, the dependency is void.
            resource.AddDependency(recorder);
            resource.AddDependency(channel);
        }
    }

    CfnRole Recording(string bucket) => new(this, "Role", new CfnRoleProps
    {
        Description = "Lets AWS Config read the configuration of this account and deliver it to the log archive",
        AssumeRolePolicyDocument = new PolicyDocument(new PolicyDocumentProps
        {
            Statements = [Grant.By(new ServicePrincipal("config.amazonaws.com"), "ConfigOfThisAccount", ["sts:AssumeRole"], [], ("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID))],
        }),
        // AWS extends it with every service that it learns to record; a copy would silently stop recording new ones.
        ManagedPolicyArns = [$"arn:{Aws.PARTITION}:iam::aws:policy/service-role/AWS_ConfigRole"],
        Policies = new[]
        {
            new CfnRole.PolicyProperty
            {
                PolicyName = "Deliver",
                PolicyDocument = new PolicyDocument(new PolicyDocumentProps
                {
                    Statements =
                    [
                        Grant.To("Deliver", ["s3:PutObject"], [$"arn:{Aws.PARTITION}:s3:::{bucket}/AWSLogs/{Aws.ACCOUNT_ID}/Config/*"]),
                        Grant.To("FindTheBucket", ["s3:GetBucketAcl", "s3:ListBucket"], [$"arn:{Aws.PARTITION}:s3:::{bucket}"]),
                    ],
                }),
            },
        },
    });

    sealed record Rule(string Name, string Identifier, BaselineVersion Since)
    {
        public Dictionary<string, string>? Parameters { get; init; }
    }
}
