namespace GovCloud.LocalCloud.Queues;

/// <summary>A standard queue as its template declares it; the defaults are the service's.</summary>
public sealed record QueueDefinition
{
    /// <summary>Its ARN; the name is the last part.</summary>
    public required Arn Arn { get; init; }

    /// <summary>How long a received message stays hidden.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a new message stays hidden.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.Zero;

    /// <summary>When a message is dropped unread.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(4);

    /// <summary>How long a receive waits for a message when it does not say.</summary>
    public TimeSpan ReceiveWait { get; init; } = TimeSpan.Zero;

    /// <summary>Bytes; the service's limit is 1 MiB.</summary>
    public int MaximumMessageSize { get; init; } = 1_048_576;

    /// <summary>Where messages go that were received too often.</summary>
    public RedrivePolicy? Redrive { get; init; }
}

/// <summary>A message that was received <paramref name="MaxReceiveCount"/> times without being deleted moves to the dead-letter queue.</summary>
public sealed record RedrivePolicy(Arn DeadLetterQueue, int MaxReceiveCount);

/// <summary>How many messages a queue holds, as <c>GetQueueAttributes</c> counts them.</summary>
public sealed record QueueDepth(int Visible, int InFlight, int Delayed)
{
    /// <summary>All of them.</summary>
    public int Total => Visible + InFlight + Delayed;
}
