using System.Globalization;
using System.Threading.Channels;
using GovCloud.LocalCloud.Gateway;
using Microsoft.AspNetCore.Http;

namespace GovCloud.LocalCloud.Functions;

/// <summary>What a function gets: headers and payload of <c>/invocation/next</c>.</summary>
sealed record RuntimeJob(string RequestId, string Payload, DateTimeOffset Deadline, string FunctionArn)
{
    public TaskCompletionSource<RuntimeAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What the function posted; <paramref name="ErrorType"/> is null for a response.</summary>
sealed record RuntimeAnswer(string Body, string? ErrorType);

/// <summary>The Lambda Runtime API for one process: next, response, error, init error. A process has an endpoint of its own, so that its work is known when it dies.</summary>
sealed class RuntimeApi : IAsyncDisposable
{
    const string Prefix = "/2018-06-01/runtime/";
    const int PayloadLimit = 6 * 1024 * 1024;
    readonly Channel<RuntimeJob> jobs = Channel.CreateBounded<RuntimeJob>(1);
    readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<RuntimeAnswer> initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    LoopbackServer? server;
    RuntimeJob? current;

    /// <summary>Host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> wants it.</summary>
    public string Address => server!.Endpoint.Authority;

    /// <summary>Completes when the process asks for work for the first time.</summary>
    public Task Ready => ready.Task;

    /// <summary>Completes when the process reports that it cannot start.</summary>
    public Task<RuntimeAnswer> InitError => initError.Task;

    public static async Task<RuntimeApi> StartAsync(CancellationToken cancellationToken)
    {
        var api = new RuntimeApi();
        api.server = await LoopbackServer.StartAsync(api.HandleAsync, port: 0, cancellationToken);
        return api;
    }

    public async Task<RuntimeAnswer> RunAsync(RuntimeJob job, CancellationToken cancellationToken)
    {
        await jobs.Writer.WriteAsync(job, cancellationToken);
        return await job.Answer.Task.WaitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return RefuseAsync(context, 404);
        }

        return (context.Request.Method, path[Prefix.Length..].Split('/')) switch
        {
            ("GET", ["invocation", "next"]) => NextAsync(context),
            ("POST", ["invocation", var id, "response"]) => EndAsync(context, id, failed: false),
            ("POST", ["invocation", var id, "error"]) => EndAsync(context, id, failed: true),
            ("POST", ["init", "error"]) => InitFailedAsync(context),
            _ => RefuseAsync(context, 404),
        };
    }

    async Task NextAsync(HttpContext context)
    {
        ready.TrySetResult();
        RuntimeJob job;
        try
        {
            job = await jobs.Reader.ReadAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        current = job;
        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = job.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = job.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = job.FunctionArn;
        headers["Lambda-Runtime-Trace-Id"] = $"Root=1-{job.RequestId[..8]}-{job.RequestId.Replace("-", "", StringComparison.Ordinal)[8..32]};Sampled=0";
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(job.Payload, context.RequestAborted);
    }

    async Task EndAsync(HttpContext context, string id, bool failed)
    {
        var body = await ReadAsync(context);
        if (current is not { } job || !string.Equals(job.RequestId, id, StringComparison.Ordinal))
        {
            await RefuseAsync(context, 400);
            return;
        }

        if (!failed && body.Length > PayloadLimit)
        {
            await RefuseAsync(context, 413);
            return;
        }

        current = null;
        context.Response.StatusCode = 202;
        job.Answer.TrySetResult(new(body, failed ? ErrorType(context) : null));
    }

    async Task InitFailedAsync(HttpContext context)
    {
        initError.TrySetResult(new(await ReadAsync(context), ErrorType(context)));
        context.Response.StatusCode = 202;
    }

    static string ErrorType(HttpContext context) =>
        context.Request.Headers["Lambda-Runtime-Function-Error-Type"].ToString() is { Length: > 0 } type ? type : "Runtime.Unknown";

    static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync("{\"errorMessage\":\"refused\",\"errorType\":\"InvalidRequest\"}", context.RequestAborted);
    }
}
