using System.Text.Json;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Estates;
using GovCloud.Hosting;
using GovCloud.Triage;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.AlertTriage;

/// <summary>Keeps what could not be read and returns where. The same event is kept once, however often it is delivered.</summary>
delegate Task<string> Quarantine(Finding finding, string reason, CancellationToken cancellationToken);

/// <summary>Turns the events of a queue into incidents. Each message succeeds or fails for itself; what failed is delivered again and changes nothing twice.</summary>
sealed class AlertTriageHandler(EstateIndex estate, IncidentStore incidents, Quarantine quarantine, Metrics metrics, TimeProvider time, ILogger logger)
{
    readonly TriageRules rules = new(estate);
    readonly TriageTelemetry telemetry = new(metrics, time, logger, estate.Digest);

    public async ValueTask HandleAsync(ReadOnlyMemory<byte> input, Stream output, LambdaContext context, CancellationToken cancellationToken)
    {
        var queued = JsonSerializer.Deserialize(input.Span, LambdaEventJson.Default.SqsEvent) ?? new SqsEvent();
        var failures = new BatchFailures();
        var deliveries = Read(queued, failures);
        try
        {
            var batch = await TriageBatch.LoadAsync(rules, incidents, time, [.. deliveries.SelectMany(delivery => delivery.Findings)], cancellationToken);
            foreach (var delivery in deliveries)
            {
                await ApplyAsync(batch, delivery, failures, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is TableAccessException or OperationCanceledException)
        {
            logger.BatchFailed(failure, deliveries.Count);
            failures.AddAll(deliveries);
        }

        await JsonSerializer.SerializeAsync(output, failures.Response(), LambdaEventJson.Default.BatchResponse, CancellationToken.None);
    }

    List<Delivery> Read(SqsEvent queued, BatchFailures failures)
    {
        var deliveries = new List<Delivery>(queued.Records.Length);
        foreach (var record in queued.Records)
        {
            try
            {
                deliveries.Add(Delivery.Read(record));
            }
            catch (Exception failure)
            {
                // What is unreadable is a reading of its own; this is a defect of the reader, and the other messages must not suffer from it.
                logger.MessageFailed(failure, record.MessageId);
                failures.Add(record.MessageId);
            }
        }

        return deliveries;
    }

    async Task ApplyAsync(TriageBatch batch, Delivery delivery, BatchFailures failures, CancellationToken cancellationToken)
    {
        foreach (var finding in delivery.Findings.Where(finding => !batch.IsApplied(finding)))
        {
            // A later finding of the same fingerprint must not overtake one that failed.
            if (failures.Blocks(finding.Fingerprint) || cancellationToken.IsCancellationRequested)
            {
                failures.Add(delivery.MessageId, finding.Fingerprint);
                continue;
            }

            try
            {
                await ApplyAsync(batch, finding, cancellationToken);
            }
            catch (Exception failure)
            {
                logger.FindingFailed(failure, delivery.MessageId, finding.Key.Value, finding.Fingerprint);
                failures.Add(delivery.MessageId, finding.Fingerprint);
            }
        }
    }

    async Task ApplyAsync(TriageBatch batch, Finding finding, CancellationToken cancellationToken)
    {
        switch (finding.Reading)
        {
            case Reading.Rejected { Reason: var reason }:
                var location = await quarantine(finding, reason, cancellationToken);
                if (await batch.QuarantineAsync(finding, new QuarantineNotice(location, reason, finding.Body.Length), cancellationToken))
                {
                    telemetry.Quarantined(finding, location, reason);
                }
                break;
            case Reading.Normalised { Alert: var alert } when await batch.ApplyAsync(finding, alert, cancellationToken) is { } decision:
                telemetry.Decided(finding, decision);
                break;
        }
    }
}
