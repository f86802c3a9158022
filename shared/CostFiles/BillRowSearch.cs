using System.Collections.Immutable;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Sources;

namespace GovCloud.CostFiles;

/// <summary>A row of an export.</summary>
/// <param name="File">The file.</param>
/// <param name="Row">Its number in the file; the header is 1.</param>
/// <param name="Line">What it says, as a line of its own.</param>
public sealed record BillRow(string File, long Row, CostLine Line);

/// <summary>Rows that were searched for.</summary>
/// <param name="Rows">The first of them, by file and number.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Searched">How many rows of the month were looked at.</param>
public sealed record BillRowMatches(ImmutableArray<BillRow> Rows, long Count, long Searched);

/// <summary>Finds the rows of an export that lines of a bill were added up from. Files are read one after the other; memory holds the named rows only.</summary>
public static class BillRowSearch
{
    /// <summary>Searches.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="request">What the bill was read with.</param>
    /// <param name="wanted">Tells of a row, as a line of its own, whether it is searched for.</param>
    /// <param name="most">How many rows are named. All are counted.</param>
    /// <param name="progress">Told the number of rows from time to time.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ExportException">A file cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static BillRowMatches Find(
        IReadOnlyList<BillSource> sources, BillRequest request, Func<CostLine, bool> wanted, int most, Action<long>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(wanted);
        var found = ImmutableArray.CreateBuilder<BillRow>();
        var (count, searched) = (0L, 0L);
        foreach (var source in sources.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            Read(source, request, (row, line) =>
            {
                searched++;
                if (wanted(line) && ++count <= most)
                {
                    found.Add(new BillRow(source.Name, row, line));
                }
            }, progress, cancellation);
        }

        return new BillRowMatches(found.ToImmutable(), count, searched);
    }

    static void Read(BillSource source, BillRequest request, Action<long, CostLine> each, Action<long>? progress, CancellationToken cancellation)
    {
        using var content = BillFileReader.Unpacked(source.Open(), source);
        var tally = new BillTally(request);
        ExportCsv.Read(content, source.Name, Ignore, csv =>
        {
            var (columns, problem) = BillColumns.Detect(csv.Headers.ToArray(), request);
            if (columns is null)
            {
                throw new ExportException(source.Name, problem!);
            }

            var rows = new BillRows(columns, request, tally, Ignore);
            ExportCsv.ForEachRow(
                csv,
                row =>
                {
                    rows.Add(row);
                    foreach (var line in tally.TakeLines())
                    {
                        each(row.LineNumber, line);
                    }
                },
                progress,
                cancellation);
            return columns.Export.Format;
        });
    }

    // What cannot be read is a problem of the bill, which its reader has told.
    static void Ignore(long row, string reason)
    {
    }
}
