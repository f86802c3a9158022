using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS Account Management: whom AWS writes to.</summary>
public sealed class AccountContacts : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "Account",
        EndpointPrefix = "account",
        Protocol = AwsProtocol.RestJson,
        ApiVersion = "2021-02-01",
        SigningName = "account",
        GlobalRegion = "us-east-1",
    };

    /// <summary>Reads a contact. Error: 404 <c>ResourceNotFoundException</c> where there is none.</summary>
    public static RestJsonOperation<AlternateContactKind, AlternateContactReply> GetAlternateContact { get; } = new(
        "GetAlternateContact", "POST", "/getAlternateContact", AccountContactsJson.Default.AlternateContactKind, AccountContactsJson.Default.AlternateContactReply);

    /// <summary>Sets a contact.</summary>
    public static PutOperation PutAlternateContact { get; } = new();

    /// <summary>Sets a contact; the response is empty.</summary>
    public sealed class PutOperation : AwsOperation<AlternateContact, NoMembers>
    {
        internal PutOperation() : base("PutAlternateContact")
        {
        }

        internal override void Write(AwsService service, AlternateContact input, Amazon.Runtime.Internal.IRequest request)
        {
            request.HttpMethod = "POST";
            request.ResourcePath = "/putAlternateContact";
            request.UseQueryString = true;
            request.Headers["Content-Type"] = "application/json";
            request.Content = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(input, AccountContactsJson.Default.AlternateContact);
        }

        internal override NoMembers Read(Stream body) => default;
    }
}

/// <summary>Which contact.</summary>
/// <param name="AlternateContactType"><c>SECURITY</c>, <c>OPERATIONS</c> or <c>BILLING</c>.</param>
public sealed record AlternateContactKind(string AlternateContactType);

/// <summary>A contact, if there is one.</summary>
public sealed record AlternateContactReply(AlternateContact? AlternateContact);

/// <summary>A contact.</summary>
public sealed record AlternateContact(string? AlternateContactType, string? EmailAddress, string? Name, string? PhoneNumber, string? Title);

[JsonSerializable(typeof(AlternateContactKind))]
[JsonSerializable(typeof(AlternateContactReply))]
[JsonSerializable(typeof(AlternateContact))]
sealed partial class AccountContactsJson : JsonSerializerContext;
