namespace GovCloud.Adapters.Inventory;

/// <summary>
/// Lets calls through at a rate. Each waits until its turn, in the order in which they came; after a pause some may come at once. Thread-safe.
/// </summary>
/// <param name="perSecond">Calls a second.</param>
/// <param name="burst">Calls that may come at once after a pause; at least 1.</param>
/// <param name="time">The clock.</param>
public sealed class TokenBucket(double perSecond, int burst, TimeProvider time)
{
    readonly Lock gate = new();
    readonly TimeSpan interval = TimeSpan.FromSeconds(1 / perSecond);
    readonly long began = time.GetTimestamp();

    // When the bucket is full again, counted from the beginning.
    TimeSpan full;

    /// <summary>Waits for the turn.</summary>
    /// <exception cref="OperationCanceledException">It did not come in time. The turn is lost.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wait = Take();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    TimeSpan Take()
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(began);
            full = (full > now ? full : now) + interval;
            return full - now - (interval * burst);
        }
    }
}
