using System.Collections.Immutable;
using GovCloud.Cli.Day;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Faults;

namespace GovCloud.Cli.Chaos;

/// <summary>Lets a plan happen on a local AWS, and brings it to rest.</summary>
/// <param name="cloud">The local AWS, started with the plan's faults, its clock where the plan begins.</param>
/// <param name="loads">What comes piece by piece while the events come.</param>
/// <param name="progress">Is told of every wave before it enters.</param>
sealed class ChaosRun(EstateCloud cloud, ChaosLoads loads, Action<int, Wave> progress)
{
    /// <summary>A message of the queue comes back after it. As the stack sets it, and a little more.</summary>
    static readonly TimeSpan Visibility = TimeSpan.FromMinutes(6) + TimeSpan.FromSeconds(1);

    // As often as the stack lets a message come back before it is given up, and once more.
    const int MostReceives = 6;

    const int MostRounds = 40;

    // Messages of the apportionment come back after an hour and a half, five times at most.
    static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    // In real time, on a machine that has other work.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // The key of the table is disabled: the SDK does not try again, so a long outage takes little real time.
    static readonly Fault Denied = Fault.Of("dynamodb", new FaultEffect.Denied());

    // The SDK waits longer after each refusal; without a bound the wave would be a wait for it.
    static readonly Fault Throttled = Fault.Of("dynamodb", new FaultEffect.Throttled()) with { Probability = 0.5, Calls = 60 };

    // A morning of the audits in every so many waves; the first of them while the tables refuse everything.
    const int WavesOfADay = 12;
    const int FirstAudited = 3;

    readonly DamagedItems damage = new(cloud);
    int deadLetters;
    int discarded;

    /// <summary>Runs the plan to its end: after the last wave the faults stop, what was damaged is mended, and dead-letter queues are redriven.</summary>
    public async Task<ChaosOutcome> RunAsync(ChaosPlan plan, CancellationToken cancellationToken)
    {
        cloud.Host.Faults.Seed = plan.Options.Seed;
        var faults = ChaosFaults.Calls(plan.Options.Faults, part => cloud.Host.PhysicalName("AWS::Lambda::Function", part)).Select(cloud.Host.Faults.Inject).ToList();
        for (var i = 0; i < plan.Waves.Length; i++)
        {
            progress(i, plan.Waves[i]);
            await loads.Bill.PutNextAsync(plan.Waves.Length - i, cancellationToken);
            await loads.Files.PutNextAsync(plan.Waves.Length - i, cancellationToken);
            await Task.WhenAll(EnterAsync(plan, plan.Waves[i], cancellationToken), StartAuditsAsync(plan, i, cancellationToken));
        }

        faults.ForEach(fault => fault.Dispose());
        cloud.Host.Chaos!.Calm = true;
        // Once more with what is damaged, so that nothing is called unnamed only because nobody came to it.
        await cloud.Store.EndWaitsAsync(TimeProvider.System.GetUtcNow(), cancellationToken);
        await PassAsync(MostReceives * Visibility, cancellationToken);
        var damaged = await damage.MendAsync(cancellationToken);
        await RestAsync(cancellationToken);
        await loads.Files.SweepAsync(cancellationToken);
        await RestAsync(cancellationToken);
        return new ChaosOutcome(deadLetters, discarded, damaged);
    }

    /// <summary>A morning of the audits among the other things; between mornings what was given up of the last one.</summary>
    Task StartAuditsAsync(ChaosPlan plan, int wave, CancellationToken cancellationToken) => wave % WavesOfADay == FirstAudited
        ? loads.Audits.StartAsync(twice: plan.Options.Faults.Contains(ChaosFault.Duplicate), cancellationToken)
        : loads.Audits.StartMissedAsync(cancellationToken);

