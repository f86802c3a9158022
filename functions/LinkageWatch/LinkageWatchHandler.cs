using System.Text.Json;
using GovCloud.Calendar;
using GovCloud.Contracts;
using GovCloud.Hosting;
using GovCloud.Linkage;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.LinkageWatch;

/// <summary>
/// Follows the files of the linkage. Messages of the queue are files that came or went; the schedules ask for a sweep and for the day's summary.
/// Instants come from the events, never from a clock: a replay decides as the first time.
/// </summary>
sealed class LinkageWatchHandler(LinkageCatalogue catalogue, FileArrivals arrivals, SlotKeeper keeper, DailySummary summary, ILogger logger)
{
    /// <summary>Sweeps look so many days further back than the last deadline: a day or two without sweeps loses nothing.</summary>
    const int GraceDays = 7;

    public async ValueTask HandleAsync(ReadOnlyMemory<byte> input, Stream output, LambdaContext context, CancellationToken cancellationToken)
    {
        var failures = new List<BatchItemFailure>();
        if (JsonSerializer.Deserialize(input.Span, LambdaEventJson.Default.SqsEvent) is { Records: { IsDefaultOrEmpty: false } records })
        {
            foreach (var record in records)
            {
                if (!await HandledAsync(record, cancellationToken))
                {
                    failures.Add(new BatchItemFailure(record.MessageId));
                }
            }
        }
        else if (JsonSerializer.Deserialize(input.Span, FileEventJson.Default.FileEvent) is { } scheduled)
        {
            await ScheduledAsync(scheduled, cancellationToken);
        }

        await JsonSerializer.SerializeAsync(output, new BatchResponse { Failures = [.. failures] }, LambdaEventJson.Default.BatchResponse, CancellationToken.None);
    }

    /// <summary>Each message succeeds or fails for itself; one that failed is delivered again and changes nothing twice.</summary>
    async Task<bool> HandledAsync(SqsRecord record, CancellationToken cancellationToken)
    {
        try
        {
            if (JsonSerializer.Deserialize(record.Body, FileEventJson.Default.FileEvent) is { } happened)
            {
                await arrivals.HandleAsync(happened, cancellationToken);
            }

            return true;
        }
        catch (Exception failure)
        {
            logger.MessageFailed(failure, record.MessageId);
            return false;
        }
    }

    async Task ScheduledAsync(FileEvent scheduled, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var profile in catalogue.Profiles)
        {
            try
            {
                var to = JapanTime.DateOf(scheduled.Time);
                await keeper.SweepAsync(profile, to.AddDays(-DaysBack(profile)), to, scheduled.Time, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                logger.SweepFailed(failure, profile.Id);
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException("A sweep failed.", failures);
        }

        if (scheduled.DetailType == LinkageEvents.Summary)
        {
            await summary.WriteAsync(scheduled.Time, cancellationToken);
        }
    }

    static int DaysBack(LinkageProfile profile) =>
        GraceDays + profile.Definition.Schedule.DeadlineDays + profile.Definition.Consumers.Select(consumer => consumer.Days).DefaultIfEmpty().Max();
}
