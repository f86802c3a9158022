using System.CommandLine;
using System.Text.Json;
using GovCloud.Accounts;
using GovCloud.Calendar;
using Spectre.Console;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts history</c>.</summary>
static class AccountsHistoryCommand
{
    public static Command Create(LedgerConnection connection)
    {
        var name = FactOptions.Name();
        var options = new LedgerOptions();
        var command = options.AddTo(new Command("history", "Show who did what, when and why with an account (履歴). Exit code 0: shown; 1: the ledger does not know it; 2: not done.") { name });
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, options, session => RunAsync(session, parsed.GetRequiredValue(name)), cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(LedgerSession session, string name)
    {
        var entries = await session.Store.HistoryAsync(name, session.CancellationToken).ToListAsync(session.CancellationToken);
        if (session.Format == OutputFormat.Json)
        {
            LedgerJson.WriteArray(session.Output, entries, (json, entry) => JsonSerializer.Serialize(json, entry, AccountJsonContext.Default.LedgerEntry));
        }
        else if (entries.Count > 0)
        {
            WriteTable(session.Output, name, entries);
        }

        if (entries.Count > 0)
        {
            return ExitCode.Success;
        }

        session.Error.WriteLine($"error: アカウント {name} は台帳にありません。");
        return ExitCode.Problems;
    }

    static void WriteTable(TextWriter output, string name, List<LedgerEntry> entries)
    {
        var table = new Table { Title = new TableTitle($"{name} の履歴"), Border = TableBorder.Rounded };
        table.AddColumns("版", "日時", "処理", "状態", "担当", "理由", "内容");
        foreach (var entry in entries)
        {
            string[] cells =
            [
                $"{entry.Version}", JapanTime.Format(entry.At), AccountText.Of(entry.Action),
                entry.From is { } from && from != entry.To ? $"{AccountText.Of(from)} → {AccountText.Of(entry.To)}" : AccountText.Of(entry.To),
                entry.Who, entry.Why, string.Join("、", entry.Changes.Select(AccountText.Of)),
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        Terminal.Of(output).Write(table);
    }
}
