namespace GovCloud.Infra;

/// <summary>A finding of a template check that is accepted, with the reason beside the resource. cdk-nag reads it from the template.</summary>
static class AcceptedFinding
{
    /// <summary>The queue is a dead-letter queue of a rule, a schedule or a stream, which the check cannot see: it knows redrive policies only.</summary>
    internal static void IsDeadLetterQueue(Queue queue) =>
        Accept(queue, "AwsSolutions-SQS3", "Dead-letter queue of an EventBridge rule, a schedule or an event source mapping; it has alarms instead of a further queue.");

    /// <summary>S3 delivers access logs to buckets that it encrypts with its own key only.</summary>
    internal static void HoldsAccessLogs(Amazon.CDK.AWS.S3.Bucket bucket) =>
        Accept(bucket, "NIST.800.53.R5-S3DefaultEncryptionKMS", "S3 delivers access logs to buckets with its own key only.");

    /// <summary>The role's policy names <c>*</c> or objects below a bucket.</summary>
    internal static void NamesEveryResource(IamRole role) =>
        Accept(
            role.Node.FindChild("DefaultPolicy"), "AwsSolutions-IAM5",
            "X-Ray's actions and dynamodb:ListStreams know no resources, and keys of objects are not known beforehand. The tests list every action of the role.");

    /// <summary>The role uses policies that AWS manages.</summary>
    internal static void UsesPoliciesOfAws(IamRole role, string reason) => Accept(role, "AwsSolutions-IAM4", reason);

    /// <summary>The topic is not encrypted.</summary>
    internal static void IsNotEncrypted(Amazon.CDK.AWS.SNS.Topic topic, string reason) => Accept(topic, "AwsSolutions-SNS2", reason);

    /// <summary>The bucket has no access log.</summary>
    internal static void LogsNoAccess(Amazon.CDK.AWS.S3.Bucket bucket, string reason) => Accept(bucket, "AwsSolutions-S1", reason);

    static void Accept(IConstruct construct, string rule, string reason) =>
        ((CfnResource)construct.Node.DefaultChild!).AddMetadata("cdk_nag", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["rules_to_suppress"] = new[] { new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = rule, ["reason"] = reason } },
        });
}
