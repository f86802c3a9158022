using CsvHelper;
using GovCloud.Cost.Sources;

namespace GovCloud.CostFiles;

/// <summary>Reads one CSV file of an export, row by row, into a tally. Memory does not grow with the file.</summary>
public static class ExportReader
{
    const int BufferBytes = 1 << 18;

    // The longest row of a real export is below 64 KiB. A quote that is never closed must not swallow the rest of the file into memory.
    const int LongestRow = 4 << 20;

    const int RowsBetweenReports = 1 << 16;

    /// <summary>Reads.</summary>
    /// <param name="content">The CSV, uncompressed.</param>
    /// <param name="file">Its name, for what cannot be read.</param>
    /// <param name="tally">Where the rows are counted.</param>
    /// <param name="progress">Told the number of rows from time to time.</param>
    /// <param name="cancellation">Ends the reading between two rows.</param>
    /// <returns>The format that was found.</returns>
    /// <exception cref="ExportException">The file is no export, or ends in the middle.</exception>
    public static ExportFormat Read(Stream content, string file, ExportTally tally, Action<long>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(tally);
        try
        {
            using var csv = CsvReader.Create(content, OptionsFor(file, tally), leaveOpen: true);
            var (columns, problem) = ExportColumns.Detect(csv.Headers.ToArray());
            if (columns is null)
            {
                throw new ExportException(file, problem!);
            }

            var rows = 0L;
            while (csv.Read())
            {
                tally.Add(RowOf(csv, columns), file);
                if (++rows % RowsBetweenReports == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Invoke(RowsBetweenReports);
                }
            }

            progress?.Invoke(rows % RowsBetweenReports);
            return columns.Format;
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

    static CsvReaderOptions OptionsFor(string file, ExportTally tally) => CsvReaderOptions.Default with
    {
        BufferSize = BufferBytes,
        MaxRecordSize = LongestRow,
        MalformedData = CsvMalformedDataHandling.Skip,
        FieldCountMismatch = CsvFieldCountHandling.Skip,
        TrackLineNumbers = true,
        OnMalformedRecord = record => tally.Reject(file, record.LineNumber, record.Reason switch
        {
            CsvMalformedReason.FieldCountMismatch => "it has another number of fields than the header",
            CsvMalformedReason.UnterminatedQuote => "a quoted field is never closed",
            _ => "its quotes are malformed",
        }),
    };

    static ExportRow RowOf(CsvReader csv, ExportColumns columns) => new()
    {
        Number = csv.LineNumber,
        UsageAccount = Field(csv, columns.UsageAccount),
        PayerAccount = Field(csv, columns.PayerAccount),
        Product = Field(csv, columns.Product),
        ChargeType = Field(csv, columns.ChargeType),
        Currency = Field(csv, columns.Currency),
        PeriodStart = Field(csv, columns.PeriodStart),
        InvoiceId = Field(csv, columns.InvoiceId),
        BilledCost = Field(csv, columns.BilledCost),
        IsSplit = columns.SplitParent >= 0 ? !Field(csv, columns.SplitParent).IsEmpty : IsSplitOperation(Field(csv, columns.Operation)),
    };

    // Exports of the FOCUS sample data write NULL where others leave the field empty.
    static ReadOnlySpan<byte> Field(CsvReader csv, int place)
    {
        if (place < 0)
        {
            return default;
        }

        var field = csv.GetSpan(place);
        return field.SequenceEqual("NULL"u8) ? default : field;
    }

    /// <summary>Operations of split cost allocation data for containers.</summary>
    static bool IsSplitOperation(ReadOnlySpan<byte> operation) => operation.SequenceEqual("EKSPod-EC2"u8) || operation.SequenceEqual("ECSTask-EC2"u8);
}

/// <summary>An export cannot be read. The message says which file, why, and what to do.</summary>
public sealed class ExportException : Exception
{
    /// <summary>A problem of a file.</summary>
    public ExportException(string file, string reason)
        : base($"{file}: {reason}")
    {
    }

    /// <summary>A problem of a file that another exception caused.</summary>
    public ExportException(string file, string reason, Exception cause)
        : base($"{file}: {reason}", cause)
    {
    }
}
