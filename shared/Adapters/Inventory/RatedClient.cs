using System.Collections.Immutable;
using GovCloud.Adapters.AwsApi;

namespace GovCloud.Adapters.Inventory;

/// <summary>Calls one service at the rate of the table. Thread-safe.</summary>
/// <param name="options">Credentials and region.</param>
/// <param name="bucket">Lets the calls through.</param>
sealed class RatedClient<TService>(AwsClientOptions options, TokenBucket bucket) : IDisposable
    where TService : IAwsService
{
    /// <summary>What of a published rate is left to everybody else who calls with the same account.</summary>
    const double Ours = 0.8;

    readonly AwsClient<TService> client = new(options);

    /// <summary>A client with a rate of its own.</summary>
    /// <param name="options">Credentials and region.</param>
    /// <param name="time">The clock.</param>
    /// <param name="share">The part of the rate that this process may use, above 0 to 1.</param>
    public static RatedClient<TService> Of(AwsClientOptions options, TimeProvider time, double share = 1)
    {
        var rate = CallRates.Of(TService.Service.ServiceId);
        return new(options, new TokenBucket(rate.PerSecond * Ours * share, Math.Max(1, (int)(rate.Burst * share)), time));
    }

    /// <summary>Makes one call when its turn has come.</summary>
    /// <exception cref="AwsApiException">The call failed, after its retries.</exception>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(AwsOperation<TRequest, TResponse> operation, TRequest request, CancellationToken cancellationToken)
    {
        await bucket.WaitAsync(cancellationToken);
        return await client.CallAsync(operation, request, cancellationToken);
    }

    /// <summary>Reads a list to its last page.</summary>
    /// <exception cref="FormatException">A page has no list: a half answer.</exception>
    public async Task<ImmutableArray<TItem>> ListAsync<TRequest, TPage, TItem>(
        AwsOperation<TRequest, TPage> operation, Func<string?, TRequest> request, Func<TPage, ImmutableArray<TItem>?> items, Func<TPage, string?> next, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<TItem>();
        await foreach (var page in AwsPages.ReadAsync((token, cancel) => CallAsync(operation, request(token), cancel), next, cancellationToken))
        {
            found.AddRange(items(page) ?? throw new FormatException("A page has no list."));
        }

        return found.ToImmutable();
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
