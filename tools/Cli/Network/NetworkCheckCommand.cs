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
        var templates = ReachAssembly.Option(required: false);
        var language = LanguageOption.Create();
        var command = new Command(
            "check",
            "Check the addresses of an estate: overlaps, reserved and designated ranges, sizes, pools, quotas, the lock; with --templates also who reaches whom. Exit code 0: no error; 1: errors; 2: no such folder.")
        {
            folder,
            format,
            templates,
            language,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (planned, code) = PlannedEstate.Load(parsed.GetRequiredValue(folder), time, error);
            return planned is null ? code : Run(planned, parsed.GetValue(templates), parsed.GetValue(format), parsed.GetValue(language), output, error);
        });
        return command;
    }

    static int Run(PlannedEstate planned, string? templates, OutputFormat format, NetworkLanguage language, TextWriter output, TextWriter error)
    {
        // Nothing can be said about the network of a plan that is wrong.
        var reached = templates is null || planned.Errors > 0 ? null : ReachedEstate.Of(planned, templates, error, CancellationToken.None);
        if (reached is null && templates is not null && planned.Errors == 0)
        {
            return ExitCode.Misuse;
        }

        List<NetworkFinding> findings = [.. planned.Findings, .. Behind(planned)];
        if (format == OutputFormat.Json)
        {
            output.WriteLine(NetworkJson.Of(planned, findings, withPlan: false, reached?.Report));
        }
        else
        {
            PlannedEstate.WriteFindings(planned, findings, language, error);
            reached?.WriteFindings(templates!, language, error);
            if (planned.Errors == 0)
            {
                Summarise(planned, reached, language, output);
            }
        }

        return planned.Errors == 0 && (reached is null || reached.Errors == 0) ? ExitCode.Success : ExitCode.Problems;
    }

    static void Summarise(PlannedEstate planned, ReachedEstate? reached, NetworkLanguage language, TextWriter output)
    {
        var vpcs = planned.Plan.Lock.Allocations.Count(a => a.Freed is null) + planned.Estate.Network.ExistingVpcs.Length;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{planned.Folder}: no errors. {vpcs} VPCs, {planned.Estate.Network.Pools.Length} pools, {planned.Estate.Network.OnPremises.Sum(r => r.Cidrs.Length)} on-premises ranges"));
        if (reached is null)
        {
            output.WriteLine(language == NetworkLanguage.Ja ? "経路の検証は --templates cdk.out で行う。" : "Paths are verified with --templates cdk.out.");
        }
        else if (reached.Errors == 0)
        {
            var pairs = reached.Report.Matrix.Pairs.Count(p => !p.Ports.IsEmpty);
            output.WriteLine(language == NetworkLanguage.Ja
                ? string.Create(CultureInfo.InvariantCulture, $"経路の検証: {reached.Nodes.Length} 個の通信主体のうち {pairs} 組が通信でき、すべて意図どおり。")
                : string.Create(CultureInfo.InvariantCulture, $"Paths: of {reached.Nodes.Length} nodes {pairs} pairs can talk, all as intended."));
        }
    }

    static IEnumerable<NetworkFinding> Behind(PlannedEstate planned)
    {
        var count = planned.Plan.Changes.Length;
        return count == 0 ? [] : [NetworkFinding.Of(NetworkRules.LockBehind, null, $"割当記録に未反映の変更が {count} 件ある", $"{count} changes are not in the lock")];
    }
}
