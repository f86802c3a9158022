using System.CommandLine;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Sources;
using GovCloud.CostFiles;

namespace GovCloud.Cli.Cost;

/// <summary><c>gca cost athena</c>.</summary>
static class CostAthenaCommand
{
    static readonly char[] Separators = [',', ' ', '\t', '\r', '\n', '"'];

    public static Command Create(TimeProvider time)
    {
        var bill = new BillOptions();
        var database = new Option<string>("--database") { Description = "The database of the table.", HelpName = "NAME", Required = true };
        var table = new Option<string>("--table") { Description = "The table of the CUR 2.0 export in Parquet.", HelpName = "NAME", Required = true };
        var columns = new Option<string>("--table-columns")
        {
            Description = "A file with the names of the table's columns, as 'aws glue get-table --query Table.StorageDescriptor.Columns[].Name --output text' prints them; with the names of its partitions.",
            HelpName = "FILE",
            Required = true,
        };
        var to = new Option<string>("--to") { Description = "Where Athena unloads to, such as s3://bucket/athena/2026-05/. There must be nothing yet.", HelpName = "S3URI", Required = true };
        var header = new Option<string?>("--write-columns")
        {
            Description = $"Folder in which {BillFolder.ColumnsFile} is written: what Athena unloads has no header. Fetch what it unloaded into the same folder and name the folder as the bill.",
            HelpName = "FOLDER",
        };
        var command = new Command(
            "athena",
            "Print the Athena statement that adds up a month of a CUR 2.0 table by what the estate's cost rules ask for, for bills that outgrow one machine. Exit code 0: printed; 2: no such table or rules.")
        {
            bill.Month, bill.Estate, bill.UnitPrices, database, table, columns, to, header,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (BillOptions.LoadEstate(parsed.GetRequiredValue(bill.Estate), rules: null, time, error) is not { } estate)
            {
                return ExitCode.Misuse;
            }

            try
            {
                var query = new AthenaQuery
                {
                    Database = parsed.GetRequiredValue(database),
                    Table = parsed.GetRequiredValue(table),
                    TableColumns = [.. File.ReadAllText(parsed.GetRequiredValue(columns)).Split(Separators, StringSplitOptions.RemoveEmptyEntries)],
                    Request = BillRequest.For(estate.Cost, parsed.GetValue(bill.Month)!.Value, parsed.GetValue(bill.UnitPrices)),
                };
                output.WriteLine(query.Unload(parsed.GetRequiredValue(to)));
                if (parsed.GetValue(header) is { } folder)
                {
                    Directory.CreateDirectory(folder);
                    File.WriteAllText(Path.Combine(folder, BillFolder.ColumnsFile), string.Join(',', query.Columns) + "\n");
                }

                return ExitCode.Success;
            }
            catch (Exception refused) when (refused is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"error: {refused.Message}");
                return ExitCode.Misuse;
            }
        });
        return command;
    }
}
