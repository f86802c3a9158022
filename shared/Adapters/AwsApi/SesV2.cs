using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Amazon Simple Email Service, version 2.</summary>
public sealed class SesV2 : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "SESv2",
        EndpointPrefix = "email",
        Protocol = AwsProtocol.RestJson,
        ApiVersion = "2019-09-27",
        SigningName = "ses",
    };

    /// <summary>Sends one mail. Not idempotent: a second call sends a second mail.</summary>
    public static RestJsonOperation<SendEmailRequest, SendEmailResponse> SendEmail { get; } =
        new("SendEmail", "POST", "/v2/email/outbound-emails", SesV2Json.Default.SendEmailRequest, SesV2Json.Default.SendEmailResponse);
}

/// <summary>A mail.</summary>
/// <param name="FromEmailAddress">A verified sender.</param>
/// <param name="Destination">The receivers.</param>
/// <param name="Content">Subject and body.</param>
/// <param name="ConfigurationSetName">Decides what becomes of bounces and complaints.</param>
public sealed record SendEmailRequest(string FromEmailAddress, EmailDestination Destination, EmailContent Content, string? ConfigurationSetName = null);

/// <summary>Receivers of a mail.</summary>
public sealed record EmailDestination(IReadOnlyList<string> ToAddresses);

/// <summary>A mail that SES puts together.</summary>
public sealed record EmailContent(EmailMessage Simple);

/// <summary>Subject and body.</summary>
public sealed record EmailMessage(EmailText Subject, EmailBody Body);

/// <summary>The body: plain text.</summary>
public sealed record EmailBody(EmailText Text);

/// <summary>Text with its character set.</summary>
public sealed record EmailText(string Data, string Charset = "UTF-8");

/// <summary>What SES took.</summary>
/// <param name="MessageId">SES's id of the mail, which bounces name.</param>
public sealed record SendEmailResponse(string? MessageId);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendEmailRequest))]
[JsonSerializable(typeof(SendEmailResponse))]
sealed partial class SesV2Json : JsonSerializerContext;
