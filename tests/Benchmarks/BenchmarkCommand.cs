using System.Globalization;
using GovCloud.Benchmarks.Backup;
using GovCloud.Benchmarks.ColdStarts;
using GovCloud.Benchmarks.Cost;
using GovCloud.Benchmarks.Inventory;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Benchmarks.Network;
using GovCloud.Benchmarks.Permissions;
using GovCloud.Benchmarks.Store;
using GovCloud.Benchmarks.Synth;
using GovCloud.Benchmarks.Triage;

namespace GovCloud.Benchmarks;

/// <summary>Runs what the arguments name, writes the table to stdout and the whole report to <c>out/bench.md</c>. A missed goal is told, and is no failure.</summary>
static class BenchmarkCommand
{
    const string Variants = "--variants";
    const string Rows = "--rows=";
    static readonly string[] All = ["triage", "coldstart", "store", "network", "reachability", "apportion", "synth", "cost", "backup", "inventory", "fanout", "policies"];

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        if (arguments is [BillReading.Argument, var folder])
        {
            return BillReading.Run(folder, output);
        }

        if (arguments.FirstOrDefault(argument => argument != Variants && !IsRows(argument) && !All.Contains(argument, StringComparer.Ordinal)) is { } unknown)
        {
            await errors.WriteLineAsync($"error: '{unknown}' is no benchmark. Remedy: ./bench --help");
            return 2;
        }

        var wanted = arguments.Where(argument => argument != Variants && !IsRows(argument)).ToList();
        var rows = arguments.FirstOrDefault(IsRows) is { } stated ? long.Parse(stated.AsSpan(Rows.Length), CultureInfo.InvariantCulture) : CostBenchmark.DefaultRows;
        var results = await MeasureAsync(wanted.Count == 0 ? All : wanted, arguments.Contains(Variants, StringComparer.Ordinal), rows, new Progress(errors));
        // A report says when it was measured, by the wall clock.
        var document = ResultReport.Document(results, TimeProvider.System.GetUtcNow());
        var reports = Directory.CreateDirectory(Path.Combine(SampleEstate.RepositoryRoot(), "out"));
        await File.WriteAllTextAsync(Path.Combine(reports.FullName, "bench.md"), document);
        var lines = results.SelectMany(result => result.Measurements).ToList();
        await output.WriteAsync(ResultReport.Table(lines));
        foreach (var missed in lines.Where(line => line.Met == false))
        {
            await errors.WriteLineAsync($"GOAL MISSED: {missed.Name}: {Samples.Text(missed.Ratio, "0.00")} instead of at most {Samples.Text(missed.Goal!.Value, "0.0#")}");
        }

        await errors.WriteLineAsync("Details: out/bench.md");
        return 0;
    }

    static bool IsRows(string argument) =>
        argument.StartsWith(Rows, StringComparison.Ordinal) && long.TryParse(argument.AsSpan(Rows.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0;

    static async Task<List<BenchmarkResult>> MeasureAsync(IReadOnlyCollection<string> wanted, bool variants, long rows, Progress progress)
    {
        var estate = SampleEstate.Load();
        var results = new List<BenchmarkResult>();
        foreach (var name in All.Where(name => wanted.Contains(name, StringComparer.Ordinal)))
        {
            results.Add(name switch
            {
                "triage" => new TriageBenchmark(estate, progress).Run(),
                "cost" => new CostBenchmark(progress).Run(rows),
                "synth" => new SynthBenchmark(progress).Run(),
                "inventory" => new InventoryBenchmark(estate.Index, progress).Run(),
                "fanout" => await new FanoutBenchmark(estate.Index, progress).RunAsync(CancellationToken.None),
                "policies" => await new PoliciesBenchmark(progress).RunAsync(CancellationToken.None),
                "network" => new NetworkBenchmark(estate, progress).Run(),
                "apportion" => new ApportionmentBenchmark(progress).Run(),
                "backup" => new BackupBenchmark(estate.Index, progress).Run(),
                "reachability" => new ReachabilityBenchmark(progress).Run(),
                "coldstart" => await new ColdStartBenchmark(estate, progress).RunAsync(variants, CancellationToken.None),
                _ => await new StoreBenchmark(estate, progress).RunAsync(CancellationToken.None),
            });
        }

        return results;
    }
}
