using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace GovCloud.Benchmarks.Measuring;

/// <summary>The results as Markdown.</summary>
static class ResultReport
{
    public static string Table(IEnumerable<Measurement> measurements)
    {
        var text = new StringBuilder("| name | value | peer | ratio | goal | met? |\n|---|---|---|---|---|---|\n");
        foreach (var line in measurements)
        {
            var goal = line.Goal is { } limit ? $"≤ {Samples.Text(limit, "0.0#")}" : "–";
            var met = line.Met switch { true => "yes", false => "**NO**", null => "–" };
            text.Append(CultureInfo.InvariantCulture, $"| {line.Name} | {line.Value} | {line.Peer} | {Samples.Text(line.Ratio, "0.00")} | {goal} | {met} |\n");
        }

        return text.ToString();
    }

    /// <summary>The table, what must be known to judge it, and where and when it was measured.</summary>
    public static string Document(IReadOnlyCollection<BenchmarkResult> results, DateTimeOffset at)
    {
        var text = new StringBuilder("# Benchmarks\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm} UTC, {Machine()}\n\n");
        text.Append(Table(results.SelectMany(result => result.Measurements))).Append('\n');
        foreach (var note in results.SelectMany(result => result.Notes))
        {
            text.Append(note).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Processor, cores, memory, load and runtime: a ratio travels between machines, an absolute number does not.</summary>
    public static string Machine()
    {
        var processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return $"{processor ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, {Samples.Text(memory, "0")} GiB, "
            + $"load {load}, {RuntimeInformation.OSDescription.Split(' ')[0]}, {RuntimeInformation.FrameworkDescription}";
    }
}
