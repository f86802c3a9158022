using System.Text.Json;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Triage;

namespace GovCloud.Benchmarks.Triage;

/// <summary>
/// Pure triage on one thread: reading an event and deciding on its findings with the incidents in memory. The peer is a bare
/// <see cref="JsonDocument.Parse(ReadOnlyMemory{byte}, JsonDocumentOptions)"/> of the same bytes. Time is the process's CPU time, so that other work on
/// the machine counts less.
/// </summary>
sealed class TriageBenchmark(SampleEstate estate, Progress progress)
{
    const int EventsPerRound = 2_000;
    const int Rounds = 21;

    // Growing tenfold from a small vendor's open incidents to more than all municipalities together would have.
    static readonly int[] Sizes = [1_000, 10_000, 100_000, 1_000_000];

    // Flat, apart from the processor's caches, which a million incidents do not fit into.
    const double FlatGoal = 1.5;

    // One finding an event, so that events, problems and incidents go together.
    readonly EventMix single = new(estate.Accounts, findingsPerBatch: 1);
    readonly Random random = new(2);
    int sequence;

    public BenchmarkResult Run()
    {
        var mixed = Mixed();
        var grown = new TriageSession(estate.Index);
        var steps = Grow(grown);
        var flat = Flat(grown);
        return new BenchmarkResult(
            [
                mixed,
                .. steps.Select(step => new Measurement(
                    $"Triage of a repeat, {step.Problems:N0} problems open",
                    $"{step.Ours.Median:N0} ns ({step.Ours.Spread("N0")}), {step.Bytes:N0} B an event",
                    $"`JsonDocument.Parse` {step.Peer.Median:N0} ns",
                    step.Ours.Median / step.Peer.Median)),
                flat,
            ],
            Notes(steps));
    }

    Measurement Mixed()
    {
        progress.Say("triage: mixed events");
        var mix = new EventMix(estate.Accounts, findingsPerBatch: 3);
        var events = mix.Stream(new Random(1), EventsPerRound);
        var findings = 0;
        var rounds = Alternate(
            () =>
            {
                // A new memory each round, so that every round has the same new incidents, repeats and recoveries.
                var session = new TriageSession(estate.Index);
                findings = Apply(session, events);
            },
            () => Parse(events));
        var ours = new Samples(rounds.Select(round => round.Ours));
        var peer = new Samples(rounds.Select(round => round.Peer));
        return new Measurement(
            "Pure triage of mixed events, one core",
            $"{1e9 / ours.Median:N0} events/s ({1e9 / ours.Percentile(90):N0}–{1e9 / ours.Percentile(10):N0}), {1e9 / ours.Median * findings / EventsPerRound:N0} findings/s, {rounds[^1].Bytes:N0} B an event",
            $"`JsonDocument.Parse` {1e9 / peer.Median:N0} events/s",
            ours.Median / peer.Median);
    }

    List<Step> Grow(TriageSession session)
    {
        var problems = 0;
        var steps = new List<Step>();
        foreach (var size in Sizes)
        {
            progress.Say($"triage: {size:N0} open problems");
            var opening = new List<double>();
            while (problems < size)
            {
                var count = Math.Min(10_000, size - problems);
                opening.Add(Open(session, problems, count) / count);
                problems += count;
            }

            var events = new List<byte[]>(EventsPerRound);
            var rounds = Alternate(() => Apply(session, events), () => Parse(events), () => Choose(events, size));
            steps.Add(new Step(
                size, new Samples(rounds.Select(round => round.Ours)), new Samples(rounds.Select(round => round.Peer)), new Samples(opening), rounds[^1].Bytes));
        }

        return steps;
    }

