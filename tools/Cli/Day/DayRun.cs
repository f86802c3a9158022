using System.Collections.Immutable;
using GovCloud.Adapters.DynamoDb;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Faults;
using GovCloud.Triage;

namespace GovCloud.Cli.Day;

/// <summary>Lets the steps of a day happen on a local AWS, each at its time.</summary>
/// <param name="cloud">The local AWS, its clock at or before the first step.</param>
/// <param name="progress">Is told of every step before it happens.</param>
sealed class DayRun(EstateCloud cloud, Action<ScenarioStep, int> progress)
{
    /// <summary>
    /// Events closer together than this are not waited for one by one: bursts shall meet the functions as bursts. What is a minute apart does
    /// not overtake each other here, so that every run of the day has the same outcome.
    /// </summary>
    static readonly TimeSpan Burst = TimeSpan.FromSeconds(30);

    // Longer than it takes to see the first write, so that the others are still at work then.
    static readonly TimeSpan SlowWrite = TimeSpan.FromSeconds(1);

    readonly ImmutableArray<EnteredInput>.Builder entered = ImmutableArray.CreateBuilder<EnteredInput>();
    IDisposable? fault;
    bool killArmed;

    /// <summary>Runs the whole day and lets everything that waits come to its end.</summary>
    public async Task<ImmutableArray<EnteredInput>> RunAsync(ImmutableArray<ScenarioStep> steps, CancellationToken cancellationToken)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            progress(steps[i], i);
            var burst = i > 0 && steps[i].At - steps[i - 1].At < Burst && steps[i - 1] is not ScenarioStep.Disturbance && steps[i] is not ScenarioStep.Disturbance;
            if (!burst)
            {
                await cloud.AdvanceToAsync(steps[i].At, cancellationToken);
            }

            await DoAsync(steps[i], cancellationToken);
            if (killArmed && steps[i] is not ScenarioStep.Disturbance && (i + 1 == steps.Length || steps[i + 1].At - steps[i].At >= Burst))
            {
                await KillAtWorkAsync(cancellationToken);
            }
        }

        await cloud.Host.RunUntilQuietAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(3), cancellationToken);
        await cloud.SendWaitingAsync(cancellationToken);
        return entered.ToImmutable();
    }

    async Task DoAsync(ScenarioStep step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case ScenarioStep.BusEvent { Entry: var entry, Json: var json }:
                Enter(step, json);
                cloud.Put(entry, json);
                break;
            case ScenarioStep.QueueMessage { Body: var body }:
                Enter(step, body);
                await cloud.EnqueueAsync(body, cancellationToken);
                break;
            case ScenarioStep.Disturbance { Kind: var kind }:
                await DisturbAsync(kind, cancellationToken);
                break;
        }
    }

    void Enter(ScenarioStep step, string body) => entered.Add(EnteredInput.Of(step, body, TimeProvider.System.GetUtcNow()));

    async Task DisturbAsync(DisturbanceKind kind, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case DisturbanceKind.TableThrottled:
                fault = cloud.Host.Faults.Inject(Fault.Of("dynamodb", new FaultEffect.Throttled()));
                break;
            case DisturbanceKind.TableRecovered:
                fault?.Dispose();
                break;
            case DisturbanceKind.SlackFails:
                cloud.Host.Slack.Otherwise = SlackAnswer.ServerError;
                break;
            case DisturbanceKind.SlackSilent:
                // One message of which nobody knows whether it arrived; the sender waits for ten seconds.
                cloud.Host.Slack.Script(SlackAnswer.Silence);
                break;
            case DisturbanceKind.SlackLimits:
                cloud.Host.Slack.Otherwise = SlackAnswer.RateLimited(retryAfterSeconds: 30);
                break;
            case DisturbanceKind.SlackRecovered:
                cloud.Host.Slack.Otherwise = SlackAnswer.Ok;
                await cloud.SendWaitingAsync(cancellationToken);
                break;
            case DisturbanceKind.TriageKilled:
                // Writes become slow, so that the processes die between two of them.
                fault = cloud.Host.Faults.Inject(Fault.Of("dynamodb", new FaultEffect.Delayed(SlowWrite) { ByRealClock = true }, "TransactWriteItems"));
                killArmed = true;
                break;
        }
    }

    /// <summary>Kills the processes once the first of the burst's findings is stored: some are done then, the others are not.</summary>
    async Task KillAtWorkAsync(CancellationToken cancellationToken)
    {
        killArmed = false;
        var first = entered[^1].Step.At - Burst;
        var keys = entered.Where(input => input.Step.At > first).SelectMany(input => input.Keys).ToList();
        while (!(await cloud.Store.ReadAsync(cancellationToken)).Deliveries.Overlaps(keys))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        await cloud.Host.KillProcessesAsync(cloud.AlertTriage);
        fault?.Dispose();
    }
}

/// <summary>Something that entered the estate's operations, and what it holds as the reader of alerts reads it.</summary>
sealed record EnteredInput
{
    public required ScenarioStep Step { get; init; }

    /// <summary>The text that entered.</summary>
    public required string Body { get; init; }

    /// <summary>One for each finding.</summary>
    public required ImmutableArray<Reading> Readings { get; init; }

    /// <summary>Delivery keys of the findings, in the same order.</summary>
    public required ImmutableArray<string> Keys { get; init; }

    /// <summary>Real time at which it entered.</summary>
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>Reads what enters.</summary>
    public static EnteredInput Of(ScenarioStep step, string body, DateTimeOffset now)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);
        var readings = AlertReader.Read(bytes);
        return new EnteredInput { Step = step, Body = body, Readings = readings, Keys = [.. DeliveryKey.OfAll(bytes, readings.Length).Select(key => key.Value)], EnteredAt = now };
    }
}
