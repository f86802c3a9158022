using System.Collections.Concurrent;
using System.Collections.Immutable;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Sources;

namespace GovCloud.CostFiles;

/// <summary>
/// Reads a month's bill from an export's files. The same files give the same bill, in whatever order they are named and however many processors read them. What is
/// missing from its lines stands in its problems: nothing is left out without a word.
/// </summary>
public static class BillReader
{
    /// <summary>Reads, as many files at once as there are processors. Memory grows with the lines of the bill, not with the files.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="request">What is read of them.</param>
    /// <param name="progress">Told the number of rows from time to time, from several threads.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CostBill Read(IReadOnlyList<BillSource> sources, BillRequest request, Action<long>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(request);
        var ordered = sources.OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        var total = new BillTally(request);
        var read = new BillFile[ordered.Count];
        var counted = new HashSet<string>(StringComparer.Ordinal);

        // The longest first, and one at a time to whoever is free: so that both end at about the same time.
        var work = Enumerable.Range(0, ordered.Count).OrderByDescending(i => ordered[i].Bytes);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.ForEach(Partitioner.Create(work, EnumerablePartitionerOptions.NoBuffering), options, i =>
        {
            var file = new BillFileReader(ordered[i], request, progress, cancellation).Read();
            lock (total)
            {
                if (file.Tally is { } tally && (tally.Rows == 0 || counted.Add(file.Input!.Sha256)))
                {
                    total.Merge(tally);
                }
            }

            read[i] = file with { Tally = null };
        });
        return BillOf(total, read, request);
    }

    static CostBill BillOf(BillTally total, BillFile[] read, BillRequest request)
    {
        var copies = read.Where(f => f.Input is { Rows: > 0 }).GroupBy(f => f.Input!.Sha256, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).ToList();
        var dropped = copies.SelectMany(g => g.Skip(1)).ToHashSet(ReferenceEqualityComparer.Instance);
        var kept = read.Where(f => !dropped.Contains(f)).ToList();
        var lines = total.Lines();
        return new CostBill
        {
            Month = request.Month,
            Lines = lines,
            Inputs = [.. kept.Select(f => f.Input).OfType<BillInput>()],
            RowsWithoutInvoice = total.RowsWithoutInvoice,
            SplitRows = total.SplitRows,
            Problems =
            [
                .. kept.SelectMany(f => f.Problems),
                .. copies.Select(g => $"{string.Join(" and ", g.Select(f => f.Input!.Name))} hold the same bytes; they are counted once, and one of them should go"),
                .. WholeProblems(lines, [.. kept.Select(f => f.Input).OfType<BillInput>()], request),
            ],
            Notes = [.. kept.SelectMany(f => f.Notes)],
        };
    }

    static IEnumerable<string> WholeProblems(ImmutableArray<CostLine> lines, ImmutableArray<BillInput> inputs, BillRequest request)
    {
        if (lines.IsEmpty)
        {
            yield return $"no row of {request.Month} was read; name the files of that month, or wait until AWS delivers them";
        }

        if (lines.Select(l => l.Currency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() is { Length: > 1 } currencies)
        {
            yield return $"the bill has lines in {string.Join(" and ", currencies.Select(c => c.Length == 0 ? "no currency" : c))}, which cannot be added; read them apart";
        }

        if (inputs.Select(i => ExportFormats.FamilyOf(i.Format)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() is { Length: > 1 } formats)
        {
            yield return $"the files are exports of {string.Join(" and ", formats)}, which may repeat each other; name those of one export";
        }
    }
}
