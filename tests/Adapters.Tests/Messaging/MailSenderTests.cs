using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Tests.AwsApi;

namespace GovCloud.Adapters.Tests.Messaging;

public sealed class MailSenderTests
{
    [Fact]
    public async Task A_mail_is_delivered_with_the_id_that_ses_gives_it()
    {
        await using var ses = await AwsEndpoint.StartAsync(new Answer(200, """{"MessageId":"0100"}""", "application/json"));
        Assert.Equal(new DeliveryResult.Delivered("0100"), await SendAsync(ses));
        Assert.Contains("\"ToAddresses\":[\"kikaku@example.jp\",\"joho@example.jp\"]", ses.Request.Body, StringComparison.Ordinal);
        Assert.Contains("\"Charset\":\"UTF-8\"", ses.Request.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MessageRejected")]
    [InlineData("BadRequestException")]
    public async Task A_mail_that_ses_will_never_take_is_refused_without_naming_its_receivers(string code)
    {
        await using var ses = await AwsEndpoint.StartAsync(Error(400, code));
        Assert.Equal(new DeliveryResult.Refused($"400 {code} (request request-1)"), await SendAsync(ses));
    }

    [Theory]
    [InlineData(429, "TooManyRequestsException")]
    [InlineData(400, "ThrottlingException")]
    [InlineData(400, "SendingPausedException")]
    [InlineData(400, "LimitExceededException")]
    [InlineData(403, "AccessDeniedException")]
    [InlineData(500, "InternalFailure")]
    public async Task What_may_pass_or_be_mended_is_to_be_tried_again(int status, string code)
    {
        await using var ses = await AwsEndpoint.StartAsync(Error(status, code));
        Assert.Equal(new DeliveryResult.RetryAfter(null, $"{status} {code} (request request-1)"), await SendAsync(ses));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    public async Task A_mail_is_sent_only_once_per_attempt_because_ses_would_send_it_twice(int status)
    {
        await using var ses = await AwsEndpoint.StartAsync(Error(status, "X"));
        await SendAsync(ses);
        Assert.Single(ses.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_leaves_it_open_whether_the_mail_was_sent()
    {
        await using var ses = await AwsEndpoint.StartAsync(new Answer(200, "") { Drop = true });
        Assert.IsType<DeliveryResult.Unknown>(await SendAsync(ses));
        Assert.Single(ses.Requests);
    }

    [Fact]
    public async Task A_cancelled_attempt_leaves_it_open_whether_the_mail_was_sent()
    {
        await using var ses = await AwsEndpoint.StartAsync(new Answer(200, "") { Hang = true });
        using var cancellation = new CancellationTokenSource();
        var sending = SendAsync(ses, cancellation.Token);
        await ses.FirstRequest;
        await cancellation.CancelAsync();
        Assert.IsType<DeliveryResult.Unknown>(await sending);
    }

    static Answer Error(int status, string code) => new(status, $$"""{"__type":"{{code}}","message":"Address kikaku@example.jp is not verified"}""", "application/json");

    static async Task<DeliveryResult> SendAsync(AwsEndpoint ses, CancellationToken cancellationToken = default)
    {
        using var client = MailSender.Client(ses.Options);
        return await new MailSender(client, "ops@example.jp").SendAsync(["kikaku@example.jp", "joho@example.jp"], "【重大】", "本文", cancellationToken);
    }
}
