using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Faults;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.DynamoDb;

/// <summary>Passes calls on to DynamoDB Local, cuts pages and ages answers where a fault says so, and tells of every write.</summary>
sealed class DynamoDbProxy : IDisposable
{
    static readonly HashSet<string> Writes = new(StringComparer.Ordinal)
    {
        "BatchExecuteStatement", "BatchWriteItem", "DeleteItem", "ExecuteStatement", "ExecuteTransaction", "PutItem", "TransactWriteItems", "UpdateItem",
    };

    readonly HttpClient http;
    readonly StaleTables stale;
    readonly FaultPlan faults;
    readonly Action written;

    public DynamoDbProxy(Uri endpoint, StaleTables stale, FaultPlan faults, Action written)
    {
        http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 64 }) { BaseAddress = endpoint };
        this.stale = stale;
        this.faults = faults;
        this.written = written;
    }

    public async Task<AwsResponse> HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var operation = OperationNames.Of(request);
        if (faults.Staleness is null && request is { Page: null, Staleness: null })
        {
            return await PassOnAsync(request, operation, cancellationToken);
        }

        var body = (JsonObject)JsonNode.Parse(request.Body)!;
        if (faults.Staleness is not null && Writes.Contains(operation))
        {
            await stale.KeepAsync(operation, body, cancellationToken);
        }

        if (request.Page is { } page)
        {
            if (page.IsEmpty && body["ExclusiveStartKey"] is { } start)
            {
                return Json(new JsonObject { ["Items"] = new JsonArray(), ["Count"] = 0, ["ScannedCount"] = 0, ["LastEvaluatedKey"] = start.DeepClone() });
            }

            body["Limit"] = Math.Min(body["Limit"]?.GetValue<int>() ?? int.MaxValue, page.Size);
            request = request with { Body = JsonSerializer.SerializeToUtf8Bytes(body) };
        }

        var response = await PassOnAsync(request, operation, cancellationToken);
        if (request.Staleness is { } lag && response.Status == 200)
        {
            var answer = (JsonObject)JsonNode.Parse(response.Body)!;
            return await stale.AgeAsync(operation, body, answer, lag, cancellationToken) ? Json(answer) : response;
        }

        return response;
    }

    public void Dispose() => http.Dispose();

    async Task<AwsResponse> PassOnAsync(AwsRequest request, string operation, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(request.Body) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", request.Header("Content-Type"));
        foreach (var name in (ReadOnlySpan<string>)["X-Amz-Target", "Authorization", "X-Amz-Date", "X-Amz-Security-Token"])
        {
            if (request.Header(name) is { Length: > 0 } value)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await http.SendAsync(message, cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (Writes.Contains(operation))
        {
            written();
        }

        var response = AwsResponse.Of((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "application/x-amz-json-1.0", body);
        foreach (var name in (ReadOnlySpan<string>)["x-amz-crc32", "x-amzn-RequestId"])
        {
            if (answer.Headers.TryGetValues(name, out var values))
            {
                response.Headers[name] = values.First();
            }
        }

        return response;
    }

    static AwsResponse Json(JsonObject answer) => AwsResponse.Of(200, "application/x-amz-json-1.0", JsonSerializer.SerializeToUtf8Bytes(answer));
}
