using System.Collections.Immutable;
using System.CommandLine;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;

namespace GovCloud.Cli.Cost;

/// <summary>What a bill is compared with.</summary>
sealed class ReconciliationOptions
{
    readonly Option<string[]> invoice = new("--invoice") { Description = "The Digital Agency's or AWS's invoice as CSV, to compare with.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };

    readonly Option<string[]> explorer = new("--cost-explorer") { Description = "Answers of Cost Explorer's GetCostAndUsage as JSON, by account, to compare with.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };

    public void AddTo(Command command)
    {
        command.Add(invoice);
        command.Add(explorer);
    }

    public ImmutableArray<ReconciledSource>? Compare(ParseResult parsed, CostBill bill, ApportionmentInput input, TextWriter error) => [];
}
