using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.Tests.Functions;

/// <summary>A function that does what its payload says: the smallest loop over the Runtime API, started with <c>dotnet exec</c> like a real one.</summary>
static class SampleFunction
{
    static async Task<int> Main()
    {
        var api = Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://{api}/2018-06-01/runtime/"), Timeout = Timeout.InfiniteTimeSpan };
        if (Environment.GetEnvironmentVariable("FAIL_INIT") is not null)
        {
            await PostAsync(http, "init/error", "{\"errorMessage\":\"no\"}", "Sample.Init");
            return 1;
        }

        while (true)
        {
            using var next = await http.GetAsync(new Uri("invocation/next", UriKind.Relative));
            var id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").First();
            var payload = await next.Content.ReadAsStringAsync();
            if (payload.Contains("\"crash\"", StringComparison.Ordinal))
            {
                return 3;
            }

            if (payload.Contains("\"hang\"", StringComparison.Ordinal))
            {
                await Task.Delay(Timeout.Infinite);
            }

            var failed = payload.Contains("\"fail\"", StringComparison.Ordinal);
            await PostAsync(http, $"invocation/{id}/{(failed ? "error" : "response")}", failed ? "{\"errorMessage\":\"asked to\"}" : Answer(payload), failed ? "Sample.Failed" : null);
        }
    }

    // Bodies that begin with "bad" are reported as failed; everything else is written to the log.
    static string Answer(string payload)
    {
        if (JsonNode.Parse(payload) is not JsonObject json || json["Records"] is not JsonArray records)
        {
            return JsonSerializer.Serialize(new
            {
                input = payload,
                function = Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME"),
                table = Environment.GetEnvironmentVariable("TABLE"),
                home = Environment.GetEnvironmentVariable("OLDPWD"),
                process = Environment.ProcessId,
            });
        }

        foreach (var record in records)
        {
            Console.WriteLine("record " + (record!["body"] ?? record["dynamodb"]!["Keys"]!).ToJsonString());
        }

        var bad = records.Where(record => record!["body"]?.ToString().StartsWith("bad", StringComparison.Ordinal) == true).Select(record => new { itemIdentifier = record!["messageId"]!.ToString() });
        return JsonSerializer.Serialize(new { batchItemFailures = bad });
    }

    static async Task PostAsync(HttpClient http, string path, string body, string? errorType)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (errorType is not null)
        {
            message.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        }

        (await http.SendAsync(message)).EnsureSuccessStatusCode();
    }
}
