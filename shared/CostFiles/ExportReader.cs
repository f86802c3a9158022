using CsvHelper;
using GovCloud.Cost.Sources;

namespace GovCloud.CostFiles;

/// <summary>Reads one CSV file of an export, row by row, into a tally. Memory does not grow with the file.</summary>
public static class ExportReader
{
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
        return ExportCsv.Read(content, file, (row, reason) => tally.Reject(file, row, reason), csv =>
        {
            var (columns, problem) = ExportColumns.Detect(csv.Headers.ToArray());
            if (columns is null)
            {
                throw new ExportException(file, problem!);
            }

            ExportCsv.ForEachRow(csv, row => tally.Add(RowOf(row, columns), file), progress, cancellation);
            return columns.Format;
        });
    }

    static ExportRow RowOf(CsvReader csv, ExportColumns columns) => new()
    {
        Number = csv.LineNumber,
        UsageAccount = ExportCsv.Field(csv, columns.UsageAccount),
        PayerAccount = ExportCsv.Field(csv, columns.PayerAccount),
        Product = ExportCsv.Field(csv, columns.Product),
        ChargeType = ExportCsv.Field(csv, columns.ChargeType),
        Currency = ExportCsv.Field(csv, columns.Currency),
        PeriodStart = ExportCsv.Field(csv, columns.PeriodStart),
        InvoiceId = ExportCsv.Field(csv, columns.InvoiceId),
        BilledCost = ExportCsv.Field(csv, columns.BilledCost),
        IsSplit = ExportCsv.IsSplit(csv, columns),
    };
}
