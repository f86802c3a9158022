using System.CommandLine;

namespace GovCloud.Cli.Network;

/// <summary><c>gca network</c>: the addresses of an estate and what reaches what.</summary>
static class NetworkCommand
{
    public static Command Create(TimeProvider time) => new("network", "Plan and check the network of an estate, and write its documents.")
    {
        NetworkPlanCommand.Create(time),
        NetworkCheckCommand.Create(time),
        NetworkDiagramCommand.Create(time),
        NetworkFlowsCommand.Create(time),
        NetworkConnectionCommand.Create(time),
        ReachCommand.Create(time),
        NetworkAttachmentsCommand.Create(time),
    };
}
