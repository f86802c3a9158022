using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Queues;

/// <summary>The form that all batch calls share: up to ten entries with distinct ids, each of which succeeds or fails alone.</summary>
static class SqsBatch
{
    public static JsonObject Run(JsonElement request, Func<JsonElement, JsonObject> single)
    {
        var entries = request.TryGetProperty("Entries", out var given) ? given.EnumerateArray().ToList() : [];
        Check(entries);
        var (successful, failed) = (new JsonArray(), new JsonArray());
        foreach (var entry in entries)
        {
            var id = entry.GetProperty("Id").GetString();
            try
            {
                var answer = single(entry);
                answer["Id"] = id;
                successful.Add(answer);
            }
            catch (AwsApiException refused) when (refused.Code is not "QueueDoesNotExist")
            {
                failed.Add(new JsonObject { ["Id"] = id, ["Code"] = refused.Code, ["Message"] = refused.Message, ["SenderFault"] = true });
            }
        }

        return new JsonObject { ["Successful"] = successful, ["Failed"] = failed };
    }

    static void Check(List<JsonElement> entries)
    {
        if (entries.Count == 0)
        {
            throw Refused("EmptyBatchRequest", "There should be at least one entry in the request.");
        }

        if (entries.Count > 10)
        {
            throw Refused("TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10. You have sent " + entries.Count + ".");
        }

        if (entries.GroupBy(entry => entry.GetProperty("Id").GetString(), StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw Refused("BatchEntryIdsNotDistinct", $"Id {twice.Key} repeated.");
        }
    }

    static AwsApiException Refused(string code, string message) => new(400, code, message) { QueryCode = "AWS.SimpleQueueService." + code };
}
