using System.CommandLine;
using GovCloud.Cost.Apportioning;
using GovCloud.CostFiles;

namespace GovCloud.Cli.Cost;

/// <summary><c>gca cost verify</c>.</summary>
static class CostVerifyCommand
{
    public static Command Create(TimeProvider time)
    {
        var statement = new Argument<string>("STATEMENT") { Description = "Folder of a statement, or its record.json." };
        var bill = new BillOptions();
        var rules = new Option<string?>("--rules") { Description = "The cost rules of the month, where the estate's are others now.", HelpName = "FILE" };
        var format = FormatOption.Create("table: a line for each check; json: one object.");
        var command = new Command(
            "verify",
            "Compute a statement again to the byte: its digests, all files from the record, and with the bill the record itself from estate, rules, drivers and rate. "
            + "Exit code 0: every byte is the same; 1: something differs, and the first difference is named; 2: there is nothing to verify.")
        {
            statement, bill.More, bill.Estate, rules, format,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var path = parsed.GetRequiredValue(statement);
            if (!File.Exists(StatementFolder.RecordPath(path)))
            {
                error.WriteLine($"error: {StatementFolder.RecordPath(path)}: there is no such file; name the folder of a statement, or its record.json");
                return ExitCode.Misuse;
            }

            try
            {
                var verification = new StatementVerification();
                verification.OfFiles(path);
                if (parsed.GetValue(bill.More) is { Length: > 0 } bills && verification.Record is { } record)
                {
                    if (BillOptions.LoadEstate(parsed.GetRequiredValue(bill.Estate), parsed.GetValue(rules), time, error) is not { } estate)
                    {
                        return ExitCode.Misuse;
                    }

                    var request = BillRequest.For(estate.Cost, record.Split.Month, record.Split.Columns.Any(c => c.Lines.Any(l => l.UsageType.Length > 0 || l.Unit.Length > 0)));
                    verification.OfBill(estate, BillOptions.ReadBill(bills, request, error, cancellation));
                }

                verification.Write(parsed.GetValue(format), output);
                return verification.Problem is null ? ExitCode.Success : ExitCode.Problems;
            }
            catch (Exception unreadable) when (unreadable is ExportException or IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"error: {unreadable.Message}");
                return ExitCode.Misuse;
            }
        }, cancellation));
        return command;
    }
}
