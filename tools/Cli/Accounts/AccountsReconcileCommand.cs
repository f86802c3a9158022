using System.CommandLine;
using GovCloud.Accounts;
using Spectre.Console;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts reconcile</c>.</summary>
static class AccountsReconcileCommand
{
    public static Command Create(LedgerConnection connection)
    {
        var options = new LedgerOptions();
        var command = options.AddTo(new Command("reconcile", "Compare the ledger with the estate, both ways (突合). Exit code 0: they say the same; 1: they differ; 2: not done."));
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, options, RunAsync, cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(LedgerSession session)
    {
        var records = await session.Store.ListAsync(session.CancellationToken);
        var differences = LedgerReconciliation.Compare(session.Estate, records);
        if (session.Format == OutputFormat.Json)
        {
            LedgerJson.WriteArray(session.Output, differences, (json, difference) =>
            {
                json.WriteStartObject();
                json.WriteString("code", difference.Code);
                json.WriteString("account", difference.Account);
                json.WriteString("id", difference.Id?.ToString());
                json.WriteString("message", difference.Message);
                json.WriteString("remedy", difference.Remedy);
                json.WriteEndObject();
            });
        }
        else if (differences.Length > 0)
        {
            var table = new Table { Title = new TableTitle("環境定義と台帳の差分"), Border = TableBorder.Rounded };
            table.AddColumns("番号", "アカウント", "ID", "差分", "対処");
            foreach (var difference in differences)
            {
                table.AddRow(new Text(difference.Code), new Text(difference.Account), new Text(difference.Id?.ToString() ?? ""), new Text(difference.Message), new Text(difference.Remedy));
            }

            Terminal.Of(session.Output).Write(table);
        }

        session.Error.WriteLine($"環境定義 {session.Estate.Accounts.Length} 件、台帳 {records.Count} 件、差分 {differences.Length} 件");
        return differences.IsEmpty ? ExitCode.Success : ExitCode.Problems;
    }
}
