using System.Diagnostics;
using GovCloud.ApiModels;
using GovCloud.Benchmarks.Measuring;
using GovCloud.LocalCloud.Tests.Permissions;
using GovCloud.Policies;

namespace GovCloud.Benchmarks.Permissions;

/// <summary>
/// What LocalCloud adds to a call: deciding whether it is allowed, and comparing it with AWS's model, each against the round trip of a call without either. The
/// evaluator also decides random calls that an independent simulator decides in the same run.
/// </summary>
sealed class PoliciesBenchmark(Progress progress)
{
    const int Cases = 6_000;
    const int Rounds = 7;
    const int CallsOfRound = 500;

    // Rounds are long enough for the clock, and the simulator has time to warm up.
    const int Repeats = 3;

    static readonly TimeSpan LeastRound = TimeSpan.FromMilliseconds(200);

    public async Task<BenchmarkResult> RunAsync(CancellationToken cancellationToken)
    {
        var root = SampleEstate.RepositoryRoot();
        progress.Say("policies: reading the templates");
        var grants = new GrantedPermissions(Path.Combine(root, "cdk.out"));
        var requests = new ModelledRequests(ApiModelLibrary.FindFolder(root) ?? throw new DirectoryNotFoundException("AWS's API models are not there. Remedy: npm ci --prefix tools/ApiModels"));
        var made = new RandomCalls(20261121);
        var cases = Enumerable.Range(0, Cases).Select(_ => made.Next()).ToList();
        var lines = cases.Select(one => one.Simulation.ToJsonString()).ToList();
        await using var cloud = await BareCloud.StartAsync(cancellationToken);
        var (trip, gate, model, text, read, theirs) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        string[] outcomes = [];
        for (var round = -1; round < Rounds; round++)
        {
            progress.Say(round < 0 ? "policies: warming up" : $"policies: round {round + 1} of {Rounds}");
            var start = Stopwatch.GetTimestamp();
            var called = await cloud.CallAsync(CallsOfRound, cancellationToken);
            var tripped = Stopwatch.GetElapsedTime(start).TotalMicroseconds / called;
            var (gated, modelled) = (Each(grants.DecideAll), Each(requests.CheckAll));
            var (decidedText, decided) = (EachOf(lines, CallText.Decide), EachOf(cases, one => CallEvaluator.Decide(one.Request, one.Policies)));
            (var answers, var simulated) = await IamSimulator.RunAsync(root, [.. Enumerable.Repeat(lines, Repeats).SelectMany(all => all)], cancellationToken);
            if (round >= 0)
            {
                trip.Add(tripped);
                gate.Add(gated);
                model.Add(modelled);
                text.Add(decidedText);
                read.Add(decided);
                theirs.Add(simulated);
                outcomes = answers;
            }
        }

        return Report(grants, trip, gate, model, text, read, theirs, Differences(lines, outcomes));
    }

    static BenchmarkResult Report(GrantedPermissions grants, List<double> trip, List<double> gate, List<double> model, List<double> text, List<double> read, List<double> theirs, (int Told, int Different) compared)
    {
        var call = $"round trip over loopback HTTP {Value(trip)}";
        var simulator = $"iam-simulate {Value(theirs)}";
        return new(
            [
                new($"Deciding on a permission of a function, {grants.Calls} calls of {grants.Functions} roles", Value(gate), call, Ratio(gate, trip)),
                new("Comparing a request with AWS's model, 4 services", Value(model), call, Ratio(model, trip)),
                new($"Deciding {Cases:N0} random calls, policies read from JSON", Value(text), simulator, Ratio(text, theirs)),
                new($"Deciding {Cases:N0} random calls, policies read before", Value(read), simulator, Ratio(read, theirs)),
            ],
            [
                $"Policies: medians of {Rounds} rounds; a ratio is that of what one round measured. The round trip is `ssm:GetParameter` through our own client, signed and verified, to a local cloud without models and policies. Permissions: {grants.Calls} of the {grants.Grants} grants without wildcards in the action; the others need what a call says. Both evaluators get the same random calls; the simulator's time is that inside its process, parsing of JSON included, lines not, {Repeats} passes. Of {Cases:N0} calls ours tells {compared.Told:N0}, of which {compared.Different} differ from the simulator's.",
            ]);
    }

    static string Value(List<double> rounds) => $"{Samples.Text(new Samples(rounds).Median, "0.0")} µs ({new Samples(rounds).Spread("0.0")})";

    /// <summary>Of what was measured in the same round: the machine's other work weighs on both.</summary>
    static double Ratio(List<double> ours, List<double> theirs) => new Samples(ours.Zip(theirs, static (mine, other) => mine / other)).Median;

    static (int Told, int Different) Differences(IReadOnlyList<string> lines, string[] theirs)
    {
        var told = lines.Zip(theirs).Select(pair => (Ours: CallText.Decide(pair.First).Outcome, Theirs: pair.Second)).Where(pair => pair.Ours != AccessOutcome.Unknown).ToList();
        return (told.Count, told.Count(pair => (pair.Ours == AccessOutcome.Allowed) != (pair.Theirs == "Allowed")));
    }

    static double EachOf<T>(IReadOnlyList<T> cases, Func<T, AccessDecision> decide) => Each(() =>
    {
        foreach (var one in cases)
        {
            decide(one);
        }

        return cases.Count;
    });

    /// <summary>Microseconds of one, over as many passes as a round needs.</summary>
    static double Each(Func<int> pass)
    {
        var (done, start) = (0L, Stopwatch.GetTimestamp());
        do
        {
            done += pass();
        }
        while (Stopwatch.GetElapsedTime(start) < LeastRound);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / done;
    }
}
