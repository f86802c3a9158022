using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Policies;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>What is granted to users and groups.</summary>
static class GrantChecks
{
    const string Administrator = "policy/AdministratorAccess";

    public static ImmutableArray<AuditCheck<AccountEvidence>> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Id = "IAM-018",
                Title = "IAM ユーザーの権限はグループかロールを通す",
                TitleInEnglish = "IAM users get their rights through groups or roles",
                Rationale = "個人に付けた権限は、担当が変わっても残ります。",
                Severity = Severity.Low,
                Sources = [Cis("1.15"), Aws("Security Hub IAM.2"), Nist("AC-6")],
                Reads = ["iam:GetAccountAuthorizationDetails"],
                Remedy = "ポリシーをグループに移し、ユーザーから外してください。",
            },
            Judge = evidence => evidence.Entities.Select(entities => entities.Users.Select(user => Judgement.Of(
                user.Grants.IsEmpty,
                new(SubjectKind.User, user.Arn, evidence.Account),
                user.Grants.IsEmpty ? $"{user.Name} に直接付いたポリシーはありません。" : $"{user.Name} に直接付いたポリシーが{user.Grants.Attached.Length + user.Grants.Inline.Length}個あります。",
                Seen("policies", user.Grants.Attached.Length + user.Grants.Inline.Length)))),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-020",
                Title = "IAM ユーザーが管理者権限を持たない",
                TitleInEnglish = "No IAM user has full administrator rights",
                Rationale = "長く残る鍵に全権限があると、漏れたときの被害に限りがありません。",
                Severity = Severity.High,
                Sources = [Cis("1.16"), Aws("Security Hub IAM.1"), Nist("AC-6(5)"), Contract("R-072")],
                Reads = ["iam:GetAccountAuthorizationDetails"],
                Remedy = "管理者権限はロールだけに付け、引き受けるときに多要素認証を求めてください。",
            },
            Judge = evidence => evidence.Entities.Select(entities => entities.Users.Select(user => Administrators(evidence, entities, user))),
        },
    ];

    static Judgement Administrators(AccountEvidence evidence, IamEntities entities, IamUser user)
    {
        var subject = new AuditSubject(SubjectKind.User, user.Arn, evidence.Account);
        var grants = entities.Groups.Where(group => user.Groups.Contains(group.Name, StringComparer.Ordinal))
            .Select(group => (From: $"グループ {group.Name}", group.Grants)).Prepend((From: "本人", user.Grants)).ToList();
        var found = grants.Select(grant => (grant.From, IsAdministrator: IsAdministrator(grant.Grants))).ToList();
        if (found.Find(grant => grant.IsAdministrator == true).From is { } through)
        {
            return Judgement.Fail(subject, $"{user.Name} は{through}を通して管理者権限を持ちます。", Seen("through", through));
        }

        var missing = user.Groups.Where(name => !entities.Groups.Any(group => group.Name == name)).ToList();
        return missing.Count > 0 ? Judgement.Unknown(subject, $"グループ {missing[0]} が収集されていません")
            : found.Exists(grant => grant.IsAdministrator is null) ? Judgement.Unknown(subject, "解釈できないポリシーがあります")
            : Judgement.Pass(subject, $"{user.Name} に管理者権限はありません。");
    }

    static bool? IsAdministrator(IamGrants grants)
    {
        if (grants.Attached.Any(arn => arn.EndsWith(Administrator, StringComparison.Ordinal)))
        {
            return true;
        }

        var inline = grants.Inline.Select(policy => policy.Document.Match<bool?>(AllowsAll, _ => null)).ToList();
        return inline.Contains(true) ? true : inline.Contains(null) ? null : false;
    }

    static bool? AllowsAll(PolicyDocument policy) => policy.Statements.Any(statement =>
        statement is { Allows: true, Conditions.IsEmpty: true }
        && statement.Actions?.Any(action => action is "*" or "*:*") == true
        && statement.Resources?.Contains("*", StringComparer.Ordinal) == true);
}
