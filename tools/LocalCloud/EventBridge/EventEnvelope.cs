using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>Completes events to the form that rules and targets see.</summary>
sealed class EventEnvelope(TimeProvider clock)
{
    long made;

    /// <summary>From the fields of <c>PutEvents</c>.</summary>
    public JsonElement Create(string source, string detailType, JsonNode? detail, string account, string region, IEnumerable<string> resources, DateTimeOffset? time) => Element(new JsonObject
    {
        ["version"] = "0",
        ["id"] = NextId(),
        ["detail-type"] = detailType,
        ["source"] = source,
        ["account"] = account,
        ["time"] = Time(time ?? clock.GetUtcNow()),
        ["region"] = region,
        ["resources"] = new JsonArray([.. resources.Select(resource => JsonValue.Create(resource))]),
        ["detail"] = detail,
    });

    /// <summary>An event that someone wrote by hand: what it lacks of the envelope is added, nothing is changed.</summary>
    public JsonElement Complete(JsonElement json, string account, string region)
    {
        var complete = new JsonObject();
        foreach (var (name, value) in new (string, Func<string>)[] { ("version", () => "0"), ("id", NextId), ("account", () => account), ("time", () => Time(clock.GetUtcNow())), ("region", () => region) })
        {
            if (!json.TryGetProperty(name, out _))
            {
                complete[name] = value();
            }
        }

        if (complete.Count == 0)
        {
            return json;
        }

        foreach (var member in json.EnumerateObject())
        {
            complete[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        return Element(complete);
    }

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static JsonElement Element(JsonObject json) => JsonSerializer.SerializeToElement(json);

    string NextId() => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"event#{Interlocked.Increment(ref made)}")).AsSpan(0, 16)).ToString();
}
