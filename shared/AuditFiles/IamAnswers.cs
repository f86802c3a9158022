using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Inventory;

namespace GovCloud.AuditFiles;

/// <summary>Answers of IAM and of the account's own settings.</summary>
static class IamAnswers
{
    public static CredentialReport Credentials(CollectedDocument document)
    {
        if (document.Text is { } table)
        {
            return CredentialReport.Parse(table);
        }

        var content = document.Content.OptionalText("Content") ?? throw new FormatException("認証情報レポートの中身(Content)がありません");
        return CredentialReport.Parse(CredentialText.Decode(content)) with { GeneratedAt = document.Content.Instant("GeneratedTime") };
    }

    public static RootSummary Summary(CollectedDocument document)
    {
        var map = document.Content.GetProperty("SummaryMap");
        return new(
            map.Number("AccountMFAEnabled") != 0,
            map.Number("AccountAccessKeysPresent") != 0,
            map.OptionalNumber("AccountPasswordPresent") is { } password ? password != 0 : null,
            map.OptionalNumber("AccountSigningCertificatesPresent") is > 0);
    }

    public static PasswordPolicy Policy(CollectedDocument document)
    {
        var policy = document.Content.GetProperty("PasswordPolicy");
        return new(policy.Number("MinimumPasswordLength"), policy.OptionalNumber("PasswordReusePrevention") ?? 0);
    }

    public static IamEntities Entities(CollectedDocument document) => new()
    {
        Users =
        [
            .. document.Content.OptionalList("UserDetailList").Select(user => new IamUser(
                user.Text("UserName"), user.Text("Arn"), [.. user.OptionalList("GroupList").Select(group => group.GetString()!)], Grants(user, "UserPolicyList"))),
        ],
        Groups =
        [
            .. document.Content.OptionalList("GroupDetailList").Where(group => group.OptionalText("GroupName") is not null)
                .Select(group => new IamGroup(group.Text("GroupName"), group.Text("Arn"), Grants(group, "GroupPolicyList"))),
        ],
    };

    /// <summary>Roles of any of the three calls.</summary>
    /// <param name="document">The answer.</param>
    /// <param name="list">The member with the roles.</param>
    /// <param name="tellsUse">Whether the call tells when a role was last used: ListRoles does not.</param>
    public static IEnumerable<IamRole> Roles(CollectedDocument document, string list, bool tellsUse) =>
        (list == "Role" ? document.Content.List(list) : document.Content.OptionalList(list)).Select(role => new IamRole
        {
            Name = role.Text("RoleName"),
            Arn = role.Text("Arn"),
            CreatedAt = role.Instant("CreateDate"),
            Trust = role.TryGetProperty("AssumeRolePolicyDocument", out var trust) ? IamPolicyText.Read(trust) : Readings.Unknown<Policies.PolicyDocument>("信頼ポリシーがありません"),
            LastUsedAt = tellsUse && role.TryGetProperty("RoleLastUsed", out var used)
                ? Readings.Known(used.Instant("LastUsedDate"))
                : Readings.Unknown<DateTimeOffset?>("ロールの最終使用日(RoleLastUsed)が収集されていません"),
        });

    public static IEnumerable<AccessKey> Keys(CollectedDocument document) => document.Content.List("AccessKeyMetadata")
        .Select(key => new AccessKey(key.Text("UserName"), key.Text("AccessKeyId"), key.Text("Status"), key.RequiredInstant("CreateDate")));

    public static IEnumerable<ServiceCredential> ServiceCredentials(CollectedDocument document) => document.Content.List("ServiceSpecificCredentials")
        .Select(key => new ServiceCredential(key.Text("UserName"), key.Text("ServiceSpecificCredentialId"), key.Text("ServiceName"), key.Text("Status"), key.RequiredInstant("CreateDate")));

    public static AccountContact Contact(CollectedDocument document)
    {
        var contact = document.Content.GetProperty("AlternateContact");
        var kind = contact.Text("AlternateContactType");
        return Enum.TryParse<ContactKind>(kind, ignoreCase: true, out var known) ? new(known, contact.Text("EmailAddress")) : throw new FormatException($"連絡先の種類 {kind} を知りません");
    }

    public static ImmutableDictionary<string, string> Tags(CollectedDocument document) =>
        document.Content.List("Tags").Select(tag => KeyValuePair.Create(tag.Text("Key"), tag.Text("Value"))).DistinctBy(tag => tag.Key, StringComparer.Ordinal).ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Open findings. Those of the older call have no type and are about access from outside.</summary>
    public static IEnumerable<AnalyzerFinding> Findings(CollectedDocument document) => document.Content.List("findings")
        .Where(finding => finding.OptionalText("status") == "ACTIVE")
        .Select(finding => new AnalyzerFinding(finding.Text("id"), finding.OptionalText("findingType") ?? "ExternalAccess", finding.OptionalText("resource") ?? "", finding.Instant("updatedAt")));

    static IamGrants Grants(JsonElement owner, string inline) => new()
    {
        Attached = [.. owner.OptionalList("AttachedManagedPolicies").Select(policy => policy.Text("PolicyArn"))],
        Inline =
        [
            .. owner.OptionalList(inline).Select(policy => new InlinePolicy(
                policy.Text("PolicyName"),
                policy.TryGetProperty("PolicyDocument", out var document) ? IamPolicyText.Read(document) : Readings.Unknown<Policies.PolicyDocument>("ポリシー文書がありません"))),
        ],
    };
}
