using System.Collections.Immutable;
using System.CommandLine;
using GovCloud.Cost.Apportioning;
using GovCloud.CostFiles;
using GovCloud.Estates;

namespace GovCloud.Cli.Cost;

/// <summary><c>gca cost whatif</c>: what other rules would mean for everybody, for the consultation before they are agreed (事前協議).</summary>
sealed class CostWhatIfCommand(TimeProvider time)
{
    readonly BillOptions bill = new();
    readonly YenOptions yen = new();
    readonly SheetOptions sheet = new() { AsWideAsNeeded = true };
    readonly Option<string[]> rules = new("--rules")
    {
        Description = "A file with other cost rules, as cost.yaml. With one, it is compared with the estate's own; with two, the second with the first.",
        HelpName = "FILE",
        Required = true,
        Arity = new ArgumentArity(1, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create(TimeProvider time) => new CostWhatIfCommand(time).Command();

    Command Command()
    {
        var command = new Command(
            "whatif",
            "Apportion one bill by two sets of rules and show the difference for each municipality and cost class, for the consultation before rules are agreed (事前協議). "
            + "Exit code 0: both were apportioned; 2: one of them could not.")
        {
            bill.Bills, bill.Month, bill.Estate, rules, sheet.Format, sheet.File,
        };
        yen.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), cancellation));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (files, folder) = (parsed.GetRequiredValue(rules), parsed.GetRequiredValue(bill.Estate));
        var first = files.Length == 2 ? files[0] : null;
        if (yen.Conversion(parsed, [], error) is not { } conversion
            || BillOptions.LoadEstate(folder, first, time, error) is not { } now
            || BillOptions.LoadEstate(folder, files[^1], time, error) is not { } then)
        {
            return ExitCode.Misuse;
        }

        try
        {
            var drivers = yen.Drivers(parsed);
            var read = BillOptions.ReadBill(parsed.GetRequiredValue(bill.Bills), Request(parsed, now, then), error, cancellation);
            foreach (var problem in read.Problems)
            {
                error.WriteLine($"warning: {problem}");
            }

            var names = (Now: first is null ? "現行" : Path.GetFileName(first), Then: Path.GetFileName(files[^1]));
            var before = Apportion(now, read, conversion, drivers, names.Now, error);
            var after = Apportion(then, read, conversion, drivers, names.Then, error);
            if (before is null || after is null)
            {
                return ExitCode.Misuse;
            }

            var comparison = new RuleComparison(then, before, after, names.Now, names.Then) { Rules = ApportionmentComparison.Between(before, now.Cost, after, then.Cost).Rules };
            return sheet.TryWrite(parsed, comparison.Sheet(), comparison.Json, output, error, comparison.Terminal()) ? ExitCode.Success : ExitCode.Misuse;
        }
        catch (Exception unreadable) when (unreadable is ExportException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {unreadable.Message}");
            return ExitCode.Misuse;
        }
    }

    /// <summary>One bill with the tags that either of the rules looks at.</summary>
    BillRequest Request(ParseResult parsed, Estate now, Estate then)
    {
        var month = parsed.GetValue(bill.Month)!.Value;
        var request = BillRequest.For(now.Cost, month, unitPrices: false);
        return request with { TagKeys = [.. request.TagKeys.Concat(BillRequest.For(then.Cost, month, unitPrices: false).TagKeys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
    }

    static ApportionedMonth? Apportion(Estate estate, CostBill read, YenConversion conversion, ImmutableArray<MonthlyDriverValues> drivers, string rules, TextWriter error)
    {
        // Rules that do not know a driver must not be refused because the others need it.
        var known = drivers.Where(d => estate.Cost.Drivers.Any(k => k.Id == d.Driver)).ToImmutableArray();
        try
        {
            return Apportioner.Apportion(new ApportionmentInput { Estate = estate, Bill = read, Conversion = conversion, DriverValues = known });
        }
        catch (ApportionmentException stopped)
        {
            foreach (var problem in stopped.Problems)
            {
                error.WriteLine($"error: {rules}: {problem}");
            }

            return null;
        }
    }
}
