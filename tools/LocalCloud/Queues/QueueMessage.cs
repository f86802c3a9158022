using System.Text.Json;

namespace GovCloud.LocalCloud.Queues;

/// <summary>A message as a consumer gets it.</summary>
public sealed record QueueMessage
{
    /// <summary>Stays the same over all receives and moves.</summary>
    public required string MessageId { get; init; }

    /// <summary>Text as sent.</summary>
    public required string Body { get; init; }

    /// <summary>When it was sent to its first queue.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Account of the sender.</summary>
    public required string SenderId { get; init; }

    /// <summary>Names and values (<c>DataType</c>, <c>StringValue</c>, <c>BinaryValue</c>) as in the API.</summary>
    public IReadOnlyDictionary<string, JsonElement> Attributes { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>How often it has been received, this time included.</summary>
    public int ReceiveCount { get; init; }

    /// <summary>When it was received first; null before.</summary>
    public DateTimeOffset? FirstReceivedAt { get; init; }

    /// <summary>Names this receive; needed to delete it. Empty before the first.</summary>
    public string ReceiptHandle { get; init; } = "";

    /// <summary>The queue that gave it up; null where it was sent to directly.</summary>
    public Arn? DeadLetterSource { get; init; }
}
