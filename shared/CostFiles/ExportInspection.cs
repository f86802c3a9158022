using System.Collections.Immutable;
using GovCloud.Cost.Sources;

namespace GovCloud.CostFiles;

/// <summary>An export as a whole: its files and what they add up to.</summary>
public sealed record ExportInspection
{
    /// <summary>The files.</summary>
    public required ExportContainer Container { get; init; }

    /// <summary>The formats that were found, each once.</summary>
    public required ImmutableArray<ExportFormat> Formats { get; init; }

    /// <summary>The sums over all files.</summary>
    public required ExportTotals Totals { get; init; }

    /// <summary>Files that could not be read to the end, with the reason. Nothing of them is in the sums.</summary>
    public required ImmutableArray<string> Unreadable { get; init; }

    /// <summary>Whether every row of the export is in the sums.</summary>
    public bool Complete => Unreadable.IsEmpty && Container.Missing.IsEmpty && Totals.RejectedRows == 0;

    /// <summary>Reads all files, as many at once as there are processors.</summary>
    /// <param name="path">A CSV, packed or not, an archive of such, or a folder.</param>
    /// <param name="progress">Told the number of rows from time to time, from several threads.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ExportException">There is nothing to read.</exception>
    public static ExportInspection Read(string path, Action<long>? progress, CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(path, BillFolder.ColumnsFile)))
        {
            throw new ExportException(path, "it holds sums that Athena unloaded, not the rows of an export; gca cost reconcile and apportion read them");
        }

        var container = ExportContainer.Find(path);
        var read = container.Chunks.AsParallel().AsOrdered().WithCancellation(cancellation).Select(chunk => Read(chunk, progress, cancellation)).ToList();
        var tally = new ExportTally();
        foreach (var part in read.Where(r => r.Problem is null))
        {
            tally.Merge(part.Tally);
        }

        return new ExportInspection
        {
            Container = container,
            Formats = [.. read.Where(r => r.Problem is null).Select(r => r.Format).Distinct().Order()],
            Totals = tally.Totals(),
            Unreadable = [.. read.Select(r => r.Problem).OfType<string>()],
        };
    }

    static (ExportTally Tally, ExportFormat Format, string? Problem) Read(ExportChunk chunk, Action<long>? progress, CancellationToken cancellation)
    {
        var tally = new ExportTally();
        try
        {
            using var content = chunk.Open();
            return (tally, ExportReader.Read(content, chunk.Name, tally, progress, cancellation), null);
        }
        catch (ExportException problem)
        {
            return (tally, default, problem.Message);
        }
    }
}
