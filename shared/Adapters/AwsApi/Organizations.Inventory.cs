using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>The calls by which the organization's accounts and policies are read. Pages hold at most 20 and may be empty with a further page to come.</summary>
public sealed partial class Organizations
{
    /// <summary>Reads the accounts, page by page. Error: <c>AccessDeniedException</c> but for the management account and delegated administrators.</summary>
    public static JsonOperation<OrganizationsPageRequest, AccountsPage> ListAccounts { get; } =
        new("ListAccounts", OrganizationsInventoryJson.Default.OrganizationsPageRequest, OrganizationsInventoryJson.Default.AccountsPage);

    /// <summary>Reads the tags of an account, organizational unit or policy, page by page.</summary>
    public static JsonOperation<TagsRequest, TagsPage> ListTagsForResource { get; } =
        new("ListTagsForResource", OrganizationsInventoryJson.Default.TagsRequest, OrganizationsInventoryJson.Default.TagsPage);

    /// <summary>Reads the policies of a type, page by page, without their contents.</summary>
    public static JsonOperation<PoliciesRequest, PoliciesPage> ListPolicies { get; } =
        new("ListPolicies", OrganizationsInventoryJson.Default.PoliciesRequest, OrganizationsInventoryJson.Default.PoliciesPage);

    /// <summary>Reads the contents of a policy.</summary>
    public static JsonOperation<PolicyRequest, PolicyResponse> DescribePolicy { get; } =
        new("DescribePolicy", OrganizationsInventoryJson.Default.PolicyRequest, OrganizationsInventoryJson.Default.PolicyResponse);

    /// <summary>Reads what a policy is attached to, page by page.</summary>
    public static JsonOperation<TargetsRequest, TargetsPage> ListTargetsForPolicy { get; } =
        new("ListTargetsForPolicy", OrganizationsInventoryJson.Default.TargetsRequest, OrganizationsInventoryJson.Default.TargetsPage);
}

/// <summary>Accounts.</summary>
public sealed record AccountsPage(ImmutableArray<ListedAccount>? Accounts, string? NextToken);

/// <summary>An account. <c>Status</c> was retired on 2026-09-09 in favour of <c>State</c>; an answer may have either.</summary>
public sealed record ListedAccount(string? Id, string? Arn, string? Email, string? Name, string? Status, string? State, DateTimeOffset? JoinedTimestamp);

/// <summary>Whose tags.</summary>
public sealed record TagsRequest(string ResourceId, string? NextToken);

/// <summary>Tags.</summary>
public sealed record TagsPage(ImmutableArray<TagPair>? Tags, string? NextToken);

/// <summary>A tag.</summary>
public sealed record TagPair(string? Key, string? Value);

/// <summary>Which policies.</summary>
/// <param name="Filter">The type, such as <c>SERVICE_CONTROL_POLICY</c>.</param>
/// <param name="NextToken">The page.</param>
public sealed record PoliciesRequest(string Filter, string? NextToken);

/// <summary>Policies.</summary>
public sealed record PoliciesPage(ImmutableArray<PolicySummary>? Policies, string? NextToken);

/// <summary>A policy without its contents.</summary>
public sealed record PolicySummary(string? Id, string? Name, string? Type, bool AwsManaged);

/// <summary>Which policy.</summary>
public sealed record PolicyRequest(string PolicyId);

/// <summary>A policy.</summary>
public sealed record PolicyResponse(PolicyText? Policy);

/// <summary>A policy with its contents, a JSON text.</summary>
public sealed record PolicyText(PolicySummary? PolicySummary, string? Content);

/// <summary>Of which policy.</summary>
public sealed record TargetsRequest(string PolicyId, string? NextToken);

/// <summary>What a policy is attached to.</summary>
public sealed record TargetsPage(ImmutableArray<PolicyTarget>? Targets, string? NextToken);

/// <summary>A root, organizational unit or account.</summary>
/// <param name="TargetId">Such as <c>ou-ab12-cdef3456</c>.</param>
/// <param name="Name">Its name, unique among its siblings.</param>
/// <param name="Type"><c>ROOT</c>, <c>ORGANIZATIONAL_UNIT</c> or <c>ACCOUNT</c>.</param>
public sealed record PolicyTarget(string? TargetId, string? Name, string? Type);

[JsonSourceGenerationOptions(Converters = [typeof(AwsInstantConverter)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrganizationsPageRequest))]
[JsonSerializable(typeof(AccountsPage))]
[JsonSerializable(typeof(TagsRequest))]
[JsonSerializable(typeof(TagsPage))]
[JsonSerializable(typeof(PoliciesRequest))]
[JsonSerializable(typeof(PoliciesPage))]
[JsonSerializable(typeof(PolicyRequest))]
[JsonSerializable(typeof(PolicyResponse))]
[JsonSerializable(typeof(TargetsRequest))]
[JsonSerializable(typeof(TargetsPage))]
sealed partial class OrganizationsInventoryJson : JsonSerializerContext;
