using CsvHelper;
using GovCloud.Cost.Sources;

namespace GovCloud.CostFiles;

/// <summary>How every CSV of an export is read: row by row, with memory that does not grow with the file, and with every row that is no row named.</summary>
static class ExportCsv
{
    const int BufferBytes = 1 << 18;

    // The longest row of a real export is below 64 KiB. A quote that is never closed must not swallow the rest of the file into memory.
    const int LongestRow = 4 << 20;

    const int RowsBetweenReports = 1 << 16;

    /// <summary>Reads.</summary>
    /// <param name="content">The CSV, uncompressed.</param>
    /// <param name="file">Its name, for what cannot be read.</param>
    /// <param name="reject">Told the number of each row that cannot be split into fields, and why; the header is 1.</param>
    /// <param name="read">Reads the rows.</param>
    /// <exception cref="ExportException">The file is no CSV, or ends in the middle.</exception>
    public static T Read<T>(Stream content, string file, Action<long, string> reject, Func<CsvReader, T> read)
    {
        try
        {
            using var csv = CsvReader.Create(content, OptionsFor(reject), leaveOpen: true);
            return read(csv);
        }
        catch (CsvFormatException malformed)
        {
            throw new ExportException(file, $"it cannot be read as CSV: {malformed.Message}", malformed);
        }
        catch (Exception truncated) when (truncated is InvalidDataException or EndOfStreamException)
        {
            throw new ExportException(file, $"it is damaged or ends in the middle ({truncated.Message}); fetch it again", truncated);
        }
    }

    /// <summary>Hands on the rows one by one.</summary>
    /// <param name="csv">The reader, at the header.</param>
    /// <param name="row">Told of each row.</param>
    /// <param name="progress">Told the number of rows from time to time.</param>
    /// <param name="cancellation">Ends the reading between two rows.</param>
    public static void ForEachRow(CsvReader csv, Action<CsvReader> row, Action<long>? progress, CancellationToken cancellation)
    {
        var rows = 0L;
        while (csv.Read())
        {
            row(csv);
            if (++rows % RowsBetweenReports == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(RowsBetweenReports);
            }
        }

        progress?.Invoke(rows % RowsBetweenReports);
    }

    /// <summary>A field as UTF-8; empty where the export has no such column. Exports of the FOCUS sample data write NULL where others leave the field empty.</summary>
    public static ReadOnlySpan<byte> Field(CsvReader csv, int place)
    {
        if (place < 0)
        {
            return default;
        }

        var field = csv.GetSpan(place);
        return field.SequenceEqual("NULL"u8) ? default : field;
    }

    /// <summary>Whether a row only splits what another row carries (split cost allocation data).</summary>
    public static bool IsSplit(CsvReader csv, ExportColumns columns) =>
        columns.SplitParent >= 0 ? !Field(csv, columns.SplitParent).IsEmpty : IsSplitOperation(Field(csv, columns.Operation));

    /// <summary>Operations of split cost allocation data for containers.</summary>
    static bool IsSplitOperation(ReadOnlySpan<byte> operation) => operation.SequenceEqual("EKSPod-EC2"u8) || operation.SequenceEqual("ECSTask-EC2"u8);

    static CsvReaderOptions OptionsFor(Action<long, string> reject) => CsvReaderOptions.Default with
    {
        BufferSize = BufferBytes,
        MaxRecordSize = LongestRow,
        MalformedData = CsvMalformedDataHandling.Skip,
        FieldCountMismatch = CsvFieldCountHandling.Skip,
        TrackLineNumbers = true,
        OnMalformedRecord = record => reject(record.LineNumber, record.Reason switch
        {
            CsvMalformedReason.FieldCountMismatch => "it has another number of fields than the header",
            CsvMalformedReason.UnterminatedQuote => "a quoted field is never closed",
            _ => "its quotes are malformed",
        }),
    };
}
