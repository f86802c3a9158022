using System.Text.Json;
using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Amazon DynamoDB Streams. AWSSDK.DynamoDBv2 4.x has no client for it.</summary>
public sealed class DynamoDbStreams : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "DynamoDB Streams",
        EndpointPrefix = "streams.dynamodb",
        Protocol = AwsProtocol.Json,
        ApiVersion = "2012-08-10",
        SigningName = "dynamodb",
        TargetPrefix = "DynamoDBStreams_20120810",
        JsonVersion = "1.0",
    };

    /// <summary>Lists streams, page by page.</summary>
    public static JsonOperation<ListStreamsRequest, ListStreamsResponse> ListStreams { get; } =
        new("ListStreams", DynamoDbStreamsJson.Default.ListStreamsRequest, DynamoDbStreamsJson.Default.ListStreamsResponse);

    /// <summary>Lists a stream's shards, page by page.</summary>
    public static JsonOperation<DescribeStreamRequest, DescribeStreamResponse> DescribeStream { get; } =
        new("DescribeStream", DynamoDbStreamsJson.Default.DescribeStreamRequest, DynamoDbStreamsJson.Default.DescribeStreamResponse);

    /// <summary>Gets a place in a shard to read from; valid for 15 minutes.</summary>
    public static JsonOperation<GetShardIteratorRequest, GetShardIteratorResponse> GetShardIterator { get; } =
        new("GetShardIterator", DynamoDbStreamsJson.Default.GetShardIteratorRequest, DynamoDbStreamsJson.Default.GetShardIteratorResponse);

    /// <summary>Reads records. Errors: <c>ExpiredIteratorException</c>, <c>TrimmedDataAccessException</c>.</summary>
    public static JsonOperation<GetRecordsRequest, GetRecordsResponse> GetRecords { get; } =
        new("GetRecords", DynamoDbStreamsJson.Default.GetRecordsRequest, DynamoDbStreamsJson.Default.GetRecordsResponse);
}

/// <summary>Asks for streams.</summary>
/// <param name="TableName">Only this table's; all when absent.</param>
/// <param name="ExclusiveStartStreamArn">Where the last page ended.</param>
public sealed record ListStreamsRequest(string? TableName = null, string? ExclusiveStartStreamArn = null);

/// <summary>A page of streams.</summary>
public sealed record ListStreamsResponse(IReadOnlyList<StreamEntry>? Streams, string? LastEvaluatedStreamArn);

/// <summary>A table's stream.</summary>
public sealed record StreamEntry(string StreamArn, string TableName, string StreamLabel);

/// <summary>Asks for a stream's shards.</summary>
/// <param name="StreamArn">The stream.</param>
/// <param name="ExclusiveStartShardId">Where the last page ended.</param>
public sealed record DescribeStreamRequest(string StreamArn, string? ExclusiveStartShardId = null);

/// <summary>A stream.</summary>
public sealed record DescribeStreamResponse(StreamDescription StreamDescription);

/// <summary>A stream with a page of its shards.</summary>
public sealed record StreamDescription(string StreamArn, string StreamStatus, string? StreamViewType, IReadOnlyList<StreamShard>? Shards, string? LastEvaluatedShardId);

/// <summary>A shard; its parent's records come before its own.</summary>
public sealed record StreamShard(string ShardId, string? ParentShardId);

/// <summary>Asks for a place in a shard.</summary>
/// <param name="StreamArn">The stream.</param>
/// <param name="ShardId">The shard.</param>
/// <param name="ShardIteratorType"><c>TRIM_HORIZON</c>, <c>LATEST</c>, <c>AT_SEQUENCE_NUMBER</c> or <c>AFTER_SEQUENCE_NUMBER</c>.</param>
/// <param name="SequenceNumber">For the latter two.</param>
public sealed record GetShardIteratorRequest(string StreamArn, string ShardId, string ShardIteratorType, string? SequenceNumber = null);

/// <summary>A place in a shard.</summary>
public sealed record GetShardIteratorResponse(string ShardIterator);

/// <summary>Asks for records.</summary>
/// <param name="ShardIterator">Where to read from.</param>
/// <param name="Limit">At most this many, 1 to 1000.</param>
public sealed record GetRecordsRequest(string ShardIterator, int? Limit = null);

/// <summary>Records.</summary>
/// <param name="Records">As they came: a stream's record is handed on to a function as it is.</param>
/// <param name="NextShardIterator">Where to go on; null when the shard is closed and read to its end.</param>
public sealed record GetRecordsResponse(IReadOnlyList<JsonElement>? Records, string? NextShardIterator);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ListStreamsRequest))]
[JsonSerializable(typeof(ListStreamsResponse))]
[JsonSerializable(typeof(DescribeStreamRequest))]
[JsonSerializable(typeof(DescribeStreamResponse))]
[JsonSerializable(typeof(GetShardIteratorRequest))]
[JsonSerializable(typeof(GetShardIteratorResponse))]
[JsonSerializable(typeof(GetRecordsRequest))]
[JsonSerializable(typeof(GetRecordsResponse))]
sealed partial class DynamoDbStreamsJson : JsonSerializerContext;
