using System.Collections.Immutable;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Cost;
using GovCloud.Cost;
using GovCloud.Cost.Reconciliation;

namespace GovCloud.Cli.Cost;

/// <summary>How the command asks Cost Explorer.</summary>
/// <param name="time">The clock.</param>
/// <param name="options">Where and how it is called.</param>
sealed class CostExplorerConnection(TimeProvider time, AwsClientOptions options)
{
    /// <summary>Cost Explorer of AWS, which answers for all regions from one. Credentials and endpoints are the SDK's own: profiles, roles, <c>AWS_ENDPOINT_URL</c>.</summary>
    public static CostExplorerConnection OfAws(TimeProvider time) => new(time, new AwsClientOptions { Region = "us-east-1" });

    /// <summary>Asks for a month's cost by account.</summary>
    /// <param name="month">The month.</param>
    /// <param name="folder">Where pages are kept that were paid for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="AwsApiException">Cost Explorer refused or could not be reached.</exception>
    /// <exception cref="InvalidDataException">It stated nothing, or nothing that can be compared.</exception>
    public async Task<StatedTotals> AskAsync(CostMonth month, string folder, CancellationToken cancellationToken)
    {
        using var client = new AwsClient<CostExplorer>(options);
        var query = CostExplorerQuery.ByAccount(month);
        var amounts = await new CostExplorerReader(client, CostPageCache.InFolder(folder, time), time).ReadAsync(query, cancellationToken);
        return amounts.Select(a => a.Currency).Distinct(StringComparer.Ordinal).ToImmutableArray() is [var currency]
            ? StatedTotals.OfAccounts($"GetCostAndUsage {query.Metric}", currency, amounts.Select(a => (a.Keys[0], a.Text)))
            : throw new InvalidDataException($"Cost Explorer states {(amounts.IsEmpty ? "no cost" : "several currencies")} of {month}. Are these credentials of the account that pays?");
    }
}
