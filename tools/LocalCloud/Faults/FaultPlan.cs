using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace GovCloud.LocalCloud.Faults;

/// <summary>The disturbances that are in force, and a record of what they did. With the same seed and the same calls the same ones are hit.</summary>
public sealed class FaultPlan
{
    readonly TimeProvider clock;
    readonly ConcurrentQueue<InjectedFault> injected = new();
    readonly Lock gate = new();
    ImmutableArray<Entry> active = [];
    ulong seed = 1;
    ulong entries;

    internal FaultPlan(TimeProvider clock) => this.clock = clock;

    /// <summary>What took place, in order of time.</summary>
    public IReadOnlyList<InjectedFault> Injected => [.. injected];

    /// <summary>The seed of probabilities; counts for faults that are put in force after it is set.</summary>
    public ulong Seed
    {
        get => seed;
        set => (seed, entries) = (value, 0);
    }

    /// <summary>How often a kind of effect took place.</summary>
    public int Count<TEffect>()
        where TEffect : FaultEffect => injected.Count(one => one.Effect is TEffect);

    /// <summary>Puts a fault in force; disposing the result takes it away.</summary>
    /// <exception cref="ArgumentException">Its numbers make no sense.</exception>
    public IDisposable Inject(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault is { From: < 1 } or { Calls: < 1 } or { Probability: < 0 or > 1 } or { Effect: FaultEffect.PartialFailure { Every: < 1 } or FaultEffect.SmallPages { Size: < 1 } or FaultEffect.SmallPages { EmptyEvery: < 0 or 1 } })
        {
            throw new ArgumentException($"{fault} disturbs nothing, or without end.", nameof(fault));
        }

        lock (gate)
        {
            var entry = new Entry(this, fault, Mix(seed + Mix(++entries)));
            active = active.Add(entry);
            return entry;
        }
    }

    /// <summary>How long reads may be stale; null while no fault says so.</summary>
    internal TimeSpan? Staleness => active.Select(entry => entry.Fault.Effect).OfType<FaultEffect.StaleReads>().Select(stale => (TimeSpan?)stale.Lag).Max();

    /// <summary>The effects on a call, and the number of the call for each of them; they are recorded.</summary>
    internal ImmutableArray<(FaultEffect Effect, long Number)> Next(FaultedCall call)
    {
        var faults = active;
        if (faults.IsEmpty)
        {
            return [];
        }

        var hits = ImmutableArray.CreateBuilder<(FaultEffect, long)>();
        foreach (var entry in faults)
        {
            if (entry.Fault.Selects(call) && entry.Hit() is { } number)
            {
                hits.Add((entry.Fault.Effect, number));
                injected.Enqueue(new(clock.GetUtcNow(), call, entry.Fault.Effect));
            }
        }

        return hits.ToImmutable();
    }

    // SplitMix64: neighbouring numbers give unrelated ones.
    static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    static double Fraction(ulong value) => (value >> 11) / (double)(1UL << 53);

    sealed class Entry(FaultPlan plan, Fault fault, ulong seed) : IDisposable
    {
        readonly Lock gate = new();
        long selected;
        long hits;

        public Fault Fault => fault;

        /// <summary>The number of the disturbed call among the disturbed ones, from 1; null where this call is left alone.</summary>
        public long? Hit()
        {
            lock (gate)
            {
                selected++;
                return selected >= fault.From && (fault.Calls is not { } most || hits < most) && Fraction(Mix(seed + (ulong)selected)) < fault.Probability ? ++hits : null;
            }
        }

        public void Dispose()
        {
            lock (plan.gate)
            {
                plan.active = plan.active.Remove(this);
            }
        }
    }
}
