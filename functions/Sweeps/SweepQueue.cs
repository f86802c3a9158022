using System.Text.Json;
using GovCloud.Adapters.AwsApi;

namespace GovCloud.Functions.Sweeps;

/// <summary>The queue through which invocations hand each other work.</summary>
sealed class SweepQueue(AwsClient<Sqs> client, string address)
{
    /// <summary>Sends a task, to be delivered after a delay of at most 15 minutes.</summary>
    public Task SendAsync(SweepTask task, TimeSpan delay, CancellationToken cancellationToken) => client.CallAsync(
        Sqs.SendMessage,
        new SendMessageRequest(address, JsonSerializer.Serialize(task, SweepJson.Default.SweepTask), (int)delay.TotalSeconds),
        cancellationToken);
}
