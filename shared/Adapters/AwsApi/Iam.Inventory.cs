using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace GovCloud.Adapters.AwsApi;

/// <summary>The calls by which an account's identities are read.</summary>
public sealed partial class Iam
{
    // The most that IAM hands out at once; it may hand out fewer and say that there are more.
    const string MostItems = "1000";

    /// <summary>Begins to write the credential report, and says <c>STARTED</c>, <c>INPROGRESS</c> or <c>COMPLETE</c>. One is kept for four hours.</summary>
    public static QueryOperation<NoMembers, string> GenerateCredentialReport { get; } = new("GenerateCredentialReport", _ => [], root => Required(root.Text("State"), "State"));

    /// <summary>Reads the credential report. Errors: <c>ReportNotPresent</c>, <c>ReportExpired</c> (410), <c>ReportInProgress</c> (404).</summary>
    public static QueryOperation<NoMembers, CredentialReportText> GetCredentialReport { get; } = new("GetCredentialReport", _ => [], root => new CredentialReportText(
        Encoding.UTF8.GetString(Convert.FromBase64String(Required(root.Text("Content"), "Content"))), Instant(root.Text("GeneratedTime"))));

    /// <summary>Reads users, groups and roles with what is granted to them, page by page. Managed policies themselves are left out.</summary>
    public static QueryOperation<IamPageRequest, AuthorizationDetailsPage> GetAccountAuthorizationDetails { get; } = new(
        "GetAccountAuthorizationDetails",
        request => [new("Filter.member.1", "User"), new("Filter.member.2", "Group"), new("Filter.member.3", "Role"), new("MaxItems", MostItems), new("Marker", request.Marker)],
        root => new AuthorizationDetailsPage(
            [.. root.Members("UserDetailList").Select(User)], [.. root.Members("GroupDetailList").Select(Group)], [.. root.Members("RoleDetailList").Select(Role)], Next(root)));

    /// <summary>Reads counts about the account: <c>AccountMFAEnabled</c>, <c>AccountAccessKeysPresent</c> and others.</summary>
    public static QueryOperation<NoMembers, FrozenDictionary<string, int>> GetAccountSummary { get; } = new("GetAccountSummary", _ => [], root => root.Members("SummaryMap")
        .ToFrozenDictionary(entry => Required(entry.Text("key"), "key"), entry => int.Parse(Required(entry.Text("value"), "value"), CultureInfo.InvariantCulture), StringComparer.Ordinal));

    /// <summary>Reads the access keys of a user, page by page. Error: <c>NoSuchEntity</c>.</summary>
    public static QueryOperation<AccessKeysRequest, AccessKeysPage> ListAccessKeys { get; } = new(
        "ListAccessKeys",
        request => [new("UserName", request.UserName), new("MaxItems", MostItems), new("Marker", request.Marker)],
        root => new AccessKeysPage(
            [.. root.Members("AccessKeyMetadata").Select(key => new AccessKeyFacts(key.Text("UserName"), key.Text("AccessKeyId"), key.Text("Status"), Instant(key.Text("CreateDate"))))], Next(root)));

    /// <summary>Reads the credentials for single services of all users, page by page. Error: <c>NotSupportedService</c>.</summary>
    public static QueryOperation<IamPageRequest, ServiceCredentialsPage> ListServiceSpecificCredentials { get; } = new(
        "ListServiceSpecificCredentials",
        request => [new("AllUsers", "true"), new("MaxItems", MostItems), new("Marker", request.Marker)],
        root => new ServiceCredentialsPage(
            [
                .. root.Members("ServiceSpecificCredentials").Select(key => new ServiceCredentialFacts(
                    key.Text("UserName"), key.Text("ServiceSpecificCredentialId"), key.Text("ServiceName"), key.Text("Status"), Instant(key.Text("CreateDate")))),
            ],
            Next(root)));

    /// <summary>Begins to find out which services a user or role used last, by its ARN, and returns the job's id.</summary>
    public static QueryOperation<string, string> GenerateServiceLastAccessedDetails { get; } = new(
        "GenerateServiceLastAccessedDetails", arn => [new("Arn", arn), new("Granularity", "SERVICE_LEVEL")], root => Required(root.Text("JobId"), "JobId"));

    /// <summary>Reads what such a job found out, page by page: every service that the identity's policies allow, and when it used it last.</summary>
    public static QueryOperation<LastAccessedRequest, LastAccessedPage> GetServiceLastAccessedDetails { get; } = new(
        "GetServiceLastAccessedDetails",
        request => [new("JobId", request.JobId), new("MaxItems", MostItems), new("Marker", request.Marker)],
        root => new LastAccessedPage(
            Required(root.Text("JobStatus"), "JobStatus"),
            [.. root.Members("ServicesLastAccessed").Select(service => new ServiceLastAccessed(Required(service.Text("ServiceNamespace"), "ServiceNamespace"), Instant(service.Text("LastAuthenticated"))))],
            Next(root)));

