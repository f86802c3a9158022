namespace GovCloud.LocalCloud.Clock;

/// <summary>
/// A clock that can be moved forward. Frozen, it stands still between moves; otherwise it runs with the real one, as far ahead as it was moved.
/// Timers fire when their time is reached, in order of that time.
/// </summary>
public sealed class ControllableClock : TimeProvider, IDisposable
{
    readonly Lock gate = new();
    readonly TimeProvider real;
    readonly List<Timer> timers = [];
    readonly ITimer? ticker;
    DateTimeOffset start;
    readonly long startedAt;

    /// <summary>A clock that starts at <paramref name="start"/> (now, when null).</summary>
    public ControllableClock(DateTimeOffset? start = null, bool frozen = false, TimeProvider? real = null)
    {
        this.real = real ?? System;
        this.start = start ?? this.real.GetUtcNow();
        startedAt = this.real.GetTimestamp();
        // Fine enough for queues and schedules, whose unit is the second.
        ticker = frozen ? null : this.real.CreateTimer(_ => FireDue(), null, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20));
        IsFrozen = frozen;
    }

    /// <summary>Whether time moves only by <see cref="Advance"/>.</summary>
    public bool IsFrozen { get; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return IsFrozen ? start : start + real.GetElapsedTime(startedAt);
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock forward; timers on the way fire at their own time when it is frozen.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset target;
        lock (gate)
        {
            target = start + by;
        }

        while (IsFrozen && NextDue() is { } due && due < target)
        {
            lock (gate)
            {
                start = due > start ? due : start;
            }

            FireDue();
        }

        lock (gate)
        {
            start = target;
        }

        FireDue();
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Stops the clock's own ticking.</summary>
    public void Dispose() => ticker?.Dispose();

    DateTimeOffset? NextDue()
    {
        lock (gate)
        {
            return timers.Select(timer => timer.DueAt).Min();
        }
    }

    void FireDue()
    {
        List<Timer> due;
        var now = GetUtcNow();
        lock (gate)
        {
            due = [.. timers.Where(timer => timer.DueAt <= now).OrderBy(timer => timer.DueAt)];
            foreach (var timer in due)
            {
                timer.Rearm(now);
            }

            timers.RemoveAll(timer => timer.DueAt is null);
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    sealed class Timer(ControllableClock clock, TimerCallback callback, object? state) : ITimer
    {
        TimeSpan period;

        public DateTimeOffset? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            var now = clock.GetUtcNow();
            lock (clock.gate)
            {
                period = newPeriod;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : now + dueTime;
                clock.timers.Remove(this);
                if (DueAt is not null)
                {
                    clock.timers.Add(this);
                }
            }

            if (dueTime == TimeSpan.Zero)
            {
                clock.FireDue();
            }

            return true;
        }

        public void Rearm(DateTimeOffset now) => DueAt = period > TimeSpan.Zero ? now + period : null;

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
