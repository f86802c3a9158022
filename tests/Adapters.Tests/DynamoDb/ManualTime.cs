namespace GovCloud.Adapters.Tests.DynamoDb;

/// <summary>A clock that stands until it is moved. Waiting for a moment moves it there, so that no test sleeps.</summary>
sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    long ticks = start.UtcTicks;

    public static DateTimeOffset Start { get; } = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            Advance(dueTime);
        }

        return base.CreateTimer(callback, state, dueTime < TimeSpan.Zero ? dueTime : TimeSpan.Zero, period);
    }
}
