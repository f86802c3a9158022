using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS Config: what there is in an account, tagged or not.</summary>
public sealed class AwsConfiguration : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "Config Service",
        EndpointPrefix = "config",
        Protocol = AwsProtocol.Json,
        ApiVersion = "2014-11-12",
        SigningName = "config",
        TargetPrefix = "StarlingDoveService",
    };

    /// <summary>Resources by a query, page by page; each as JSON in a text. Error: <c>NoSuchConfigurationAggregatorException</c> and the like where nothing is recorded.</summary>
    public static JsonOperation<SelectResourceConfigRequest, SelectedResourcesPage> SelectResourceConfig { get; } =
        new("SelectResourceConfig", AwsConfigurationJson.Default.SelectResourceConfigRequest, AwsConfigurationJson.Default.SelectedResourcesPage);
}

/// <summary>A query.</summary>
public sealed record SelectResourceConfigRequest(string Expression, int Limit, string? NextToken);

/// <summary>Resources, each as JSON in a text.</summary>
public sealed record SelectedResourcesPage(IReadOnlyList<string>? Results, string? NextToken);

/// <summary>A resource as a query of ours asks for it, and as the command line prints it.</summary>
public sealed record SelectedResource(
    [property: JsonPropertyName("resourceId")] string? ResourceId,
    [property: JsonPropertyName("resourceType")] string? ResourceType,
    [property: JsonPropertyName("arn")] string? Arn,
    [property: JsonPropertyName("accountId")] string? AccountId,
    [property: JsonPropertyName("awsRegion")] string? AwsRegion,
    [property: JsonPropertyName("tags")] IReadOnlyList<SelectedTag>? Tags,
    [property: JsonPropertyName("configuration")] SelectedConfiguration? Configuration);

/// <summary>A tag.</summary>
public sealed record SelectedTag([property: JsonPropertyName("key")] string? Key, [property: JsonPropertyName("value")] string? Value);

/// <summary>What of a configuration decides how a resource is backed up.</summary>
public sealed record SelectedConfiguration(
    [property: JsonPropertyName("dBClusterIdentifier")] string? Cluster,
    [property: JsonPropertyName("engine")] string? Engine,
    [property: JsonPropertyName("attachments")] IReadOnlyList<SelectedAttachment>? Attachments);

/// <summary>What a volume is attached to.</summary>
public sealed record SelectedAttachment([property: JsonPropertyName("instanceId")] string? InstanceId);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SelectResourceConfigRequest))]
[JsonSerializable(typeof(SelectedResourcesPage))]
[JsonSerializable(typeof(SelectedResource))]
sealed partial class AwsConfigurationJson : JsonSerializerContext;
