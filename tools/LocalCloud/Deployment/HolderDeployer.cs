using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using GovCloud.LocalCloud.Functions;
using GovCloud.LocalCloud.Queues;
using GovCloud.LocalCloud.Storage;

namespace GovCloud.LocalCloud.Deployment;

/// <summary>Makes tables, buckets, queues, buses, topics, parameters and functions.</summary>
sealed class HolderDeployer(CloudResources cloud, IAmazonDynamoDB dynamoDb, Func<Arn, IReadOnlyDictionary<string, string>> runtimeVariables)
{
    /// <summary>False for a type that holds nothing.</summary>
    public async Task<bool> DeployAsync(DeclaredResource resource, CancellationToken cancellationToken)
    {
        switch (resource.Type)
        {
            case "AWS::DynamoDB::Table" or "AWS::DynamoDB::GlobalTable":
                await TableAsync(resource, cancellationToken);
                return true;
            case "AWS::S3::Bucket":
                Bucket(resource);
                return true;
            case "AWS::SQS::Queue":
                cloud.Queues.Create(Queue(resource));
                return true;
            case "AWS::Events::EventBus":
                cloud.Events.CreateBus(resource.Arn);
                return true;
            case "AWS::SNS::Topic":
                cloud.Topics[resource.Arn] = [.. resource.Objects("Subscription").Select(subscription => $"{subscription["Protocol"]}:{subscription["Endpoint"]}")];
                return true;
            case "AWS::SSM::Parameter":
                // What the options give goes before what the template says.
                cloud.Parameters.TryAdd(resource.Text("Name") ?? resource.Arn.Name, resource.Required("Value"));
                return true;
            case "AWS::Lambda::Function":
                cloud.Functions[resource.Arn] = new(Function(resource), runtimeVariables(resource.Arn), cloud.Activity, cloud.Clock, cloud.MaximumProcesses, cloud.Chaos);
                return true;
            default:
                return false;
        }
    }

    async Task TableAsync(DeclaredResource table, CancellationToken cancellationToken)
    {
        await dynamoDb.CreateTableAsync(TableMapping.Create(table), cancellationToken);
        if (TableMapping.TimeToLive(table) is { } timeToLive)
        {
            await dynamoDb.UpdateTimeToLiveAsync(timeToLive, cancellationToken);
        }
    }

    void Bucket(DeclaredResource resource) => cloud.Storage.Create(new BucketDefinition
    {
        Name = resource.Arn.Name,
        Account = resource.Stack.Account,
        Region = resource.Stack.Region,
        LocksObjects = resource.Flag("ObjectLockEnabled"),
        DefaultRetention = resource.Object("ObjectLockConfiguration")?["Rule"]?["DefaultRetention"] is JsonObject retention
            ? (retention["Mode"]!.ToString(), int.Parse(retention["Days"]!.ToString(), CultureInfo.InvariantCulture))
            : null,
        Versioned = resource.Object("VersioningConfiguration")?["Status"]?.ToString() is "Enabled",
        NotifiesEventBridge = resource.Object("NotificationConfiguration")?["EventBridgeConfiguration"] is JsonObject bridge && bridge["EventBridgeEnabled"]?.ToString() is not "false",
    });

    static QueueDefinition Queue(DeclaredResource resource)
    {
        if (resource.Flag("FifoQueue"))
        {
            throw resource.Wrong("FifoQueue", "FIFO queues are not simulated.");
        }

        var standard = new QueueDefinition { Arn = resource.Arn };
        return standard with
        {
            VisibilityTimeout = resource.Seconds("VisibilityTimeout") ?? standard.VisibilityTimeout,
            Delay = resource.Seconds("DelaySeconds") ?? standard.Delay,
            Retention = resource.Seconds("MessageRetentionPeriod") ?? standard.Retention,
            ReceiveWait = resource.Seconds("ReceiveMessageWaitTimeSeconds") ?? standard.ReceiveWait,
            MaximumMessageSize = resource.Number("MaximumMessageSize") ?? standard.MaximumMessageSize,
            Redrive = resource.Object("RedrivePolicy") is { } redrive
                ? new(Arn.Parse(redrive["deadLetterTargetArn"]!.ToString()), int.Parse(redrive["maxReceiveCount"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture))
                : null,
        };
    }

    static FunctionDefinition Function(DeclaredResource resource)
    {
        if (resource.Text("PackageType") is "Image")
        {
            throw resource.Wrong("PackageType", "container images are not simulated.");
        }

        return new()
        {
            Arn = resource.Arn,
            Directory = Package(resource),
            Handler = resource.Required("Handler"),
            Runtime = resource.Required("Runtime"),
            MemorySize = resource.Number("MemorySize") ?? 128,
            Timeout = resource.Seconds("Timeout") ?? TimeSpan.FromSeconds(3),
            ReservedConcurrency = resource.Number("ReservedConcurrentExecutions"),
            Environment = (resource.Object("Environment")?["Variables"] as JsonObject)?.ToDictionary(variable => variable.Key, variable => variable.Value?.ToString() ?? "", StringComparer.Ordinal)
                ?? new Dictionary<string, string>(StringComparer.Ordinal),
        };
    }

    // The object key of an asset is its hash with an extension.
    static string Package(DeclaredResource resource)
    {
        var key = resource.Object("Code")?["S3Key"]?.ToString() ?? throw resource.Wrong("Code", "only assets (S3Key) are simulated.");
        var hash = Path.GetFileNameWithoutExtension(key);
        if (!resource.Stack.Assets.TryGetValue(hash, out var path))
        {
            throw resource.Wrong("Code", $"the asset {hash} is not in the assembly.");
        }

        if (Directory.Exists(path))
        {
            return path;
        }

        if (!File.Exists(path))
        {
            throw resource.Wrong("Code", $"the asset's file {path} is missing. Remedy: npx cdk synth");
        }

        var unpacked = Path.Combine(Path.GetTempPath(), "govcloud-assets", hash);
        if (!Directory.Exists(unpacked))
        {
            ZipFile.ExtractToDirectory(path, unpacked);
        }

        return unpacked;
    }
}
