using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GovCloud.LocalCloud.Chaos;

namespace GovCloud.LocalCloud.Functions;

/// <summary>A function with its processes: as many at once as it is invoked concurrently, up to its limit, kept warm between invocations.</summary>
sealed class LambdaFunction : IAsyncDisposable
{
    const int KeptLines = 20_000;
    const int KeptInvocations = 20_000;
    readonly IReadOnlyDictionary<string, string> variables;
    readonly Activity activity;
    readonly TimeProvider clock;
    readonly ChaosInjector? chaos;
    readonly SemaphoreSlim slots;
    readonly ConcurrentBag<ExecutionEnvironment> warm = [];
    readonly ConcurrentDictionary<ExecutionEnvironment, byte> all = new();
    readonly ConcurrentQueue<LogLine> logs = new();
    readonly ConcurrentQueue<Invocation> invocations = new();
    readonly CancellationTokenSource stopping = new();
    long requests;
    long sessions;

    public LambdaFunction(
        FunctionDefinition definition, IReadOnlyDictionary<string, string> runtimeVariables, Activity activity, TimeProvider clock, int maximumProcesses, ChaosInjector? chaos = null)
    {
        this.chaos = chaos;
        Definition = definition;
        variables = Reserved(definition).Concat(runtimeVariables).Concat(definition.Environment).GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
        this.activity = activity;
        this.clock = clock;
        Concurrency = Math.Min(definition.ReservedConcurrency ?? maximumProcesses, maximumProcesses);
        slots = new(Concurrency);
    }

    public FunctionDefinition Definition { get; }

    /// <summary>Invocations at once.</summary>
    public int Concurrency { get; }

    public IReadOnlyList<LogLine> Logs => [.. logs];

    public IReadOnlyList<Invocation> Invocations => [.. invocations];

    /// <summary>Invokes it and waits for the end; a failure is a result, not an exception.</summary>
    public async Task<Invocation> InvokeAsync(string payload, CancellationToken cancellationToken)
    {
        using var work = activity.Begin();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping.Token);
        await slots.WaitAsync(ending.Token);
        try
        {
            var result = await RunAsync(payload, ending.Token);
            Bounded(invocations, result, KeptInvocations);
            return result;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Kills every process at once, also those that are at work.</summary>
    public async Task<int> KillProcessesAsync()
    {
        var alive = all.Keys.Where(environment => environment.IsAlive).ToList();
        await Task.WhenAll(alive.Select(environment => environment.KillAsync()));
        return alive.Count;
    }

    /// <summary>Kills the process that signs with a session token, if it is still there.</summary>
    public Task KillAsync(string sessionToken) =>
        all.Keys.FirstOrDefault(environment => string.Equals(environment.SessionToken, sessionToken, StringComparison.Ordinal))?.KillAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        foreach (var environment in all.Keys)
        {
            await environment.DisposeAsync();
        }

        slots.Dispose();
        stopping.Dispose();
    }

    async Task<Invocation> RunAsync(string payload, CancellationToken cancellationToken)
    {
        var requestId = NextRequestId();
        var environment = TakeWarm();
        TimeSpan? init = null;
        if (environment is null)
        {
            environment = await ExecutionEnvironment.StartAsync(Definition, variables, NextSessionToken(), Log, cancellationToken);
            all[environment] = 0;
            if (await environment.InitAsync(cancellationToken) is { } failure)
            {
                await DiscardAsync(environment);
                return Result(requestId, payload, failure, TimeSpan.Zero, environment.SinceStart);
            }

            init = environment.SinceStart;
        }

        var begun = TimeProvider.System.GetTimestamp();
        var answer = await AnswerAsync(environment, requestId, payload, cancellationToken);
        var duration = TimeProvider.System.GetElapsedTime(begun);
        if (answer.ErrorType is "Sandbox.Timedout" or "Runtime.ExitError" || !environment.IsAlive)
        {
            await DiscardAsync(environment);
        }
        else
        {
            warm.Add(environment);
        }

        return Result(requestId, payload, answer, duration, init);
    }

    async Task<RuntimeAnswer> AnswerAsync(ExecutionEnvironment environment, string requestId, string payload, CancellationToken cancellationToken)
    {
        var fault = chaos?.Next(Definition.Arn.Name, ChaosTarget.Invocation);
        if (fault == ChaosKind.KillBefore)
        {
            await environment.KillAsync();
        }

        var answer = await environment.InvokeAsync(requestId, payload, cancellationToken);
        if (fault != ChaosKind.KillAfter)
        {
            return answer;
        }

        await environment.KillAsync();
        return new("", "Runtime.ExitError");
    }

    ExecutionEnvironment? TakeWarm()
    {
        while (warm.TryTake(out var environment))
        {
            if (environment.IsAlive)
            {
                return environment;
            }
        }

        return null;
    }

    async Task DiscardAsync(ExecutionEnvironment environment)
    {
        all.TryRemove(environment, out _);
        await environment.DisposeAsync();
    }

    static Dictionary<string, string> Reserved(FunctionDefinition definition) => new(StringComparer.Ordinal)
    {
        ["_HANDLER"] = definition.Handler,
        ["AWS_EXECUTION_ENV"] = "AWS_Lambda_" + definition.Runtime,
        ["AWS_LAMBDA_FUNCTION_NAME"] = definition.Arn.Name,
        ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = definition.MemorySize.ToString(CultureInfo.InvariantCulture),
        ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
        ["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/" + definition.Arn.Name,
        ["AWS_LAMBDA_LOG_STREAM_NAME"] = "local",
        ["LAMBDA_TASK_ROOT"] = definition.Directory,
        ["LANG"] = "en_US.UTF-8",
        ["TZ"] = ":UTC",
    };

    static Invocation Result(string requestId, string payload, RuntimeAnswer answer, TimeSpan duration, TimeSpan? init) =>
        new() { RequestId = requestId, Payload = payload, Response = answer.Body, ErrorType = answer.ErrorType, Duration = duration, InitDuration = init };

    string NextRequestId() => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{Definition.Arn}#{Interlocked.Increment(ref requests)}")).AsSpan(0, 16)).ToString();

    // Every process has a token of its own, so that it is known which of them calls.
    string NextSessionToken() => string.Create(CultureInfo.InvariantCulture, $"local-session-{Interlocked.Increment(ref sessions)}");

    void Log(string text, bool isError) => Bounded(logs, new LogLine(clock.GetUtcNow(), text, isError), KeptLines);

    static void Bounded<T>(ConcurrentQueue<T> queue, T item, int limit)
    {
        queue.Enqueue(item);
        if (queue.Count > limit)
        {
            queue.TryDequeue(out _);
        }
    }
}
