using System.CommandLine;

namespace GovCloud.Cli.Cost;

/// <summary><c>gca cost</c>.</summary>
static class CostCommand
{
    public static Command Create() => new("cost", "Cost exports and what they add up to.")
    {
        CostInspectCommand.Create(),
    };
}
