using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS Account Management. A global service: called in us-east-1.</summary>
public sealed class AccountManagement : IAwsService
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

    /// <summary>Reads an alternate contact. Error: <c>ResourceNotFoundException</c> where there is none.</summary>
    public static RestJsonOperation<GetAlternateContactRequest, GetAlternateContactResponse> GetAlternateContact { get; } =
        new("GetAlternateContact", "POST", "/getAlternateContact", AccountManagementJson.Default.GetAlternateContactRequest, AccountManagementJson.Default.GetAlternateContactResponse);

    /// <summary>Writes an alternate contact. Idempotent.</summary>
    public static RestJsonOperation<PutAlternateContactRequest, NoContent> PutAlternateContact { get; } =
        new("PutAlternateContact", "POST", "/putAlternateContact", AccountManagementJson.Default.PutAlternateContactRequest, AccountManagementJson.Default.NoContent);
}

/// <summary>Asks for an alternate contact.</summary>
/// <param name="AccountId">The account; null for the caller's own, which the management account must not name.</param>
/// <param name="AlternateContactType">SECURITY, OPERATIONS or BILLING.</param>
public sealed record GetAlternateContactRequest(string? AccountId, string AlternateContactType);

/// <summary>An alternate contact.</summary>
public sealed record GetAlternateContactResponse(AlternateContactFacts? AlternateContact);

/// <summary>An alternate contact as AWS keeps it.</summary>
public sealed record AlternateContactFacts(string? Name, string? Title, string? EmailAddress, string? PhoneNumber);

/// <summary>Writes an alternate contact.</summary>
public sealed record PutAlternateContactRequest(string? AccountId, string AlternateContactType, string Name, string Title, string EmailAddress, string PhoneNumber);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GetAlternateContactRequest))]
[JsonSerializable(typeof(GetAlternateContactResponse))]
[JsonSerializable(typeof(PutAlternateContactRequest))]
[JsonSerializable(typeof(NoContent))]
sealed partial class AccountManagementJson : JsonSerializerContext;
