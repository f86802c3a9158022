using System.CommandLine;

namespace GovCloud.Cli.Deploy;

/// <summary><c>gca deploy</c>.</summary>
static class DeployCommand
{
    public static Command Create(TimeProvider time) => new("deploy", "Rehearse a deployment offline: what it creates, changes and replaces, in which order, with which rights, and how it is taken back.")
    {
        DeployPlanCommand.Create(time),
        DeployDiffCommand.Create(),
    };
}