    async Task EnterAsync(ChaosPlan plan, Wave wave, CancellationToken cancellationToken)
    {
        switch (wave.Trouble)
        {
            case WaveTrouble.Damage:
                await damage.DamageIncidentAsync(wave, cancellationToken);
                await PutAsync(wave, cancellationToken);
                break;
            case WaveTrouble.TablesDown:
                using (cloud.Host.Faults.Inject(Denied))
                {
                    await PutAsync(wave, cancellationToken);
                    await PassAsync(MostReceives * Visibility, cancellationToken);
                }

                break;
            case WaveTrouble.Throttled:
                using (cloud.Host.Faults.Inject(Throttled with { Function = cloud.AlertTriage }))
                {
                    await PutAsync(wave, cancellationToken);
                }

                break;
            case WaveTrouble.SlackDown or WaveTrouble.SlackLimited:
                cloud.Host.Slack.Otherwise = wave.Trouble == WaveTrouble.SlackDown ? SlackAnswer.ServerError : SlackAnswer.RateLimited(retryAfterSeconds: 30);
                await PutAsync(wave, cancellationToken);
                if (plan.Options.Faults.Contains(ChaosFault.Corrupt))
                {
                    await damage.DamageMessageAsync(cancellationToken);
                }

                cloud.Host.Slack.Otherwise = SlackAnswer.Ok;
                break;
            default:
                await PutAsync(wave, cancellationToken);
                break;
        }

        await PassAsync(Visibility, cancellationToken);
    }

    async Task PutAsync(Wave wave, CancellationToken cancellationToken)
    {
        foreach (var input in wave.Deliveries)
        {
            if (input.Entry is { } entry)
            {
                cloud.Put(entry, input.Body);
            }
            else
            {
                await cloud.EnqueueAsync(input.Body, cancellationToken);
            }
        }

        await cloud.SettleAsync(cancellationToken);
    }

    /// <summary>Lets time pass until nothing waits any more: hidden messages, dead letters, messages to be sent again, leases of senders that died.</summary>
    async Task RestAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            await cloud.Host.RunUntilQuietAsync(Longest, Patience, cancellationToken);
            var moved = Redrive() + await loads.Audits.StartMissedAsync(cancellationToken);
            var now = TimeProvider.System.GetUtcNow();
            // Everything is idle here, so nobody who holds a lease is alive.
            var waited = await cloud.Store.EndLeasesAsync(now, cancellationToken) + await cloud.Store.EndWaitsAsync(now, cancellationToken);
            await PassAsync(TimeSpan.FromMinutes(1), cancellationToken);
            if (moved + waited == 0 && cloud.Host.Snapshot().Queues.All(queue => queue.Depth.Total == 0))
            {
                return;
            }
        }
    }

    int Redrive()
    {
        var moved = 0;
        foreach (var queue in cloud.Host.Snapshot().Queues.Where(queue => queue.IsDeadLetterQueue && queue.Depth.Total > 0))
        {
            moved += cloud.Host.Redrive(queue.Name);
        }

        deadLetters += moved;
        foreach (var queue in cloud.Host.Snapshot().Queues.Where(queue => queue.Name.Contains("Missed", StringComparison.Ordinal) && queue.Depth.Total > 0))
        {
            // What was missed is done by the next sweep; these messages only tell that there was something to miss.
            discarded += cloud.Host.Discard(queue.Name).Count;
        }

        return moved;
    }

    Task PassAsync(TimeSpan time, CancellationToken cancellationToken) => cloud.AdvanceToAsync(cloud.Clock.GetUtcNow() + time, cancellationToken);
}

/// <summary>What comes besides the events.</summary>
/// <param name="Bill">A month's bill.</param>
/// <param name="Files">A month's files of the linkage.</param>
/// <param name="Audits">Mornings of the audits.</param>
sealed record ChaosLoads(ChaosBill Bill, ChaosFiles Files, ChaosAudits Audits);

/// <summary>What happened on the way that nothing tells afterwards.</summary>
/// <param name="DeadLetters">Messages that dead-letter queues gave back.</param>
/// <param name="Missed">Messages about missed sweeps and writes, which need no redriving.</param>
/// <param name="Damaged">What was damaged.</param>
sealed record ChaosOutcome(int DeadLetters, int Missed, ImmutableArray<DamagedItem> Damaged);
