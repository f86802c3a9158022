using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Hosting;
using GovCloud.Linkage;

namespace GovCloud.Functions.LinkageWatch;

/// <summary>Puts findings on the operations bus, where triage makes incidents of them.</summary>
sealed class FindingPublisher(AwsClient<EventBridge> events, LinkageCatalogue catalogue, Metrics metrics)
{
    /// <summary>Puts notices about the files of a store, in their order.</summary>
    /// <exception cref="IOException">The bus did not take all of them. Putting them again is safe: triage counts a repeat.</exception>
    public async Task PublishAsync(LinkageStore store, IReadOnlyCollection<FindingNotice> notices, CancellationToken cancellationToken)
    {
        foreach (var chunk in notices.Chunk(EventBridge.MostEntries))
        {
            var entries = chunk.Select(notice => new PutEventsEntry(
                LinkageEvents.Source,
                LinkageEvents.Finding,
                JsonSerializer.Serialize(FindingDetail.Of(catalogue, store, notice), LinkageJsonContext.Default.FindingDetail),
                EventNames.OperationsBus));
            var answer = await events.CallAsync(EventBridge.PutEvents, new PutEventsRequest([.. entries]), cancellationToken);
            if (answer.FailedEntryCount > 0)
            {
                throw new IOException($"EventBridge PutEvents refused {answer.FailedEntryCount} of {chunk.Length} findings: {answer.Entries.FirstOrDefault(entry => entry.ErrorCode is not null)?.ErrorCode}.");
            }
        }

        if (notices.Count > 0)
        {
            metrics.Add(MetricNames.LinkageFindings, notices.Count, MetricUnit.Count);
        }
    }
}
