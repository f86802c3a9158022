using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Contracts;

namespace GovCloud.Functions.AccountAttestation;

/// <summary>What is to be done, and for which instant: a replay decides as the first time.</summary>
/// <param name="Key">The file of answers that came; none for the day's round.</param>
/// <param name="At">The instant of the event.</param>
sealed record AttestationTrigger(string? Key, DateTimeOffset At)
{
    /// <summary>Reads an event of S3 or of the schedule.</summary>
    /// <exception cref="JsonException">It is neither.</exception>
    public static AttestationTrigger Read(string body)
    {
        var happened = JsonSerializer.Deserialize(body, AttestationEventJson.Default.AttestationEvent) ?? throw new JsonException("The message is null.");
        return happened switch
        {
            { DetailType: AttestationNames.Round } => new(null, happened.Time),
            { DetailType: AttestationNames.ObjectCreated, Detail.Object.Key: { } key } when key.StartsWith(AttestationNames.Inbox, StringComparison.Ordinal) => new(key, happened.Time),
            _ => throw new JsonException($"An event of type '{happened.DetailType}' is neither of the inbox nor of the schedule."),
        };
    }
}

/// <summary>An event of S3 through EventBridge, or of the schedule; only what is read. Source: Amazon S3 User Guide, "EventBridge event message structure".</summary>
sealed record AttestationEvent
{
    /// <summary>Its kind.</summary>
    [JsonPropertyName("detail-type")]
    public string DetailType { get; init; } = "";

    /// <summary>When it happened.</summary>
    [JsonPropertyName("time")]
    public required DateTimeOffset Time { get; init; }

    /// <summary>What happened.</summary>
    [JsonPropertyName("detail")]
    public AttestationEventDetail? Detail { get; init; }
}

/// <summary>What happened.</summary>
/// <param name="Object">The object, for events of S3.</param>
sealed record AttestationEventDetail([property: JsonPropertyName("object")] AttestationEventObject? Object);

/// <summary>The object.</summary>
/// <param name="Key">Its key.</param>
sealed record AttestationEventObject([property: JsonPropertyName("key")] string Key);

/// <summary>The JSON of the events, and of rows that are put aside, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AttestationEvent))]
[JsonSerializable(typeof(RefusedAnswers))]
sealed partial class AttestationEventJson : JsonSerializerContext;
