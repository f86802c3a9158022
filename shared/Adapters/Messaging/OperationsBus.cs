using GovCloud.Adapters.AwsApi;

namespace GovCloud.Adapters.Messaging;

/// <summary>Puts findings of our own audits on the operations bus, ten a call.</summary>
/// <param name="client">EventBridge.</param>
/// <param name="bus">The bus's name.</param>
public sealed class OperationsBus(AwsClient<EventBridge> client, string bus)
{
    const int MostEntries = 10;

    // The first audit of a thousand accounts tells twenty thousand recoveries, for which one call after another would take longer than a function may.
    const int CallsAtOnce = 8;

    /// <summary>Puts findings on the bus. One that is refused does not hold up the others.</summary>
    /// <param name="source">Their source.</param>
    /// <param name="detailType">Their kind.</param>
    /// <param name="details">Their details, JSON objects.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>How many were refused or could not be sent.</returns>
    public async Task<int> PutAsync(string source, string detailType, IEnumerable<string> details, CancellationToken cancellationToken)
    {
        var failed = 0;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(details.Chunk(MostEntries), limits, async (chunk, token) =>
        {
            try
            {
                var response = await client.CallAsync(
                    EventBridge.PutEvents, new PutEventsRequest([.. chunk.Select(detail => new PutEventsEntry(source, detailType, detail, bus))]), token);
                Interlocked.Add(ref failed, response.FailedEntryCount);
            }
            catch (AwsApiException)
            {
                Interlocked.Add(ref failed, chunk.Length);
            }
        });
        return failed;
    }
}
