using Amazon.CDK.AWS.CloudTrail;
using Amazon.CDK.AWS.Logs;
using GovCloud.Guardrails;

namespace GovCloud.Infra.Guardrails;

/// <summary>
/// Records every call in every region: for good into the log archive, where this account cannot delete, and for a time into a log group, which the
/// alarms read. Encrypted with a key of this account that the log archive may decrypt with.
/// </summary>
sealed class AuditTrail : Construct
{
    const string TrailName = "govcloud-audit";

    internal AuditTrail(Construct scope, string id, BaselineScope baseline) : base(scope, id)
    {
        var key = baseline.Of(ControlCatalogue.TrailRecorded, new CfnKey(this, "Key", new CfnKeyProps
        {
            Description = "Encrypts the account's records of calls",
            EnableKeyRotation = true,
            KeyPolicy = KeyPolicy(baseline.LogArchiveAccount),
        }));
        key.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        LogGroup = baseline.Of(ControlCatalogue.TrailRecorded, new CfnLogGroup(this, "Log", new CfnLogGroupProps
        {
            RetentionInDays = baseline.Version < new BaselineVersion(1, 1) ? 400 : 731,
            KmsKeyId = key.AttrArn,
        }));
        LogGroup.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        var role = baseline.Of(ControlCatalogue.TrailRecorded, Writer());
        var trail = baseline.Of(ControlCatalogue.TrailRecorded, new CfnTrail(this, "Trail", new CfnTrailProps
        {
            TrailName = TrailName,
            IsLogging = true,
            IsMultiRegionTrail = true,
            IncludeGlobalServiceEvents = true,
            EnableLogFileValidation = true,
            S3BucketName = baseline.LogArchiveBucket,
            KmsKeyId = key.AttrArn,
            CloudWatchLogsLogGroupArn = LogGroup.AttrArn,
            CloudWatchLogsRoleArn = role.AttrArn,
        }));
        trail.AddDependency(role);
    }

    /// <summary>Where the calls of the last months are.</summary>
    internal CfnLogGroup LogGroup { get; }

    CfnRole Writer() => new(this, "Writer", new CfnRoleProps
    {
        Description = "Lets CloudTrail write into its log group",
        AssumeRolePolicyDocument = Document(Grant.By(
            new ServicePrincipal("cloudtrail.amazonaws.com"), "TrailsOfThisAccount", ["sts:AssumeRole"], [], ("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID))),
        Policies = new[]
        {
            new CfnRole.PolicyProperty
            {
                PolicyName = "Write",
                PolicyDocument = Document(Grant.To("WriteCalls", ["logs:CreateLogStream", "logs:PutLogEvents"], [$"{LogGroup.AttrArn}"])),
            },
        },
    });

    static PolicyDocument KeyPolicy(string logArchive)
    {
        var trail = $"arn:{Aws.PARTITION}:cloudtrail:*:{Aws.ACCOUNT_ID}:trail/*";
        return Document(
            Grant.By(new AccountRootPrincipal(), "AdministrationThroughIam", ["kms:*"], ["*"]),
            Grant.By(
                new ServicePrincipal("cloudtrail.amazonaws.com"), "TrailsEncrypt", ["kms:DescribeKey", "kms:GenerateDataKey*"], ["*"],
                ("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID), ("StringLike", "kms:EncryptionContext:aws:cloudtrail:arn", trail)),
            Grant.By(
                new AccountPrincipal(logArchive), "LogArchiveReads", ["kms:Decrypt"], ["*"], ("StringLike", "kms:EncryptionContext:aws:cloudtrail:arn", trail)),
            Grant.By(
                new ServicePrincipal($"logs.{Aws.REGION}.amazonaws.com"), "LogGroupsOfThisAccount",
                ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"], ["*"],
                ("ArnLike", "kms:EncryptionContext:aws:logs:arn", $"arn:{Aws.PARTITION}:logs:{Aws.REGION}:{Aws.ACCOUNT_ID}:log-group:*")));
    }

    static PolicyDocument Document(params PolicyStatement[] statements) => new(new PolicyDocumentProps { Statements = statements });
}
