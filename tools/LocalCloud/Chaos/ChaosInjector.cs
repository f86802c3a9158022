using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace GovCloud.LocalCloud.Chaos;

/// <summary>A fault that happened.</summary>
/// <param name="Target">To which kind of call.</param>
/// <param name="Kind">What.</param>
/// <param name="Ordinal">To which call of its kind, from 0.</param>
public sealed record ChaosStrike(ChaosTarget Target, ChaosKind Kind, long Ordinal);

/// <summary>Lets a schedule of faults happen to the calls of functions. Stands between the loopback server and the gateway.</summary>
public sealed class ChaosInjector
{
    const int RetryAfterSeconds = 30;

    // DynamoDB API reference, TransactWriteItems: the first write of the transaction met another transaction.
    const string Conflict = """{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Injected by the local cloud.","CancellationReasons":[{"Code":"TransactionConflict"}]}""";

    readonly ChaosSchedule schedule;
    readonly ConcurrentDictionary<ChaosTarget, long> counts = new();
    readonly ConcurrentQueue<ChaosStrike> happened = new();

    internal ChaosInjector(ChaosSchedule schedule) => this.schedule = schedule;

    /// <summary>No faults while set. Calls are counted all the same.</summary>
    public bool Calm { get; set; }

    /// <summary>What happened so far, in order.</summary>
    public IReadOnlyList<ChaosStrike> Happened => [.. happened];

    /// <summary>The fault of a function's next call of an operation.</summary>
    internal ChaosKind? Next(string caller, string operation)
    {
        var target = schedule.Targets.FirstOrDefault(known => string.Equals(known.Operation, operation, StringComparison.Ordinal) && caller.Contains(known.Function, StringComparison.Ordinal));
        if (target == default)
        {
            return null;
        }

        var ordinal = counts.AddOrUpdate(target, 0, static (_, last) => last + 1);
        if (Calm || schedule.At(target, ordinal) is not { } kind)
        {
            return null;
        }

        happened.Enqueue(new(target, kind, ordinal));
        return kind;
    }

    /// <summary>Wraps the gateway.</summary>
    /// <param name="gateway">Carries calls out.</param>
    /// <param name="caller">Finds out who has an access key.</param>
    /// <param name="kill">Kills the process of a function by its session token.</param>
    internal RequestDelegate Around(RequestDelegate gateway, Func<string, string?> caller, Func<string, string, Task> kill) => context =>
    {
        var call = Call.Read(context.Request);
        var name = call.IsSlack ? ChaosTarget.Slack : caller(call.AccessKey);
        return name is not null && Next(name, call.Operation) is { } kind
            ? DisturbAsync(context, gateway, kind, call, () => call.IsSlack ? Task.CompletedTask : kill(name, call.SessionToken))
            : gateway(context);
    };

    static async Task DisturbAsync(HttpContext context, RequestDelegate gateway, ChaosKind kind, Call call, Func<Task> kill)
    {
        switch (kind)
        {
            case ChaosKind.KillBefore:
                await kill();
                context.Abort();
                break;
            case ChaosKind.KillAfter:
                await UnheardAsync(context, gateway);
                await kill();
                context.Abort();
                break;
            case ChaosKind.CutBefore:
                context.Abort();
                break;
            case ChaosKind.CutAfter:
                await UnheardAsync(context, gateway);
                context.Abort();
                break;
            case ChaosKind.Silence:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                break;
            default:
                await RefuseAsync(context, kind, call);
                break;
        }
    }

    /// <summary>Carries a call out; what is answered stays here.</summary>
    static async Task UnheardAsync(HttpContext context, RequestDelegate gateway)
    {
        var wire = context.Response.Body;
        using var unheard = new MemoryStream();
        context.Response.Body = unheard;
        await gateway(context);
        context.Response.Body = wire;
    }

    static async Task RefuseAsync(HttpContext context, ChaosKind kind, Call call)
    {
        // The body is read first: a connection that is answered in the middle of a request is of no further use.
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        context.Response.StatusCode = kind switch
        {
            ChaosKind.TooManyRequests => StatusCodes.Status429TooManyRequests,
            ChaosKind.Gone => StatusCodes.Status404NotFound,
            ChaosKind.TransactionConflict => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status500InternalServerError,
        };
        if (kind == ChaosKind.TooManyRequests)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        context.Response.ContentType = call.IsSlack ? "text/plain" : "application/x-amz-json-1.0";
        await context.Response.WriteAsync(call.IsSlack ? "no_service" : Conflict, context.RequestAborted);
    }

    /// <summary>What can be told of a call before its signature is verified.</summary>
    sealed record Call(string AccessKey, string Service, string SessionToken, string Operation)
    {
        public bool IsSlack => Service.Length == 0;

        public static Call Read(HttpRequest request)
        {
            if (request.Path.StartsWithSegments("/slack", StringComparison.Ordinal))
            {
                return new("", "", "", request.Method);
            }

            // AWS4-HMAC-SHA256 Credential=KEY/date/region/service/aws4_request, ...
            var authorization = request.Headers.Authorization.ToString();
            var scope = authorization.Split("Credential=", 2) is [_, var rest] ? rest.Split(',', 2)[0].Split('/') : [];
            var target = request.Headers["X-Amz-Target"].ToString();
            var service = scope.ElementAtOrDefault(3) ?? "unsigned";
            var operation = target.Length > 0 ? target[(target.IndexOf('.', StringComparison.Ordinal) + 1)..] : service is "ses" ? "SendEmail" : request.Method;
            return new(scope.FirstOrDefault() ?? "", service, request.Headers["X-Amz-Security-Token"].ToString(), operation);
        }
    }
}
