using System.Text.Json;
using GovCloud.Hosting;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.AccountAttestation;

/// <summary>
/// Asks municipalities every quarter whether accounts and people are still needed, and takes their answers. Messages of the queue are the schedule's and files that came
/// into the inbox. Each may be delivered twice: everything is known by what it is about, and is done once.
/// </summary>
sealed class AccountAttestationHandler(DailyRound round, AnswerIntake intake, ILogger logger)
{
    public async ValueTask HandleAsync(ReadOnlyMemory<byte> input, Stream output, LambdaContext context, CancellationToken cancellationToken)
    {
        var failures = new List<BatchItemFailure>();
        foreach (var message in JsonSerializer.Deserialize(input.Span, LambdaEventJson.Default.SqsEvent)?.Records ?? [])
        {
            try
            {
                var trigger = AttestationTrigger.Read(message.Body);
                await (trigger.Key is { } key ? intake.TakeAsync(key, trigger.At, cancellationToken) : round.HoldAsync(trigger.At, cancellationToken));
            }
            catch (Exception failure)
            {
                logger.Failed(failure, message.MessageId);
                failures.Add(new BatchItemFailure(message.MessageId));
            }
        }

        await JsonSerializer.SerializeAsync(output, new BatchResponse { Failures = [.. failures] }, LambdaEventJson.Default.BatchResponse, CancellationToken.None);
    }
}
