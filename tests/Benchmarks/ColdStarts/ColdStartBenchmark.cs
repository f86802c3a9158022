using System.Text;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Benchmarks.Store;
using GovCloud.Contracts;

namespace GovCloud.Benchmarks.ColdStarts;

/// <summary>
/// Cold start of the published AlertTriage from the process's start to its first answer: the runtime, the estate, the catalogue, the first event read,
/// decided and stored in DynamoDB Local. The peer is the echo function on the same runtime loop, published the same way.
/// </summary>
sealed class ColdStartBenchmark(SampleEstate estate, Progress progress)
{
    const int Runs = 20;
    const int WarmUps = 2;
    const double Goal = 1.5;
    const string Functions = "GovCloud.Functions";
    const string Echo = "GovCloud.EchoFunction";

    readonly string artifacts = Path.Combine(SampleEstate.RepositoryRoot(), "artifacts");
    int problem;

    /// <param name="variants">Also measures other ways to publish and start, from which the shipped one was chosen.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<BenchmarkResult> RunAsync(bool variants, CancellationToken cancellationToken)
    {
        progress.Say("coldstart: starting DynamoDB Local");
        await using var tables = await IncidentsTables.StartAsync(cancellationToken);
        var estateFile = Path.Combine(artifacts, "bench", "estate.json");
        await File.WriteAllBytesAsync(estateFile, estate.Document, cancellationToken);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [EnvironmentVariables.Handler] = HandlerIds.AlertTriage,
            [EnvironmentVariables.EstateFile] = estateFile,
            [EnvironmentVariables.IncidentsTable] = await tables.NewAsync(cancellationToken),
            [EnvironmentVariables.QuarantineBucket] = "quarantine",
            ["AWS_ENDPOINT_URL_DYNAMODB"] = tables.Endpoint.ToString(),
            ["AWS_REGION"] = "ap-northeast-1",
            ["AWS_ACCESS_KEY_ID"] = "local",
            ["AWS_SECRET_ACCESS_KEY"] = "local",
        };
        var echo = new PublishedFunction("echo", Path.Combine(artifacts, "bench", "echo"), Echo, SelfContained: false, new Dictionary<string, string>(StringComparer.Ordinal));
        var shipped = new PublishedFunction("AlertTriage", Path.Combine(artifacts, "lambda"), Functions, SelfContained: false, environment);
        var results = await AlternateAsync(variants ? [echo, shipped, .. Variants(echo, shipped)] : [echo, shipped], cancellationToken);
        return Report(results);
    }

    /// <summary>One run of each in turns, so that what else the machine does meets all alike.</summary>
    async Task<List<FunctionRuns>> AlternateAsync(IReadOnlyList<PublishedFunction> functions, CancellationToken cancellationToken)
    {
        var starts = functions.Select(_ => new List<ColdStart>()).ToList();
        for (var run = -WarmUps; run < Runs; run++)
        {
            progress.Say(run < 0 ? "coldstart: warming the page cache up" : $"coldstart: run {run + 1} of {Runs}");
            for (var i = 0; i < functions.Count; i++)
            {
                var which = run % 2 == 0 ? i : functions.Count - 1 - i;
                var start = await MeasureAsync(functions[which], cancellationToken);
                if (run >= 0)
                {
                    starts[which].Add(start);
                }
            }
        }

        return [.. functions.Zip(starts, (function, its) => new FunctionRuns(function.Name, its))];
    }

    Task<ColdStart> MeasureAsync(PublishedFunction function, CancellationToken cancellationToken)
    {
        // A new GuardDuty finding each time: the longest way through, with a new incident, its number and its messages.
        var facts = new EventFacts(++problem, estate.Accounts[problem % estate.Accounts.Length], 0, Recovered: false, Findings: 1);
        var payload = SqsBatch.Of([Encoding.UTF8.GetBytes(EventBodies.GuardDuty(facts))]);
        Action<string> check = function.Assembly == Functions ? body => SqsBatch.ExpectAllTaken(Encoding.UTF8.GetBytes(body)) : static _ => { };
        return FunctionProcess.MeasureAsync(function, payload, check, cancellationToken);
    }

    IEnumerable<PublishedFunction> Variants(PublishedFunction echo, PublishedFunction shipped)
    {
        yield return With(shipped, "TieredPGO on", ("DOTNET_TieredPGO", "1"));
        yield return With(shipped, "no tiered compilation", ("DOTNET_TieredCompilation", "0"));
        // Later than any cold start: whether the compiler's second tier takes time from the first answer.
        yield return With(shipped, "second tier a second later", ("DOTNET_TC_CallCountingDelayMs", "1000"));
        foreach (var name in (string[])["self-contained", "composite"])
        {
            var folder = Path.Combine(artifacts, "bench", name);
            yield return echo with { Name = $"echo, {name}", Directory = Path.Combine(folder, "echo"), SelfContained = true };
            yield return shipped with { Name = $"AlertTriage, {name}", Directory = Path.Combine(folder, "functions"), SelfContained = true };
        }
    }

    static PublishedFunction With(PublishedFunction function, string name, params (string Name, string Value)[] settings) => function with
    {
        Name = $"{function.Name}, {name}",
        Variables = function.Variables.Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).ToDictionary(StringComparer.Ordinal),
    };

    static BenchmarkResult Report(List<FunctionRuns> results)
    {
        var echo = results[0];
        var lines = results.Skip(1).Select((ours, i) => new Measurement(
            $"Cold start to first response, {ours.Name}", ours.Text(), $"{echo.Name} {echo.Text()}", ours.First.Median / echo.First.Median, i == 0 ? Goal : null));
        var ratio = new Samples(results[1].Starts.Zip(echo.Starts, (a, b) => a.FirstResponse / b.FirstResponse));
        var notes = new List<string>
        {
            $"- Cold start: process start to first answer, {Runs} runs of each in turns after {WarmUps} that fill the page cache; ratio of the medians (of pairs: {ratio.Spread("0.00")}). "
                + "One SQS message with a new GuardDuty finding. On Lambda the image's download, TLS and a smaller CPU come on top, of both.",
            "",
            "| cold start | init p50 / p90 ms | first response p50 / p90 ms | after init p50 ms | CPU mean ms | memory MB |",
            "|---|---|---|---|---|---|",
        };
        notes.AddRange(results.Select(result => result.Row()));
        return new BenchmarkResult([.. lines], notes);
    }

    /// <summary>The runs of one function.</summary>
    sealed record FunctionRuns(string Name, List<ColdStart> Starts)
    {
        public Samples Init { get; } = new(Starts.Select(start => start.Init.TotalMilliseconds));

        public Samples First { get; } = new(Starts.Select(start => start.FirstResponse.TotalMilliseconds));

        public string Text() => $"p50 {First.Median:N0} ms, p90 {First.Percentile(90):N0} ms";

        public string Row()
        {
            var after = new Samples(Starts.Select(start => (start.FirstResponse - start.Init).TotalMilliseconds));
            var cpu = new Samples(Starts.Select(start => start.Cpu.TotalMilliseconds));
            var memory = new Samples(Starts.Select(start => start.Memory / (1024.0 * 1024)));
            return $"| {Name} | {Init.Median:N0} / {Init.Percentile(90):N0} | {First.Median:N0} / {First.Percentile(90):N0} | {after.Median:N0} | {cpu.Mean:N0} | {memory.Median:N0} |";
        }
    }
}
