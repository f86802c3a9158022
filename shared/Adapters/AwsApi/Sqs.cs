using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Amazon Simple Queue Service.</summary>
public sealed class Sqs : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "SQS",
        EndpointPrefix = "sqs",
        Protocol = AwsProtocol.Json,
        ApiVersion = "2012-11-05",
        SigningName = "sqs",
        TargetPrefix = "AmazonSQS",
        JsonVersion = "1.0",
    };

    /// <summary>Sends one message.</summary>
    public static JsonOperation<SendMessageRequest, SendMessageResponse> SendMessage { get; } =
        new("SendMessage", SqsJson.Default.SendMessageRequest, SqsJson.Default.SendMessageResponse);
}

/// <summary>A message.</summary>
/// <param name="QueueUrl">The queue.</param>
/// <param name="MessageBody">The text; XML characters only.</param>
/// <param name="DelaySeconds">0 to 900; the queue's own delay when absent. Not for a FIFO queue.</param>
public sealed record SendMessageRequest(string QueueUrl, string MessageBody, int? DelaySeconds = null);

/// <summary>What SQS took.</summary>
public sealed record SendMessageResponse(string? MessageId);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendMessageRequest))]
[JsonSerializable(typeof(SendMessageResponse))]
sealed partial class SqsJson : JsonSerializerContext;
