using System.Collections.Concurrent;

namespace GovCloud.LocalCloud.Schedules;

/// <summary>Fires schedules on the simulated clock. When the clock jumps, every time on the way is fired, one after the other.</summary>
sealed class Scheduler(TimeProvider clock, Activity activity) : IAsyncDisposable
{
    readonly CancellationTokenSource stopping = new();
    readonly ConcurrentBag<Task> loops = [];
    readonly ConcurrentDictionary<string, DateTimeOffset> next = new(StringComparer.Ordinal);

    /// <summary>When the next schedule is due; null where there is none.</summary>
    public DateTimeOffset? NextAt => next.IsEmpty ? null : next.Values.Min();

    /// <summary>Names and next times, for the page.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Next => next;

    /// <summary>Starts a schedule.</summary>
    /// <param name="name">Unique; shown in the state.</param>
    /// <param name="expression">When.</param>
    /// <param name="fire">Gets the time that was planned.</param>
    public void Add(string name, ScheduleExpression expression, Action<DateTimeOffset> fire)
    {
        var created = clock.GetUtcNow();
        if (expression.NextAfter(created, created) is { } first)
        {
            next[name] = first;
            loops.Add(RunAsync(name, expression, created, first, fire));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(loops).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        stopping.Dispose();
    }

    async Task RunAsync(string name, ScheduleExpression expression, DateTimeOffset created, DateTimeOffset first, Action<DateTimeOffset> fire)
    {
        for (DateTimeOffset? due = first; due is { } at;)
        {
            var wait = at - clock.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                // The longest wait a timer takes is 49 days.
                await Task.Delay(wait < TimeSpan.FromDays(1) ? wait : TimeSpan.FromDays(1), clock, stopping.Token);
                continue;
            }

            fire(at);
            due = expression.NextAfter(at, created);
            if (due is { } following)
            {
                next[name] = following;
            }
            else
            {
                next.TryRemove(name, out _);
            }

            activity.Changed();
        }
    }
}
