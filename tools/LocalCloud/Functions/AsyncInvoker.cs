using System.Collections.Concurrent;

namespace GovCloud.LocalCloud.Functions;

/// <summary>How often a failed asynchronous invocation is tried again, and who is told when it is given up.</summary>
sealed record AsyncInvokePolicy(int MaximumRetryAttempts, Action<string, Invocation>? GivenUp)
{
    public static readonly AsyncInvokePolicy Default = new(2, null);
}

/// <summary>Invocations that nobody waits for: rules and schedules. Failures are retried one and two minutes later, as Lambda does.</summary>
sealed class AsyncInvoker(Activity activity, TimeProvider clock) : IAsyncDisposable
{
    readonly CancellationTokenSource stopping = new();
    readonly ConcurrentDictionary<Task, byte> running = new();
    readonly ConcurrentDictionary<object, DateTimeOffset> retries = new();

    /// <summary>When the next retry is due; null where none waits.</summary>
    public DateTimeOffset? NextRetryAt => retries.IsEmpty ? null : retries.Values.Min();

    public void Start(LambdaFunction function, string payload, AsyncInvokePolicy policy)
    {
        var task = RunAsync(function, payload, policy, activity.Begin());
        running[task] = 0;
        _ = task.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running.Keys).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        stopping.Dispose();
    }

    async Task RunAsync(LambdaFunction function, string payload, AsyncInvokePolicy policy, IDisposable work)
    {
        for (var attempt = 0; ; attempt++)
        {
            Invocation result;
            using (work)
            {
                result = await function.InvokeAsync(payload, stopping.Token);
                if (!result.Succeeded && attempt >= policy.MaximumRetryAttempts)
                {
                    policy.GivenUp?.Invoke(payload, result);
                }
            }

            if (result.Succeeded || attempt >= policy.MaximumRetryAttempts)
            {
                return;
            }

            await WaitAsync(TimeSpan.FromMinutes(attempt + 1));
            work = activity.Begin();
        }
    }

    async Task WaitAsync(TimeSpan delay)
    {
        var ticket = new object();
        retries[ticket] = clock.GetUtcNow() + delay;
        activity.Changed();
        await Task.Delay(delay, clock, stopping.Token);
        retries.TryRemove(ticket, out _);
    }
}
