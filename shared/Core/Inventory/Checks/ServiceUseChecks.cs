using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>Services that users and roles may use and do not.</summary>
static class ServiceUseChecks
{
    /// <summary>How long AWS remembers. Source: IAM User Guide, "Refine permissions in AWS using last accessed information".</summary>
    const int RememberedDays = 400;

    const int Named = 5;

    public static ImmutableArray<AuditCheck<AccountEvidence>> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Id = "IAM-039",
                Title = "許可されたサービスが使われている",
                TitleInEnglish = "Services that users and roles may use are used",
                Rationale = "使われないサービスの権限は、漏れたときの被害を広げるだけです。",
                Severity = Severity.Low,
                Sources = [Aws("IAM User Guide: last accessed information"), Nist("AC-6(7)"), Contract("R-072")],
                Reads = ["iam:GenerateServiceLastAccessedDetails", "iam:GetServiceLastAccessedDetails", "iam:GetAccountAuthorizationDetails", "iam:GetCredentialReport"],
                Remedy = "使われていないサービスをポリシーから外してください。",
            },
            Judge = evidence => evidence.Context.Limits.UnusedServiceDays > RememberedDays
                ? Readings.Unknown<IEnumerable<Judgement>>($"AWS が覚えている{RememberedDays}日では、{evidence.Context.Limits.UnusedServiceDays}日の不使用を判定できません")
                : Readings.Both(evidence.ServiceUse, evidence.Roles).Select(both => both.First.Select(use => Judgement.From(
                    Subject(evidence, use), use.Services, services => Unused(evidence, use, services, both.Second.FirstOrDefault(role => role.Arn == use.Arn))))),
        },
    ];

    /// <summary>
    /// Which identities it is worth to ask for: AWS works out each by itself, which takes two calls or more. What is unused as a whole is told by other checks, and what is younger
    /// than the limit cannot have been unused for so long.
    /// </summary>
    public static bool IsTold(InventoryLimits limits, DateTimeOffset? createdAt, DateTimeOffset? lastUsedAt, DateTimeOffset at) =>
        lastUsedAt is { } used && DaysSince(used, at) <= limits.UnusedRoleDays && (createdAt is not { } made || DaysSince(made, at) >= limits.UnusedServiceDays);

    static Judgement Unused(AccountEvidence evidence, IdentityUse use, ImmutableArray<ServiceUse> services, IamRole? role)
    {
        var (subject, limit) = (Subject(evidence, use), evidence.Context.Limits.UnusedServiceDays);
        if (role?.CreatedAt is { } made && DaysSince(made, evidence.At) < limit)
        {
            return Judgement.Unknown(subject, $"作成から{DaysSince(made, evidence.At)}日しかたっておらず、{limit}日の不使用を判定できません");
        }

        if (services.FirstOrDefault(service => service.LastUsedAt > evidence.At + evidence.Context.Limits.ClockSkew) is { } future)
        {
            return Judgement.Unknown(subject, $"{future.Service} の使用の日時が未来です。時計のずれを確かめてください");
        }

        var unused = services.Where(service => service.LastUsedAt is not { } used || DaysSince(used, evidence.At) > limit).Select(service => service.Service).Order(StringComparer.Ordinal).ToList();
        return Judgement.Of(
            unused.Count == 0,
            subject,
            unused.Count == 0 ? $"許可された{services.Length}サービスはすべて{limit}日以内に使われています。"
                : $"許可された{services.Length}サービスのうち{unused.Count}が{limit}日間使われていません({string.Join("、", unused.Take(Named))}{(unused.Count > Named ? " ほか" : "")})。",
            Seen("granted", services.Length),
            Seen("unused", string.Join(' ', unused)));
    }

    static AuditSubject Subject(AccountEvidence evidence, IdentityUse use) =>
        new(use.Arn.Contains(":user/", StringComparison.Ordinal) ? SubjectKind.User : SubjectKind.Role, use.Arn, evidence.Account);
}
