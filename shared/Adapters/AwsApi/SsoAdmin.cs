using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS IAM Identity Center: permission sets and their assignments. Called in the region of the instance; 20 calls a second for all operations together.</summary>
public sealed class SsoAdmin : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "SSO Admin",
        EndpointPrefix = "sso",
        Protocol = AwsProtocol.Json,
        ApiVersion = "2020-07-20",
        SigningName = "sso",
        TargetPrefix = "SWBExternalService",
    };

    /// <summary>Reads the instances that the caller may see, page by page.</summary>
    public static JsonOperation<SsoPageRequest, SsoInstancesPage> ListInstances { get; } =
        new("ListInstances", SsoAdminJson.Default.SsoPageRequest, SsoAdminJson.Default.SsoInstancesPage);

    /// <summary>Reads the ARNs of all permission sets, page by page.</summary>
    public static JsonOperation<PermissionSetsRequest, PermissionSetsPage> ListPermissionSets { get; } =
        new("ListPermissionSets", SsoAdminJson.Default.PermissionSetsRequest, SsoAdminJson.Default.PermissionSetsPage);

    /// <summary>Reads the name and settings of a permission set.</summary>
    public static JsonOperation<PermissionSetRequest, PermissionSetResponse> DescribePermissionSet { get; } =
        new("DescribePermissionSet", SsoAdminJson.Default.PermissionSetRequest, SsoAdminJson.Default.PermissionSetResponse);

    /// <summary>Reads the accounts that have a permission set, page by page: all, or only those that do not have its latest version.</summary>
    public static JsonOperation<ProvisionedAccountsRequest, ProvisionedAccountsPage> ListAccountsForProvisionedPermissionSet { get; } =
        new("ListAccountsForProvisionedPermissionSet", SsoAdminJson.Default.ProvisionedAccountsRequest, SsoAdminJson.Default.ProvisionedAccountsPage);

    /// <summary>Reads who has a permission set in an account, page by page.</summary>
    public static JsonOperation<AssignmentsRequest, AssignmentsPage> ListAccountAssignments { get; } =
        new("ListAccountAssignments", SsoAdminJson.Default.AssignmentsRequest, SsoAdminJson.Default.AssignmentsPage);
}

/// <summary>A page of a list.</summary>
public sealed record SsoPageRequest(string? NextToken);

/// <summary>Instances of Identity Center.</summary>
public sealed record SsoInstancesPage(ImmutableArray<SsoInstance>? Instances, string? NextToken);

/// <summary>An instance.</summary>
public sealed record SsoInstance(string? InstanceArn);

/// <summary>Of which instance; at most 100 at once.</summary>
public sealed record PermissionSetsRequest(string InstanceArn, string? NextToken)
{
    /// <summary>The most that are handed out at once.</summary>
    public int MaxResults { get; } = 100;
}

/// <summary>ARNs of permission sets.</summary>
public sealed record PermissionSetsPage(ImmutableArray<string>? PermissionSets, string? NextToken);

/// <summary>Which permission set.</summary>
public sealed record PermissionSetRequest(string InstanceArn, string PermissionSetArn);

/// <summary>A permission set.</summary>
public sealed record PermissionSetResponse(PermissionSetFacts? PermissionSet);

/// <summary>Name and ARN of a permission set.</summary>
public sealed record PermissionSetFacts(string? Name, string? PermissionSetArn);

/// <summary>Of which permission set.</summary>
/// <param name="InstanceArn">The instance.</param>
/// <param name="PermissionSetArn">The permission set.</param>
/// <param name="ProvisioningStatus"><see cref="Behind"/> for the accounts that are behind; null for all.</param>
/// <param name="NextToken">The page.</param>
public sealed record ProvisionedAccountsRequest(string InstanceArn, string PermissionSetArn, string? ProvisioningStatus, string? NextToken)
{
    /// <summary>The status of an account that does not have the latest version.</summary>
    public const string Behind = "LATEST_PERMISSION_SET_NOT_PROVISIONED";

    /// <summary>The most that are handed out at once.</summary>
    public int MaxResults { get; } = 100;
}

/// <summary>Accounts.</summary>
public sealed record ProvisionedAccountsPage(ImmutableArray<string>? AccountIds, string? NextToken);

/// <summary>Of which account and permission set.</summary>
public sealed record AssignmentsRequest(string InstanceArn, string AccountId, string PermissionSetArn, string? NextToken)
{
    /// <summary>The most that are handed out at once.</summary>
    public int MaxResults { get; } = 100;
}

/// <summary>Assignments.</summary>
public sealed record AssignmentsPage(ImmutableArray<AssignmentFacts>? AccountAssignments, string? NextToken);

/// <summary>An assignment to a <c>GROUP</c> or <c>USER</c>.</summary>
public sealed record AssignmentFacts(string? AccountId, string? PermissionSetArn, string? PrincipalType, string? PrincipalId);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SsoPageRequest))]
[JsonSerializable(typeof(SsoInstancesPage))]
[JsonSerializable(typeof(PermissionSetsRequest))]
[JsonSerializable(typeof(PermissionSetsPage))]
[JsonSerializable(typeof(PermissionSetRequest))]
[JsonSerializable(typeof(PermissionSetResponse))]
[JsonSerializable(typeof(ProvisionedAccountsRequest))]
[JsonSerializable(typeof(ProvisionedAccountsPage))]
[JsonSerializable(typeof(AssignmentsRequest))]
[JsonSerializable(typeof(AssignmentsPage))]
sealed partial class SsoAdminJson : JsonSerializerContext;
