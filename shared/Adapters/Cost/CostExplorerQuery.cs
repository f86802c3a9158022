using System.Collections.Immutable;
using GovCloud.Adapters.AwsApi;
using GovCloud.Cost;

namespace GovCloud.Adapters.Cost;

/// <summary>What Cost Explorer is asked for.</summary>
public sealed record CostExplorerQuery
{
    /// <summary>The most groupings that Cost Explorer takes.</summary>
    public const int MostGroupings = 2;

    /// <summary>The first day, UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The day after the last.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Whether days are kept apart, not months.</summary>
    public bool Daily { get; init; }

    /// <summary>Such as UnblendedCost, which is what a bill states as billed, or AmortizedCost.</summary>
    public string Metric { get; init; } = "UnblendedCost";

    /// <summary>What cost is grouped by, at most two.</summary>
    public ImmutableArray<CostGroupDefinition> GroupBy { get; init; } = [];

    /// <summary>A month's cost by account.</summary>
    public static CostExplorerQuery ByAccount(CostMonth month) => new()
    {
        From = month.First,
        Until = month.Next.First,
        GroupBy = [new CostGroupDefinition("DIMENSION", "LINKED_ACCOUNT")],
    };

    internal GetCostAndUsageRequest Page(string? token) => new(
        new CostDateInterval(Text(From), Text(Until)), Daily ? "DAILY" : "MONTHLY", [Metric], GroupBy.IsEmpty ? null : GroupBy, token);

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An amount that Cost Explorer states.</summary>
/// <param name="From">The day, or the first day of the month.</param>
/// <param name="Keys">Values of what it is grouped by, in that order.</param>
/// <param name="Amount">The amount, exactly as it was stated.</param>
/// <param name="Text">Its text, which shows what it was rounded to.</param>
/// <param name="Currency">The currency.</param>
/// <param name="IsEstimated">Whether AWS may still change it.</param>
public sealed record CostExplorerAmount(DateOnly From, ImmutableArray<string> Keys, ExactAmount Amount, string Text, string Currency, bool IsEstimated);
