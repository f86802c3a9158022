using System.CommandLine;
using System.Globalization;
using GovCloud.Cost.Sources;
using GovCloud.CostFiles;
using Spectre.Console;

namespace GovCloud.Cli.Cost;

/// <summary><c>gca cost inspect</c>.</summary>
static class CostInspectCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A cost export: .csv, .csv.gz, .csv.zip, an archive of such (.zip, .tar, .tar.gz), or a folder, with or without its manifest." };
        var format = FormatOption.Create("table: for people; json: one object with schema, period, rows, currency, total, byAccount and byChargeType. Amounts are exact decimals as text.");
        var command = new Command(
            "inspect",
            "Add up a cost export (CUR, CUR 2.0, FOCUS 1.0 to 1.3) to the last digit. "
            + "Exit code 0: every row is in the total; 1: there are no rows, or rows, files or chunks are missing from it, and are named; 2: there is no export.")
        {
            path,
            format,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(
            parsed.GetRequiredValue(path), parsed.GetValue(format), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation), cancellation));
        return command;
    }

    static int Run(string path, OutputFormat format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        ExportInspection inspection;
        try
        {
            inspection = ExportInspection.Read(path, new RowProgress(error).Report, cancellation);
        }
        catch (Exception unreadable) when (unreadable is ExportException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {unreadable.Message}");
            return ExitCode.Misuse;
        }

        WriteProblems(inspection, error);
        if (inspection.Complete && inspection.Totals.Rows == 0)
        {
            error.WriteLine($"error: {path} has no rows; AWS may not have delivered yet");
            return ExitCode.Problems;
        }

        if (format == OutputFormat.Json)
        {
            output.WriteLine(CostInspectJson.Of(inspection));
        }
        else
        {
            WriteTables(inspection, output);
        }

        return inspection.Complete ? ExitCode.Success : ExitCode.Problems;
    }

    static void WriteProblems(ExportInspection inspection, TextWriter error)
    {
        foreach (var problem in inspection.Unreadable)
        {
            error.WriteLine($"error: {problem}");
        }

        foreach (var missing in inspection.Container.Missing)
        {
            error.WriteLine($"error: the manifest names {missing}, which is not there; fetch the export again");
        }

        foreach (var row in inspection.Totals.Rejected)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"error: {row.File}:{row.Row}: {row.Reason}"));
        }

        if (inspection.Totals.RejectedRows > inspection.Totals.Rejected.Length)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"error: {inspection.Totals.RejectedRows} rows could not be read; the first {inspection.Totals.Rejected.Length} are named"));
        }

        foreach (var leftOver in inspection.Container.LeftOver)
        {
            error.WriteLine($"note: {leftOver} is not in the manifest and is not counted");
        }

        if (inspection.Formats.Length > 1)
        {
            error.WriteLine($"warning: exports of several formats ({string.Join(", ", inspection.Formats.Select(ExportFormats.NameOf))}) are added up; they may repeat each other. Name one of them to see it alone");
        }

        if (inspection.Totals.SplitRows > 0)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"note: {inspection.Totals.SplitRows} rows of split cost allocation data repeat the cost of other rows and are not counted"));
        }

        foreach (var unknown in inspection.Totals.Lines.Where(l => l.Kind == GovCloud.Cost.ChargeKind.Unknown).Select(l => l.ChargeType).Distinct(StringComparer.Ordinal))
        {
            error.WriteLine(unknown.Length == 0
                ? "warning: rows without a charge type are in the totals as a class of their own"
                : $"warning: the charge type '{unknown}' is not known; its rows are in the totals as a class of their own");
        }
    }

    static void WriteTables(ExportInspection inspection, TextWriter output)
    {
        var console = Terminal.Of(output);
        var totals = inspection.Totals;
        foreach (var currency in totals.Currencies)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join(", ", inspection.Formats.Select(ExportFormats.NameOf))}  {string.Join(", ", totals.Months)}  {totals.Lines.Where(l => l.Currency == currency).Sum(l => l.Rows)} rows  {totals.BilledIn(currency)} {currency}"));
            console.Write(TableOf("account", totals.BilledBy(currency, l => l.Account)));
            console.Write(TableOf("charge type", totals.BilledBy(currency, l => l.ChargeType)));
            console.Write(TableOf("product", totals.BilledBy(currency, l => l.Product)));
        }

        if (totals.RowsWithoutInvoice > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{totals.RowsWithoutInvoice} of {totals.Rows} rows have no invoice id: the month is not final, or the export has no such column."));
        }
    }

    static Table TableOf(string title, IEnumerable<(string Key, long Rows, GovCloud.Cost.ExactAmount Billed)> sums)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(title).AddColumn(new TableColumn("rows").RightAligned()).AddColumn(new TableColumn("billed").RightAligned());
        foreach (var (key, rows, billed) in sums)
        {
            table.AddRow(Markup.Escape(key), rows.ToString(CultureInfo.InvariantCulture), billed.ToString());
        }

        return table;
    }
}
