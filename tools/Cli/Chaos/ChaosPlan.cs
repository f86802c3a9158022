using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.LocalCloud.Chaos;

namespace GovCloud.Cli.Chaos;

/// <summary>What a run is asked for.</summary>
/// <param name="Seed">Decides everything that is random.</param>
/// <param name="Events">Distinct events that enter.</param>
/// <param name="Faults">What goes wrong.</param>
sealed record ChaosOptions(ulong Seed, int Events, ImmutableHashSet<ChaosFault> Faults);

/// <summary>What happens around a wave of events.</summary>
enum WaveTrouble
{
    /// <summary>Nothing but the faults of single calls.</summary>
    None,

    /// <summary>The tables refuse everything until messages have been given up.</summary>
    TablesDown,

    /// <summary>Slack answers 500 to everything.</summary>
    SlackDown,

    /// <summary>Slack answers 429 to everything.</summary>
    SlackLimited,

    /// <summary>An incident and a waiting message are damaged in the table.</summary>
    Damage,

    /// <summary>The tables refuse so much for the rate that the SDK's own attempts do not always suffice.</summary>
    Throttled,
}

/// <summary>Events that enter together.</summary>
/// <param name="Trouble">What happens around them.</param>
/// <param name="Deliveries">Everything that is put, in order: late ones of the wave before, and some twice.</param>
sealed record Wave(WaveTrouble Trouble, ImmutableArray<ChaosInput> Deliveries);

/// <summary>A whole run, decided before it begins. Immutable; the same options give the same plan.</summary>
sealed record ChaosPlan
{
    // Large enough for bursts of concurrent batches, small enough that a short run has every kind of trouble, too.
    const int LargestWave = 250;
    const int SmallestWave = 25;
    const int KindsOfWaves = 8;

    /// <summary>From one wave to the next, by the clock of the sources.</summary>
    static readonly TimeSpan WaveLength = TimeSpan.FromMinutes(10);

    public required ChaosOptions Options { get; init; }

    /// <summary>Each event once, in the order in which they happened.</summary>
    public required ImmutableArray<ChaosInput> Events { get; init; }

    public required ImmutableArray<Wave> Waves { get; init; }

    /// <summary>Which processes die and which webhooks break.</summary>
    public required ChaosSchedule Schedule { get; init; }

    /// <summary>How often an event is put, repeated deliveries included.</summary>
    public int Deliveries => Waves.Sum(wave => wave.Deliveries.Length);

    /// <summary>Decides a run.</summary>
    /// <param name="estate">Whose events.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="start">When the first event happens.</param>
    public static ChaosPlan Create(Estate estate, ChaosOptions options, DateTimeOffset start)
    {
        var random = new SeededRandom(options.Seed);
        var source = new ChaosEvents(estate, random, options.Events, options.Faults.Contains(ChaosFault.Clock));
        var size = Math.Clamp(options.Events / KindsOfWaves, SmallestWave, LargestWave);
        var step = WaveLength / size / 2;
        var events = Enumerable.Range(0, options.Events).Select(i => source.Next(start + (WaveLength * (i / size)) + (step * (i % size)))).ToImmutableArray();
        var troubles = Troubles(options);
        var late = new List<ChaosInput>();
        var waves = ImmutableArray.CreateBuilder<Wave>();
        foreach (var (wave, i) in events.Chunk(size).Select((wave, i) => (wave, i)))
        {
            waves.Add(new Wave(troubles[i % troubles.Length], Arrange(wave, late, options.Faults, random)));
        }

        waves.Add(new Wave(WaveTrouble.None, [.. late]));
        return new ChaosPlan { Options = options, Events = events, Waves = waves.ToImmutable(), Schedule = new ChaosSchedule(options.Seed, ChaosFaults.Rules(options.Faults)) };
    }

    static ImmutableArray<WaveTrouble> Troubles(ChaosOptions options) =>
    [
        WaveTrouble.None,
        options.Faults.Contains(ChaosFault.Corrupt) ? WaveTrouble.Damage : WaveTrouble.None,
        options.Faults.Contains(ChaosFault.Slack) ? WaveTrouble.SlackDown : WaveTrouble.None,
        options.Faults.Contains(ChaosFault.DeadLetters) ? WaveTrouble.TablesDown : WaveTrouble.None,
        WaveTrouble.None,
        options.Faults.Contains(ChaosFault.Slack) ? WaveTrouble.SlackLimited : WaveTrouble.None,
        options.Faults.Contains(ChaosFault.Throttle) ? WaveTrouble.Throttled : WaveTrouble.None,
        WaveTrouble.None,
    ];

    /// <summary>One in twenty comes twice, one in twenty comes with the next wave, and within the wave the order is another.</summary>
    static ImmutableArray<ChaosInput> Arrange(IEnumerable<ChaosInput> wave, List<ChaosInput> late, ImmutableHashSet<ChaosFault> faults, SeededRandom random)
    {
        var now = new List<ChaosInput>(late);
        late.Clear();
        foreach (var input in wave)
        {
            (faults.Contains(ChaosFault.Reorder) && random.Happens(500) ? late : now).Add(input);
            if (faults.Contains(ChaosFault.Duplicate) && random.Happens(500))
            {
                (random.Happens(5_000) ? late : now).Add(input);
            }
        }

        if (faults.Contains(ChaosFault.Reorder))
        {
            random.Shuffle(now);
        }

        return [.. now];
    }
}
