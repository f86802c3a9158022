using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GovCloud.Accounts;
using GovCloud.Calendar;
using GovCloud.Estates;
using Spectre.Console;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts list</c>.</summary>
static class AccountsListCommand
{
    public static Command Create(LedgerConnection connection)
    {
        var states = new Option<string[]>("--state") { Description = "Only accounts in these states.", HelpName = "STATE", AllowMultipleArgumentsPerToken = true };
        states.AcceptOnlyFromAmong([.. AccountStates.All.Select(state => state.Code())]);
        var options = new LedgerOptions();
        var command = options.AddTo(new Command("list", "List the accounts of the ledger by state (一覧). Exit code 0: listed, also where there are none; 2: not done.") { states });
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, options, session => RunAsync(session, parsed.GetValue(states) ?? [], JapanTime.DateOf(connection.Time.GetUtcNow())), cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(LedgerSession session, string[] codes, DateOnly today)
    {
        var wanted = codes.Select(AccountStates.Find).ToHashSet();
        var records = (await session.Store.ListAsync(session.CancellationToken)).Where(record => wanted.Count == 0 || wanted.Contains(record.State)).ToList();
        if (session.Format == OutputFormat.Json)
        {
            LedgerJson.WriteArray(session.Output, records, (json, record) => JsonSerializer.Serialize(json, record, AccountJsonContext.Default.AccountRecord));
        }
        else
        {
            WriteTable(session, records, today);
        }

        return ExitCode.Success;
    }

    static void WriteTable(LedgerSession session, List<AccountRecord> records, DateOnly today)
    {
        var table = new Table { Title = new TableTitle($"アカウント台帳 {records.Count} 件"), Border = TableBorder.Rounded };
        table.AddColumns("状態", "アカウント", "ID", "環境", "用途", "業務システム", "団体", "メール", "希望日", "適用テンプレート", "更新");
        foreach (var record in records)
        {
            var facts = record.Facts;
            string[] cells =
            [
                AccountText.StateOf(record), record.Name, record.Id?.ToString() ?? "", AccountText.Of(facts.Environment), AccountText.Of(facts.Purpose), facts.System ?? "",
                string.Join("、", facts.Municipalities.Select(code => NameOf(session.Estate, code))), facts.Mail ?? "", Due(record, today), record.Baseline ?? "", JapanTime.Format(record.ChangedAt),
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        Terminal.Of(session.Output).Write(table);
    }

    /// <summary>The agreed day of an account that does not exist yet, marked once it has passed.</summary>
    static string Due(AccountRecord record, DateOnly today) => record.Facts.NeededBy is { } day && !record.State.HasId()
        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + (day < today ? " 超過" : "")
        : "";

    static string NameOf(Estate estate, MunicipalityCode code) => estate.Municipalities.FirstOrDefault(municipality => municipality.Code == code)?.Name ?? code.ToString();
}
