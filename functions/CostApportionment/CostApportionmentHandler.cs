using System.Text.Json;
using GovCloud.Calendar;
using GovCloud.Cost;
using GovCloud.Hosting;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.CostApportionment;

/// <summary>
/// Closes months. Messages of the queue are files that came and the schedule; records of the stream are changes of the index, of which people are told.
/// Instants come from the events, never from a clock: a replay decides as the first time.
/// </summary>
sealed class CostApportionmentHandler(MonthClosing closing, RunningMonth running, StatementTelling telling, ILogger logger)
{
    public async ValueTask HandleAsync(ReadOnlyMemory<byte> input, Stream output, LambdaContext context, CancellationToken cancellationToken)
    {
        var failures = new List<BatchItemFailure>();
        if (IsOfTheStream(input))
        {
            var records = JsonSerializer.Deserialize(input.Span, LambdaEventJson.Default.StreamEvent)?.Records ?? [];
            foreach (var record in records)
            {
                // A shard is read in order: what follows a failure is delivered again with it.
                if (!await DoneAsync(() => TellAsync(record, cancellationToken), record.Change.SequenceNumber))
                {
                    failures.Add(new BatchItemFailure(record.Change.SequenceNumber));
                    break;
                }
            }
        }
        else
        {
            foreach (var message in JsonSerializer.Deserialize(input.Span, LambdaEventJson.Default.SqsEvent)?.Records ?? [])
            {
                if (!await DoneAsync(() => LookAsync(message.Body, cancellationToken), message.MessageId))
                {
                    failures.Add(new BatchItemFailure(message.MessageId));
                }
            }
        }

        await JsonSerializer.SerializeAsync(output, new BatchResponse { Failures = [.. failures] }, LambdaEventJson.Default.BatchResponse, CancellationToken.None);
    }

    async Task LookAsync(string body, CancellationToken cancellationToken)
    {
        var trigger = CostTrigger.Read(body);
        if (trigger.Month is not { } month)
        {
            logger.NoMonth();
            return;
        }

        if (month < CostMonth.Of(JapanTime.DateOf(trigger.At)))
        {
            await closing.LookAsync(month, trigger.At, cancellationToken);
        }

        // Also on the first, when the last day of the month before has become complete.
        await running.FollowAsync(month, trigger.At, cancellationToken);
    }

    Task TellAsync(StreamRecord record, CancellationToken cancellationToken) =>
        record.Change.Keys.TryGetValue(Contracts.StatementsTable.PartitionKey, out var partition) && record.Change.Keys.TryGetValue(Contracts.StatementsTable.SortKey, out var sort)
            && partition.Text is { } month && sort.Text is { } item
            ? telling.TellAsync(month, item, cancellationToken)
            : Task.CompletedTask;

    async Task<bool> DoneAsync(Func<Task> work, string id)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception failure)
        {
            logger.Failed(failure, id);
            return false;
        }
    }

    /// <summary>Both sources call the same function; their records differ in one member.</summary>
    static bool IsOfTheStream(ReadOnlyMemory<byte> input)
    {
        using var document = JsonDocument.Parse(input);
        return document.RootElement.TryGetProperty("Records", out var records) && records.ValueKind == JsonValueKind.Array && records.GetArrayLength() > 0
            && records[0].TryGetProperty("dynamodb", out _);
    }
}
