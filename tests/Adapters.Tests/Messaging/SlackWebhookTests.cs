using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace GovCloud.Adapters.Tests.Messaging;

public sealed class SlackWebhookTests
{
    const string Secret = "T000/B000/topsecret";

    static readonly DateTimeOffset Start = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    readonly ManualTime time = new(Start);

    [Fact]
    public async Task A_message_that_slack_takes_is_delivered_as_it_was_given()
    {
        string? body = null;
        string? type = null;
        await using var slack = await LoopbackServer.StartAsync(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            body = await reader.ReadToEndAsync();
            type = http.Request.ContentType;
            await http.Response.WriteAsync("ok");
        });
        Assert.Equal(new DeliveryResult.Delivered(null), await SendAsync(slack, """{"text":"【重大】侵害の疑い"}"""));
        Assert.Equal(("""{"text":"【重大】侵害の疑い"}""", "application/json; charset=utf-8"), (body, type));
    }

    [Theory]
    [InlineData(400, "invalid_payload")]
    [InlineData(403, "action_prohibited")]
    [InlineData(404, "no_service")]
    [InlineData(410, "channel_is_archived")]
    public async Task A_message_that_slack_will_never_take_is_refused_with_its_word(int status, string word)
    {
        await using var slack = await AnsweringAsync(status, word);
        Assert.Equal(new DeliveryResult.Refused($"{status} {word}"), await SendAsync(slack));
    }

    [Theory]
    [InlineData(429, "rate_limited", "30", 30)]
    [InlineData(429, "rate_limited", "Wed, 01 Apr 2026 00:01:00 GMT", 60)]
    [InlineData(500, "rollup_error", null, null)]
    [InlineData(503, "", null, null)]
    public async Task What_may_pass_is_to_be_tried_again_after_the_time_that_slack_names(int status, string word, string? header, int? seconds)
    {
        await using var slack = await AnsweringAsync(status, word, header);
        var expected = new DeliveryResult.RetryAfter(seconds is { } s ? TimeSpan.FromSeconds(s) : null, $"{status} {word}".TrimEnd());
        Assert.Equal(expected, await SendAsync(slack));
    }

    [Fact]
    public async Task A_page_that_repeats_the_address_is_not_taken_over_into_the_reason()
    {
        await using var slack = await LoopbackServer.StartAsync(http =>
        {
            http.Response.StatusCode = 404;
            return http.Response.WriteAsync($"<html>{http.Request.Path}</html>");
        });
        Assert.Equal(new DeliveryResult.Refused("404"), await SendAsync(slack));
    }

    [Fact]
    public async Task A_200_that_is_not_slacks_leaves_it_open_whether_the_message_arrived()
    {
        await using var slack = await AnsweringAsync(200, "<html>sign in to the proxy</html>");
        Assert.IsType<DeliveryResult.Unknown>(await SendAsync(slack));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await LoopbackServer.StartAsync(_ => throw new InvalidOperationException("must not be called"));
        await using var slack = await LoopbackServer.StartAsync(http =>
        {
            http.Response.Redirect(elsewhere.Address.ToString(), permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        Assert.Equal(new DeliveryResult.Refused("307"), await SendAsync(slack));
    }

    [Fact]
    public async Task No_answer_within_the_time_leaves_it_open_whether_the_message_arrived()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var slack = await HangingAsync(arrived);
        var sending = SendAsync(slack);
        await arrived.Task;
        time.Advance(TimeSpan.FromMilliseconds(9999));
        Assert.False(sending.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(new DeliveryResult.Unknown("Slack did not answer within 10 s."), await sending);
    }

    [Fact]
    public async Task A_cancelled_attempt_leaves_it_open_whether_the_message_arrived()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var slack = await HangingAsync(arrived);
        using var cancellation = new CancellationTokenSource();
        var sending = SendAsync(slack, cancellationToken: cancellation.Token);
        await arrived.Task;
        await cancellation.CancelAsync();
        Assert.IsType<DeliveryResult.Unknown>(await sending);
    }

    [Fact]
    public async Task An_attempt_that_was_cancelled_before_it_began_sends_nothing()
    {
        await using var slack = await LoopbackServer.StartAsync(_ => throw new InvalidOperationException("must not be called"));
        await Assert.ThrowsAsync<OperationCanceledException>(() => SendAsync(slack, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_request_leaves_it_open_whether_the_message_arrived()
    {
        await using var slack = await LoopbackServer.StartAsync(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            http.Abort();
        });
        Assert.IsType<DeliveryResult.Unknown>(await SendAsync(slack));
    }

    [Fact]
    public async Task Nobody_listening_means_that_nothing_was_sent_and_the_address_is_not_in_the_reason()
    {
        var slack = await AnsweringAsync(200, "ok");
        await slack.DisposeAsync();
        var result = Assert.IsType<DeliveryResult.RetryAfter>(await SendAsync(slack));
        Assert.DoesNotContain(Secret, result.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", result.ToString(), StringComparison.Ordinal);
    }

    async Task<DeliveryResult> SendAsync(LoopbackServer slack, string json = "{}", CancellationToken cancellationToken = default)
    {
        using var webhook = new SlackWebhook(time);
        return await webhook.SendAsync(new Uri(slack.Address, "/services/" + Secret), json, cancellationToken);
    }

    static Task<LoopbackServer> AnsweringAsync(int status, string body, string? retryAfter = null) => LoopbackServer.StartAsync(http =>
    {
        http.Response.StatusCode = status;
        http.Response.Headers.RetryAfter = retryAfter;
        return http.Response.WriteAsync(body);
    });

    static Task<LoopbackServer> HangingAsync(TaskCompletionSource arrived) => LoopbackServer.StartAsync(async http =>
    {
        arrived.TrySetResult();
        await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    });
}
