using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Queues;

/// <summary>One standard queue in memory: at least once, in order as long as nothing is redelivered.</summary>
sealed class SqsQueue(QueueDefinition definition, TimeProvider clock, Activity activity, Func<Arn, SqsQueue?> find)
{
    readonly Lock gate = new();
    readonly LinkedList<Entry> entries = [];
    long sent;

    public QueueDefinition Definition => definition;

    /// <summary>Messages that could be received now, hidden ones after a receive, and new ones that are still delayed.</summary>
    public QueueDepth Depth
    {
        get
        {
            lock (gate)
            {
                var now = DropExpired();
                return new(
                    entries.Count(entry => entry.VisibleAt <= now),
                    entries.Count(entry => entry.VisibleAt > now && entry.Message.ReceiveCount > 0),
                    entries.Count(entry => entry.VisibleAt > now && entry.Message.ReceiveCount == 0));
            }
        }
    }

    /// <summary>Whether a receive would find something.</summary>
    public bool HasVisible
    {
        get
        {
            lock (gate)
            {
                var now = DropExpired();
                return entries.Any(entry => entry.VisibleAt <= now);
            }
        }
    }

    /// <summary>When the next hidden message shows itself; null where none is hidden.</summary>
    public DateTimeOffset? NextVisibleAt
    {
        get
        {
            lock (gate)
            {
                var now = DropExpired();
                return entries.Where(entry => entry.VisibleAt > now).Select(entry => (DateTimeOffset?)entry.VisibleAt).Min();
            }
        }
    }

    /// <summary>All messages, for the page and tests; nothing is received.</summary>
    public IReadOnlyList<QueueMessage> Peek()
    {
        lock (gate)
        {
            DropExpired();
            return [.. entries.Select(entry => entry.Message)];
        }
    }

