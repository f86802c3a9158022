using System.CommandLine;
using GovCloud.Audit;
using GovCloud.AuditFiles;
using GovCloud.Calendar;
using GovCloud.Cli.Audit;
using GovCloud.Cli.Estates;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Inventory;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts audit</c>.</summary>
static class AccountsAuditCommand
{
    /// <summary>A quarter, as often as the inventory is taken.</summary>
    const int PeriodDays = 92;

    public static Command Create(TimeProvider time)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Folders and files with what AWS's command line printed, whatever they are called.", Arity = ArgumentArity.OneOrMore };
        var estate = EstateLocation.Option();
        var at = new Option<DateTimeOffset?>("--at") { Description = "When the files were collected, such as 2026-11-21T09:00+09:00; now when absent. Ages are counted to it.", HelpName = "TIME" };
        var since = new Option<DateOnly?>("--since") { Description = "First day of the audited period in Japan; 92 days before when absent. Root and break-glass use from then on is a finding.", HelpName = "DAY" };
        var options = new AuditResultOptions();
        var command = options.AddTo(new Command(
            "audit",
            "Audit collected accounts offline (アカウント棚卸): root user, IAM users and keys, roles that outsiders may assume, contacts, assignments; ledger, organization and estate three ways. "
            + "What was not read is unknown, never a pass. Exit code 0: nothing to act on; 1: something fails or is unknown; 2: not done.")
        {
            paths,
            estate,
            at,
            since,
        });
        command.SetAction(parsed => Run(parsed, parsed.GetRequiredValue(paths), parsed.GetRequiredValue(estate), parsed.GetValue(at) ?? time.GetUtcNow(), parsed.GetValue(since), options, time));
        return command;
    }

    static int Run(ParseResult parsed, string[] paths, string folder, DateTimeOffset at, DateOnly? since, AuditResultOptions options, TimeProvider time)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (EstateLocation.Load(folder, time, error) is not { } loaded)
        {
            return ExitCode.Misuse;
        }

        EstateLocation.WriteProblems(loaded, error);
        if (loaded.Estate is not { } estate)
        {
            return ExitCode.Problems;
        }

        try
        {
            var collected = CollectedFolder.Read(paths);
            WriteFiles(collected, error);
            var from = since is { } day ? JapanTime.At(day, TimeOnly.MinValue) : at.AddDays(-PeriodDays);
            var run = Audit(collected, estate, from, at);
            return options.Write(parsed, $"{estate.Profile.Title} アカウント棚卸", run, estate);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {e.Message}");
            return ExitCode.Misuse;
        }
    }

    static AuditRun Audit(CollectedAnswers collected, Estate estate, DateTimeOffset since, DateTimeOffset at)
    {
        var context = collected.Context(estate, [GuardrailNames.BreakGlassRole], AccountAuditNames.AuditRoles);
        var waivers = estate.Audit.Waivers;
        var results = AuditEngine.Judge(InventoryChecks.OfEstate, new EstateEvidence { Context = context, At = at }, waivers)
            .Concat(Accounts(collected, context).SelectMany(account => AuditEngine.Judge(InventoryChecks.OfAccount, collected.Evidence(account, context, since, at), waivers)));
        return AuditRun.Of(at, collected.Files.Select(file => file.Input).Append(AuditInput.Of("estate", EstateDocument.Write(estate))), results);
    }

    /// <summary>Whatever was collected; and what ledger and estate hold, of which nothing may have been collected: that is unknown, not left out.</summary>
    static IEnumerable<AccountId> Accounts(CollectedAnswers collected, InventoryContext context) =>
        collected.Accounts
            .Concat(context.Estate.Estate.Accounts.Select(account => account.Id))
            .Concat(context.Ledger.Match(ledger => ledger.Where(record => record is { Id: not null, State: not GovCloud.Accounts.AccountState.Closed }).Select(record => record.Id!.Value), _ => []))
            .Distinct()
            .OrderBy(account => account.ToString(), StringComparer.Ordinal);

    /// <summary>Names every file that was not understood, and every answer of which the account is not known.</summary>
    static void WriteFiles(CollectedAnswers collected, TextWriter error)
    {
        foreach (var file in collected.Files.Where(file => file.NotUnderstood is not null))
        {
            error.WriteLine($"warning: {file.Input.Name}: 読み取れないファイルです: {file.NotUnderstood}");
        }

        foreach (var document in collected.OfNoAccount)
        {
            error.WriteLine($"warning: {document.File}: どのアカウントの結果か分かりません。アカウント ID をフォルダー名かファイル名に付けてください。");
        }

        error.WriteLine($"{collected.Files.Length} ファイル中 {collected.Files.Count(file => file.NotUnderstood is null)} を読み取りました。");
    }
}
