using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Amazon EventBridge.</summary>
public sealed class EventBridge : IAwsService
{
    /// <summary>Most entries of one call.</summary>
    public const int MostEntries = 10;

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

    /// <summary>Puts events on a bus. Entries fail one by one: the answer tells which.</summary>
    public static JsonOperation<PutEventsRequest, PutEventsResponse> PutEvents { get; } =
        new("PutEvents", EventBridgeJson.Default.PutEventsRequest, EventBridgeJson.Default.PutEventsResponse);
}

/// <summary>Events to be put; 1 to <see cref="EventBridge.MostEntries"/>.</summary>
public sealed record PutEventsRequest(ImmutableArray<PutEventsEntry> Entries);

/// <summary>An event.</summary>
/// <param name="Source">Who says it.</param>
/// <param name="DetailType">What it says.</param>
/// <param name="Detail">The JSON object as text.</param>
/// <param name="EventBusName">Name or ARN of the bus.</param>
public sealed record PutEventsEntry(string Source, string DetailType, string Detail, string EventBusName);

/// <summary>What became of the entries, in their order.</summary>
public sealed record PutEventsResponse(int FailedEntryCount, ImmutableArray<PutEventsResult> Entries);

/// <summary>What became of an entry.</summary>
public sealed record PutEventsResult(string? EventId, string? ErrorCode, string? ErrorMessage);

[JsonSerializable(typeof(PutEventsRequest))]
[JsonSerializable(typeof(PutEventsResponse))]
sealed partial class EventBridgeJson : JsonSerializerContext;
