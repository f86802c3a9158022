using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using GovCloud.Accounts;
using GovCloud.Estates;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts import</c>.</summary>
static class AccountsImportCommand
{
    const string StandardInput = "-";

    public static Command Create(LedgerConnection connection)
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "CSV in UTF-8 whose first line names the columns: id, name, environment, and optionally purpose, system, municipalities, mail, state. '-' reads standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var fromEstate = new Option<bool>("--from-estate") { Description = "Import the accounts of the estate instead of a file." };
        var state = FactOptions.Choice<AccountState>("--state", "State of accounts for which the source names none; issued when absent");
        var options = new LedgerWriteOptions();
        var command = options.AddTo(new Command(
            "import",
            "Enter accounts that exist already (取り込み). Lines that cannot be read or are refused are reported with their number; the others are entered. "
            + "Exit code 0: all entered, or entered before; 1: lines were refused; 2: not done.") { file, fromEstate, state });
        command.Validators.Add(result =>
        {
            if (result.GetValue(fromEstate) == (result.GetValue(file) is not null))
            {
                result.AddError("Name either a FILE or --from-estate.");
            }
        });
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(
            parsed,
            options,
            session => RunAsync(parsed, options, session, parsed.GetValue(file), parsed.GetValue(state)),
            cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, LedgerWriteOptions options, LedgerSession session, string? file, AccountState? state)
    {
        var (who, why) = (parsed.GetRequiredValue(options.Who), parsed.GetRequiredValue(options.Why));
        if (file is null)
        {
            return await EnterAsync(parsed, options, session, new AccountImportResult { Rows = [.. OfEstate(session.Estate, who, why).Select((command, index) => new AccountImportRow(index + 1, command))] }, "", state);
        }

        return TryRead(file, session.Error, out var csv)
            ? await EnterAsync(parsed, options, session, AccountImport.Read(csv, who, why), file == StandardInput ? "stdin" : file, state)
            : ExitCode.Misuse;
    }

    static async Task<int> EnterAsync(ParseResult parsed, LedgerWriteOptions options, LedgerSession session, AccountImportResult list, string source, AccountState? state)
    {
        var dryRun = parsed.GetValue(options.DryRun);
        var results = new LedgerResults(dryRun);
        var lines = list.Rows.Select(row => (row.Line, Row: (AccountImportRow?)row, Problem: (string?)null))
            .Concat(list.Problems.Select(problem => (problem.Line, Row: (AccountImportRow?)null, Problem: (string?)problem.Problem)))
            .OrderBy(line => line.Line);
        foreach (var (line, row, problem) in lines)
        {
            string? place = source.Length == 0 ? null : $"{source}:{line}";
            if (row is null)
            {
                results.Add("", new AccountDecision.Refused(new("ACC106", problem!, "この行を直して、もう一度取り込んでください。")), place);
                continue;
            }

            var command = row.Command with { Facts = AccountEstateRules.Complete(row.Command.Facts, session.Estate), State = row.Command.State ?? state };
            foreach (var decision in await LedgerWork.EnterAsync(session, command, dryRun))
            {
                results.Add(command.Name, decision, place);
            }
        }

        var code = results.Write(session);
        if (!list.IgnoredColumns.IsEmpty)
        {
            session.Error.WriteLine($"warning: columns that mean nothing here were ignored: {string.Join(", ", list.IgnoredColumns)}");
        }

        session.Error.WriteLine($"{(dryRun ? "登録予定" : "登録")} {results.Entered}、登録済み {results.Known}、拒否 {results.Refused}");
        return code;
    }

    static IEnumerable<ImportAccount> OfEstate(Estate estate, string who, string why) => estate.Accounts.Select(account => new ImportAccount
    {
        Name = account.Name,
        Who = who,
        Why = why,
        Id = account.Id,
        Facts = AccountEstateRules.FactsOf(account, estate),
    });

    static bool TryRead(string file, TextWriter error, [NotNullWhen(true)] out string? text)
    {
        try
        {
            using var input = file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
            using var reader = new StreamReader(input, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            text = reader.ReadToEnd();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: '{file}' cannot be read ({e.Message}).");
        }
        catch (DecoderFallbackException)
        {
            error.WriteLine($"error: '{file}' is not UTF-8. In Excel, save it as \"CSV UTF-8\". Nothing was imported.");
        }

        text = null;
        return false;
    }
}
