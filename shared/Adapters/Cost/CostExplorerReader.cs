using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GovCloud.Adapters.AwsApi;
using GovCloud.Cost;

namespace GovCloud.Adapters.Cost;

/// <summary>Reads cost from Cost Explorer. Each page is paid for, so that what was read is kept, and read again only while AWS may still change it.</summary>
/// <param name="client">Calls Cost Explorer.</param>
/// <param name="pages">Where pages are kept.</param>
/// <param name="time">For waiting between tries.</param>
public sealed class CostExplorerReader(AwsClient<CostExplorer> client, CostPageCache pages, TimeProvider time)
{
    const int MostTries = 6;

    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    /// <summary>Reads all pages.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>In the order of the pages.</returns>
    /// <exception cref="ArgumentException">More than two groupings, or no day.</exception>
    /// <exception cref="AwsApiException">Cost Explorer refused or could not be reached.</exception>
    /// <exception cref="InvalidDataException">An answer is none of Cost Explorer.</exception>
    public async Task<ImmutableArray<CostExplorerAmount>> ReadAsync(CostExplorerQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.GroupBy.Length > CostExplorerQuery.MostGroupings || query.Until <= query.From)
        {
            throw new ArgumentException($"Cost Explorer groups by at most {CostExplorerQuery.MostGroupings}, and a period has a day at least.", nameof(query));
        }

        try
        {
            return await ReadPagesAsync(query, useKept: true, cancellationToken);
        }
        catch (AwsApiException expired) when (expired.ErrorCode is "InvalidNextTokenException" or "RequestChangedException")
        {
            // A kept page led on with a token that AWS has forgotten by now: nothing for it but to read from the first page.
            return await ReadPagesAsync(query, useKept: false, cancellationToken);
        }
    }

    async Task<ImmutableArray<CostExplorerAmount>> ReadPagesAsync(CostExplorerQuery query, bool useKept, CancellationToken cancellationToken)
    {
        var amounts = ImmutableArray.CreateBuilder<CostExplorerAmount>();
        var read = AwsPages.ReadAsync((token, cancellation) => PageAsync(query, token, useKept, cancellation), page => page.NextPageToken, cancellationToken);
        await foreach (var page in read.WithCancellation(cancellationToken))
        {
            amounts.AddRange((page.ResultsByTime ?? []).SelectMany(result => AmountsOf(result, query)));
        }

        return amounts.ToImmutable();
    }

    async Task<GetCostAndUsageResponse> PageAsync(CostExplorerQuery query, string? token, bool useKept, CancellationToken cancellationToken)
    {
        var request = query.Page(token);
        if (useKept && await pages.FindAsync(request, query.Until, cancellationToken) is { } kept)
        {
            return kept;
        }

        var page = await CallAsync(request, cancellationToken);
        await pages.KeepAsync(request, page, cancellationToken);
        return page;
    }

    // The client leaves LimitExceededException to the caller, because for most services it is a quota; here it is a rate.
    async Task<GetCostAndUsageResponse> CallAsync(GetCostAndUsageRequest request, CancellationToken cancellationToken)
    {
        for (var (attempt, wait) = (1, FirstWait); ; attempt++, wait *= 2)
        {
            try
            {
                return await client.CallAsync(CostExplorer.GetCostAndUsage, request, cancellationToken);
            }
            catch (AwsApiException limited) when (limited.ErrorCode == "LimitExceededException" && attempt < MostTries)
            {
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    static IEnumerable<CostExplorerAmount> AmountsOf(CostResultByTime result, CostExplorerQuery query)
    {
        if (query.GroupBy.IsEmpty)
        {
            yield return AmountOf(result, [], result.Total, query);
            yield break;
        }

        foreach (var group in result.Groups ?? [])
        {
            yield return AmountOf(result, [.. group.Keys ?? []], group.Metrics, query);
        }
    }

    static CostExplorerAmount AmountOf(CostResultByTime result, ImmutableArray<string> keys, IReadOnlyDictionary<string, CostMetricValue>? metrics, CostExplorerQuery query)
    {
        if (metrics?.GetValueOrDefault(query.Metric) is not { Amount: { } text, Unit: { } currency }
            || !ExactAmount.TryParse(Encoding.UTF8.GetBytes(text), out var amount)
            || !DateOnly.TryParseExact(result.TimePeriod?.Start, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
        {
            throw new InvalidDataException($"Cost Explorer states no {query.Metric} of {string.Join(", ", keys)} that is a number with a currency and a day. Read again; if it stays, the service has changed its answers.");
        }

        return new CostExplorerAmount(from, keys, amount, text, currency, result.Estimated);
    }
}