    public QueueMessage Send(string body, string senderId, IReadOnlyDictionary<string, JsonElement>? attributes = null, TimeSpan? delay = null)
    {
        if (body.Length == 0)
        {
            throw AwsApiException.Invalid("MissingParameter", "The request must contain the parameter MessageBody.");
        }

        if (Encoding.UTF8.GetByteCount(body) > definition.MaximumMessageSize)
        {
            throw AwsApiException.Invalid("InvalidParameterValue", $"One or more parameters are invalid. Reason: Message must be shorter than {definition.MaximumMessageSize} bytes.");
        }

        QueueMessage message;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            message = new() { MessageId = NextId(), Body = body, SentAt = now, SenderId = senderId, Attributes = attributes ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal) };
            entries.AddLast(new Entry(message, now + (delay ?? definition.Delay)));
        }

        activity.Changed();
        return message;
    }

    /// <summary>Takes up to <paramref name="count"/> visible messages and hides them; those received too often go to the dead-letter queue.</summary>
    public IReadOnlyList<QueueMessage> Receive(int count, TimeSpan? visibilityTimeout = null)
    {
        var taken = new List<QueueMessage>();
        var dead = new List<QueueMessage>();
        lock (gate)
        {
            var now = DropExpired();
            for (var node = entries.First; node is not null && taken.Count < count;)
            {
                var following = node.Next;
                if (node.Value.VisibleAt <= now)
                {
                    Take(node, now + (visibilityTimeout ?? definition.VisibilityTimeout), taken, dead);
                }

                node = following;
            }
        }

        Bury(dead);
        if (taken.Count + dead.Count > 0)
        {
            activity.Changed();
        }

        return taken;
    }

    /// <summary>Deletes what was received. A handle of an earlier receive, or of a message that is gone, changes nothing.</summary>
    public void Delete(string receiptHandle)
    {
        lock (gate)
        {
            if (Find(receiptHandle) is { } node)
            {
                entries.Remove(node);
            }
        }

        activity.Changed();
    }

    /// <summary>Hides a received message until <paramref name="timeout"/> from now; zero shows it at once.</summary>
    public void ChangeVisibility(string receiptHandle, TimeSpan timeout)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (Find(receiptHandle) is not { } node || node.Value.VisibleAt <= now)
            {
                throw new AwsApiException(400, "MessageNotInflight", "The specified message isn't in flight.") { QueryCode = "AWS.SimpleQueueService.MessageNotInflight" };
            }

            node.Value = node.Value with { VisibleAt = now + timeout };
        }

        activity.Changed();
    }

    public void Purge()
    {
        lock (gate)
        {
            entries.Clear();
        }

        activity.Changed();
    }

    /// <summary>Sends everything visible to <paramref name="destination"/>, or back to the queue each message was given up by.</summary>
    public int MoveAll(SqsQueue? destination)
    {
        List<QueueMessage> moved;
        lock (gate)
        {
            var now = DropExpired();
            moved = [.. entries.Where(entry => entry.VisibleAt <= now && Target(entry.Message) is not null).Select(entry => entry.Message)];
            foreach (var entry in entries.Where(entry => moved.Contains(entry.Message)).ToList())
            {
                entries.Remove(entry);
            }
        }

        foreach (var message in moved)
        {
            Target(message)!.Enter(message with { ReceiveCount = 0, ReceiptHandle = "", FirstReceivedAt = null, DeadLetterSource = null });
        }

        activity.Changed();
        return moved.Count;

        SqsQueue? Target(QueueMessage message) => destination ?? (message.DeadLetterSource is { } source ? find(source) : null);
    }

    void Take(LinkedListNode<Entry> node, DateTimeOffset hiddenUntil, List<QueueMessage> taken, List<QueueMessage> dead)
    {
        var message = node.Value.Message;
        if (definition.Redrive is { } redrive && message.ReceiveCount >= redrive.MaxReceiveCount && find(redrive.DeadLetterQueue) is not null)
        {
            entries.Remove(node);
            dead.Add(message with { ReceiptHandle = "", DeadLetterSource = definition.Arn });
            return;
        }

        var received = message with
        {
            ReceiveCount = message.ReceiveCount + 1,
            FirstReceivedAt = message.FirstReceivedAt ?? clock.GetUtcNow(),
            ReceiptHandle = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{definition.Arn.Name}/{message.MessageId}/{message.ReceiveCount + 1}")),
        };
        node.Value = new Entry(received, hiddenUntil);
        taken.Add(received);
    }

    void Bury(List<QueueMessage> dead)
    {
        foreach (var message in dead)
        {
            find(definition.Redrive!.DeadLetterQueue)!.Enter(message);
        }
    }

    void Enter(QueueMessage message)
    {
        lock (gate)
        {
            entries.AddLast(new Entry(message, clock.GetUtcNow()));
        }

        activity.Changed();
    }

    LinkedListNode<Entry>? Find(string receiptHandle)
    {
        for (var node = entries.First; node is not null; node = node.Next)
        {
            if (string.Equals(node.Value.Message.ReceiptHandle, receiptHandle, StringComparison.Ordinal))
            {
                return node;
            }
        }

        return IsOurs(receiptHandle)
            ? null
            : throw new AwsApiException(400, "ReceiptHandleIsInvalid", $"The input receipt handle \"{receiptHandle}\" is not a valid receipt handle.");
    }

    bool IsOurs(string receiptHandle)
    {
        Span<byte> bytes = stackalloc byte[512];
        return receiptHandle.Length is > 0 and < 512
            && Convert.TryFromBase64String(receiptHandle, bytes, out var length)
            && Encoding.UTF8.GetString(bytes[..length]).StartsWith(definition.Arn.Name + "/", StringComparison.Ordinal);
    }

    DateTimeOffset DropExpired()
    {
        var now = clock.GetUtcNow();
        while (entries.First is { } oldest && oldest.Value.Message.SentAt + definition.Retention <= now)
        {
            entries.Remove(oldest);
        }

        return now;
    }

    // Derived from the order of sending, so that a run can be repeated to the letter.
    string NextId() => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{definition.Arn}#{++sent}")).AsSpan(0, 16)).ToString();

    sealed record Entry(QueueMessage Message, DateTimeOffset VisibleAt);
}
