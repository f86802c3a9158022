using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Capture;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>SES v2 <c>SendEmail</c>: the mail is kept, not sent.</summary>
sealed class MailApi(Captures captures, TimeProvider clock)
{
    public JsonObject? Handle(AwsRequest request)
    {
        if (request is not { Method: "POST", RawPath: "/v2/email/outbound-emails" })
        {
            return null;
        }

        using var document = JsonDocument.Parse(request.Body);
        var mail = document.RootElement;
        var content = mail.GetProperty("Content");
        var simple = content.TryGetProperty("Simple", out var given) ? given : throw AwsApiException.Invalid("BadRequestException", "Only simple content is simulated.");
        if (To(mail) is not { Count: > 0 } to)
        {
            throw AwsApiException.Invalid("BadRequestException", "There is no recipient.");
        }

        captures.Mails.Add(new(
            clock.GetUtcNow(), mail.TryGetProperty("FromEmailAddress", out var from) ? from.GetString()! : "", to,
            simple.GetProperty("Subject").GetProperty("Data").GetString()!, Data(simple, "Text") ?? "", Data(simple, "Html")));
        return new() { ["MessageId"] = $"mail-{captures.Mails.All.Count:D6}" };
    }

    static readonly string[] Recipients = ["ToAddresses", "CcAddresses", "BccAddresses"];

    static List<string> To(JsonElement mail) => !mail.TryGetProperty("Destination", out var destination) ? [] :
        [.. Recipients.SelectMany(name => destination.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(address => address.GetString()!) : [])];

    static string? Data(JsonElement simple, string part) =>
        simple.GetProperty("Body").TryGetProperty(part, out var text) && text.TryGetProperty("Data", out var data) ? data.GetString() : null;
}
