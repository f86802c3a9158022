using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.DynamoDb;

/// <summary>The streams API of DynamoDB Local, for which the SDK has no client. It looks at the form of the credentials only.</summary>
sealed class DynamoDbStreams(Uri endpoint) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = endpoint };

    public async Task<string?> FindStreamAsync(string table, CancellationToken cancellationToken)
    {
        // ListStreams also names the streams of earlier tables of the same name.
        var answer = await CallAsync("DescribeTable", new { TableName = table }, cancellationToken, "DynamoDB_20120810.");
        return answer.GetProperty("Table").TryGetProperty("LatestStreamArn", out var stream) ? stream.GetString() : null;
    }

    public async Task<IReadOnlyList<string>> ShardsAsync(string stream, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("DescribeStream", new { StreamArn = stream }, cancellationToken);
        return [.. answer.GetProperty("StreamDescription").GetProperty("Shards").EnumerateArray().Select(shard => shard.GetProperty("ShardId").GetString()!)];
    }

    public async Task<string> FirstIteratorAsync(string stream, string shard, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("GetShardIterator", new { StreamArn = stream, ShardId = shard, ShardIteratorType = "TRIM_HORIZON" }, cancellationToken);
        return answer.GetProperty("ShardIterator").GetString()!;
    }

    /// <summary>Records in order, and the iterator that follows; null at the end of a closed shard.</summary>
    public async Task<(IReadOnlyList<JsonElement> Records, string? Next)> RecordsAsync(string iterator, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("GetRecords", new { ShardIterator = iterator }, cancellationToken);
        return ([.. answer.GetProperty("Records").EnumerateArray()], answer.TryGetProperty("NextShardIterator", out var next) ? next.GetString() : null);
    }

    /// <summary>Calls the tables themselves.</summary>
    public async Task<JsonObject> CallTableAsync(string operation, JsonObject request, CancellationToken cancellationToken) =>
        JsonObject.Create(await CallAsync(operation, request, cancellationToken, "DynamoDB_20120810."))!;

    public void Dispose() => http.Dispose();

    async Task<JsonElement> CallAsync(string operation, object request, CancellationToken cancellationToken, string prefix = "DynamoDBStreams_20120810.")
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request))) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        message.Headers.Add("X-Amz-Target", prefix + operation);
        message.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/ap-northeast-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=local");
        message.Headers.Add("X-Amz-Date", "20260101T000000Z");
        using var response = await http.SendAsync(message, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"DynamoDB Local refused {operation}: {Encoding.UTF8.GetString(body)}", null, response.StatusCode);
        }

        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}
