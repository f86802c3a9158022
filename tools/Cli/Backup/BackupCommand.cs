using System.CommandLine;
using GovCloud.Calendar;
using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.Resilience;

namespace GovCloud.Cli.Backup;

/// <summary><c>gca backup</c>: what is backed up, when and where to.</summary>
static class BackupCommand
{
    public static Command Create(TimeProvider time)
    {
        var days = new Option<int>("--days") { Description = "How many days of coming runs are shown.", DefaultValueFactory = _ => 2 };
        days.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<int>() is < 1 or > 366)
            {
                parsed.AddError("--days must be 1 to 366");
            }
        });
        return new Command("backup", "Backup classes of an estate, and the audit of what was backed up.")
        {
            EstateReport.Command(
                "plan", "Show for every system its class, the coming runs in Japanese time, generations, where copies lie, and whether the recovery objectives are met.", time, [days],
                (index, now, parsed) => BackupReport.Of(index.Estate, BackupPlan.Of(index, JapanTime.DateOf(now)), now, parsed.GetValue(days))),
            Policy(time),
            BackupAuditCommand.Create(time),
        };
    }

    static Command Policy(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var command = new Command(
            "policy", "Write the organization's backup policy (JSON) to stdout. Only for an organization of one's own. Exit code 0: written; 1: errors, or the Digital Agency's organization; 2: no such folder.")
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (EstateLocation.Load(parsed.GetRequiredValue(folder), time, error) is not { } result)
            {
                return ExitCode.Misuse;
            }

            EstateLocation.WriteProblems(result, error);
            if (result.Estate is not { } estate)
            {
                return ExitCode.Problems;
            }

            if (estate.Profile.Organization != OrganizationMode.Owned)
            {
                error.WriteLine("組織のバックアップポリシーはデジタル庁の組織では設定できない(profile の organization: gcas)。各アカウントのスタック GovCloud-Backup を使う。");
                return ExitCode.Problems;
            }

            output.WriteLine(OrganizationBackupPolicy.Write(estate));
            return ExitCode.Success;
        });
        return command;
    }
}
