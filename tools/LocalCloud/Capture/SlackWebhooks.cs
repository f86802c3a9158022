using System.Collections.Concurrent;
using System.Globalization;
using GovCloud.LocalCloud.Gateway;
using Microsoft.AspNetCore.Http;

namespace GovCloud.LocalCloud.Capture;

/// <summary>What a webhook answers.</summary>
/// <param name="Status">HTTP status; 0 keeps the caller waiting until it gives up.</param>
/// <param name="RetryAfter">Seconds in the header <c>Retry-After</c>.</param>
public sealed record SlackAnswer(int Status, int? RetryAfter = null)
{
    /// <summary>200 with the text <c>ok</c>.</summary>
    public static SlackAnswer Ok { get; } = new(200);

    /// <summary>429: too many messages.</summary>
    public static SlackAnswer RateLimited(int retryAfterSeconds) => new(429, retryAfterSeconds);

    /// <summary>500.</summary>
    public static SlackAnswer ServerError { get; } = new(500);

    /// <summary>No answer at all; whether the message was shown stays unknown.</summary>
    public static SlackAnswer Silence { get; } = new(0);
}

/// <summary>Incoming webhooks under <c>/slack/</c>: every post is kept, and the answers can be scripted.</summary>
public sealed class SlackWebhooks
{
    readonly Captures captures;
    readonly TimeProvider clock;
    readonly ConcurrentQueue<SlackAnswer> script = new();

    internal SlackWebhooks(Captures captures, TimeProvider clock)
    {
        this.captures = captures;
        this.clock = clock;
    }

    /// <summary>The answer when the script is at its end. Set another one for an outage.</summary>
    public SlackAnswer Otherwise { get; set; } = SlackAnswer.Ok;

    /// <summary>The next posts are answered with these, one each.</summary>
    public void Script(params ReadOnlySpan<SlackAnswer> answers)
    {
        foreach (var answer in answers)
        {
            script.Enqueue(answer);
        }
    }

    internal async Task<AwsResponse> HandleAsync(string channel, string body, CancellationToken aborted)
    {
        var answer = script.TryDequeue(out var scripted) ? scripted : Otherwise;
        captures.SlackPosts.Add(new(clock.GetUtcNow(), channel, body, answer.Status));
        if (answer.Status == 0)
        {
            await Task.Delay(Timeout.Infinite, aborted);
        }

        var response = AwsResponse.Of(answer.Status, "text/plain", answer.Status == StatusCodes.Status200OK ? "ok"u8.ToArray() : "error"u8.ToArray());
        return answer.RetryAfter is { } seconds ? response.With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)) : response;
    }
}
