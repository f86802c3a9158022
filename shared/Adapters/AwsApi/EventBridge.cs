using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Amazon EventBridge.</summary>
public sealed class EventBridge : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "EventBridge",
        EndpointPrefix = "events",
        Protocol = AwsProtocol.Json,
        ApiVersion = "2015-10-07",
        SigningName = "events",
        TargetPrefix = "AWSEvents",
    };

    /// <summary>Puts up to ten events on buses; some may fail while others are taken.</summary>
    public static JsonOperation<PutEventsRequest, PutEventsResponse> PutEvents { get; } =
        new("PutEvents", EventBridgeJson.Default.PutEventsRequest, EventBridgeJson.Default.PutEventsResponse);
}

/// <summary>Events.</summary>
public sealed record PutEventsRequest(IReadOnlyList<PutEventsEntry> Entries);

/// <summary>An event.</summary>
/// <param name="EventBusName">Name or ARN of the bus.</param>
/// <param name="Source">Its source.</param>
/// <param name="DetailType">Its kind.</param>
/// <param name="Detail">A JSON object as text.</param>
public sealed record PutEventsEntry(string EventBusName, string Source, string DetailType, string Detail);

/// <summary>What became of the events.</summary>
public sealed record PutEventsResponse(int FailedEntryCount, IReadOnlyList<PutEventsResult>? Entries);

/// <summary>What became of an event, in the order of the request.</summary>
public sealed record PutEventsResult(string? EventId, string? ErrorCode, string? ErrorMessage);

[JsonSerializable(typeof(PutEventsRequest))]
[JsonSerializable(typeof(PutEventsResponse))]
sealed partial class EventBridgeJson : JsonSerializerContext;
