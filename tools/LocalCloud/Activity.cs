namespace GovCloud.LocalCloud;

/// <summary>What is running, and a signal at every change of state. Waiting for quiet is waiting for changes, never sleeping.</summary>
sealed class Activity
{
    readonly Lock gate = new();
    TaskCompletionSource next = NewSignal();
    int running;

    /// <summary>Pieces of work that have begun and not ended.</summary>
    public int Running => Volatile.Read(ref running);

    /// <summary>Completes at the next change. Take it before looking at the state, so that no change is missed.</summary>
    public Task NextChange
    {
        get
        {
            lock (gate)
            {
                return next.Task;
            }
        }
    }

    /// <summary>Tells everyone who waits that something changed.</summary>
    public void Changed()
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            signal = next;
            next = NewSignal();
        }

        signal.SetResult();
    }

    /// <summary>Begins a piece of work; disposing the result ends it.</summary>
    public IDisposable Begin()
    {
        Interlocked.Increment(ref running);
        return new Work(this);
    }

    /// <summary>Waits until <paramref name="condition"/> holds. <paramref name="wakeUp"/> tells when the clock alone may change the answer.</summary>
    public async Task UntilAsync(Func<bool> condition, Func<DateTimeOffset?> wakeUp, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = NextChange;
            if (condition())
            {
                return;
            }

            if (wakeUp() is not { } at)
            {
                await change.WaitAsync(cancellationToken);
                continue;
            }

            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var wait = at - clock.GetUtcNow();
            await Task.WhenAny(change, Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, timer.Token));
            await timer.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    sealed class Work(Activity activity) : IDisposable
    {
        int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                Interlocked.Decrement(ref activity.running);
                activity.Changed();
            }
        }
    }
}
