using System.CommandLine;
using System.Globalization;
using GovCloud.Cli.Estates;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary><c>gca network check</c>.</summary>
static class NetworkCheckCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var format = FormatOption.Create("table: findings on stderr as file:line:column: error NETnnn: message; json: one object on stdout.");
        var language = LanguageOption.Create();
        var command = new Command(
            "check",
            "Check the addresses of an estate: overlaps, reserved and designated ranges, sizes, pools, quotas, the lock. Exit code 0: no error; 1: errors; 2: no such folder.")
        {
            folder,
            format,
            language,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (planned, code) = PlannedEstate.Load(parsed.GetRequiredValue(folder), time, error);
            return planned is null ? code : Run(planned, parsed.GetValue(format), parsed.GetValue(language), output, error);
        });
        return command;
    }

    static int Run(PlannedEstate planned, OutputFormat format, NetworkLanguage language, TextWriter output, TextWriter error)
    {
        List<NetworkFinding> findings = [.. planned.Findings, .. Behind(planned)];
        if (format == OutputFormat.Json)
        {
            output.WriteLine(NetworkJson.Of(planned, findings, withPlan: false));
        }
        else
        {
            PlannedEstate.WriteFindings(planned, findings, language, error);
            if (planned.Errors == 0)
            {
                var vpcs = planned.Plan.Lock.Allocations.Count(a => a.Freed is null) + planned.Estate.Network.ExistingVpcs.Length;
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{planned.Folder}: no errors. {vpcs} VPCs, {planned.Estate.Network.Pools.Length} pools, {planned.Estate.Network.OnPremises.Sum(r => r.Cidrs.Length)} on-premises ranges"));
            }
        }

        return planned.Errors == 0 ? ExitCode.Success : ExitCode.Problems;
    }

    static IEnumerable<NetworkFinding> Behind(PlannedEstate planned)
    {
        var count = planned.Plan.Changes.Length;
        return count == 0 ? [] : [NetworkFinding.Of(NetworkRules.LockBehind, null, $"割当記録に未反映の変更が {count} 件ある", $"{count} changes are not in the lock")];
    }
}
