using System.CommandLine;
using GovCloud.Cli.Access;
using GovCloud.Cli.Accounts;
using GovCloud.Cli.Audit;
using GovCloud.Cli.Backup;
using GovCloud.Cli.Budgets;
using GovCloud.Cli.Chaos;
using GovCloud.Cli.Cost;
using GovCloud.Cli.Day;
using GovCloud.Cli.Deploy;
using GovCloud.Cli.Diff;
using GovCloud.Cli.Dr;
using GovCloud.Cli.Estates;
using GovCloud.Cli.Guardrails;
using GovCloud.Cli.Linkage;
using GovCloud.Cli.Monitoring;
using GovCloud.Cli.Network;
using GovCloud.Cli.Organization;
using GovCloud.Cli.Quarter;
using GovCloud.Cli.Triage;
using GovCloud.Cli.Versions;

namespace GovCloud.Cli;

/// <summary>The command line as a whole. Each command has a file of its own and is added here.</summary>
static class GcaCommand
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error, TimeProvider time, CancellationToken cancellationToken)
    {
        var parsed = Create(time).Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellationToken);
        return parsed.Errors.Count > 0 ? ExitCode.Misuse : code;
    }

    /// <summary>All commands.</summary>
    internal static RootCommand Create(TimeProvider time) => new("Operates an estate on Government Cloud (AWS) from its description in YAML.")
    {
        EstateCommand.Create(time),
        TriageCommand.Create(time),
        AccountsCommand.Create(LedgerConnection.OfAws(time)),
        CostCommand.Create(time),
        DayCommand.Create(time),
        QuarterCommand.Create(time),
        ChaosCommand.Create(time),
        NetworkCommand.Create(time),
        DiffCommand.Create(time),
        OrganizationCommand.Create(time),
        BackupCommand.Create(time),
        DrCommand.Create(time),
        BudgetsCommand.Create(time),
        MonitoringCommand.Create(time),
        AccessCommand.Create(time),
        VersionsCommand.Create(time),
        GuardrailsCommand.Create(time),
        LinkageCommand.Create(time),
        AuditCommand.Create(),
        DeployCommand.Create(time),
    };
}
