using System.Collections.Immutable;
using System.CommandLine;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Reconciliation;
using GovCloud.Cost.Statements;
using GovCloud.CostFiles;
using GovCloud.Estates;

namespace GovCloud.Cli.Cost;

/// <summary><c>gca cost apportion</c>.</summary>
sealed class CostApportionCommand(TimeProvider time)
{
    readonly BillOptions bill = new();
    readonly YenOptions yen = new();
    readonly ReconciliationOptions reconciliation = new();
    readonly Option<string?> folder = new("--out") { Description = "Folder that receives the statement: record, xlsx, csv, html and pdf for each body, xlsx and csv for the vendor, FOCUS rows and SHA256SUMS.", HelpName = "DIR" };
    readonly Option<int> revision = new("--revision") { Description = "1 for the first statement of a month; a restated month counts on.", HelpName = "N", DefaultValueFactory = _ => 1 };
    readonly Option<bool> dryRun = new("--dry-run") { Description = "Show the result; write nothing." };
    readonly Option<OutputFormat> format = FormatOption.Create("table: for people; json: one object with bodies, columns, notes, reconciliation, obstacles and digests.");
    readonly Option<string[]> corrections = new("--correct")
    {
        Description = "Post the difference of an earlier month: the folder of its published statement and that of the restated one. May be given several times.",
        HelpName = "OLD NEW",
        Arity = new ArgumentArity(2, 100),
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create(TimeProvider time) => new CostApportionCommand(time).Command();

    Command Command()
    {
        var command = new Command(
            "apportion",
            "Apportion the bill of a month among the municipalities (按分) to the exact yen, compare it with other totals and write the statements. "
            + "Exit code 0: nothing stands against closing the month; 1: a draft, with what stands against it; 2: it cannot be apportioned, or nothing was written.")
        {
            bill.Bills, bill.Month, bill.Estate, bill.UnitPrices, folder, revision, corrections, dryRun, format,
        };
        yen.AddTo(command);
        reconciliation.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), cancellation));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (!parsed.GetValue(dryRun) && parsed.GetValue(folder) is null && parsed.GetValue(format) == OutputFormat.Table)
        {
            error.WriteLine("note: no --out is given; the statement is shown and not written");
        }

        var month = parsed.GetValue(bill.Month)!.Value;
        if (reconciliation.Read(parsed, month, error) is not { } others
            || yen.Conversion(parsed, others.Invoices, error) is not { } conversion
            || BillOptions.LoadEstate(parsed.GetRequiredValue(bill.Estate), null, time, error) is not { } estate)
        {
            return ExitCode.Misuse;
        }

        try
        {
            var drivers = yen.Drivers(parsed);
            var request = BillRequest.For(estate.Cost, month, parsed.GetValue(bill.UnitPrices));
            var read = BillOptions.ReadBill(parsed.GetRequiredValue(bill.Bills), request, error, cancellation);
            var input = new ApportionmentInput { Estate = estate, Bill = read, Conversion = conversion, DriverValues = drivers };
            var compared = Reconciler.Reconcile(read, CostBasis.Billed, conversion, others.Stated);
            if (Corrections(parsed, error) is not { } posted)
            {
                return ExitCode.Misuse;
            }

            return Finish(parsed, ApportionmentRun.Of(input, compared, posted, parsed.GetValue(revision), time.GetUtcNow()), output, error);
        }
        catch (ApportionmentException stopped)
        {
            foreach (var problem in stopped.Problems)
            {
                error.WriteLine($"error: {problem}");
            }
        }
        catch (Exception unreadable) when (unreadable is ExportException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {unreadable.Message}");
        }

        return ExitCode.Misuse;
    }

    int Finish(ParseResult parsed, ApportionmentRun run, TextWriter output, TextWriter error)
    {
        foreach (var note in run.Bill.Notes)
        {
            error.WriteLine($"note: {note}");
        }

        if (parsed.GetValue(format) == OutputFormat.Json)
        {
            output.WriteLine(CostJson.Of(run));
        }
        else
        {
            ShareTable.Write(run.Record, output);
            ShareTable.WriteNotes(run.Record, output);
            WriteObstacles(run, output);
        }

        if (parsed.GetValue(folder) is { } target && !parsed.GetValue(dryRun))
        {
            if (StatementFolder.Write(target, run, error) is not { } files)
            {
                return ExitCode.Misuse;
            }

            error.WriteLine(FormattableString.Invariant($"{files} files in '{target}', record {StatementRecords.Digest(StatementRecords.Write(run.Record))}"));
        }

        return run.Obstacles.IsEmpty ? ExitCode.Success : ExitCode.Problems;
    }

    static void WriteObstacles(ApportionmentRun run, TextWriter output)
    {
        if (run.Obstacles.IsEmpty)
        {
            output.WriteLine("締められる状態です。");
            return;
        }

        output.WriteLine(FormattableString.Invariant($"下書きです。締める前に解決することが{run.Obstacles.Length}件あります。"));
        foreach (var obstacle in run.Obstacles)
        {
            output.WriteLine($"・{obstacle}");
        }
    }

    ImmutableArray<StatementCorrection>? Corrections(ParseResult parsed, TextWriter error)
    {
        var folders = parsed.GetValue(corrections) ?? [];
        if (folders.Length % 2 != 0)
        {
            error.WriteLine("error: --correct needs pairs: the folder of the published statement and that of the restated one");
            return null;
        }

        var posted = ImmutableArray.CreateBuilder<StatementCorrection>();
        foreach (var pair in folders.Chunk(2))
        {
            if (StatementFolder.Read(pair[0], error) is not { } published || StatementFolder.Read(pair[1], error) is not { } again)
            {
                return null;
            }

            try
            {
                posted.AddRange(Restatement.Between(published.Record, again.Record));
            }
            catch (ArgumentException unlike)
            {
                error.WriteLine($"error: --correct {pair[0]} {pair[1]}: {unlike.Message.Split(" (Parameter")[0]}");
                return null;
            }
        }

        return posted.ToImmutable();
    }
}
