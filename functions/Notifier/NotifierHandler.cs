using System.Text.Json;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Contracts;
using GovCloud.Hosting;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.Notifier;

/// <summary>
/// Drains the outbox. New entries arrive through the table's stream; a schedule sweeps up what is to be tried again and what a sender left behind.
/// </summary>
sealed class NotifierHandler(OutboxStore outbox, OutboxDelivery delivery, TimeProvider time, ILogger logger)
{
    // Enough for one slow channel and the record of its answer: an attempt that the deadline cuts off has an unknown answer.
    static readonly TimeSpan OneAttempt = TimeSpan.FromSeconds(15);

    public async ValueTask HandleAsync(ReadOnlyMemory<byte> input, Stream output, LambdaContext context, CancellationToken cancellationToken)
    {
        var failures = new List<BatchItemFailure>();
        if (JsonSerializer.Deserialize(input.Span, LambdaEventJson.Default.StreamEvent) is { Records: { } records })
        {
            foreach (var change in records.Where(record => record.EventName is "INSERT").Select(record => record.Change))
            {
                if (EntryOf(change) is { } id && !await TryAsync(id, context, cancellationToken))
                {
                    failures.Add(new BatchItemFailure(change.SequenceNumber));
                }
            }
        }
        else
        {
            await SweepAsync(context, cancellationToken);
        }

        await JsonSerializer.SerializeAsync(output, new BatchResponse { Failures = [.. failures] }, LambdaEventJson.Default.BatchResponse, CancellationToken.None);
    }

    async Task SweepAsync(LambdaContext context, CancellationToken cancellationToken)
    {
        await foreach (var id in outbox.DueAsync(time.GetUtcNow(), cancellationToken))
        {
            if (!HasTime(context, cancellationToken))
            {
                // The next sweep goes on from here.
                return;
            }

            await TryAsync(id, context, cancellationToken);
        }
    }

    async Task<bool> TryAsync(string id, LambdaContext context, CancellationToken cancellationToken)
    {
        if (!HasTime(context, cancellationToken))
        {
            return false;
        }

        try
        {
            await delivery.DeliverAsync(id, cancellationToken);
            return true;
        }
        catch (Exception failure)
        {
            logger.EntryFailed(failure, id);
            return false;
        }
    }

    static bool HasTime(LambdaContext context, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested && context.RemainingTime > OneAttempt;

    static string? EntryOf(StreamChange change) =>
        change.Keys.GetValueOrDefault(IncidentsTable.PartitionKey)?.Text is { } key && key.StartsWith(IncidentsTable.OutboxPrefix, StringComparison.Ordinal)
            ? key[IncidentsTable.OutboxPrefix.Length..]
            : null;
}