    /// <summary>The largest memory against the smallest, in turns, so that what else the machine does meets both alike.</summary>
    Measurement Flat(TriageSession large)
    {
        progress.Say($"triage: {Sizes[^1]:N0} and {Sizes[0]:N0} open problems in turns");
        var small = new TriageSession(estate.Index);
        Open(small, 0, Sizes[0]);
        var (many, few) = (new List<byte[]>(EventsPerRound), new List<byte[]>(EventsPerRound));
        var rounds = Alternate(
            () => Apply(large, many),
            () => Apply(small, few),
            () =>
            {
                Choose(many, Sizes[^1]);
                Choose(few, Sizes[0]);
            });
        var ratio = new Samples(rounds.Select(round => round.Ours / round.Peer));
        return new Measurement(
            $"Cost of a repeat with {Sizes[^1]:N0} open problems to that with {Sizes[0]:N0}, in turns",
            $"{new Samples(rounds.Select(round => round.Ours)).Median:N0} ns",
            $"{new Samples(rounds.Select(round => round.Peer)).Median:N0} ns; ratios {ratio.Spread("0.00")}",
            ratio.Median,
            FlatGoal);
    }

    double Open(TriageSession session, int first, int count)
    {
        var events = Enumerable.Range(first, count).Select(problem => single.Event(problem, 0)).ToList();
        return Cpu(() => Apply(session, events));
    }

    /// <summary>Others each round: an incident that was touched a moment ago is in the processor's cache, which an incident of last week is not.</summary>
    void Choose(List<byte[]> events, int problems)
    {
        events.Clear();
        sequence++;
        events.AddRange(Enumerable.Range(0, EventsPerRound).Select(_ => single.Event(random.Next(problems), sequence)));
    }

    static IReadOnlyList<string> Notes(List<Step> steps) =>
    [
        "- Triage: CPU time of one thread, median of "
            + $"{Rounds} rounds of {EventsPerRound:N0} events, alternating with the peer; in brackets the 10th and 90th percentile. Peer: parsing the same bytes, nothing else.",
        "- A new incident (read, decide, remember; the median of blocks of 10,000 while growing to the size) costs "
            + string.Join(", ", steps.Select(step => $"{step.Opening.Median:N0} ns at {step.Problems:N0}")) + ".",
        "- Repeats choose their problem at random, so that with 1,000,000 nearly every look-up misses the processor's caches: what the ratio exceeds 1 by is those misses and the collector's work. "
            + "The number of steps does not depend on the number of incidents: one hash look-up. In AWS it is one key of a `BatchGetItem`. A few problems (root sign-ins of one account) share an incident.",
    ];

    static int Apply(TriageSession session, List<byte[]> events)
    {
        var findings = 0;
        foreach (var body in events)
        {
            foreach (var reading in AlertReader.Read(body))
            {
                if (reading is not Reading.Normalised { Alert: var alert })
                {
                    throw new InvalidDataException($"The benchmark's own event was refused: {((Reading.Rejected)reading).Reason}");
                }

                session.Apply(alert, alert.UpdatedAt ?? EventMix.Start);
                findings++;
            }
        }

        return findings;
    }

    static void Parse(List<byte[]> events)
    {
        foreach (var body in events)
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidDataException("An event is an object.");
            }
        }
    }

    /// <summary>Alternates the two, each first in half of the rounds. As many rounds before the first counted one warm up.</summary>
    static List<Round> Alternate(Action ours, Action peer, Action? prepare = null)
    {
        var rounds = new List<Round>();
        for (var i = -Rounds; i < Rounds; i++)
        {
            prepare?.Invoke();
            var (a, b, bytes) = (0.0, 0.0, 0L);
            foreach (var isOurs in i % 2 == 0 ? (ReadOnlySpan<bool>)[true, false] : [false, true])
            {
                if (!isOurs)
                {
                    b = Cpu(peer);
                    continue;
                }

                var before = GC.GetAllocatedBytesForCurrentThread();
                a = Cpu(ours);
                bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            if (i >= 0)
            {
                rounds.Add(new Round(a / EventsPerRound, b / EventsPerRound, bytes / EventsPerRound));
            }
        }

        return rounds;
    }

    /// <summary>Nanoseconds of CPU time, the collector's included.</summary>
    static double Cpu(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds;
    }

    sealed record Round(double Ours, double Peer, long Bytes);

    sealed record Step(int Problems, Samples Ours, Samples Peer, Samples Opening, long Bytes);
}
