using System.CommandLine;

namespace GovCloud.Cli.Cost;

/// <summary><c>gca cost</c>.</summary>
static class CostCommand
{
    public static Command Create(TimeProvider time) => new("cost", "Cost exports, what they add up to, and how it is apportioned among the municipalities (按分).")
    {
        CostInspectCommand.Create(),
        CostApportionCommand.Create(time),
        CostVerifyCommand.Create(time),
        CostWhatIfCommand.Create(time),
        CostReconcileCommand.Create(CostExplorerConnection.OfAws(time)),
        CostExplainCommand.Create(),
        CostAthenaCommand.Create(time),
        CostStatementsCommand.Create(StatementConnection.OfAws(time)),
    };
}
