using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Adapters.Storage;
using GovCloud.Audit;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.Sweeps;

/// <summary>
/// An audit of more accounts than one invocation can read: slices go through a queue to other invocations, which keep what they found out, and closing
/// merges it. Every step may be delivered twice. A run belongs to one estate; where another was deployed meanwhile, the rest of it is left and closing starts anew.
/// </summary>
/// <param name="estateDigest">Digest of the estate that this invocation has.</param>
/// <param name="work">What the audit does.</param>
/// <param name="evidence">Where parts are kept.</param>
/// <param name="queue">The queue.</param>
/// <param name="logger">The log.</param>
sealed class SharedSweep(string estateDigest, ISweepWork work, EvidenceStore evidence, SweepQueue queue, ILogger logger)
{
    const int AtOnce = 8;

    // Sent with the slices, so that nothing needs to know which slice is the last. A slice that failed is delivered again after six minutes and after
    // twelve; the last closing, as late as SQS can delay a message, waits for both.
    static readonly ImmutableArray<TimeSpan> Closings = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(15)];

    static readonly TimeSpan NextClosing = TimeSpan.FromMinutes(5);

    /// <summary>Hands all slices to other invocations.</summary>
    /// <param name="step"><see cref="SweepStep.Begin"/> or <see cref="SweepStep.Read"/>.</param>
    /// <param name="at">When it was to begin.</param>
    /// <param name="cancellationToken">Stops the sending.</param>
    /// <returns>How many slices there are.</returns>
    public async Task<int> StartAsync(SweepStep step, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var run = new SweepRun(at, estateDigest);
        if (step == SweepStep.Read)
        {
            // First: a run of which only a part could be sent must be closed all the same.
            foreach (var closing in Closings)
            {
                var final = closing == Closings[^1];
                await queue.SendAsync(new SweepTask { Step = SweepStep.Close, Run = run, Final = final, Later = final ? work.LaterClosings : 0 }, closing, cancellationToken);
            }
        }

        await Parallel.ForEachAsync(
            Enumerable.Range(0, work.Slices), Limits(cancellationToken),
            async (slice, token) => await queue.SendAsync(new SweepTask { Step = step, Run = run, Slice = slice }, TimeSpan.Zero, token));
        logger.Shared(run.Id, step, work.Slices);
        return work.Slices;
    }

    /// <summary>Does what messages ask. One that failed is delivered again, and changes nothing twice.</summary>
    /// <param name="records">The messages.</param>
    /// <param name="reading">Ends the reading of accounts.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public async Task<BatchResponse> DoAsync(ImmutableArray<SqsRecord> records, CancellationToken reading, CancellationToken cancellationToken)
    {
        var failures = ImmutableArray.CreateBuilder<BatchItemFailure>();
        foreach (var record in records)
        {
            try
            {
                await DoAsync(JsonSerializer.Deserialize(record.Body, SweepJson.Default.SweepTask) ?? throw new JsonException("The message is null."), reading, cancellationToken);
            }
            catch (Exception failure)
            {
                logger.MessageFailed(failure, record.MessageId);
                failures.Add(new BatchItemFailure(record.MessageId));
            }
        }

        return new BatchResponse { Failures = failures.ToImmutable() };
    }

    async Task DoAsync(SweepTask task, CancellationToken reading, CancellationToken cancellationToken)
    {
        if (task.Step == SweepStep.Close)
        {
            await CloseAsync(task, cancellationToken);
        }
        else if (task.Run.EstateDigest != estateDigest)
        {
            logger.OtherEstate(task.Run.Id, estateDigest);
        }
        else if (task.Slice < 0 || task.Slice >= work.Slices)
        {
            throw new ArgumentOutOfRangeException(nameof(task), task.Slice, "There is no such slice.");
        }
        else if (task.Step == SweepStep.Begin)
        {
            await work.BeginAsync(task.Slice, reading);
        }
        else if (await evidence.ReadPartAsync(task.Run.Id, task.Slice, cancellationToken) is null)
        {
            await ReadAsync(task, reading, cancellationToken);
        }
    }

    async Task ReadAsync(SweepTask task, CancellationToken reading, CancellationToken cancellationToken)
    {
        if (await work.LastClosedAsync(cancellationToken) >= task.Run.At)
        {
            // Redriven from the dead-letter queue: its accounts were closed as unknown, and what it would tell now no evidence would ever take back.
            logger.TooLate(task.Run.Id, task.Slice);
            return;
        }

        await evidence.WritePartAsync(task.Run.Id, task.Slice, await work.ReadAsync(task.Run, task.Slice, reading, cancellationToken), cancellationToken);
    }

    async Task CloseAsync(SweepTask task, CancellationToken cancellationToken)
    {
        if (task.Run.EstateDigest != estateDigest)
        {
            logger.OtherEstate(task.Run.Id, estateDigest);
            if (task.Final)
            {
                await StartAsync(SweepStep.Read, task.Run.At, cancellationToken);
            }

            return;
        }

        if (await work.LastClosedAsync(cancellationToken) >= task.Run.At)
        {
            // This run is closed, or a later one was held meanwhile.
            return;
        }

        var parts = await PartsAsync(task.Run, cancellationToken);
        var missing = parts.Count(part => part is null);
        if (missing > 0 && task is { Final: true, Later: > 0 })
        {
            await queue.SendAsync(task with { Later = task.Later - 1 }, NextClosing, cancellationToken);
        }

        if (missing > 0 && task is not { Final: true, Later: 0 })
        {
            return;
        }

        if (missing > 0)
        {
            logger.PartsMissing(task.Run.Id, missing);
        }

        await work.CloseAsync(task.Run, parts, cancellationToken);
    }

    async Task<byte[]?[]> PartsAsync(SweepRun run, CancellationToken cancellationToken)
    {
        var parts = new byte[]?[work.Slices];
        await Parallel.ForEachAsync(Enumerable.Range(0, parts.Length), Limits(cancellationToken), async (slice, token) => parts[slice] = await evidence.ReadPartAsync(run.Id, slice, token));
        return parts;
    }

    static ParallelOptions Limits(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
}
