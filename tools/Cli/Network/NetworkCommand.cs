using System.CommandLine;

namespace GovCloud.Cli.Network;

/// <summary><c>gca network</c>: the addresses of an estate and what reaches what.</summary>
static class NetworkCommand
{
    public static Command Create(TimeProvider time) => new("network", "Plan and check the addresses of an estate.")
    {
        NetworkPlanCommand.Create(time),
        NetworkCheckCommand.Create(time),
        NetworkDiagramCommand.Create(time),
        ReachCommand.Create(time),
        NetworkAttachmentsCommand.Create(time),
    };
}
