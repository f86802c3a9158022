using System.Text.Json.Serialization;

namespace GovCloud.Functions.LinkageWatch;

/// <summary>What S3 tells EventBridge about an object, and what a schedule says; only what is read.</summary>
/// <remarks>Source: Amazon S3 user guide, "EventBridge event message structure".</remarks>
public sealed record FileEvent
{
    /// <summary>Object Created, Object Deleted, or what the schedule asks for.</summary>
    [JsonPropertyName("detail-type")]
    public string DetailType { get; init; } = "";

    /// <summary>When it happened, to the second; for a schedule, the time that was planned.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset Time { get; init; }

    /// <summary>The facts; none of a schedule.</summary>
    [JsonPropertyName("detail")]
    public FileEventDetail? Detail { get; init; }
}

/// <summary>The facts of an object's event.</summary>
public sealed record FileEventDetail
{
    /// <summary>The bucket.</summary>
    [JsonPropertyName("bucket")]
    public required FileEventBucket Bucket { get; init; }

    /// <summary>The object.</summary>
    [JsonPropertyName("object")]
    public required FileEventObject Stored { get; init; }

    /// <summary>PutObject, CompleteMultipartUpload, DeleteObject, Lifecycle Expiration and the like.</summary>
    [JsonPropertyName("reason")]
    public string Reason { get; init; } = "";
}

/// <summary>A bucket.</summary>
public sealed record FileEventBucket([property: JsonPropertyName("name")] string Name);

/// <summary>An object.</summary>
public sealed record FileEventObject
{
    /// <summary>Its key, as it is: EventBridge does not encode it.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>Bytes.</summary>
    [JsonPropertyName("size")]
    public long Size { get; init; }

    /// <summary>Digest of the content.</summary>
    [JsonPropertyName("etag")]
    public string ETag { get; init; } = "";

    /// <summary>The version, in a bucket that keeps versions.</summary>
    [JsonPropertyName("version-id")]
    public string? VersionId { get; init; }

    /// <summary>Orders the versions of one key.</summary>
    [JsonPropertyName("sequencer")]
    public string Sequencer { get; init; } = "";
}

/// <summary>The JSON of the function's inputs, generated at build time.</summary>
[JsonSerializable(typeof(FileEvent))]
sealed partial class FileEventJson : JsonSerializerContext;
