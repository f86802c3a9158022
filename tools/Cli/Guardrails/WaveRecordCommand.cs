using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Cli.Guardrails;

/// <summary><c>gca guardrails wave record</c>.</summary>
static class WaveRecordCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Option();
        var accounts = new Option<string[]>("--account") { Description = "Ids of the accounts.", HelpName = "ID", Required = true, AllowMultipleArgumentsPerToken = true };
        var outcome = new Option<RolloutOutcome?>("--outcome") { Description = "How the deployment ended." };
        var audit = new Option<AuditOutcome?>("--audit") { Description = "What the audit said about an account that was deployed." };
        var who = new Option<string>("--who") { Description = "Who did it: a role or desk.", HelpName = "TEXT", Required = true };
        var note = new Option<string?>("--note") { Description = "Change number, reason of a failure, place of the evidence.", HelpName = "TEXT" };
        var command = new Command(
            "record", "Record how a deployment or an audit ended. An account of a later wave is refused. Exit code 0: recorded; 1: refused, nothing was recorded; 2: not read.")
        {
            folder,
            accounts,
            outcome,
            audit,
            who,
            note,
        };
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            var step = new Step(parsed.GetValue(outcome), parsed.GetValue(audit), parsed.GetRequiredValue(who), parsed.GetValue(note), time.GetUtcNow());
            if ((step.Outcome is null) == (step.Audit is null))
            {
                error.WriteLine("error: give either --outcome or --audit: a deployment and its audit are two steps.");
                return ExitCode.Misuse;
            }

            var path = parsed.GetRequiredValue(folder);
            return WaveCommand.Load(path, time, error, (estate, record) => Run(estate, record, path, parsed.GetRequiredValue(accounts), step, error));
        });
        return command;
    }

    static int Run(Estate estate, RolloutRecord record, string folder, string[] accounts, Step step, TextWriter error)
    {
        var open = RolloutDecision.Of(RolloutPlan.Of(estate), record, estate.Guardrails.Rollout!);
        var recorded = record;
        foreach (var account in accounts)
        {
            if (Entry(estate, record, open, account, step, out var refusal) is not { } entry)
            {
                error.WriteLine($"error: {refusal} Nothing was recorded.");
                return ExitCode.Problems;
            }

            recorded = recorded.With(entry);
        }

        File.WriteAllText(Path.Combine(folder, RolloutRecord.FileName), recorded.Write());
        error.WriteLine($"{accounts.Length} アカウントの結果を {RolloutRecord.FileName} に記録しました。変更申請に含めてください。");
        return ExitCode.Success;
    }

    static RolloutEntry? Entry(Estate estate, RolloutRecord record, RolloutDecision open, string account, Step step, out string refusal)
    {
        refusal = "";
        if (!AccountId.TryParse(account, out var id) || estate.Guardrails.VersionOf(id) is not { } version || !estate.Accounts.Any(one => one.Id == id))
        {
            refusal = $"'{account}' is no account of the estate that has a baseline.";
            return null;
        }

        var known = record.Find(id);
        if (step.Audit is { } audit)
        {
            refusal = $"{account} is not recorded as deployed, so that there is nothing an audit could be about.";
            return known is { Outcome: RolloutOutcome.Deployed } ? known with { Audit = audit, At = step.At, Who = step.Who, Note = step.Note } : null;
        }

        // An account that failed may be tried again; one of a later wave may not be brought forward.
        var expected = open is RolloutDecision.Deploy deploy && deploy.Targets.Any(target => target.Account.Id == id);
        var again = open is RolloutDecision.Stopped stopped && stopped.Wave.Targets.Any(target => target.Account.Id == id);
        refusal = $"{account} is not in the wave that is open; 'gca guardrails wave next' says which is.";
        return expected || again
            ? new RolloutEntry { Account = account, Version = version.ToString(), Outcome = step.Outcome!.Value, At = step.At, Who = step.Who, Note = step.Note }
            : null;
    }

    sealed record Step(RolloutOutcome? Outcome, AuditOutcome? Audit, string Who, string? Note, DateTimeOffset At);
}
