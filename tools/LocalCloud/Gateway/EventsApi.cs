using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.EventBridge;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>The event service's API, as far as it is simulated: <c>PutEvents</c>, and a plain post of a complete event.</summary>
sealed class EventsApi(EventRouter router, TimeProvider clock)
{
    const int EntryLimit = 1_048_576;
    readonly EventEnvelope envelope = new(clock);

    public JsonObject? Handle(string operation, JsonElement request, string account, string region) => operation is "PutEvents" ? PutEvents(request, account, region) : null;

    /// <summary>Puts an event that is already complete, or nearly so, on a bus.</summary>
    /// <exception cref="AwsApiException">It is not a JSON object, or the bus does not exist.</exception>
    public JsonElement Post(byte[] body, Arn bus)
    {
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(body);
            json = document.RootElement.Clone();
        }
        catch (JsonException malformed)
        {
            throw AwsApiException.Invalid("MalformedDetail", $"The body is not JSON: {malformed.Message}");
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            throw AwsApiException.Invalid("InvalidArgument", "The body is not a JSON object.");
        }

        if (!router.Exists(bus))
        {
            throw new AwsApiException(404, "ResourceNotFoundException", $"Event bus {bus.Name} does not exist.");
        }

        var complete = envelope.Complete(json, bus.Account, bus.Region);
        router.Put(bus, complete);
        return complete;
    }

    JsonObject PutEvents(JsonElement request, string account, string region)
    {
        var results = new JsonArray();
        var failed = 0;
        foreach (var entry in request.GetProperty("Entries").EnumerateArray())
        {
            try
            {
                results.Add(new JsonObject { ["EventId"] = Put(entry, account, region) });
            }
            catch (AwsApiException refused)
            {
                failed++;
                results.Add(new JsonObject { ["ErrorCode"] = refused.Code, ["ErrorMessage"] = refused.Message });
            }
        }

        return new JsonObject { ["FailedEntryCount"] = failed, ["Entries"] = results };
    }

    string Put(JsonElement entry, string account, string region)
    {
        var (source, type, detail) = (Text(entry, "Source"), Text(entry, "DetailType"), Text(entry, "Detail"));
        if (source is null || type is null || detail is null)
        {
            throw AwsApiException.Invalid("InvalidArgument", "Parameter Source, DetailType and Detail are required.");
        }

        if (source.Length + type.Length + System.Text.Encoding.UTF8.GetByteCount(detail) > EntryLimit)
        {
            throw AwsApiException.Invalid("ValidationException", "Total size of the entries in the request is over the limit.");
        }

        var bus = Text(entry, "EventBusName") is not { } name ? EventRouter.BusArn(account, region, "default")
            : name.StartsWith("arn:", StringComparison.Ordinal) ? Arn.Parse(name)
            : EventRouter.BusArn(account, region, name);
        var resources = entry.TryGetProperty("Resources", out var list) ? list.EnumerateArray().Select(resource => resource.GetString()!) : [];
        var json = envelope.Create(source, type, Detail(detail), account, region, resources, Time(entry));
        router.Put(bus, json);
        return json.GetProperty("id").GetString()!;
    }

    static JsonObject Detail(string detail)
    {
        try
        {
            return JsonNode.Parse(detail) as JsonObject ?? throw AwsApiException.Invalid("MalformedDetail", "Detail is malformed.");
        }
        catch (JsonException)
        {
            throw AwsApiException.Invalid("MalformedDetail", "Detail is malformed.");
        }
    }

    static DateTimeOffset? Time(JsonElement entry) => !entry.TryGetProperty("Time", out var time) ? null
        : time.ValueKind == JsonValueKind.Number ? DateTimeOffset.UnixEpoch.AddSeconds(time.GetDouble())
        : time.GetDateTimeOffset();

    static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
