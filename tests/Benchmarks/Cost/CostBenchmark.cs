using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GovCloud.Benchmarks.Measuring;

namespace GovCloud.Benchmarks.Cost;

/// <summary>
/// Reading a month's bill from a report of ten million rows: against gunzip, which only unpacks the same files, and against DuckDB, which groups them by the same
/// columns. Each is a process of its own.
/// </summary>
sealed class CostBenchmark(Progress progress)
{
    /// <summary>Rows unless the command says otherwise.</summary>
    public const long DefaultRows = 10_000_000;

    const int Chunks = 10;
    const int Rounds = 2;
    const double MostMebibytes = 150;

    public BenchmarkResult Run(long rows)
    {
        var folder = Directory.CreateTempSubdirectory("govcloud-cur-").FullName;
        try
        {
            progress.Say(FormattableString.Invariant($"cost: writing a report of {rows:N0} rows"));
            GeneratedCur.Write(folder, rows, Chunks);
            return Measure(folder, rows);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    BenchmarkResult Measure(string folder, long rows)
    {
        var files = Directory.GetFiles(folder, "*.csv.gz");
        var (ours, unpacking, grouping) = (new List<ReadingResult>(), new List<double>(), new List<ReadingResult>());
        for (var round = 0; round < Rounds; round++)
        {
            progress.Say(FormattableString.Invariant($"cost: round {round + 1} of {Rounds}"));
            ours.Add(Ours(folder));
            unpacking.Add(Time("sh", ["-c", "gunzip -c \"$@\" > /dev/null", "sh", .. files]).Seconds);
            grouping.Add(DuckDb(folder));
        }

        Check(rows, ours[0], grouping[0]);
        var (mine, gunzip, duckDb) = (new Samples(ours.Select(o => o.Seconds)), new Samples(unpacking), new Samples(grouping.Select(g => g.Seconds)));
        var peak = ours.Max(o => o.PeakMebibytes);
        var name = string.Create(CultureInfo.InvariantCulture, $"A bill from {rows / 1e6:0.##} million rows of 128 columns");
        var value = string.Create(CultureInfo.InvariantCulture, $"{mine.Median:0.0} s ({mine.Spread("0.0")}), {rows / mine.Median / 1e6:0.00} million rows/s");
        return new BenchmarkResult(
            [
                new Measurement(name, value, string.Create(CultureInfo.InvariantCulture, $"gunzip, nothing else {gunzip.Median:0.0} s ({gunzip.Spread("0.0")})"), mine.Median / gunzip.Median, 1.3),
                new Measurement(name, value, string.Create(CultureInfo.InvariantCulture, $"DuckDB, same grouping {duckDb.Median:0.0} s ({duckDb.Spread("0.0")}), {grouping.Max(g => g.PeakMebibytes):0} MiB"), mine.Median / duckDb.Median, 0.4),
                new Measurement("Memory for it", string.Create(CultureInfo.InvariantCulture, $"{peak:0} MiB at most"), string.Create(CultureInfo.InvariantCulture, $"the goal of {MostMebibytes:0} MiB"), peak / MostMebibytes, 1),
            ],
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Cost: {files.Sum(f => new FileInfo(f).Length) / 1e6:N0} MB packed in {Chunks} files, {ours[0].Groups:N0} sums; ours digests the files too and adds exactly, time of the whole process; DuckDB's time is that of the query on two threads, with doubles. {Rounds} rounds, in turn."),
            ]);
    }

    // What is compared must be the same: otherwise a fast mistake would win.
    static void Check(long rows, ReadingResult ours, ReadingResult theirs)
    {
        var apart = Math.Abs(double.Parse(ours.Total, CultureInfo.InvariantCulture) - double.Parse(theirs.Total, CultureInfo.InvariantCulture));
        if (ours.Problems > 0 || ours.Rows != rows || theirs.Rows != rows || ours.Groups != theirs.Groups || apart > 1e-3)
        {
            throw new InvalidOperationException($"The readings differ: ours {ours}, DuckDB's {theirs}.");
        }
    }

    static ReadingResult Ours(string folder)
    {
        var (seconds, output) = Time("dotnet", [typeof(CostBenchmark).Assembly.Location, BillReading.Argument, folder]);
        return JsonSerializer.Deserialize<ReadingResult>(output)! with { Seconds = seconds };
    }

    static ReadingResult DuckDb(string folder) =>
        JsonSerializer.Deserialize<ReadingResult>(Time("node", [Path.Combine(SampleEstate.RepositoryRoot(), "tests", "Benchmarks", "Cost", "duckdb.js"), folder]).Output)!;

    static (double Seconds, string Output) Time(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0 ? (elapsed, output) : throw new InvalidOperationException($"{program} {arguments[0]} failed: {errors.GetAwaiter().GetResult()}");
    }
}
