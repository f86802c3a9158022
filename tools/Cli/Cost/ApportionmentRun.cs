using System.Collections.Immutable;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Closing;
using GovCloud.Cost.Statements;

namespace GovCloud.Cli.Cost;

/// <summary>A bill that was apportioned, with what stands against closing the month.</summary>
sealed record ApportionmentRun
{
    /// <summary>The bill.</summary>
    public required CostBill Bill { get; init; }

    /// <summary>The statement.</summary>
    public required StatementRecord Record { get; init; }

    /// <summary>What stands against closing the month, in Japanese, each with its remedy.</summary>
    public required ImmutableArray<string> Obstacles { get; init; }

    /// <summary>Apportions.</summary>
    /// <param name="input">The estate, the bill, the conversion and the drivers' values.</param>
    /// <param name="reconciliation">What the bill was compared with.</param>
    /// <param name="corrections">Differences of earlier months that are posted with this one.</param>
    /// <param name="revision">1 for the first of a month.</param>
    /// <param name="now">The instant for which the closing is judged.</param>
    /// <exception cref="ApportionmentException">The month cannot be apportioned.</exception>
    public static ApportionmentRun Of(
        ApportionmentInput input, ImmutableArray<ReconciledSource> reconciliation, ImmutableArray<StatementCorrection> corrections, int revision, DateTimeOffset now)
    {
        var split = Apportioner.Apportion(input);
        var facts = new ClosingFacts { Month = input.Bill.Month, Now = now, Bill = input.Bill, Split = split, Reconciliation = reconciliation };
        return new ApportionmentRun
        {
            Bill = input.Bill,
            Record = StatementRecords.Create(input.Estate, input.Bill, split, input.DriverValues, reconciliation, corrections, revision),
            Obstacles = [.. ClosingJudgement.Of(input.Estate, new ClosingSchedule(input.Estate), facts).Select(o => o.ToString())],
        };
    }
}
