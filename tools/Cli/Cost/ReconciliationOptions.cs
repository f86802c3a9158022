using System.Collections.Immutable;
using System.CommandLine;
using GovCloud.Cost;
using GovCloud.Cost.Reconciliation;
using GovCloud.CostFiles;

namespace GovCloud.Cli.Cost;

/// <summary>What a bill is compared with.</summary>
sealed class ReconciliationOptions
{
    readonly Option<string[]> invoice = new("--invoice")
    {
        Description = "An invoice of the month as CSV, to compare with; an example layout (例・非公式), see docs/operations/cost.md. Its yen or rate serve where no other conversion is given.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    readonly Option<string[]> explorer = new("--cost-explorer")
    {
        Description = "What 'aws ce get-cost-and-usage' answered for the month, UnblendedCost grouped by LINKED_ACCOUNT, as JSON, to compare with. Several pages: several files.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>A command with these options.</summary>
    public void AddTo(Command command)
    {
        command.Add(invoice);
        command.Add(explorer);
    }

    /// <summary>Reads what was given; <see langword="null"/> after saying what is wrong with it.</summary>
    public OtherTotals? Read(ParseResult parsed, CostMonth month, TextWriter error)
    {
        try
        {
            var invoices = (parsed.GetValue(invoice) ?? []).Select(file => Open(file, content => InvoiceReader.Read(content, file, month))).ToImmutableArray();
            foreach (var problem in invoices.SelectMany(i => i.Problems))
            {
                error.WriteLine($"error: {problem}");
            }

            var pages = parsed.GetValue(explorer) ?? [];
            ImmutableArray<StatedTotals> asked = pages.Length == 0 ? [] : [CostExplorerFile.Read(pages, month)];
            return invoices.Any(i => !i.Problems.IsEmpty) ? null : new OtherTotals(invoices, [.. invoices.SelectMany(i => i.Stated()), .. asked]);
        }
        catch (Exception unreadable) when (unreadable is ExportException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {unreadable.Message}");
            return null;
        }
    }

    static T Open<T>(string file, Func<Stream, T> read)
    {
        using var content = File.OpenRead(file);
        return read(content);
    }
}

/// <summary>What others state for a month.</summary>
/// <param name="Invoices">The invoices.</param>
/// <param name="Stated">The totals of all of them.</param>
sealed record OtherTotals(ImmutableArray<Invoice> Invoices, ImmutableArray<StatedTotals> Stated);
