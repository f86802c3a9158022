using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Amazon GuardDuty.</summary>
public sealed class GuardDuty : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "GuardDuty",
        EndpointPrefix = "guardduty",
        Protocol = AwsProtocol.RestJson,
        ApiVersion = "2017-11-28",
        SigningName = "guardduty",
    };

    /// <summary>Reads the organization's administrator of the region, page by page.</summary>
    public static RestJsonOperation<GuardDutyPageRequest, ListOrganizationAdminAccountsResponse> ListOrganizationAdminAccounts { get; } =
        new("ListOrganizationAdminAccounts", "GET", "/admin", null, GuardDutyJson.Default.ListOrganizationAdminAccountsResponse) { Query = page => [new("nextToken", page.NextToken)] };

    /// <summary>Makes an account the organization's administrator in the region.</summary>
    public static RestJsonOperation<EnableOrganizationAdminAccountRequest, NoContent> EnableOrganizationAdminAccount { get; } =
        new("EnableOrganizationAdminAccount", "POST", "/admin/enable", GuardDutyJson.Default.EnableOrganizationAdminAccountRequest, GuardDutyJson.Default.NoContent);
}

/// <summary>A page of a list.</summary>
public sealed record GuardDutyPageRequest(string? NextToken);

/// <summary>Administrators.</summary>
public sealed record ListOrganizationAdminAccountsResponse(IReadOnlyList<GuardDutyAdministratorAccount>? AdminAccounts, string? NextToken);

/// <summary>An administrator and whether it is ENABLED.</summary>
public sealed record GuardDutyAdministratorAccount(string? AdminAccountId, string? AdminStatus);

/// <summary>Makes an account the administrator.</summary>
public sealed record EnableOrganizationAdminAccountRequest(string AdminAccountId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GuardDutyPageRequest))]
[JsonSerializable(typeof(ListOrganizationAdminAccountsResponse))]
[JsonSerializable(typeof(EnableOrganizationAdminAccountRequest))]
[JsonSerializable(typeof(NoContent))]
sealed partial class GuardDutyJson : JsonSerializerContext;
