using System.Security.Cryptography;
using System.Text;

namespace GovCloud.LocalCloud.Assembly;

/// <summary>How a resource type is named and referred to.</summary>
/// <param name="NameProperty">The property that sets the name; null where there is none.</param>
/// <param name="ArnFormat">ARN after the partition, with {r} region, {a} account, {n} name.</param>
/// <param name="RefIsArn">Whether <c>Ref</c> gives the ARN instead of the name.</param>
sealed record ResourceNaming(string? NameProperty, string ArnFormat, bool RefIsArn = false)
{
    static readonly Dictionary<string, ResourceNaming> Known = new(StringComparer.Ordinal)
    {
        ["AWS::CloudWatch::Alarm"] = new("AlarmName", "cloudwatch:{r}:{a}:alarm:{n}"),
        ["AWS::DynamoDB::GlobalTable"] = new("TableName", "dynamodb:{r}:{a}:table/{n}"),
        ["AWS::DynamoDB::Table"] = new("TableName", "dynamodb:{r}:{a}:table/{n}"),
        ["AWS::Events::Archive"] = new("ArchiveName", "events:{r}:{a}:archive/{n}"),
        ["AWS::Events::EventBus"] = new("Name", "events:{r}:{a}:event-bus/{n}"),
        ["AWS::Events::Rule"] = new("Name", "events:{r}:{a}:rule/{n}"),
        ["AWS::IAM::ManagedPolicy"] = new("ManagedPolicyName", "iam::{a}:policy/{n}", RefIsArn: true),
        ["AWS::IAM::Role"] = new("RoleName", "iam::{a}:role/{n}"),
        ["AWS::KMS::Key"] = new(null, "kms:{r}:{a}:key/{n}"),
        ["AWS::Lambda::Function"] = new("FunctionName", "lambda:{r}:{a}:function:{n}"),
        ["AWS::Logs::LogGroup"] = new("LogGroupName", "logs:{r}:{a}:log-group:{n}:*"),
        ["AWS::S3::Bucket"] = new("BucketName", "s3:::{n}"),
        ["AWS::SNS::Topic"] = new("TopicName", "sns:{r}:{a}:{n}", RefIsArn: true),
        ["AWS::SQS::Queue"] = new("QueueName", "sqs:{r}:{a}:{n}"),
        ["AWS::SSM::Parameter"] = new("Name", "ssm:{r}:{a}:parameter/{n}"),
        ["AWS::Scheduler::Schedule"] = new("Name", "scheduler:{r}:{a}:schedule/default/{n}"),
    };

    public static ResourceNaming Of(string type)
    {
        if (Known.TryGetValue(type, out var naming))
        {
            return naming;
        }

        var parts = type.Split("::");
        return new(null, parts.Length == 3 ? $"{parts[1].ToLowerInvariant()}:{{r}}:{{a}}:{parts[2].ToLowerInvariant()}/{{n}}" : "cloudformation:{r}:{a}:custom/{n}");
    }

    public string Arn(StackTemplate stack, string name) => "arn:aws:" + ArnFormat
        .Replace("{r}", stack.Region, StringComparison.Ordinal).Replace("{a}", stack.Account, StringComparison.Ordinal).Replace("{n}", name, StringComparison.Ordinal);

    /// <summary>A name that CloudFormation would make up: stack, logical id and a suffix, cut to what the service takes. Derived, so that every run gives the same.</summary>
    public static string MakeUp(StackTemplate stack, string logicalId, string type)
    {
        var suffix = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{stack.Account}/{stack.Region}/{stack.Name}/{logicalId}")))[..12];
        if (type is "AWS::KMS::Key" or "AWS::Lambda::EventSourceMapping")
        {
            return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(suffix)).AsSpan(0, 16)).ToString();
        }

        var longest = type is "AWS::Lambda::Function" or "AWS::IAM::Role" or "AWS::Events::Rule" or "AWS::Scheduler::Schedule" ? 64 : type is "AWS::S3::Bucket" ? 63 : 80;
        var start = $"{stack.Name}-{logicalId}";
        var name = $"{start[..Math.Min(start.Length, longest - suffix.Length - 1)]}-{suffix}";
        return type is "AWS::S3::Bucket" ? name.ToLowerInvariant() : name;
    }
}
