using System.Text.Json;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Contracts;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Tracking;
using GovCloud.Estates;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.CostApportionment;

/// <summary>
/// Follows the month that runs: the bill so far, apportioned, against the budgets. Not a statement: the estate's planning rate stands in for a rate that is not known
/// yet, and last month's driver values for those that are not measured yet.
/// </summary>
sealed class RunningMonth(EstateIndex estate, MonthBills bills, MonthInputs inputs, StatementObjects files, OperationsBus bus, ILogger logger)
{
    const string StateKey = "tracking/state.json";

    /// <summary>Looks at the month as far as it is.</summary>
    /// <exception cref="IOException">S3 or the bus failed.</exception>
    public async Task FollowAsync(CostMonth month, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // AWS delivers once a day or more, and cuts days in UTC: of today nothing is complete.
        var through = DateOnly.FromDateTime(at.UtcDateTime).AddDays(-1);
        if (CostMonth.Of(through) != month || (await bills.ReadAsync(month, cancellationToken)).Bill is not { Lines.IsEmpty: false } bill)
        {
            return;
        }

        if (await SplitAsync(month, bill, cancellationToken) is not { } split)
        {
            return;
        }

        var before = await files.ReadAsync(StateKey, cancellationToken) is { } stored ? TrackingState.Read(stored) : TrackingState.Empty;
        var tracked = CostTracking.Follow(estate, split, through, before, at.ToUniversalTime());
        var refused = await bus.PutAsync(EventNames.CostFindings, "Cost Finding", tracked.Findings.Select(finding => JsonSerializer.Serialize(finding, TrackingJsonContext.Default.CostFinding)), cancellationToken);
        if (refused > 0)
        {
            throw new IOException($"The operations bus did not take {refused} of {tracked.Findings.Length} findings of {month}.");
        }

        await files.WriteAsync(StateKey, "application/json", tracked.State.Write(), cancellationToken);
        logger.Followed(month.ToString(), through, tracked.Findings.Length);
    }

    async Task<ApportionedMonth?> SplitAsync(CostMonth month, CostBill bill, CancellationToken cancellationToken)
    {
        var given = await inputs.ReadAsync(month, cancellationToken);
        var conversion = given.Conversion ?? PlanningRate(estate.Estate.Budgets.Rate);
        if (conversion is null)
        {
            return null;
        }

        var earlier = given.Drivers.Length == 0 ? (await inputs.ReadAsync(CostMonth.Of(month.First.AddMonths(-1)), cancellationToken)).Drivers : [];
        try
        {
            return Apportioner.Apportion(new ApportionmentInput { Estate = estate.Estate, Bill = bill, Conversion = conversion, DriverValues = given.Drivers.AddRange(earlier) });
        }
        catch (ApportionmentException refused)
        {
            logger.NotFollowed(month.ToString(), string.Join(" / ", refused.Problems));
            return null;
        }
    }

    static YenConversion? PlanningRate(ExchangeRate? rate) => rate is null ? null : new YenConversion { YenPerDollar = rate.YenPerDollar, Source = $"{rate.Source}(予算の想定レート)" };
}
