using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS Organizations. A global service: called in us-east-1, by the management account.</summary>
public sealed partial class Organizations : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "Organizations",
        EndpointPrefix = "organizations",
        Protocol = AwsProtocol.Json,
        ApiVersion = "2016-11-28",
        SigningName = "organizations",
        TargetPrefix = "AWSOrganizationsV20161128",
        GlobalRegion = "us-east-1",
    };

    /// <summary>Reads which organization the credentials belong to.</summary>
    public static JsonOperation<DescribeOrganizationRequest, DescribeOrganizationResponse> DescribeOrganization { get; } =
        new("DescribeOrganization", OrganizationsJson.Default.DescribeOrganizationRequest, OrganizationsJson.Default.DescribeOrganizationResponse);

    /// <summary>Reads the root and which policy types are enabled.</summary>
    public static JsonOperation<OrganizationsPageRequest, ListRootsResponse> ListRoots { get; } =
        new("ListRoots", OrganizationsJson.Default.OrganizationsPageRequest, OrganizationsJson.Default.ListRootsResponse);

    /// <summary>Enables a policy type. Error: <c>PolicyTypeAlreadyEnabledException</c>.</summary>
    public static JsonOperation<EnablePolicyTypeRequest, NoContent> EnablePolicyType { get; } =
        new("EnablePolicyType", OrganizationsJson.Default.EnablePolicyTypeRequest, OrganizationsJson.Default.NoContent);

    /// <summary>Reads which services have trusted access, page by page.</summary>
    public static JsonOperation<OrganizationsPageRequest, ListServiceAccessResponse> ListServiceAccess { get; } =
        new("ListAWSServiceAccessForOrganization", OrganizationsJson.Default.OrganizationsPageRequest, OrganizationsJson.Default.ListServiceAccessResponse);

    /// <summary>Gives a service trusted access. Repeating it changes nothing.</summary>
    public static JsonOperation<EnableServiceAccessRequest, NoContent> EnableServiceAccess { get; } =
        new("EnableAWSServiceAccess", OrganizationsJson.Default.EnableServiceAccessRequest, OrganizationsJson.Default.NoContent);

    /// <summary>Reads the delegated administrators of a service, page by page.</summary>
    public static JsonOperation<ListDelegatedAdministratorsRequest, ListDelegatedAdministratorsResponse> ListDelegatedAdministrators { get; } =
        new("ListDelegatedAdministrators", OrganizationsJson.Default.ListDelegatedAdministratorsRequest, OrganizationsJson.Default.ListDelegatedAdministratorsResponse);

    /// <summary>Makes an account the administrator of a service. Error: <c>AccountAlreadyRegisteredException</c>.</summary>
    public static JsonOperation<RegisterDelegatedAdministratorRequest, NoContent> RegisterDelegatedAdministrator { get; } =
        new("RegisterDelegatedAdministrator", OrganizationsJson.Default.RegisterDelegatedAdministratorRequest, OrganizationsJson.Default.NoContent);
}

/// <summary>Asks for the caller's organization.</summary>
public sealed record DescribeOrganizationRequest;

/// <summary>The caller's organization.</summary>
public sealed record DescribeOrganizationResponse(OrganizationFacts? Organization);

/// <summary>An organization.</summary>
public sealed record OrganizationFacts(string? Id, string? MasterAccountId);

/// <summary>A page of a list.</summary>
public sealed record OrganizationsPageRequest(string? NextToken);

/// <summary>Roots.</summary>
public sealed record ListRootsResponse(IReadOnlyList<OrganizationRoot>? Roots, string? NextToken);

/// <summary>The root of an organization.</summary>
public sealed record OrganizationRoot(string? Id, IReadOnlyList<PolicyTypeSummary>? PolicyTypes);

/// <summary>A policy type and whether it is ENABLED.</summary>
public sealed record PolicyTypeSummary(string? Type, string? Status);

/// <summary>Enables a policy type.</summary>
public sealed record EnablePolicyTypeRequest(string RootId, string PolicyType);

/// <summary>Services with trusted access.</summary>
public sealed record ListServiceAccessResponse(IReadOnlyList<EnabledServicePrincipal>? EnabledServicePrincipals, string? NextToken);

/// <summary>A service with trusted access.</summary>
public sealed record EnabledServicePrincipal(string? ServicePrincipal);

/// <summary>Gives trusted access.</summary>
public sealed record EnableServiceAccessRequest(string ServicePrincipal);

/// <summary>Asks for the administrators of a service.</summary>
public sealed record ListDelegatedAdministratorsRequest(string ServicePrincipal, string? NextToken);

/// <summary>Administrators of a service.</summary>
public sealed record ListDelegatedAdministratorsResponse(IReadOnlyList<DelegatedAdministratorAccount>? DelegatedAdministrators, string? NextToken);

/// <summary>An administrator of a service.</summary>
public sealed record DelegatedAdministratorAccount(string? Id);

/// <summary>Makes an account the administrator of a service.</summary>
public sealed record RegisterDelegatedAdministratorRequest(string AccountId, string ServicePrincipal);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DescribeOrganizationRequest))]
[JsonSerializable(typeof(DescribeOrganizationResponse))]
[JsonSerializable(typeof(OrganizationsPageRequest))]
[JsonSerializable(typeof(ListRootsResponse))]
[JsonSerializable(typeof(EnablePolicyTypeRequest))]
[JsonSerializable(typeof(ListServiceAccessResponse))]
[JsonSerializable(typeof(EnableServiceAccessRequest))]
[JsonSerializable(typeof(ListDelegatedAdministratorsRequest))]
[JsonSerializable(typeof(ListDelegatedAdministratorsResponse))]
[JsonSerializable(typeof(RegisterDelegatedAdministratorRequest))]
[JsonSerializable(typeof(NoContent))]
sealed partial class OrganizationsJson : JsonSerializerContext;
