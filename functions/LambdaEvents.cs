using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GovCloud.Functions;

/// <summary>What SQS hands to a function; only what is read. Source: AWS Lambda developer guide, "Using Lambda with Amazon SQS".</summary>
public sealed record SqsEvent
{
    /// <summary>The messages.</summary>
    [JsonPropertyName("Records")]
    public ImmutableArray<SqsRecord> Records { get; init; } = [];
}

/// <summary>A message.</summary>
public sealed record SqsRecord
{
    /// <summary>By which a failure is reported.</summary>
    [JsonPropertyName("messageId")]
    public required string MessageId { get; init; }

    /// <summary>The EventBridge event as text.</summary>
    [JsonPropertyName("body")]
    public string Body { get; init; } = "";

    /// <summary>The queue's own facts about the message.</summary>
    [JsonPropertyName("attributes")]
    public SqsAttributes Attributes { get; init; } = new();

    /// <summary>When it came into the queue, UTC: the same over redeliveries.</summary>
    [JsonIgnore]
    public DateTimeOffset SentAt => DateTimeOffset.FromUnixTimeMilliseconds(Attributes.SentTimestamp);
}

/// <summary>The queue's own facts about a message.</summary>
public sealed record SqsAttributes
{
    /// <summary>When it came into the queue, in milliseconds since 1970, written as text.</summary>
    [JsonPropertyName("SentTimestamp")]
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public long SentTimestamp { get; init; }
}

/// <summary>
/// What a DynamoDB stream of view type KEYS_ONLY hands to a function; only what is read. A schedule's event has no records.
/// Source: AWS Lambda developer guide, "Using AWS Lambda with Amazon DynamoDB".
/// </summary>
public sealed record StreamEvent
{
    /// <summary>The changes, in order within a shard; none when a schedule called.</summary>
    [JsonPropertyName("Records")]
    public ImmutableArray<StreamRecord>? Records { get; init; }
}

/// <summary>A change of an item.</summary>
public sealed record StreamRecord
{
    /// <summary>INSERT, MODIFY or REMOVE.</summary>
    [JsonPropertyName("eventName")]
    public string EventName { get; init; } = "";

    /// <summary>The change.</summary>
    [JsonPropertyName("dynamodb")]
    public required StreamChange Change { get; init; }
}

/// <summary>The change of an item.</summary>
public sealed record StreamChange
{
    /// <summary>The item's keys by attribute name.</summary>
    [JsonPropertyName("Keys")]
    public ImmutableDictionary<string, StreamKey> Keys { get; init; } = ImmutableDictionary<string, StreamKey>.Empty;

    /// <summary>By which a failure is reported.</summary>
    [JsonPropertyName("SequenceNumber")]
    public required string SequenceNumber { get; init; }
}

/// <summary>A key of type string.</summary>
/// <param name="Text">Its value.</param>
public sealed record StreamKey([property: JsonPropertyName("S")] string? Text);

/// <summary>Which messages or changes are to be delivered again; the others are done.</summary>
public sealed record BatchResponse
{
    /// <summary>The failures; empty when all are done.</summary>
    [JsonPropertyName("batchItemFailures")]
    public ImmutableArray<BatchItemFailure> Failures { get; init; } = [];
}

/// <summary>One that is to be delivered again.</summary>
/// <param name="Identifier">The message's id, or the change's sequence number.</param>
public sealed record BatchItemFailure([property: JsonPropertyName("itemIdentifier")] string Identifier);

/// <summary>The JSON of the functions' inputs and outputs, generated at build time.</summary>
[JsonSerializable(typeof(SqsEvent))]
[JsonSerializable(typeof(StreamEvent))]
[JsonSerializable(typeof(BatchResponse))]
public sealed partial class LambdaEventJson : JsonSerializerContext;
