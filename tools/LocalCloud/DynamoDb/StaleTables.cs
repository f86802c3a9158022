using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.DynamoDb;

/// <summary>
/// What tables held before their last writes, so that a read without consistency can be answered as if a write had not come through yet. An item that a
/// write has taken out of an index, or out of the table, is not put back into lists.
/// </summary>
/// <param name="tables">DynamoDB Local.</param>
/// <param name="clock">The clock of the cloud.</param>
sealed class StaleTables(DynamoDbStreams tables, TimeProvider clock)
{
    readonly ConcurrentDictionary<string, JsonObject> descriptions = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<(string Table, string Key), (JsonObject? Image, DateTimeOffset At)> before = new();

    /// <summary>Keeps what a write is about to change.</summary>
    public async Task KeepAsync(string operation, JsonObject request, CancellationToken cancellationToken)
    {
        foreach (var (table, item) in Touched(operation, request))
        {
            var key = Part(item, Names(await DescribeAsync(table, cancellationToken), index: null));
            var found = await tables.CallTableAsync("GetItem", new JsonObject { ["TableName"] = table, ["Key"] = key.DeepClone(), ["ConsistentRead"] = true }, cancellationToken);
            before[(table, key.ToJsonString())] = ((JsonObject?)found["Item"]?.DeepClone(), clock.GetUtcNow());
        }
    }

    /// <summary>Replaces what is newer than <paramref name="lag"/> in an answer by what was there before. False when nothing had to be.</summary>
    public async Task<bool> AgeAsync(string operation, JsonObject request, JsonObject answer, TimeSpan lag, CancellationToken cancellationToken)
    {
        if (request["ConsistentRead"]?.GetValue<bool>() == true)
        {
            return false;
        }

        switch (operation)
        {
            case "GetItem" when await FindAsync(request["TableName"]!.ToString(), (JsonObject)request["Key"]!, lag, cancellationToken) is (true, var image):
                answer.Remove("Item");
                if (image is not null)
                {
                    answer["Item"] = request["ProjectionExpression"] is null || answer["Item"] is not JsonObject shown ? image.DeepClone() : Part(image, [.. shown.Select(member => member.Key)]);
                }

                return true;
            case "Query" or "Scan" when answer["Items"] is JsonArray items:
                var aged = await ListAsync(request["TableName"]!.ToString(), request["IndexName"]?.ToString(), items, lag, cancellationToken);
                answer["Items"] = aged;
                answer["Count"] = aged.Count;
                return true;
            case "BatchGetItem" when answer["Responses"] is JsonObject responses:
                foreach (var table in responses.Select(table => table.Key).ToList())
                {
                    responses[table] = await ListAsync(table, index: null, (JsonArray)responses[table]!, lag, cancellationToken);
                }

                return true;
            default:
                return false;
        }
    }

    async Task<JsonArray> ListAsync(string table, string? index, JsonArray items, TimeSpan lag, CancellationToken cancellationToken)
    {
        var aged = new JsonArray();
        foreach (var item in items.OfType<JsonObject>())
        {
            var (known, image) = await FindAsync(table, item, lag, cancellationToken);
            var keys = Names(await DescribeAsync(table, cancellationToken), index);
            if (!known)
            {
                aged.Add(item.DeepClone());
            }
            else if (image is not null && keys.All(name => JsonNode.DeepEquals(image[name], item[name])))
            {
                aged.Add(Part(image, [.. item.Select(member => member.Key)]));
            }
        }

        return aged;
    }

    async Task<(bool Known, JsonObject? Image)> FindAsync(string table, JsonObject item, TimeSpan lag, CancellationToken cancellationToken) =>
        before.TryGetValue((table, Part(item, Names(await DescribeAsync(table, cancellationToken), index: null)).ToJsonString()), out var kept) && clock.GetUtcNow() - kept.At < lag ? (true, kept.Image) : (false, null);

    async Task<JsonObject> DescribeAsync(string table, CancellationToken cancellationToken) => descriptions.TryGetValue(table, out var known)
        ? known
        : descriptions[table] = (JsonObject)(await tables.CallTableAsync("DescribeTable", new JsonObject { ["TableName"] = table }, cancellationToken))["Table"]!;

    static IReadOnlyList<string> Names(JsonObject table, string? index)
    {
        var owner = index is null ? table : ((IEnumerable<string>)["GlobalSecondaryIndexes", "LocalSecondaryIndexes"]).SelectMany(kind => table[kind] as JsonArray ?? []).First(one => one!["IndexName"]!.ToString() == index)!;
        return [.. ((JsonArray)owner["KeySchema"]!).Select(key => key!["AttributeName"]!.ToString()).Order(StringComparer.Ordinal)];
    }

    static JsonObject Part(JsonObject item, IReadOnlyCollection<string> names) => new(names.Where(item.ContainsKey).Select(name => KeyValuePair.Create(name, item[name]?.DeepClone())));

    static IEnumerable<(string Table, JsonObject Item)> Touched(string operation, JsonObject request) => operation switch
    {
        "PutItem" or "UpdateItem" or "DeleteItem" => [One(request)],
        "TransactWriteItems" => ((JsonArray)request["TransactItems"]!).SelectMany(item => (JsonObject)item!).Where(item => item.Key != "ConditionCheck").Select(item => One((JsonObject)item.Value!)),
        "BatchWriteItem" => ((JsonObject)request["RequestItems"]!).SelectMany(table => ((JsonArray)table.Value!).SelectMany(write => (JsonObject)write!).Select(write => (table.Key, (JsonObject)(write.Value!["Item"] ?? write.Value["Key"])!))),
        _ => [],
    };

    static (string Table, JsonObject Item) One(JsonObject write) => (write["TableName"]!.ToString(), (JsonObject)(write["Item"] ?? write["Key"])!);
}
