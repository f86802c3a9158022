using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace GovCloud.Cli.Day;

/// <summary>Writes events as AWS services write them. Ids are made of a running number, so that the same day is the same to the byte.</summary>
/// <remarks>Shapes: Amazon EventBridge user guide, "AWS service event metadata", and the event pages of each service's guide.</remarks>
sealed partial class EventFactory(string region)
{
    int made;

    /// <summary>The region of the events, unless a service speaks from another one.</summary>
    public string HomeRegion => region;

    /// <summary>A complete event.</summary>
    public string Event(DateTimeOffset at, string account, string source, string detailType, JsonObject detail, string[]? resources = null, string? from = null) => new JsonObject
    {
        ["version"] = "0",
        ["id"] = NextId(),
        ["detail-type"] = detailType,
        ["source"] = source,
        ["account"] = account,
        ["time"] = Time(at),
        ["region"] = from ?? region,
        ["resources"] = new JsonArray([.. (resources ?? []).Select(resource => JsonValue.Create(resource))]),
        ["detail"] = detail,
    }.ToJsonString();

    /// <summary>An instant as most services write it.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static string Milliseconds(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    static string HealthTime(DateTimeOffset at) => at.UtcDateTime.ToString("ddd, d MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);

    static string Digest(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];

    string NextId() => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"day#{++made}")).AsSpan(0, 16)).ToString();
}
