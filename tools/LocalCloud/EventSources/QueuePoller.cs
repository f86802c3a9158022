using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Functions;
using GovCloud.LocalCloud.Queues;

namespace GovCloud.LocalCloud.EventSources;

/// <summary>An event source mapping of a queue.</summary>
sealed record QueueMapping
{
    public int BatchSize { get; init; } = 10;

    public TimeSpan BatchingWindow { get; init; } = TimeSpan.Zero;

    public bool ReportsItems { get; init; }

    public int? MaximumConcurrency { get; init; }

    public FilterCriteria Filter { get; init; } = FilterCriteria.Everything;
}

/// <summary>Takes batches from a queue and gives them to a function. What the function does not finish shows itself again after the visibility timeout.</summary>
sealed class QueuePoller : IAsyncDisposable
{
    readonly SqsQueue queue;
    readonly LambdaFunction function;
    readonly QueueMapping mapping;
    readonly Activity activity;
    readonly TimeProvider clock;
    readonly CancellationTokenSource stopping = new();
    readonly Task[] loops;

    public QueuePoller(SqsQueue queue, LambdaFunction function, QueueMapping mapping, Activity activity, TimeProvider clock)
    {
        this.queue = queue;
        this.function = function;
        this.mapping = mapping;
        this.activity = activity;
        this.clock = clock;
        // One loop for each batch that may be at work at once: no message is taken that no process has a place for.
        loops = [.. Enumerable.Range(0, Math.Min(mapping.MaximumConcurrency ?? int.MaxValue, function.Concurrency)).Select(_ => Task.Run(RunAsync))];
    }

    public SqsQueue Queue => queue;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(loops).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        stopping.Dispose();
    }

    async Task RunAsync()
    {
        while (true)
        {
            await activity.UntilAsync(() => queue.HasVisible, () => queue.NextVisibleAt, clock, stopping.Token);
            using var work = activity.Begin();
            var batch = await GatherAsync();
            var taken = new List<QueueMessage>();
            foreach (var message in batch)
            {
                if (mapping.Filter.Takes(ForFilter(message)))
                {
                    taken.Add(message);
                }
                else
                {
                    queue.Delete(message.ReceiptHandle);
                }
            }

            if (taken.Count > 0)
            {
                await InvokeAsync(taken);
            }
        }
    }

    async Task<List<QueueMessage>> GatherAsync()
    {
        var batch = new List<QueueMessage>();
        var until = clock.GetUtcNow() + mapping.BatchingWindow;
        while (true)
        {
            // A receive gives ten at most.
            var more = queue.Receive(Math.Min(10, mapping.BatchSize - batch.Count));
            batch.AddRange(more);
            if (batch.Count == mapping.BatchSize || batch.Count == 0 || (clock.GetUtcNow() >= until && more.Count == 0))
            {
                return batch;
            }

            await activity.UntilAsync(() => queue.HasVisible || clock.GetUtcNow() >= until, () => until, clock, stopping.Token);
        }
    }

    async Task InvokeAsync(List<QueueMessage> batch)
    {
        var records = new JsonArray([.. batch.Select(Record)]);
        var result = await function.InvokeAsync(new JsonObject { ["Records"] = records }.ToJsonString(), stopping.Token);
        if (BatchFailures.Of(result, mapping.ReportsItems, [.. batch.Select(message => message.MessageId)]) is not { } failed)
        {
            return;
        }

        foreach (var message in batch.Where(message => !failed.Contains(message.MessageId)))
        {
            queue.Delete(message.ReceiptHandle);
        }
    }

    JsonObject Record(QueueMessage message) => new()
    {
        ["messageId"] = message.MessageId,
        ["receiptHandle"] = message.ReceiptHandle,
        ["body"] = message.Body,
        ["attributes"] = SqsApi.SystemAttributes(message),
        ["messageAttributes"] = new JsonObject(message.Attributes.Select(attribute => KeyValuePair.Create(attribute.Key, (JsonNode?)LambdaAttribute(attribute.Value)))),
        ["md5OfBody"] = MessageDigest.OfBody(message.Body),
        ["eventSource"] = "aws:sqs",
        ["eventSourceARN"] = queue.Definition.Arn.ToString(),
        ["awsRegion"] = queue.Definition.Arn.Region,
    };

    // The API's names begin with capitals, those of the event do not.
    static JsonObject LambdaAttribute(JsonElement attribute) => new(attribute.EnumerateObject()
        .Select(member => KeyValuePair.Create(char.ToLowerInvariant(member.Name[0]) + member.Name[1..], JsonNode.Parse(member.Value.GetRawText()))));

    // Filters see a body that is JSON as JSON.
    JsonElement ForFilter(QueueMessage message)
    {
        var record = Record(message);
        try
        {
            if (JsonNode.Parse(message.Body) is JsonObject body)
            {
                record["body"] = body;
            }
        }
        catch (JsonException)
        {
            // A body that is no JSON stays a text.
        }

        return JsonSerializer.SerializeToElement(record);
    }
}
