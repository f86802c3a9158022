using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS CloudTrail: who called what in the last 90 days. Two calls a second for an account and region.</summary>
public sealed class CloudTrail : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "CloudTrail",
        EndpointPrefix = "cloudtrail",
        Protocol = AwsProtocol.Json,
        ApiVersion = "2013-11-01",
        SigningName = "cloudtrail",
        TargetPrefix = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
    };

    /// <summary>Calls by one attribute, newest first, page by page.</summary>
    public static JsonOperation<LookupEventsRequest, LookupEventsPage> LookupEvents { get; } =
        new("LookupEvents", CloudTrailJson.Default.LookupEventsRequest, CloudTrailJson.Default.LookupEventsPage);
}

/// <summary>Which calls.</summary>
/// <param name="LookupAttributes">One attribute; CloudTrail knows no more.</param>
/// <param name="StartTime">From when on, seconds since 1970.</param>
/// <param name="NextToken">The page.</param>
public sealed record LookupEventsRequest(IReadOnlyList<CallFilter> LookupAttributes, long StartTime, string? NextToken);

/// <summary>An attribute.</summary>
public sealed record CallFilter(string AttributeKey, string AttributeValue);

/// <summary>Calls.</summary>
public sealed record LookupEventsPage(IReadOnlyList<LookedUpEvent>? Events, string? NextToken);

/// <summary>A call; the whole record is JSON in a text.</summary>
public sealed record LookedUpEvent(string? EventName, string? EventSource, DateTimeOffset? EventTime, string? CloudTrailEvent);

[JsonSourceGenerationOptions(Converters = [typeof(AwsInstantConverter)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LookupEventsRequest))]
[JsonSerializable(typeof(LookupEventsPage))]
sealed partial class CloudTrailJson : JsonSerializerContext;
