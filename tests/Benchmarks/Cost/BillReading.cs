using System.Diagnostics;
using System.Text.Json;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.CostFiles;
using GovCloud.Estates;

namespace GovCloud.Benchmarks.Cost;

/// <summary>Our reading, as a process of its own so that its memory can be told.</summary>
static class BillReading
{
    /// <summary>The argument that starts it.</summary>
    public const string Argument = "read-bill";

    /// <summary>Reads a folder's bill and writes what was found.</summary>
    public static int Run(string folder, TextWriter output)
    {
        var request = new BillRequest { Month = new CostMonth(2026, 5), TagKeys = ["Municipality", "System"] };
        var began = Stopwatch.GetTimestamp();
        var bill = BillReader.Read(BillFolder.Find(folder), request, progress: null, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        using var self = Process.GetCurrentProcess();
        output.WriteLine(JsonSerializer.Serialize(new ReadingResult(
            seconds, bill.Lines.Sum(l => l.Rows), bill.Lines.Length, bill.Total(CostBasis.Billed).ToString(), self.PeakWorkingSet64 / (1024.0 * 1024), bill.Problems.Length)));
        return 0;
    }
}

/// <summary>What a reading found.</summary>
/// <param name="Seconds">Time of the reading itself.</param>
/// <param name="Rows">Rows that were counted.</param>
/// <param name="Groups">Sums.</param>
/// <param name="Total">The sum of all.</param>
/// <param name="PeakMebibytes">The largest resident memory; 0 where it is not told.</param>
/// <param name="Problems">Problems of the bill.</param>
sealed record ReadingResult(double Seconds, long Rows, int Groups, string Total, double PeakMebibytes, int Problems);
