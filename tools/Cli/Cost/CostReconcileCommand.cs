using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using GovCloud.Adapters.AwsApi;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Reconciliation;
using GovCloud.Cost.Statements;
using GovCloud.CostFiles;
using GovCloud.Estates;
using Spectre.Console;

namespace GovCloud.Cli.Cost;

/// <summary><c>gca cost reconcile</c>.</summary>
sealed class CostReconcileCommand(CostExplorerConnection explorer)
{
    readonly BillOptions bill = new();
    readonly YenOptions yen = new();
    readonly ReconciliationOptions others = new();
    readonly Option<OutputFormat> format = FormatOption.Create("table: for people; json: one object. Amounts are exact decimals as text.");

    readonly Option<string?> ask = new("--ask-cost-explorer")
    {
        Description = "Ask Cost Explorer with the credentials of the environment (ce:GetCostAndUsage; AWS charges 0.01 USD a page), and keep its pages in this folder: what is final is never asked for twice.",
        HelpName = "FOLDER",
    };

    /// <summary>The command.</summary>
    /// <param name="explorer">How Cost Explorer is asked.</param>
    public static Command Create(CostExplorerConnection explorer) => new CostReconcileCommand(explorer).Command();

    Command Command()
    {
        var command = new Command(
            "reconcile",
            "Compare the bill of a month with invoices and with Cost Explorer, in total and by account (突合). "
            + "Exit code 0: all agree within what the others round to; 1: something differs or is missing from the bill; 2: there is nothing to compare.")
        {
            bill.Bills, bill.Month, ask, format,
        };
        yen.AddConversionTo(command);
        others.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => RunAsync(parsed, cancellation), cancellation));
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var month = parsed.GetValue(bill.Month)!.Value;
        if (others.Read(parsed, month, error) is not { } given)
        {
            return ExitCode.Misuse;
        }

        if (given.Stated.IsEmpty && parsed.GetValue(ask) is null)
        {
            error.WriteLine("error: there is nothing to compare with; give --invoice FILE, --cost-explorer FILE or --ask-cost-explorer FOLDER");
            return ExitCode.Misuse;
        }

        try
        {
            var stated = parsed.GetValue(ask) is { } pages ? given.Stated.Add(await explorer.AskAsync(month, pages, cancellation)) : given.Stated;
            var needed = stated.Any(s => s.Currency == Reconciler.Yen);
            var conversion = needed ? yen.Conversion(parsed, given.Invoices, error) : null;
            if (needed && conversion is null)
            {
                return ExitCode.Misuse;
            }

            var read = BillOptions.ReadBill(parsed.GetRequiredValue(bill.Bills), new BillRequest { Month = month, TagKeys = [], UnitPrices = false }, error, cancellation);
            var compared = Reconciler.Reconcile(read, CostBasis.Billed, conversion, stated);
            foreach (var problem in read.Problems)
            {
                error.WriteLine($"error: {problem}");
            }

            Write(parsed, read, compared, output);
            return compared.All(c => c.Agrees) ? ExitCode.Success : ExitCode.Problems;
        }
        catch (Exception unreadable) when (unreadable is ExportException or IOException or UnauthorizedAccessException or AwsApiException or InvalidDataException)
        {
            error.WriteLine($"error: {unreadable.Message}");
            return ExitCode.Misuse;
        }
    }

    void Write(ParseResult parsed, CostBill read, ImmutableArray<ReconciledSource> compared, TextWriter output)
    {
        if (parsed.GetValue(format) == OutputFormat.Json)
        {
            output.WriteLine(CostJson.Text(new JsonObject
            {
                ["month"] = read.Month.ToString(),
                ["total"] = read.Total(CostBasis.Billed).ToString(),
                ["agrees"] = compared.All(c => c.Agrees),
                ["problems"] = CostJson.Array(read.Problems.Select(p => (JsonNode?)p)),
                ["sources"] = CostJson.Reconciliation(compared),
            }));
            return;
        }

        output.WriteLine($"突合 {read.Month}  利用明細の合計 {read.Total(CostBasis.Billed)} {string.Join('/', read.Lines.Select(l => l.Currency).Distinct(StringComparer.Ordinal))}");
        foreach (var source in compared)
        {
            var total = source.Yen is { } whole ? $"{CostWords.Yen(whole)}円" : source.Amount?.ToString();
            output.WriteLine($"{CostWords.Source(source.Source)} {total}({source.Reference}): {(source.Agrees ? "一致" : "不一致")}");
            if (!source.Accounts.IsEmpty)
            {
                WriteAccounts(source, output);
            }
        }
    }

    static void WriteAccounts(ReconciledSource source, TextWriter output)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in (string[])["アカウント", "利用明細", CostWords.Source(source.Source), "差", "確認すること"])
        {
            table.AddColumn(new TableColumn(new Text(heading)));
        }

        foreach (var account in source.Accounts)
        {
            table.AddRow(
                new Text(account.Account), new Text(account.Here.ToString()), new Text(account.There.ToString()), new Text((account.Here - account.There).ToString()), new Text(Remedy(account)));
        }

        Terminal.Of(output).WriteTable(table);
    }

    static string Remedy(ReconciledAccount account) => (account.Here.Sign, account.There.Sign) switch
    {
        (0, _) => "このアカウントのエクスポートが届いているか",
        (_, 0) => "このアカウントが請求の対象か",
        _ when account.Here > account.There => "クレジット・返金が明細に反映されているか",
        _ => "明細の最新版か、サポート料金や税が計上されているか",
    };
}
