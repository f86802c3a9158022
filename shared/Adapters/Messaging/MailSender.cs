using System.Net;
using GovCloud.Adapters.AwsApi;

namespace GovCloud.Adapters.Messaging;

/// <summary>Sends plain-text mail through Amazon SES.</summary>
/// <remarks>
/// SES has no idempotency token, so the client must not retry by itself (<see cref="Client"/>): each attempt's answer goes to the caller,
/// who keeps the message until it is delivered.
/// </remarks>
/// <param name="client">Made by <see cref="Client"/>.</param>
/// <param name="from">A verified sender.</param>
/// <param name="configurationSet">The SES configuration set; null for the account's default.</param>
public sealed class MailSender(AwsClient<SesV2> client, string from, string? configurationSet = null)
{
    /// <summary>A client that tries once.</summary>
    public static AwsClient<SesV2> Client(AwsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new AwsClient<SesV2>(options with { MaxAttempts = 1 });
    }

    /// <summary>Sends one mail, once.</summary>
    /// <param name="to">The receivers, at least one.</param>
    /// <param name="subject">One line.</param>
    /// <param name="body">Plain text.</param>
    /// <param name="cancellationToken">Ends the attempt; once it has begun the result is then <see cref="DeliveryResult.Unknown"/> rather than an exception.</param>
    /// <exception cref="OperationCanceledException">It was cancelled before it began: nothing was sent.</exception>
    public async Task<DeliveryResult> SendAsync(IReadOnlyList<string> to, string subject, string body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mail = new SendEmailRequest(from, new EmailDestination(to), new EmailContent(new EmailMessage(new EmailText(subject), new EmailBody(new EmailText(body)))), configurationSet);
        try
        {
            var response = await client.CallAsync(SesV2.SendEmail, mail, cancellationToken);
            return new DeliveryResult.Delivered(response.MessageId);
        }
        catch (OperationCanceledException)
        {
            return new DeliveryResult.Unknown("The attempt was cancelled before SES answered.");
        }
        catch (AwsApiException e)
        {
            return e.Failure switch
            {
                AwsFailure.NotSent => new DeliveryResult.RetryAfter(null, "SES could not be reached."),
                AwsFailure.Unknown => new DeliveryResult.Unknown("SES did not answer."),
                _ => Answered(e),
            };
        }
    }

    // SES's message may name receivers; code and request id are enough to look it up.
    static DeliveryResult Answered(AwsApiException error)
    {
        var reason = $"{(int)error.StatusCode!} {error.ErrorCode} (request {error.RequestId})";
        return MayPass(error) ? new DeliveryResult.RetryAfter(null, reason) : new DeliveryResult.Refused(reason);
    }

    // What lies with the account, its rights or its quota passes when somebody mends it, and the message is still worth sending then.
    static bool MayPass(AwsApiException error) =>
        error.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
        || error.ErrorCode is "SendingPausedException" or "AccountSuspendedException" or "LimitExceededException" or "MailFromDomainNotVerifiedException"
            or "Throttling" or "ThrottlingException" or "TooManyRequestsException" or "RequestExpired" or "ExpiredTokenException";
}
