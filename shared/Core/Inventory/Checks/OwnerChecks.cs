using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>Every account has owners who can be reached, and everybody who has roles still has a reason to.</summary>
static class OwnerChecks
{
    public static ImmutableArray<AuditCheck<EstateEvidence>> All { get; } =
    [
        new()
        {
            Definition = LedgerChecks.Define(
                "ACC-007", "すべてのアカウントに連絡の取れる所有者がいる", "Every account has owners who can be reached", Severity.High, "検出しても、直す人に届きません。", "環境定義の organisations に窓口のメールか Slack を書いてください。", "estate"),
            Judge = evidence => Readings.Known(evidence.Context.Estate.Estate.Accounts.Select(account => Owner(evidence, account))),
        },
        new()
        {
            Definition = LedgerChecks.Define(
                "ACC-008", "外部のアカウントへの信頼は、役割のある組織のものだけ", "Principals of the estate belong to organisations that still have a role", Severity.Medium, "契約の終わった組織の者が、信頼の一覧に残ります。", "環境定義の access.principals から外してください。", "estate")
                with
            {
                Sources = [Nist("PS-4"), Contract("R-072")],
            },
            Judge = evidence => Readings.Known(evidence.Context.Estate.Estate.Access.Principals.Select(principal => Needed(evidence, principal))),
        },
    ];

    static Judgement Owner(EstateEvidence evidence, Account account)
    {
        var index = evidence.Context.Estate;
        var context = index.FindAccount(account.Id.ToString());
        var owners = context?.System is null ? [.. index.Resolve(Role.Operator, context)] : index.Resolve(Role.Vendor, context);
        var silent = owners.AddRange(index.Resolve(Role.ItDepartment, context)).Distinct(StringComparer.Ordinal)
            .Select(index.Organisation)
            .Where(owner => owner is not null && owner.Mail.IsEmpty && owner.SlackWebhookParameter is null)
            .Select(owner => owner!.Name).ToList();
        return Judgement.Of(
            silent.Count == 0 && !owners.IsEmpty,
            AuditSubject.OfAccount(account.Id),
            owners.IsEmpty ? $"{account.Name} に所有者がいません。"
                : silent.Count == 0 ? $"{account.Name} の所有者に連絡できます。"
                : $"{account.Name} の所有者 {string.Join("、", silent)} に連絡先がありません。",
            Seen("owners", string.Join(' ', owners)));
    }

    static Judgement Needed(EstateEvidence evidence, AccessPrincipal principal)
    {
        var today = Calendar.JapanTime.DateOf(evidence.At);
        var roles = evidence.Context.Estate.Estate.Access.Roles.Where(role => role.Organisation == principal.Organisation).ToList();
        var open = roles.Exists(role => role.Until is null || role.Until >= today);
        return Judgement.Of(
            open,
            new(SubjectKind.Estate, $"{evidence.Scope.Id}/access/{principal.Organisation}", null),
            open ? $"{principal.Organisation} には期限内の役割があります。" : $"{principal.Organisation} に期限内の役割がないのに、信頼の一覧に残っています。");
    }
}
