using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Cli.Guardrails;

/// <summary>The exact commands that deploy a wave. The files are the released ones, so that every account gets the same bytes.</summary>
static class DeployCommands
{
    const string Versions = "infra/Guardrails/Versions";

    public static void Write(Estate estate, RolloutRecord record, RolloutDecision.Deploy deploy, TextWriter output)
    {
        if (deploy.Wave.Number == 1 && record.Entries.IsEmpty && estate.Guardrails.Parameters.LogArchiveBucket is not null)
        {
            WriteLogArchive(estate, deploy.Targets[0].Version, output);
        }

        foreach (var target in deploy.Targets)
        {
            output.WriteLine($"# {target.Account.Id} {target.Account.Name}: {ControlCatalogue.BaselineTitle} {target.Version}");
            output.WriteLine(Command(
                estate, target.Account.Name, BaselineReleases.MemberStack, BaselineReleases.FileOf(target.Version, BaselineTemplate.Member),
                BaselineParameterValues.Member(estate, target.Account.Id, target.Version)));
            output.WriteLine($"./gca guardrails settings --account {target.Account.Id} --profile {target.Account.Name} --apply");
        }
    }

    static void WriteLogArchive(Estate estate, BaselineVersion version, TextWriter output)
    {
        var account = estate.Accounts.First(one => one.Id == BaselineParameterValues.LogArchiveOf(estate));
        output.WriteLine($"# 準備(最初の一度だけ): {account.Id} {account.Name} にログ保管用バケットを作成");
        output.WriteLine(Command(
            estate, account.Name, BaselineReleases.LogArchiveStack, BaselineReleases.FileOf(version, BaselineTemplate.LogArchive), BaselineParameterValues.LogArchive(estate)));
    }

    // One line for each command, so that a line can be run, logged and pasted into the change record by itself.
    static string Command(Estate estate, string profile, string stack, string file, IReadOnlyDictionary<string, string> parameters) =>
        $"aws cloudformation deploy --profile {profile} --region {estate.Profile.PrimaryRegion} --stack-name {stack} --template-file {Versions}/{file}"
        + $" --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset --parameter-overrides {string.Join(' ', parameters.Select(pair => $"{pair.Key}={pair.Value}"))}"
        + $" --tags Project=GovCloudAutomation Estate={estate.Profile.Name}";
}
