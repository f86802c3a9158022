using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using GovCloud.Calendar;
using GovCloud.Contracts;
using GovCloud.Cost;

namespace GovCloud.Functions.CostApportionment;

/// <summary>Which month is to be looked at, and for which instant.</summary>
/// <param name="Month">The month; none where the event is about something else.</param>
/// <param name="At">The instant of the event: a replay decides as the first time.</param>
sealed record CostTrigger(CostMonth? Month, DateTimeOffset At)
{
    /// <summary>Reads an event of S3 or of the schedule.</summary>
    /// <exception cref="JsonException">It is neither.</exception>
    public static CostTrigger Read(string body)
    {
        var happened = JsonSerializer.Deserialize(body, CostEventJson.Default.CostEvent) ?? throw new JsonException("The message is null.");
        return happened switch
        {
            { DetailType: CostNames.Refresh, Detail.MonthsBack: { } back } => new(CostMonth.Of(JapanTime.DateOf(happened.Time).AddMonths(-back)), happened.Time),
            { DetailType: CostNames.ObjectCreated, Detail.Object.Key: { } key } => new(CostKeys.MonthOf(key), happened.Time),
            _ => throw new JsonException($"An event of type '{happened.DetailType}' is neither of S3 nor of the schedule."),
        };
    }
}

/// <summary>Which month a key of billing data or of its inputs belongs to.</summary>
static partial class CostKeys
{
    /// <summary>The month; none for keys that name none.</summary>
    public static CostMonth? MonthOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Partition().Match(key) is { Success: true } partition && CostMonth.TryParse(partition.Groups["month"].Value, out var month))
        {
            return month;
        }

        if (Legacy().Match(key) is { Success: true } legacy && DateOnly.TryParseExact(legacy.Groups["day"].Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
        {
            return CostMonth.Of(first);
        }

        return Input().Match(key) is { Success: true } input && CostMonth.TryParse(input.Groups["month"].Value, out month) ? month : null;
    }

    // AWS Data Exports user guide, "Understanding export delivery": …/metadata/BILLING_PERIOD=YYYY-MM/<export>-Manifest.json.
    [GeneratedRegex("/BILLING_PERIOD=(?<month>[0-9]{4}-[0-9]{2})/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Partition();

    // Cost and Usage Reports guide, "Understanding your AWS CUR versions": …/yyyymmdd-yyyymmdd/….
    [GeneratedRegex("/(?<day>[0-9]{8})-[0-9]{8}/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Legacy();

    [GeneratedRegex(@"^(drivers|conversion|invoices)/(?<month>[0-9]{4}-[0-9]{2})[./]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Input();
}

/// <summary>An event of S3 through EventBridge, or of the schedule; only what is read. Source: Amazon S3 User Guide, "EventBridge event message structure".</summary>
sealed record CostEvent
{
    /// <summary>Its kind.</summary>
    [JsonPropertyName("detail-type")]
    public string DetailType { get; init; } = "";

    /// <summary>When it happened.</summary>
    [JsonPropertyName("time")]
    public required DateTimeOffset Time { get; init; }

    /// <summary>What happened.</summary>
    [JsonPropertyName("detail")]
    public CostEventDetail? Detail { get; init; }
}

/// <summary>What happened.</summary>
sealed record CostEventDetail
{
    /// <summary>The object, for events of S3.</summary>
    [JsonPropertyName("object")]
    public CostEventObject? Object { get; init; }

    /// <summary>How many months before the current one, for the schedule.</summary>
    [JsonPropertyName("monthsBack")]
    public int? MonthsBack { get; init; }
}

/// <summary>The object.</summary>
/// <param name="Key">Its key.</param>
sealed record CostEventObject([property: JsonPropertyName("key")] string Key);

/// <summary>The JSON of the events, generated at build time.</summary>
[JsonSerializable(typeof(CostEvent))]
sealed partial class CostEventJson : JsonSerializerContext;
