using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace GovCloud.Adapters.Messaging;

/// <summary>Posts to Slack incoming webhooks. Thread-safe; made once for a process.</summary>
/// <remarks>
/// A webhook's address is a secret: who has it can post. It is in no result, exception or log of ours.
/// Source: Slack, "Sending messages using incoming webhooks" (errors: 400, 403, 404, 410; 429 with Retry-After) and the change of 2016-05-17 to the errors.
/// </remarks>
public sealed class SlackWebhook(TimeProvider time, TimeSpan timeout) : IDisposable
{
    /// <summary>How long one call may take by default.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    const string Taken = "ok";
    const int LongestReason = 100;

    static readonly SearchValues<char> Word = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_");

    // A redirect would carry the message to an address that nobody configured.
    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>With the default time-out.</summary>
    public SlackWebhook(TimeProvider time)
        : this(time, DefaultTimeout)
    {
    }

    /// <summary>Posts one message, once.</summary>
    /// <param name="webhook">The webhook's address.</param>
    /// <param name="json">The message, as Slack's webhook format asks.</param>
    /// <param name="cancellationToken">Ends the attempt; once it has begun the result is then <see cref="DeliveryResult.Unknown"/> rather than an exception, because the message may have arrived.</param>
    /// <exception cref="OperationCanceledException">It was cancelled before it began: nothing was sent.</exception>
    public async Task<DeliveryResult> SendAsync(Uri webhook, string json, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Result(response.StatusCode, Wait(response.Headers.RetryAfter), await BodyAsync(response, either.Token));
        }
        catch (OperationCanceledException)
        {
            return new DeliveryResult.Unknown(deadline.IsCancellationRequested
                ? $"Slack did not answer within {timeout.TotalSeconds:0.#} s."
                : "The attempt was cancelled before Slack answered.");
        }
        catch (HttpRequestException e)
        {
            // Only the kind of the error: the exception's text may name the host.
            return e.NeverSent()
                ? new DeliveryResult.RetryAfter(null, $"Slack could not be reached ({e.HttpRequestError}).")
                : new DeliveryResult.Unknown($"The connection to Slack was lost ({e.HttpRequestError}).");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    static DeliveryResult Result(HttpStatusCode status, TimeSpan? wait, string? body)
    {
        var reason = $"{(int)status} {Reason(body)}".TrimEnd();
        return (int)status switch
        {
            200 when body is null or Taken => new DeliveryResult.Delivered(null),
            // Something between us and Slack answered in its place.
            200 => new DeliveryResult.Unknown("200 without Slack's ok"),
            408 or 429 or >= 500 => new DeliveryResult.RetryAfter(wait, reason),
            _ => new DeliveryResult.Refused(reason),
        };
    }

    // Slack answers with one word, such as invalid_payload. Anything else is some proxy's page, not worth keeping, and may repeat the address.
    static string Reason(string? body) => body is { Length: <= LongestReason } && body.AsSpan().IndexOfAnyExcept(Word) < 0 ? body : "";

    // Null when it breaks off: the status has already told what became of the message.
    static async Task<string?> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return (await response.Content.ReadAsStringAsync(cancellationToken)).Trim();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    TimeSpan? Wait(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };
}
