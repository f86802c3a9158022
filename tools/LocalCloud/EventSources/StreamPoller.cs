using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.DynamoDb;
using GovCloud.LocalCloud.Functions;

namespace GovCloud.LocalCloud.EventSources;

/// <summary>An event source mapping of a table's stream.</summary>
sealed record StreamMapping
{
    /// <summary>As the template names it; DynamoDB Local has an ARN of its own.</summary>
    public required Arn StreamArn { get; init; }

    public required string TableName { get; init; }

    public int BatchSize { get; init; } = 100;

    public bool ReportsItems { get; init; }

    public bool BisectsOnError { get; init; }

    /// <summary>Null: until it succeeds.</summary>
    public int? MaximumRetryAttempts { get; init; }

    public FilterCriteria Filter { get; init; } = FilterCriteria.Everything;

    /// <summary>Is told of what was given up.</summary>
    public Action<string>? GivenUp { get; init; }
}

/// <summary>Reads a table's stream in order and gives batches to a function. A failed batch is tried again before anything behind it.</summary>
sealed class StreamPoller : IAsyncDisposable
{
    // Expired items are deleted by DynamoDB Local itself, which nobody announces.
    static readonly TimeSpan Unannounced = TimeSpan.FromSeconds(1);
    readonly DynamoDbStreams streams;
    readonly LambdaFunction function;
    readonly StreamMapping mapping;
    readonly Activity activity;
    readonly TimeProvider clock;
    readonly CancellationTokenSource stopping = new();
    readonly Dictionary<string, string?> iterators = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> done = new(StringComparer.Ordinal);
    readonly SemaphoreSlim announced = new(0, 1);
    readonly Task loop;
    long written = 1;
    long read;

    public StreamPoller(DynamoDbStreams streams, LambdaFunction function, StreamMapping mapping, Activity activity, TimeProvider clock)
    {
        this.streams = streams;
        this.function = function;
        this.mapping = mapping;
        this.activity = activity;
        this.clock = clock;
        loop = Task.Run(RunAsync);
    }

    /// <summary>Whether something may have been written that has not been read.</summary>
    public bool IsBehind => Interlocked.Read(ref written) != Interlocked.Read(ref read) && RetryAt is null;

    /// <summary>When a failed batch is tried again; null while none waits.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    /// <summary>Tells that the table may have changed.</summary>
    public void Announce()
    {
        Interlocked.Increment(ref written);
        try
        {
            announced.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been told already.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        announced.Dispose();
        stopping.Dispose();
    }

    async Task RunAsync()
    {
        var stream = await streams.FindStreamAsync(mapping.TableName, stopping.Token) ?? throw new InvalidOperationException($"The table {mapping.TableName} has no stream.");
        while (true)
        {
            var until = Interlocked.Read(ref written);
            var found = await ReadAsync(stream);
            if (!found)
            {
                Interlocked.Exchange(ref read, until);
                activity.Changed();
                await announced.WaitAsync(Unannounced, stopping.Token);
            }
        }
    }

    async Task<bool> ReadAsync(string stream)
    {
        var found = false;
        foreach (var shard in await streams.ShardsAsync(stream, stopping.Token))
        {
            var iterator = iterators.TryGetValue(shard, out var known) ? known : await streams.FirstIteratorAsync(stream, shard, stopping.Token);
            if (iterator is null)
            {
                continue;
            }

            if (await TryReadAsync(iterator) is not { } page)
            {
                // As an event source mapping does: from the oldest record that is left; what was read before is left out.
                iterators.Remove(shard);
                found = true;
                continue;
            }

            var (all, next) = page;
            var records = all.Where(record => string.CompareOrdinal(SequenceNumber(record), done.GetValueOrDefault(shard, "")) > 0).ToList();
            if (records.Count > 0)
            {
                done[shard] = SequenceNumber(records[^1]);
            }

            var wanted = records.Select(Complete).Where(mapping.Filter.Takes).ToList();
            foreach (var batch in wanted.Chunk(mapping.BatchSize))
            {
                await DeliverAsync(batch);
            }

            iterators[shard] = next;
            found |= records.Count > 0;
        }

        return found;
    }

    /// <summary>Null where the records at the iterator are gone: DynamoDB Local keeps fewer than a day of them.</summary>
    async Task<(IReadOnlyList<JsonElement> Records, string? Next)?> TryReadAsync(string iterator)
    {
        try
        {
            return await streams.RecordsAsync(iterator, stopping.Token);
        }
        catch (HttpRequestException refused) when (refused.Message.Contains("TrimmedDataAccessException", StringComparison.Ordinal))
        {
            return null;
        }
    }

    async Task DeliverAsync(JsonElement[] batch)
    {
        for (var attempt = 0; batch.Length > 0; attempt++)
        {
            var rest = await InvokeAsync(batch);
            // Progress starts the count anew: only what did not move on is being retried.
            attempt = rest.Length < batch.Length ? -1 : attempt;
            if (rest.Length > 0 && mapping.MaximumRetryAttempts is { } most && attempt >= most)
            {
                mapping.GivenUp?.Invoke(Envelope(rest));
                return;
            }

            if (rest.Length == batch.Length && mapping.BisectsOnError && rest.Length > 1)
            {
                await DeliverAsync(rest[..(rest.Length / 2)]);
                rest = rest[(rest.Length / 2)..];
            }
            else if (rest.Length > 0)
            {
                await WaitAsync(attempt);
            }

            batch = rest;
        }
    }

    // What is left to do: from the first failed record on.
    async Task<JsonElement[]> InvokeAsync(JsonElement[] batch)
    {
        using var work = activity.Begin();
        var numbers = batch.Select(SequenceNumber).ToList();
        var result = await function.InvokeAsync(Envelope(batch), stopping.Token);
        if (BatchFailures.Of(result, mapping.ReportsItems, numbers) is not { } failed)
        {
            return batch;
        }

        var first = numbers.FindIndex(failed.Contains);
        return first < 0 ? [] : batch[first..];
    }

    async Task WaitAsync(int attempt)
    {
        var delay = TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Max(0, attempt))));
        RetryAt = clock.GetUtcNow() + delay;
        activity.Changed();
        await Task.Delay(delay, clock, stopping.Token);
        RetryAt = null;
    }

    JsonElement Complete(JsonElement record)
    {
        var complete = JsonSerializer.Deserialize<JsonObject>(record)!;
        complete["eventSource"] = "aws:dynamodb";
        complete["awsRegion"] = mapping.StreamArn.Region;
        complete["eventSourceARN"] = mapping.StreamArn.ToString();
        return JsonSerializer.SerializeToElement(complete);
    }

    static string SequenceNumber(JsonElement record) => record.GetProperty("dynamodb").GetProperty("SequenceNumber").GetString()!;

    static string Envelope(JsonElement[] records) => JsonSerializer.Serialize(new { Records = records });
}
