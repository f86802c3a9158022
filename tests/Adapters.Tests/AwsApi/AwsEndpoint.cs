using System.Collections.Concurrent;
using System.Text;
using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace GovCloud.Adapters.Tests.AwsApi;

/// <summary>An AWS endpoint over real HTTP: refuses a wrong signature, keeps what it got, answers from a list, the last answer again and again.</summary>
sealed class AwsEndpoint : IAsyncDisposable
{
    const string Secret = "secret/EXAMPLE+1";

    readonly ConcurrentQueue<AwsRequest> requests = new();
    readonly Answer[] answers;
    readonly TaskCompletionSource firstRequest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    LoopbackServer server = null!;

    AwsEndpoint(Answer[] answers) => this.answers = answers;

    public IReadOnlyList<AwsRequest> Requests => [.. requests];

    public AwsRequest Request => Assert.Single(requests);

    /// <summary>Completes when the first request has arrived.</summary>
    public Task FirstRequest => firstRequest.Task;

    public Uri Address => server.Address;

    public static SessionAWSCredentials Credentials => new("ASIAEXAMPLE", Secret, "token/+=");

    public AwsClientOptions Options => new() { Credentials = Credentials, Region = "ap-northeast-1", Endpoint = Address };

    public static async Task<AwsEndpoint> StartAsync(params Answer[] answers)
    {
        var endpoint = new AwsEndpoint(answers);
        endpoint.server = await LoopbackServer.StartAsync(endpoint.AnswerAsync);
        return endpoint;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var fault = SignatureV4.Fault(http.Request, body.ToArray(), Secret, out var scope);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        requests.Enqueue(new AwsRequest(http.Request.Method, http.Request.Path.Value!, http.Request.QueryString.Value!, headers, Encoding.UTF8.GetString(body.ToArray()), scope));
        firstRequest.TrySetResult();
        var answer = fault is null ? answers[Math.Min(requests.Count, answers.Length) - 1] : new Answer(403, $$"""{"__type":"InvalidSignatureException","message":"{{fault.ReplaceLineEndings(" | ")}}"}""");
        if (answer.Drop)
        {
            http.Abort();
            return;
        }

        if (answer.Hang)
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.Headers["x-amzn-RequestId"] = "request-" + requests.Count;
        foreach (var (name, value) in answer.Headers ?? [])
        {
            http.Response.Headers[name] = value;
        }

        await http.Response.WriteAsync(answer.Body);
    }
}

/// <summary>A request as it arrived.</summary>
/// <param name="Scope">Date, region, service of the signature.</param>
sealed record AwsRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body, string Scope);

/// <summary>What to answer.</summary>
sealed record Answer(int Status, string Body, string ContentType = "application/x-amz-json-1.1")
{
    public Dictionary<string, string>? Headers { get; init; }

    /// <summary>Break the connection instead.</summary>
    public bool Drop { get; init; }

    /// <summary>Never answer.</summary>
    public bool Hang { get; init; }
}
