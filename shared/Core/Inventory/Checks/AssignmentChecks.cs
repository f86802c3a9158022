using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>Assignments of IAM Identity Center against the estate.</summary>
static class AssignmentChecks
{
    public static ImmutableArray<AuditCheck<AccountEvidence>> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Id = "SSO-001",
                Title = "権限セットの割り当てが、環境定義の権限表のとおり",
                TitleInEnglish = "Assignments of permission sets are those of the access matrix",
                Rationale = "権限表にない割り当ては、承認されていない権限です。",
                Severity = Severity.High,
                Sources = [Nist("AC-2"), Nist("AC-6(7)"), Contract("R-072")],
                Reads = ["sso:ListAccountAssignments", "estate"],
                Remedy = "割り当てを外すか、環境定義の access.roles に書いて承認を得てください。",
            },
            Judge = evidence => evidence.Assignments.Select(assignments => assignments.Select(assignment => InMatrix(evidence, assignment))),
        },
        new()
        {
            Definition = new()
            {
                Id = "SSO-002",
                Title = "権限セットはグループに割り当てる",
                TitleInEnglish = "Permission sets are assigned to groups, not to single users",
                Rationale = "個人への割り当ては、異動や退職のときに残ります。",
                Severity = Severity.Medium,
                Sources = [Aws("IAM Identity Center: best practices"), Nist("AC-2"), Contract("R-072")],
                Reads = ["sso:ListAccountAssignments"],
                Remedy = "グループへの割り当てに置き換えてください。",
            },
            Judge = evidence => evidence.Assignments.Select(assignments => assignments.Select(assignment => Judgement.Of(
                assignment.OfGroup,
                Subject(evidence, assignment),
                $"権限セット {assignment.PermissionSet} は{(assignment.OfGroup ? "グループ" : "個人")}に割り当てられています。"))),
        },
        new()
        {
            Definition = new()
            {
                Id = "SSO-003",
                Title = "権限セットのないシングルサインオンのロールが残っていない",
                TitleInEnglish = "No role of Identity Center is left without an assignment",
                Rationale = "外したはずの権限セットのロールが残り、信頼ポリシーの変更で使われます。",
                Severity = Severity.Medium,
                Sources = [Nist("AC-2"), Contract("R-072")],
                Reads = ["iam:GetAccountAuthorizationDetails", "sso:ListAccountAssignments"],
                Remedy = "権限セットのプロビジョニングをやり直し、残ったロールを削除してください。",
            },
            Judge = evidence => Readings.Both(evidence.Roles, evidence.Assignments).Select(both => both.First.Where(role => role.IsOfIdentityCenter).Select(role => Orphan(evidence, role, both.Second))),
        },
        new()
        {
            Definition = new()
            {
                Id = "SSO-004",
                Title = "権限セットの最新の版がアカウントに配布されている",
                TitleInEnglish = "The account has the latest version of its permission sets",
                Rationale = "減らしたはずの権限が、配布されるまで残ります。",
                Severity = Severity.Medium,
                Sources = [Aws("IAM Identity Center: LATEST_PERMISSION_SET_NOT_PROVISIONED"), Nist("AC-2"), Nist("CM-3")],
                Reads = ["sso:ListAccountsForProvisionedPermissionSet"],
                Remedy = "権限セットの再プロビジョニングを実行してください。",
            },
            Judge = evidence => evidence.OutdatedPermissionSets.Select(sets => sets.IsEmpty
                ? [Judgement.Pass(evidence.Scope, "権限セットはすべて最新の版です。")]
                : sets.Select(set => Judgement.Fail(new(SubjectKind.Assignment, $"{evidence.Account}/{set}", evidence.Account), $"権限セット {set} の最新の版が配布されていません。"))),
        },
    ];

    static Judgement InMatrix(AccountEvidence evidence, SsoAssignment assignment)
    {
        var subject = Subject(evidence, assignment);
        if (assignment.PermissionSet.StartsWith("arn:", StringComparison.Ordinal))
        {
            return Judgement.Unknown(subject, "権限セットの名前(describe-permission-set)が収集されていません");
        }

        var approved = evidence.Context.RolesIn(evidence.Account).Any(role => IsOf(assignment.PermissionSet, role.Id));
        return Judgement.Of(approved, subject, $"権限セット {assignment.PermissionSet} の割り当ては権限表に{(approved ? "あります" : "ありません")}。");
    }

    /// <summary>Long names of permission sets are cut and end in a digest, as the stacks make them.</summary>
    static bool IsOf(string permissionSet, string role) =>
        permissionSet == "gca-" + role || (role.Length > 28 && permissionSet.StartsWith($"gca-{role[..20]}-", StringComparison.Ordinal));

    /// <summary>Identity Center names its roles AWSReservedSSO_(permission set)_(16 hexadecimal digits).</summary>
    static Judgement Orphan(AccountEvidence evidence, IamRole role, ImmutableArray<SsoAssignment> assignments)
    {
        var subject = new AuditSubject(SubjectKind.Role, role.Arn, evidence.Account);
        var name = role.Name.StartsWith("AWSReservedSSO_", StringComparison.Ordinal) && role.Name.LastIndexOf('_') is > 15 and var end ? role.Name[15..end] : role.Name;
        return assignments.Any(assignment => assignment.PermissionSet == name) ? Judgement.Pass(subject, $"ロール {role.Name} には割り当てがあります。")
            : assignments.Any(assignment => assignment.PermissionSet.StartsWith("arn:", StringComparison.Ordinal)) ? Judgement.Unknown(subject, "権限セットの名前(describe-permission-set)が収集されていません")
            : Judgement.Fail(subject, $"ロール {role.Name} には割り当てがありません。");
    }

    static AuditSubject Subject(AccountEvidence evidence, SsoAssignment assignment) =>
        new(SubjectKind.Assignment, $"{evidence.Account}/{assignment.PermissionSet}/{(assignment.OfGroup ? "group" : "user")}/{assignment.Principal}", evidence.Account);
}
