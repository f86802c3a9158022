using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Audit;
using GovCloud.Inventory;
using GovCloud.Policies;

namespace GovCloud.Adapters.Inventory;

/// <summary>IAM's answers as the checks understand them. One without what tells it from others is half an answer: better unknown than too short.</summary>
static class IamFacts
{
    public static IamEntities Entities(AuthorizationDetailsPage details) => new()
    {
        Users = [.. details.Users.Select(user => new IamUser(Required(user.UserName, "UserName"), Required(user.Arn, "Arn"), user.Groups, Grants(user.Grants)))],
        Groups = [.. details.Groups.Select(group => new IamGroup(Required(group.GroupName, "GroupName"), Required(group.Arn, "Arn"), Grants(group.Grants)))],
    };

    public static IamRole Role(RoleDetail role) => new()
    {
        Name = Required(role.RoleName, "RoleName"),
        Arn = Required(role.Arn, "Arn"),
        CreatedAt = role.CreateDate,
        Trust = Policy(role.AssumeRolePolicyDocument, "信頼ポリシーがありません"),
        LastUsedAt = Readings.Known(role.LastUsedDate),
    };

    public static RootSummary Summary(IReadOnlyDictionary<string, int> counts)
    {
        int Count(string name) => counts.TryGetValue(name, out var count) ? count : throw new FormatException($"アカウントの要約に {name} がありません");
        return new(
            Count("AccountMFAEnabled") != 0, Count("AccountAccessKeysPresent") != 0,
            counts.TryGetValue("AccountPasswordPresent", out var password) ? password != 0 : null, counts.GetValueOrDefault("AccountSigningCertificatesPresent") > 0);
    }

    public static AccessKey Key(AccessKeyFacts key) =>
        new(Required(key.UserName, "UserName"), Required(key.AccessKeyId, "AccessKeyId"), Required(key.Status, "Status"), key.CreateDate ?? throw Missing("CreateDate"));

    public static ServiceCredential Credential(ServiceCredentialFacts key) => new(
        Required(key.UserName, "UserName"), Required(key.ServiceSpecificCredentialId, "ServiceSpecificCredentialId"), Required(key.ServiceName, "ServiceName"), Required(key.Status, "Status"),
        key.CreateDate ?? throw Missing("CreateDate"));

    static IamGrants Grants(GrantDetail grants) => new()
    {
        Attached = grants.Attached,
        Inline = [.. grants.Inline.Select(policy => new InlinePolicy(Required(policy.PolicyName, "PolicyName"), Policy(policy.PolicyDocument, "ポリシー文書がありません")))],
    };

    static Reading<PolicyDocument> Policy(string? text, string missing) =>
        text is null ? Readings.Unknown<PolicyDocument>(missing) : IamPolicyText.Read(JsonSerializer.SerializeToElement(text, TextJson.Default.String));

    static string Required(string? value, string member) => value is { Length: > 0 } ? value : throw Missing(member);

    static FormatException Missing(string member) => new($"項目 {member} がありません");
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
sealed partial class TextJson : System.Text.Json.Serialization.JsonSerializerContext;
