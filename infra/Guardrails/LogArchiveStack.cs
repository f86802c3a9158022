using Amazon.CDK.AWS.S3;
using GovCloud.Guardrails;

namespace GovCloud.Infra.Guardrails;

/// <summary>
/// The bucket that every account's trail and configuration go to. Deployed into the account of the log archive with the rights of that account
/// alone, before the baseline. It must never let a writing account read, change or delete. Removing the stack keeps the bucket. Logs stay in
/// it until somebody deletes them on purpose: how long is the municipality's rule, not the template's.
/// </summary>
sealed class LogArchiveStack : Stack
{
    // Long enough to notice and to act, short enough that a mistake can be mended.
    const int LockedDays = 90;

    internal LogArchiveStack(Construct scope, string id, BaselineVersion version)
        : base(scope, id, new StackProps
        {
            StackName = BaselineReleases.LogArchiveStack,
            Description = $"Log archive of the generic baseline, not official, version {version}",
            Synthesizer = new BootstraplessSynthesizer(new BootstraplessSynthesizerProps()),
            TerminationProtection = true,
        })
    {
        var name = new CfnParameter(this, "BucketName", new CfnParameterProps { Type = "String", Description = "Name of the bucket", AllowedPattern = "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$" });
        var accounts = new CfnParameter(this, "Accounts", new CfnParameterProps { Type = "CommaDelimitedList", Description = "The accounts that write" });
        var logs = Archive(name.ValueAsString);
        _ = new CfnBucketPolicy(this, "ArchivePolicy", new CfnBucketPolicyProps { Bucket = logs.Ref, PolicyDocument = Policy(logs, accounts.ValueAsList) });
        _ = new CfnOutput(this, BaselineReleases.VersionOutput, new CfnOutputProps { Description = "Version of the generic baseline (not official)", Value = version.ToString() });
        Amazon.CDK.Tags.Of(this).Remove("Estate", new TagProps { ExcludeResourceTypes = ["aws:cdk:stack"], Priority = 300 });
    }

    CfnBucket Archive(string name)
    {
        var bucket = new CfnBucket(this, "Archive", new CfnBucketProps
        {
            BucketName = name,
            ObjectLockEnabled = true,
            ObjectLockConfiguration = new CfnBucket.ObjectLockConfigurationProperty
            {
                ObjectLockEnabled = "Enabled",
                Rule = new CfnBucket.ObjectLockRuleProperty { DefaultRetention = new CfnBucket.DefaultRetentionProperty { Mode = "GOVERNANCE", Days = LockedDays } },
            },
            VersioningConfiguration = new CfnBucket.VersioningConfigurationProperty { Status = "Enabled" },
            // Trails bring their own key; what AWS Config delivers is encrypted by S3.
            BucketEncryption = new CfnBucket.BucketEncryptionProperty
            {
                ServerSideEncryptionConfiguration = new[]
                {
                    new CfnBucket.ServerSideEncryptionRuleProperty
                    {
                        ServerSideEncryptionByDefault = new CfnBucket.ServerSideEncryptionByDefaultProperty { SseAlgorithm = "AES256" },
                    },
                },
            },
            PublicAccessBlockConfiguration = new CfnBucket.PublicAccessBlockConfigurationProperty
            {
                BlockPublicAcls = true,
                BlockPublicPolicy = true,
                IgnorePublicAcls = true,
                RestrictPublicBuckets = true,
            },
            OwnershipControls = new CfnBucket.OwnershipControlsProperty { Rules = new[] { new CfnBucket.OwnershipControlsRuleProperty { ObjectOwnership = "BucketOwnerEnforced" } } },
            LifecycleConfiguration = new CfnBucket.LifecycleConfigurationProperty
            {
                Rules = new[]
                {
                    new CfnBucket.RuleProperty
                    {
                        Id = "archive", Status = "Enabled",
                        Transitions = new[] { new CfnBucket.TransitionProperty { StorageClass = "GLACIER_IR", TransitionInDays = LockedDays } },
                        AbortIncompleteMultipartUpload = new CfnBucket.AbortIncompleteMultipartUploadProperty { DaysAfterInitiation = 7 },
                    },
                },
            },
        });
        bucket.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return bucket;
    }

    static PolicyDocument Policy(CfnBucket bucket, string[] accounts)
    {
        var objects = $"{bucket.AttrArn}/AWSLogs/*";
        var services = new[] { "cloudtrail.amazonaws.com", "config.amazonaws.com" };
        return new PolicyDocument(new PolicyDocumentProps
        {
            Statements =
            [
                new PolicyStatement(new PolicyStatementProps
                {
                    Sid = "TlsOnly", Effect = Effect.DENY, Principals = [new AnyPrincipal()], Actions = ["s3:*"], Resources = [bucket.AttrArn, $"{bucket.AttrArn}/*"],
                    Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
                    {
                        ["Bool"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SecureTransport"] = "false" },
                    },
                }),
                .. services.Select(service => Grant.By(
                    new ServicePrincipal(service), $"{service.Split('.')[0]}Looks", ["s3:GetBucketAcl", "s3:ListBucket"], [bucket.AttrArn],
                    ("StringEquals", "aws:SourceAccount", accounts))),
                .. services.Select(service => Grant.By(
                    new ServicePrincipal(service), $"{service.Split('.')[0]}Writes", ["s3:PutObject"], [objects], ("StringEquals", "aws:SourceAccount", accounts))),
                // AWS Config delivers in the name of each account's own role.
                ByRecorders("RecordersLook", ["s3:GetBucketAcl", "s3:ListBucket"], bucket.AttrArn, accounts),
                ByRecorders("RecordersWrite", ["s3:PutObject"], $"{bucket.AttrArn}/AWSLogs/*/Config/*", accounts),
            ],
        });
    }

    static PolicyStatement ByRecorders(string sid, string[] actions, string resource, string[] accounts) => Grant.By(
        new AnyPrincipal(), sid, actions, [resource],
        ("StringEquals", "aws:PrincipalAccount", accounts), ("ArnLike", "aws:PrincipalArn", $"arn:{Aws.PARTITION}:iam::*:role/{BaselineReleases.MemberStack}-*"));
}