    // Below direct children only: instance profiles repeat the members of roles.
    static UserDetail User(XElement user) => new(
        user.Child("UserName")?.Value, user.Child("Arn")?.Value, [.. Items(user, "GroupList").Select(group => group.Value)], Grants(user, "UserPolicyList"));

    static GroupDetail Group(XElement group) => new(group.Child("GroupName")?.Value, group.Child("Arn")?.Value, Grants(group, "GroupPolicyList"));

    static RoleDetail Role(XElement role) => new(
        role.Child("RoleName")?.Value, role.Child("Arn")?.Value, Instant(role.Child("CreateDate")?.Value), role.Child("AssumeRolePolicyDocument")?.Value, Instant(role.Child("RoleLastUsed").Child("LastUsedDate")?.Value));

    static GrantDetail Grants(XElement owner, string inline) => new(
        [.. Items(owner, "AttachedManagedPolicies").Select(policy => Required(policy.Text("PolicyArn"), "PolicyArn"))],
        [.. Items(owner, inline).Select(policy => new InlinePolicyText(policy.Text("PolicyName"), policy.Text("PolicyDocument")))]);

    static IEnumerable<XElement> Items(XElement owner, string list) => owner.Child(list)?.Elements() ?? [];

    /// <summary>The marker of the next page. A page that says that there are more and not where is a half answer.</summary>
    static string? Next(XElement root)
    {
        var marker = root.Descendants().FirstOrDefault(one => one.Name.LocalName == "IsTruncated")?.Parent.Child("Marker")?.Value;
        return root.Text("IsTruncated") != "true" ? null : Required(marker, "Marker");
    }

    static DateTimeOffset? Instant(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    static string Required(string? text, string member) => text is { Length: > 0 } ? text : throw new FormatException($"The answer has no {member}.");
}

/// <summary>A page of a list of the whole account.</summary>
public sealed record IamPageRequest(string? Marker);

/// <summary>A credential report.</summary>
/// <param name="Content">The table, comma-separated.</param>
/// <param name="GeneratedTime">When AWS wrote it.</param>
public sealed record CredentialReportText(string Content, DateTimeOffset? GeneratedTime);

/// <summary>Users, groups and roles.</summary>
public sealed record AuthorizationDetailsPage(ImmutableArray<UserDetail> Users, ImmutableArray<GroupDetail> Groups, ImmutableArray<RoleDetail> Roles, string? Marker);

/// <summary>An IAM user.</summary>
public sealed record UserDetail(string? UserName, string? Arn, ImmutableArray<string> Groups, GrantDetail Grants);

/// <summary>A group.</summary>
public sealed record GroupDetail(string? GroupName, string? Arn, GrantDetail Grants);

/// <summary>A role. Its trust policy is percent-encoded.</summary>
public sealed record RoleDetail(string? RoleName, string? Arn, DateTimeOffset? CreateDate, string? AssumeRolePolicyDocument, DateTimeOffset? LastUsedDate);

/// <summary>What is granted: ARNs of managed policies, and inline policies.</summary>
public sealed record GrantDetail(ImmutableArray<string> Attached, ImmutableArray<InlinePolicyText> Inline);

/// <summary>An inline policy, percent-encoded.</summary>
public sealed record InlinePolicyText(string? PolicyName, string? PolicyDocument);

/// <summary>Whose keys.</summary>
public sealed record AccessKeysRequest(string UserName, string? Marker);

/// <summary>Access keys.</summary>
public sealed record AccessKeysPage(ImmutableArray<AccessKeyFacts> Keys, string? Marker);

/// <summary>An access key.</summary>
public sealed record AccessKeyFacts(string? UserName, string? AccessKeyId, string? Status, DateTimeOffset? CreateDate);

/// <summary>Credentials for single services.</summary>
public sealed record ServiceCredentialsPage(ImmutableArray<ServiceCredentialFacts> Credentials, string? Marker);

/// <summary>A credential for one service.</summary>
public sealed record ServiceCredentialFacts(string? UserName, string? ServiceSpecificCredentialId, string? ServiceName, string? Status, DateTimeOffset? CreateDate);

/// <summary>A page of what a job found out.</summary>
public sealed record LastAccessedRequest(string JobId, string? Marker);

/// <summary>What a job found out.</summary>
/// <param name="JobStatus"><c>IN_PROGRESS</c>, <c>COMPLETED</c> or <c>FAILED</c>.</param>
/// <param name="Services">The services that the identity may use.</param>
/// <param name="Marker">The next page.</param>
public sealed record LastAccessedPage(string JobStatus, ImmutableArray<ServiceLastAccessed> Services, string? Marker);

/// <summary>A service that an identity may use.</summary>
/// <param name="ServiceNamespace">As in actions: <c>s3</c>.</param>
/// <param name="LastAuthenticated">When it was used last; none for not within the 400 days that AWS remembers.</param>
public sealed record ServiceLastAccessed(string ServiceNamespace, DateTimeOffset? LastAuthenticated);
