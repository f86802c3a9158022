using System.Text.Json;

namespace GovCloud.AuditFiles;

/// <summary>Tells by its members which call an answer is of. File names tell nothing.</summary>
static class AnswerShape
{
    static readonly Dictionary<string, CollectedShape> ByMember = new(StringComparer.Ordinal)
    {
        ["UserDetailList"] = CollectedShape.AuthorizationDetails,
        ["RoleDetailList"] = CollectedShape.AuthorizationDetails,
        ["GroupDetailList"] = CollectedShape.AuthorizationDetails,
        ["SummaryMap"] = CollectedShape.AccountSummary,
        ["PasswordPolicy"] = CollectedShape.PasswordPolicy,
        ["Roles"] = CollectedShape.Roles,
        ["Role"] = CollectedShape.Role,
        ["AccessKeyMetadata"] = CollectedShape.AccessKeys,
        ["ServiceSpecificCredentials"] = CollectedShape.ServiceCredentials,
        ["AlternateContact"] = CollectedShape.AlternateContact,
        ["Accounts"] = CollectedShape.Accounts,
        ["Organization"] = CollectedShape.Organization,
        ["Tags"] = CollectedShape.Tags,
        ["AccountAssignments"] = CollectedShape.Assignments,
        ["PermissionSet"] = CollectedShape.PermissionSet,
        ["findings"] = CollectedShape.AnalyzerFindings,
        ["Users"] = CollectedShape.NotRead,
        ["User"] = CollectedShape.NotRead,
        ["AccessKeyLastUsed"] = CollectedShape.NotRead,
        ["VirtualMFADevices"] = CollectedShape.NotRead,
        ["MFADevices"] = CollectedShape.NotRead,
        ["AccountAliases"] = CollectedShape.NotRead,
        ["InstanceProfiles"] = CollectedShape.NotRead,
        ["Account"] = CollectedShape.NotRead,
        ["OrganizationalUnit"] = CollectedShape.NotRead,
        ["OrganizationalUnits"] = CollectedShape.NotRead,
        ["Roots"] = CollectedShape.NotRead,
        ["Root"] = CollectedShape.NotRead,
        ["Parents"] = CollectedShape.NotRead,
        ["Children"] = CollectedShape.NotRead,
        ["Handshake"] = CollectedShape.NotRead,
        ["Handshakes"] = CollectedShape.NotRead,
        ["CreateAccountStatuses"] = CollectedShape.NotRead,
        ["Policy"] = CollectedShape.NotRead,
        ["Targets"] = CollectedShape.NotRead,
        ["analyzers"] = CollectedShape.NotRead,
        ["analyzer"] = CollectedShape.NotRead,
        ["archiveRules"] = CollectedShape.NotRead,
        ["findingDetails"] = CollectedShape.NotRead,
        ["finding"] = CollectedShape.NotRead,
        ["analyzedResources"] = CollectedShape.NotRead,
        ["enabledControls"] = CollectedShape.NotRead,
    };

    static readonly Dictionary<string, CollectedShape> ByOperation = new(StringComparer.OrdinalIgnoreCase)
    {
        ["GetCredentialReport"] = CollectedShape.CredentialReport,
        ["GenerateCredentialReport"] = CollectedShape.CredentialReport,
        ["GetAccountAuthorizationDetails"] = CollectedShape.AuthorizationDetails,
        ["GetAccountSummary"] = CollectedShape.AccountSummary,
        ["GetAccountPasswordPolicy"] = CollectedShape.PasswordPolicy,
        ["ListRoles"] = CollectedShape.Roles,
        ["ListAccessKeys"] = CollectedShape.AccessKeys,
        ["ListServiceSpecificCredentials"] = CollectedShape.ServiceCredentials,
        ["GetAlternateContact"] = CollectedShape.AlternateContact,
        ["ListAccounts"] = CollectedShape.Accounts,
        ["DescribeOrganization"] = CollectedShape.Organization,
        ["ListTagsForResource"] = CollectedShape.Tags,
        ["ListAccountAssignments"] = CollectedShape.Assignments,
        ["ListFindings"] = CollectedShape.AnalyzerFindings,
        ["ListFindingsV2"] = CollectedShape.AnalyzerFindings,
    };

    /// <summary>The call of an answer with these members; <see langword="null"/> where it is none that is known.</summary>
    public static CollectedShape? Of(IReadOnlyCollection<string> members)
    {
        if (members.Contains("Content", StringComparer.Ordinal) || members.Contains("ReportFormat", StringComparer.Ordinal))
        {
            return CollectedShape.CredentialReport;
        }

        // What a check reads goes before what none does: an answer may have members of both.
        List<CollectedShape> shapes = [.. members.Where(ByMember.ContainsKey).Select(member => ByMember[member])];
        if (shapes.Count > 0)
        {
            return shapes.Min();
        }

        var others = members.Where(member => member != "ResponseMetadata").ToList();
        // The answer to GenerateCredentialReport, and answers that hold nothing but how the call went.
        return others is ["State"] or ["State", "Description"] || others.Count == 0 && members.Count > 0 ? CollectedShape.NotRead : null;
    }

    /// <summary>The shape of a call by its name.</summary>
    public static CollectedShape? OfOperation(string operation) => ByOperation.TryGetValue(operation, out var shape) ? shape : null;

    /// <summary>Whether an answer says that a further page follows.</summary>
    public static bool HasNext(JsonElement answer) =>
        (answer.TryGetProperty("IsTruncated", out var truncated) && truncated.ValueKind == JsonValueKind.True)
        || IsText(answer, "NextToken") || IsText(answer, "nextToken") || IsText(answer, "Marker");

    static bool IsText(JsonElement answer, string member) => answer.TryGetProperty(member, out var token) && token.ValueKind == JsonValueKind.String && token.GetString()!.Length > 0;
}
