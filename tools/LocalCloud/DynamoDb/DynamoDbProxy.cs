using System.Text.Json;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.DynamoDb;

/// <summary>Passes calls on to DynamoDB Local, disturbs them where a fault is in force, and tells of every write.</summary>
sealed class DynamoDbProxy(Uri endpoint, DynamoDbFaults faults, Action written) : IDisposable
{
    static readonly HashSet<string> Writes = new(StringComparer.Ordinal)
    {
        "BatchExecuteStatement", "BatchWriteItem", "DeleteItem", "ExecuteStatement", "ExecuteTransaction", "PutItem", "TransactWriteItems", "UpdateItem",
    };

    readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 64 }) { BaseAddress = endpoint };

    public async Task<AwsResponse> HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var target = request.Header("X-Amz-Target");
        var operation = target[(target.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (faults.Next(operation) is { } fault)
        {
            await Task.Delay(fault.Latency, cancellationToken);
            if (fault.ErrorCode is { } code)
            {
                return Fault(code, fault.Status);
            }
        }

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

    public void Dispose() => http.Dispose();

    static AwsResponse Fault(string code, int status) => AwsResponse.Of(
        status, "application/x-amz-json-1.0", JsonSerializer.SerializeToUtf8Bytes(new { __type = "com.amazonaws.dynamodb.v20120810#" + code, message = "Injected by the local cloud." }));
}
