using System.Diagnostics;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Network.Reachability;

namespace GovCloud.Benchmarks.Network;

/// <summary>
/// Who reaches whom among many attachments, from the text of the templates to the matrix. The peer looks at every pair of nodes, one packet of each pair of
/// subnets; it gets the templates already read. Time is wall time on one thread.
/// </summary>
sealed class ReachabilityBenchmark(Progress progress)
{
    const int Rounds = 3;
    const int NaiveSize = 500;
    const double SecondsGoal = 10;

    // Pairs of one body grow with the number of bodies, and everybody reaches the endpoints: linear. The caches do the rest.
    const double NearLinearGoal = 3;

    static readonly int[] Sizes = [500, 1_000, 2_000];

    public BenchmarkResult Run()
    {
        var steps = Sizes.Select(Measure).ToList();
        var (first, last) = (steps[0], steps[^1]);
        return new BenchmarkResult(
            [
                .. steps.Select(s => new Measurement(
                    $"Reachability of {s.Attachments:N0} attachments, {(long)s.Attachments * (s.Attachments - 1):N0} pairs",
                    $"{s.Compute.Median:N0} ms ({s.Compute.Spread("N0")}), {s.Pairs:N0} pairs can talk; reading the templates {s.Read.Median:N0} ms",
                    s.Naive is { } naive ? $"every pair by itself {naive:N0} ms" : $"goal {SecondsGoal:N0} s",
                    s.Compute.Median / (s.Naive ?? (SecondsGoal * 1000)),
                    1)),
                new Measurement(
                    $"Growth: an attachment of {last.Attachments:N0} against one of {first.Attachments:N0}",
                    $"{last.Compute.Median * 1000 / last.Attachments:N0} µs",
                    $"{first.Compute.Median * 1000 / first.Attachments:N0} µs",
                    last.Compute.Median / last.Attachments / (first.Compute.Median / first.Attachments),
                    NearLinearGoal),
            ],
            ["Reachability: bodies of 40 VPCs with a Transit Gateway table each, and a VPC of endpoints that all reach. The engine's answer is exact for all addresses and ports, there and back; the peer follows one packet for each pair of subnets, and is measured at the smallest size only, for it takes the square of it."]);
    }

    Step Measure(int attachments)
    {
        progress.Say($"network: reachability of {attachments:N0} attachments");
        var made = ReachabilityTemplates.Of(attachments);
        var (read, compute) = (new List<double>(), new List<double>());
        var pairs = 0;
        TemplateNetwork network = null!;

        // The first rounds compile, and small ones must repeat until the optimised code runs, or they would flatter the growth.
        var warmUp = 6_000 / attachments;
        for (var round = 0; round < warmUp + Rounds; round++)
        {
            var reading = Time(() => network = TemplateNetwork.Read(made.Templates));
            var computing = Time(() => pairs = new ReachabilityEngine(network, made.Nodes, []).Compute().Pairs.Count(p => !p.Ports.IsEmpty));
            if (round >= warmUp)
            {
                read.Add(reading);
                compute.Add(computing);
            }
        }

        double? naive = null;
        if (attachments == NaiveSize)
        {
            var counted = 0;
            naive = Time(() => counted = new NaiveReachability(network).Pairs());
            if (counted != pairs)
            {
                throw new InvalidOperationException($"The peer finds {counted} pairs, the engine {pairs}.");
            }
        }

        return new Step(attachments, pairs, new Samples(read), new Samples(compute), naive);
    }

    static double Time(Action measured)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        measured();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    sealed record Step(int Attachments, int Pairs, Samples Read, Samples Compute, double? Naive);
}
