using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>AWS Config: <c>SelectResourceConfig</c>, as far as queries name the types they want.</summary>
static class ConfigApi
{
    public static JsonObject? Handle(AccountCall call)
    {
        if (call.Operation != "SelectResourceConfig")
        {
            return null;
        }

        var body = call.Body();
        var expression = body.GetProperty("Expression").GetString()!;
        var resources = call.Account.Regions.TryGetValue(call.Region, out var region) ? region.Resources.At(call.Now) : [];
        return call.Page(
            "Results", "NextToken", body.Text("NextToken"), body.Number("Limit"),
            resources.Where(resource => expression.Contains($"'{resource.ConfigType}'", StringComparison.Ordinal)), resource => resource.Arn, resource => Row(call, resource).ToJsonString());
    }

    static JsonObject Row(AccountCall call, SimulatedResource resource) => new()
    {
        ["resourceId"] = resource.Id,
        ["resourceType"] = resource.ConfigType,
        ["arn"] = resource.Arn,
        ["accountId"] = call.Account.Id.ToString(),
        ["awsRegion"] = call.Region,
        ["tags"] = new JsonArray([.. resource.Tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]),
        ["configuration"] = new JsonObject(),
    };
}

/// <summary>CloudTrail: <c>LookupEvents</c>, newest first, by one attribute.</summary>
static class TrailApi
{
    const string GlobalRegion = "us-east-1";

    public static JsonObject? Handle(AccountCall call)
    {
        if (call.Operation != "LookupEvents")
        {
            return null;
        }

        var body = call.Body();
        var filter = body.TryGetProperty("LookupAttributes", out var attributes) && attributes.GetArrayLength() > 0 ? attributes[0] : default;
        var (key, value) = filter.ValueKind == JsonValueKind.Object ? (filter.Text("AttributeKey"), filter.Text("AttributeValue")) : (null, null);
        var from = body.TryGetProperty("StartTime", out var start) ? DateTimeOffset.UnixEpoch.AddSeconds(start.GetDouble()) : DateTimeOffset.MinValue;
        var until = body.TryGetProperty("EndTime", out var end) ? DateTimeOffset.UnixEpoch.AddSeconds(end.GetDouble()) : call.Now;
        var calls = call.Region == GlobalRegion ? call.Account.GlobalCalls : call.Account.Regions.TryGetValue(call.Region, out var region) ? region.Calls : [];
        return call.Page(
            "Events", "NextToken", body.Text("NextToken"), body.Number("MaxResults") ?? 50,
            calls.Where(one => one.At >= from && one.At <= until && one.At <= call.Now && Fits(one, key, value)), Newest, one => Event(call, one), $"{key}={value}");
    }

    static bool Fits(SimulatedTrailEvent one, string? key, string? value) => key switch
    {
        null => true,
        "EventName" => one.Name == value,
        "EventSource" => one.Source == value,
        "Username" => UserOf(one) == value,
        _ => false,
    };

    static string UserOf(SimulatedTrailEvent one) => one.CallerType == "Root" ? "root" : one.CallerArn.Split('/')[^1];

    static string Newest(SimulatedTrailEvent one) => (long.MaxValue - one.At.UtcTicks).ToString("D19", CultureInfo.InvariantCulture) + one.Name;

    static JsonObject Event(AccountCall call, SimulatedTrailEvent one)
    {
        var record = new JsonObject
        {
            ["eventVersion"] = "1.10",
            ["userIdentity"] = new JsonObject { ["type"] = one.CallerType, ["arn"] = one.CallerArn, ["accountId"] = call.Account.Id.ToString() },
            ["eventTime"] = (one.At + call.Ahead).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["eventSource"] = one.Source,
            ["eventName"] = one.Name,
            ["awsRegion"] = call.Region,
            ["requestParameters"] = new JsonObject(one.Parameters.Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)parameter.Value))),
        };
        BackupApi.Add(record, "errorCode", one.Error);
        return new JsonObject
        {
            ["EventId"] = new Draws(call.Accounts.Seed, $"{call.Account.Id}/{Newest(one)}").Id(),
            ["EventName"] = one.Name,
            ["EventSource"] = one.Source,
            ["EventTime"] = call.Seconds(one.At),
            ["Username"] = UserOf(one),
            ["CloudTrailEvent"] = record.ToJsonString(),
        };
    }
}

/// <summary>Optional members of requests.</summary>
static class RequestMembers
{
    public static string? Text(this JsonElement body, string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static int? Number(this JsonElement body, string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
}
