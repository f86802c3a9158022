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

    public BenchmarkResult Run()
    {
        var mixed = Mixed();
        var steps = Grow();
        var (first, last) = (steps[0], steps[^1]);
        var lines = new List<Measurement> { mixed };
        lines.AddRange(steps.Select(step => new Measurement(
            $"Triage of a repeat, {step.Incidents:N0} incidents open",
            $"{step.Ours.Median:N0} ns ({step.Ours.Spread("N0")}), {step.Bytes:N0} B an event",
            $"`JsonDocument.Parse` {step.Peer.Median:N0} ns",
            step.Ours.Median / step.Peer.Median)));
        lines.Add(new Measurement(
            "Cost of a repeat at 1,000,000 open incidents to that at 1,000", $"{last.Ours.Median:N0} ns", $"{first.Ours.Median:N0} ns", last.Ours.Median / first.Ours.Median, FlatGoal));
        return new BenchmarkResult(lines, Notes(steps));
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

    List<Step> Grow()
    {
        // One finding an event, so that events, problems and incidents are the same number.
        var mix = new EventMix(estate.Accounts, findingsPerBatch: 1);
        var session = new TriageSession(estate.Index);
        var random = new Random(2);
        var sequence = 0;
        var problems = 0;
        var steps = new List<Step>();
        foreach (var size in Sizes)
        {
            progress.Say($"triage: {size:N0} open incidents");
            var grown = new List<double>();
            while (problems < size)
            {
                var count = Math.Min(10_000, size - problems);
                var opening = Enumerable.Range(problems, count).Select(problem => mix.Event(problem, 0)).ToList();
                grown.Add(Cpu(() => Apply(session, opening)) / count);
                problems += count;
            }

            var events = new List<byte[]>(EventsPerRound);
            var rounds = Alternate(
                () => Apply(session, events),
                () => Parse(events),
                // Others each round: an incident that was touched a moment ago is in the cache, which an incident of last week is not.
                () =>
                {
                    events.Clear();
                    events.AddRange(Enumerable.Range(0, EventsPerRound).Select(_ => mix.Event(random.Next(size), ++sequence / 100)));
                });
            steps.Add(new Step(
                session.Incidents.Count, new Samples(rounds.Select(round => round.Ours)), new Samples(rounds.Select(round => round.Peer)), new Samples(grown), rounds[^1].Bytes));
        }

        return steps;
    }

    static IReadOnlyList<string> Notes(List<Step> steps) =>
    [
        "- Triage: CPU time of one thread, median of "
            + $"{Rounds} rounds of {EventsPerRound:N0} events, alternating with the peer; in brackets the 10th and 90th percentile. Peer: parsing the same bytes, nothing else.",
        "- A new incident (read, decide, remember; the median of blocks of 10,000 while growing to the size) costs "
            + string.Join(", ", steps.Select(step => $"{step.Opening.Median:N0} ns at {step.Incidents:N0}")) + ".",
        "- Repeats choose their incident at random, so that at 1,000,000 nearly every look-up misses the processor's caches; what the ratio exceeds 1 by is those misses and the collector's work on a larger heap. "
            + "The number of steps does not depend on the number of incidents: one hash look-up. In AWS the look-up is one key of a `BatchGetItem`.",
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

    /// <summary>Alternates the two, each first in half of the rounds; the first third warms up and is not counted.</summary>
    static List<Round> Alternate(Action ours, Action peer, Action? prepare = null)
    {
        var rounds = new List<Round>();
        for (var i = -Rounds / 3; i < Rounds; i++)
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

    sealed record Step(int Incidents, Samples Ours, Samples Peer, Samples Opening, long Bytes);
}
