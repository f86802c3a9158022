using System.Collections.Immutable;
using GovCloud.Cli.Day;
using GovCloud.LocalCloud.Faults;

namespace GovCloud.EndToEnd.Tests;

/// <summary>Faults of every kind in the calls of one function, as long as it is in force; what fails is tried again as AWS tries, and dead letters are redriven as an operator does.</summary>
sealed class Disturbance : IDisposable
{
    // In real time, on a machine that has other work.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Longer than any message of the stacks is hidden.
    static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    const int MostRounds = 20;

    readonly EstateCloud cloud;
    readonly int before;
    readonly ImmutableArray<IDisposable> faults;

    Disturbance(EstateCloud cloud, IEnumerable<Fault> faults)
    {
        this.cloud = cloud;
        before = cloud.Host.Faults.Injected.Count;
        this.faults = [.. faults.Select(cloud.Host.Faults.Inject)];
    }

    /// <summary>How many dead letters were redriven.</summary>
    public int Redriven { get; private set; }

    /// <summary>Whether the faults have been taken away.</summary>
    public bool Ended { get; private set; }

    /// <summary>What took place, one line.</summary>
    public string Summary =>
        $"{cloud.Host.Faults.Injected.Count - before} calls disturbed, {Redriven} dead letters redriven; {string.Join(", ", cloud.Host.Faults.Injected.Skip(before).CountBy(one => $"{one.Call.Service} {one.Effect.GetType().Name}").OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}"))}";

    /// <summary>Whether every kind took place.</summary>
    public bool HadAll => FaultKinds.All.Values.Select(effect => effect.GetType()).Distinct().All(kind => kind == typeof(FaultEffect.StaleReads) || cloud.Host.Faults.Injected.Skip(before).Any(one => one.Effect.GetType() == kind));

    /// <summary>Begins.</summary>
    /// <param name="cloud">Where.</param>
    /// <param name="seed">Decides which calls are hit.</param>
    /// <param name="function">A part of the function's logical id.</param>
    /// <param name="services">The services by their names for signing, and how probably a call of them meets a certain error.</param>
    public static Disturbance Begin(EstateCloud cloud, ulong seed, string function, params ReadOnlySpan<(string Service, double Probability)> services)
    {
        cloud.Host.Faults.Seed = seed;
        var name = cloud.Host.PhysicalName("AWS::Lambda::Function", function);
        return new(cloud, services.ToArray().SelectMany(service => FaultKinds.Mixed(name, [service.Service], service.Probability)));
    }

    /// <summary>Lets time pass until nothing waits any more.</summary>
    public async Task RestAsync()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            await cloud.Host.RunUntilQuietAsync(Longest, Patience, CancellationToken.None);
            var letters = cloud.Host.Snapshot().Queues.Where(queue => queue.IsDeadLetterQueue && queue.Depth.Total > 0).ToList();
            if (letters.Count == 0)
            {
                return;
            }

            Redriven += letters.Sum(queue => cloud.Host.Redrive(queue.Name));
        }

        throw new TimeoutException($"Dead letters came back {MostRounds} times.");
    }

    /// <summary>Takes the faults away.</summary>
    public void Dispose()
    {
        Ended = true;
        foreach (var fault in faults)
        {
            fault.Dispose();
        }
    }
}
