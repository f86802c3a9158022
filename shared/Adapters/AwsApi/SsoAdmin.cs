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

    /// <summary>Reads the ARNs of the permission sets that an account has, page by page: all, or only those whose latest version it does not have.</summary>
    public static JsonOperation<ProvisionedSetsRequest, PermissionSetsPage> ListPermissionSetsProvisionedToAccount { get; } =
        new("ListPermissionSetsProvisionedToAccount", SsoAdminJson.Default.ProvisionedSetsRequest, SsoAdminJson.Default.PermissionSetsPage);

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

/// <summary>Of which account.</summary>
/// <param name="InstanceArn">The instance.</param>
/// <param name="AccountId">The account.</param>
/// <param name="ProvisioningStatus"><c>LATEST_PERMISSION_SET_NOT_PROVISIONED</c> for those that are behind; null for all.</param>
/// <param name="NextToken">The page.</param>
public sealed record ProvisionedSetsRequest(string InstanceArn, string AccountId, string? ProvisioningStatus, string? NextToken)
{
    /// <summary>The most that are handed out at once.</summary>
    public int MaxResults { get; } = 100;
}

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
[JsonSerializable(typeof(ProvisionedSetsRequest))]
[JsonSerializable(typeof(AssignmentsRequest))]
[JsonSerializable(typeof(AssignmentsPage))]
sealed partial class SsoAdminJson : JsonSerializerContext;
