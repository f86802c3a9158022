using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace GovCloud.Adapters.Tests.Hosting;

/// <summary>A Lambda Runtime API over real HTTP: hands out what was queued and keeps what was posted.</summary>
sealed class RuntimeApi : IAsyncDisposable
{
    readonly Channel<Queued> queue = Channel.CreateUnbounded<Queued>();
    readonly ConcurrentQueue<Posted> posts = new();
    LoopbackServer server = null!;

    /// <summary>Invocations handed out so far.</summary>
    public int HandedOut { get; private set; }

    /// <summary>Status that a path's end is answered with instead of 202 (or 200 for <c>next</c>).</summary>
    public ConcurrentDictionary<string, int> Answers { get; } = new(StringComparer.Ordinal);

    public string HostAndPort => server.Address.Authority;

    public IReadOnlyList<Posted> Posts => [.. posts];

    public static async Task<RuntimeApi> StartAsync()
    {
        var api = new RuntimeApi();
        api.server = await LoopbackServer.StartAsync(api.AnswerAsync);
        return api;
    }

    public Task<Posted> InvokeAsync(string input, DateTimeOffset deadline, string? trace = null)
    {
        var queued = new Queued(input, deadline, trace, new TaskCompletionSource<Posted>(TaskCreationOptions.RunContinuationsAsynchronously));
        Assert.True(queue.Writer.TryWrite(queued));
        return queued.Done.Task;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    Queued? running;

    async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        Assert.StartsWith("/2018-06-01/runtime/", path, StringComparison.Ordinal);
        if (path.EndsWith("/next", StringComparison.Ordinal))
        {
            await NextAsync(http);
            return;
        }

        using var reader = new StreamReader(http.Request.Body);
        var posted = new Posted(path["/2018-06-01/runtime/".Length..], await reader.ReadToEndAsync(), http.Request.Headers["Lambda-Runtime-Function-Error-Type"], http.Request.ContentType);
        posts.Enqueue(posted);
        var status = Answers.GetValueOrDefault(path[(path.LastIndexOf('/') + 1)..], 202);
        http.Response.StatusCode = status;
        await http.Response.CompleteAsync();
        if (status != 413)
        {
            running?.Done.TrySetResult(posted);
        }
    }

    async Task NextAsync(HttpContext http)
    {
        if (Answers.TryGetValue("next", out var status))
        {
            http.Response.StatusCode = status;
            return;
        }

        try
        {
            running = await queue.Reader.ReadAsync(http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        HandedOut++;
        var headers = http.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = "request-" + HandedOut.ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Deadline-Ms"] = running.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:ap-northeast-1:111122223333:function:f";
        if (running.Trace is { } trace)
        {
            headers["Lambda-Runtime-Trace-Id"] = trace;
        }

        await http.Response.WriteAsync(running.Input);
    }

    sealed record Queued(string Input, DateTimeOffset Deadline, string? Trace, TaskCompletionSource<Posted> Done);
}

/// <summary>What the function posted.</summary>
sealed record Posted(string Path, string Body, string? ErrorType, string? ContentType);
