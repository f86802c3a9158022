using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Faults;

/// <summary>Takes entries out of a batch before the service sees it, and puts them into the answer as failed ones.</summary>
static class BatchFaults
{
    /// <summary>Whether an operation takes entries that fail one by one.</summary>
    public static bool HasEntries(string service, string operation) => (service, operation) switch
    {
        ("sqs", _) => operation.EndsWith("Batch", StringComparison.Ordinal),
        ("dynamodb", _) => operation is "BatchWriteItem" or "BatchGetItem",
        ("events", _) => operation is "PutEvents",
        _ => false,
    };

    /// <summary>Makes the call with those entries that do not fail.</summary>
    public static async Task<AwsResponse> RunAsync(AwsRequest request, string operation, FaultEffect.PartialFailure failure, Func<AwsRequest, Task<AwsResponse>> work)
    {
        var body = (JsonObject)JsonNode.Parse(request.Body)!;
        return request.Service == "dynamodb" ? await ItemsAsync(request, body, operation, failure, work) : await EntriesAsync(request, body, failure, work);
    }

    static async Task<AwsResponse> EntriesAsync(AwsRequest request, JsonObject body, FaultEffect.PartialFailure failure, Func<AwsRequest, Task<AwsResponse>> work)
    {
        var entries = (JsonArray)body["Entries"]!;
        var failing = Failing(entries.Count, failure.Every);
        var ids = entries.Select(entry => entry?["Id"]?.ToString()).ToList();
        body["Entries"] = new JsonArray([.. entries.Where((_, index) => !failing.Contains(index)).Select(entry => entry!.DeepClone())]);
        var response = failing.Count == entries.Count ? Nothing(request) : await work(request with { Body = Bytes(body) });
        if (response.Status >= 300)
        {
            return response;
        }

        var answer = (JsonObject)JsonNode.Parse(response.Body)!;
        if (request.Service == "sqs")
        {
            var failed = answer["Failed"] as JsonArray ?? [];
            failing.ToList().ForEach(index => failed.Add(new JsonObject { ["Id"] = ids[index], ["Code"] = failure.Code, ["Message"] = "Injected by the local cloud.", ["SenderFault"] = false }));
            answer["Failed"] = failed.DeepClone();
            answer["Successful"] ??= new JsonArray();
        }
        else
        {
            var results = answer["Entries"] as JsonArray ?? [];
            failing.Order().ToList().ForEach(index => results.Insert(index, new JsonObject { ["ErrorCode"] = failure.Code, ["ErrorMessage"] = "Injected by the local cloud." }));
            answer["Entries"] = results.DeepClone();
            answer["FailedEntryCount"] = results.Count(result => result!["ErrorCode"] is not null);
        }

        return response with { Body = Bytes(answer) };
    }

    static async Task<AwsResponse> ItemsAsync(AwsRequest request, JsonObject body, string operation, FaultEffect.PartialFailure failure, Func<AwsRequest, Task<AwsResponse>> work)
    {
        var writes = operation == "BatchWriteItem";
        var tables = (JsonObject)body["RequestItems"]!;
        JsonArray Entries(JsonNode table) => (JsonArray)(writes ? table : table["Keys"]!);
        var failing = Failing(tables.Sum(table => Entries(table.Value!).Count), failure.Every);
        var (kept, left) = (new JsonObject(), new JsonObject());
        var index = 0;
        foreach (var (name, table) in tables)
        {
            var parts = Entries(table!).Select(entry => (Entry: entry!, Fails: failing.Contains(index++))).ToLookup(part => part.Fails, part => part.Entry);
            Add(kept, name, table!, parts[false]);
            Add(left, name, table!, parts[true]);
        }

        body["RequestItems"] = kept;
        var response = kept.Count == 0 ? Nothing(request) : await work(request with { Body = Bytes(body) });
        if (response.Status >= 300)
        {
            return response;
        }

        var answer = (JsonObject)JsonNode.Parse(response.Body)!;
        answer[writes ? "UnprocessedItems" : "UnprocessedKeys"] = left;
        if (!writes)
        {
            answer["Responses"] ??= new JsonObject();
        }

        response.Headers.Remove("x-amz-crc32");
        return response with { Body = Bytes(answer) };

        void Add(JsonObject target, string name, JsonNode table, IEnumerable<JsonNode> entries)
        {
            var list = new JsonArray([.. entries.Select(entry => entry.DeepClone())]);
            if (list.Count > 0)
            {
                target[name] = writes ? list : new JsonObject(((JsonObject)table).Select(member => KeyValuePair.Create(member.Key, member.Key == "Keys" ? list : member.Value?.DeepClone())));
            }
        }
    }

    static HashSet<int> Failing(int count, int every) => count == 0 ? [] : count < every ? [count - 1] : [.. Enumerable.Range(0, count).Where(index => (index + 1) % every == 0)];

    static AwsResponse Nothing(AwsRequest request) => AwsResponse.Of(200, request.Header("Content-Type"), "{}"u8.ToArray());

    static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json);
}
