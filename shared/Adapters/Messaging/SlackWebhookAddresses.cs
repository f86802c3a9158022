using System.Collections.Concurrent;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Parameters;

namespace GovCloud.Adapters.Messaging;

/// <summary>A webhook's address, or why there is none now.</summary>
public abstract record WebhookLookup
{
    WebhookLookup()
    {
    }

    /// <summary>The address.</summary>
    public sealed record Found(Uri Address) : WebhookLookup
    {
        /// <summary>Leaves the address out: it is a secret.</summary>
        public override string ToString() => nameof(Found);
    }

    /// <summary>It could not be read: what becomes of the message is always <see cref="DeliveryResult.RetryAfter"/>, because a person can set the parameter right.</summary>
    public sealed record Missing(DeliveryResult.RetryAfter Result) : WebhookLookup;
}

/// <summary>Webhook addresses by the name of the parameter that holds them. An address is read again after five minutes, so that a new one is soon used.</summary>
public sealed class SlackWebhookAddresses(ParameterStore parameters, TimeProvider time)
{
    /// <summary>How long an address is used before it is read again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    readonly ConcurrentDictionary<string, (Uri Address, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    /// <summary>Looks an address up. A failure is not kept.</summary>
    /// <param name="parameter">Name of the SecureString parameter.</param>
    /// <param name="cancellationToken">Ends the lookup.</param>
    public async Task<WebhookLookup> FindAsync(string parameter, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(parameter, out var entry) && time.GetUtcNow() < entry.Until)
        {
            return new WebhookLookup.Found(entry.Address);
        }

        string value;
        try
        {
            value = await parameters.ReadAsync(parameter, cancellationToken);
        }
        catch (AwsApiException e)
        {
            var why = e.Failure == AwsFailure.Answered ? $"{(int)e.StatusCode!} {e.ErrorCode}" : "no answer";
            return Missing(parameter, $"could not be read: {why}");
        }

        if (!Uri.TryCreate(value.Trim(), UriKind.Absolute, out var address) || !(string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) || address.IsLoopback))
        {
            return Missing(parameter, "does not hold an https address");
        }

        known[parameter] = (address, time.GetUtcNow() + Lifetime);
        return new WebhookLookup.Found(address);
    }

    static WebhookLookup.Missing Missing(string parameter, string why) => new(new DeliveryResult.RetryAfter(null, $"Parameter {parameter} {why}."));
}
