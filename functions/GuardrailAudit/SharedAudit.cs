using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Storage;
using GovCloud.Estates;
using GovCloud.Guardrails;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.GuardrailAudit;

/// <summary>
/// An audit of more accounts than one invocation can read: slices go through a queue to other invocations, which keep what they found out, and closing
/// merges it. Every step may be delivered twice. A run belongs to one estate; where another was deployed meanwhile, the rest of it is left and closing starts anew.
/// </summary>
sealed class SharedAudit(EstateIndex estate, AccountSweep sweep, EvidenceStore evidence, AuditReport report, AuditQueue queue, ILogger logger)
{
    const int AtOnce = 8;

    // Sent with the slices, so that nothing needs to know which slice is the last. A slice that failed is delivered again after six minutes and after
    // twelve; the last closing, as late as SQS can delay a message, waits for both.
    static readonly ImmutableArray<TimeSpan> Closings = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(15)];

    readonly ImmutableArray<ImmutableArray<RolloutTarget>> slices = AuditSlices.Of(estate.Estate);

    /// <summary>Hands all slices to other invocations.</summary>
    /// <param name="step"><see cref="AuditStep.Begin"/> or <see cref="AuditStep.Read"/>.</param>
    /// <param name="at">When it was to begin.</param>
    /// <param name="cancellationToken">Stops the sending.</param>
    /// <returns>How many slices there are.</returns>
    public async Task<int> StartAsync(AuditStep step, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var run = new AuditRun(at, estate.Digest);
        if (step == AuditStep.Read)
        {
            // First: a run of which only a part could be sent must be closed all the same.
            foreach (var closing in Closings)
            {
                await queue.SendAsync(new AuditTask { Step = AuditStep.Close, Run = run, Final = closing == Closings[^1] }, closing, cancellationToken);
            }
        }

        for (var slice = 0; slice < slices.Length; slice++)
        {
            await queue.SendAsync(new AuditTask { Step = step, Run = run, Slice = slice }, TimeSpan.Zero, cancellationToken);
        }

        logger.Shared(run.Id, step, slices.Length);
        return slices.Length;
    }

    /// <summary>Does what another invocation left.</summary>
    /// <param name="task">What.</param>
    /// <param name="reading">Ends the reading of accounts.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public async Task DoAsync(AuditTask task, CancellationToken reading, CancellationToken cancellationToken)
    {
        if (task.Step == AuditStep.Close)
        {
            await CloseAsync(task, cancellationToken);
        }
        else if (task.Run.EstateDigest != estate.Digest)
        {
            logger.OtherEstate(task.Run.Id, estate.Digest);
        }
        else if (task.Step == AuditStep.Begin)
        {
            await sweep.BeginAsync(slices[task.Slice], reading);
        }
        else if (await evidence.ReadPartAsync(task.Run.Id, task.Slice, cancellationToken) is null)
        {
            var audits = await sweep.JudgeAsync(slices[task.Slice], reading);
            var part = new AuditPart { Slice = task.Slice, At = sweep.Now, Accounts = audits };
            await evidence.WritePartAsync(task.Run.Id, task.Slice, part.Write(), cancellationToken);
        }
    }

    async Task CloseAsync(AuditTask task, CancellationToken cancellationToken)
    {
        if (task.Run.EstateDigest != estate.Digest)
        {
            logger.OtherEstate(task.Run.Id, estate.Digest);
            if (task.Final)
            {
                await StartAsync(AuditStep.Read, task.Run.At, cancellationToken);
            }

            return;
        }

        var previous = await report.PreviousAsync(cancellationToken);
        if (previous?.At >= task.Run.At)
        {
            // This run is closed, or a later one was held meanwhile.
            return;
        }

        var parts = await PartsAsync(task.Run, cancellationToken);
        var missing = parts.Count(part => part is null);
        if (missing > 0 && !task.Final)
        {
            return;
        }

        if (missing > 0)
        {
            logger.PartsMissing(task.Run.Id, missing);
        }

        await report.KeepAndTellAsync(previous, task.Run.Merge(estate.Estate, parts.OfType<AuditPart>()), cancellationToken);
    }

    async Task<AuditPart?[]> PartsAsync(AuditRun run, CancellationToken cancellationToken)
    {
        var parts = new AuditPart?[slices.Length];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, parts.Length), limits, async (slice, token) =>
            parts[slice] = await evidence.ReadPartAsync(run.Id, slice, token) is { } json ? AuditPart.Read(json) : null);
        return parts;
    }
}

/// <summary>The queue through which invocations hand each other work.</summary>
sealed class AuditQueue(AwsClient<Sqs> client, string address)
{
    /// <summary>Sends a task, to be delivered after a delay of at most 15 minutes.</summary>
    public Task SendAsync(AuditTask task, TimeSpan delay, CancellationToken cancellationToken) => client.CallAsync(
        Sqs.SendMessage,
        new SendMessageRequest(address, JsonSerializer.Serialize(task, GuardrailAuditJson.Default.AuditTask), (int)delay.TotalSeconds),
        cancellationToken);
}
