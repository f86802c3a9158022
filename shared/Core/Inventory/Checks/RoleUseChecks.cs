using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>Roles that nobody uses, that outlived their contract, that are for emergencies, and rights that nobody uses.</summary>
static class RoleUseChecks
{
    const string Prefix = "gca-";

    public static ImmutableArray<AuditCheck<AccountEvidence>> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Id = "IAM-034",
                Title = "長く使われていないロールがない",
                TitleInEnglish = "No role is unused for long",
                Rationale = "使われないロールは、入口として残るだけです。",
                Severity = Severity.Low,
                Sources = [Aws("IAM User Guide: last accessed information"), Nist("AC-2(3)"), Contract("R-031")],
                Reads = ["iam:GetAccountAuthorizationDetails"],
                Remedy = "作成者に確かめ、不要なら削除してください。",
            },
            Judge = evidence => evidence.Roles.Select(roles => roles.Where(role => !role.IsServiceLinked && !role.IsOfIdentityCenter).Select(role => Unused(evidence, role))),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-035",
                Title = "前回の監査から、緊急時のロールが使われていない",
                TitleInEnglish = "No break-glass role has been used since the last audit",
                Rationale = "緊急時の特権は、使ったあとに必ず点検します。",
                Severity = Severity.High,
                Sources = [Nist("AC-6(9)"), Contract("R-072")],
                Reads = ["iam:GetAccountAuthorizationDetails", "estate"],
                Remedy = "事案の記録と CloudTrail を突き合わせて点検し、点検の番号を理由に例外承認を記録してください。",
            },
            Judge = evidence => evidence.Roles.Select(roles =>
                from role in roles
                where evidence.Context.BreakGlassRoles.Contains(role.Name, StringComparer.Ordinal)
                    || evidence.Context.RolesIn(evidence.Account).Any(known => known.Kind == AccessRoleKind.BreakGlass && role.Name == Prefix + known.Id)
                select BreakGlass(evidence, role)),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-036",
                Title = "契約や期限の終わったロールが残っていない",
                TitleInEnglish = "No role outlives its contract or period",
                Rationale = "契約の終わった事業者や監査人が入れるままになります。",
                Severity = Severity.High,
                Sources = [Nist("PS-4"), Nist("AC-2"), Contract("R-072")],
                Reads = ["iam:GetAccountAuthorizationDetails", "iam:ListRoles", "estate"],
                Remedy = "環境定義から外してデプロイし、ロールを削除してください。",
            },
            Judge = evidence => evidence.Roles.Select(roles => roles.Where(role => role.Name.StartsWith(Prefix, StringComparison.Ordinal)).Select(role => Leavers(evidence, role))),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-037",
                Title = "使われていない権限がない",
                TitleInEnglish = "No unused permissions are granted",
                Rationale = "使わない権限は、漏れたときの被害を広げるだけです。",
                Severity = Severity.Low,
                Sources = [Aws("IAM Access Analyzer UnusedPermission"), Nist("AC-6(7)"), Contract("R-072")],
                Reads = ["access-analyzer:ListFindingsV2"],
                Remedy = "検出結果の示す権限を外してください。",
            },
            Judge = evidence => Findings(evidence, evidence.UnusedAccess, "使われていない権限がありません。", finding => $"使われていない権限が検出されています({finding.Type})。"),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-038",
                Title = "外部アクセスの検出結果が処理されている",
                TitleInEnglish = "Findings of external access are triaged",
                Rationale = "バケットや鍵など、ロール以外の入口も外に開いていることがあります。",
                Severity = Severity.High,
                Sources = [Aws("IAM Access Analyzer ExternalAccess"), Cis("1.20"), Nist("AC-3")],
                Reads = ["access-analyzer:ListFindingsV2"],
                Remedy = "意図したものならアーカイブし、そうでなければ閉じてください。",
            },
            Judge = evidence => Findings(evidence, evidence.ExternalAccess, "未処理の外部アクセスの検出結果はありません。", _ => "外部アクセスの検出結果が未処理です。"),
        },
    ];

    static Judgement Unused(AccountEvidence evidence, IamRole role)
    {
        var (subject, limit) = (Subject(evidence, role), evidence.Context.Limits.UnusedRoleDays);
        return Judgement.From(subject, role.LastUsedAt, used =>
        {
            if ((used ?? role.CreatedAt) is not { } since || since > evidence.At + evidence.Context.Limits.ClockSkew)
            {
                return Judgement.Unknown(subject, "ロールの作成日か使用日が不明か、未来です");
            }

            var days = DaysSince(since, evidence.At);
            return Judgement.Of(
                days <= limit,
                subject,
                $"ロール {role.Name} は{days}日間、{(used is null ? "作成されてから一度も使われていません" : "使われていません")}(限度{limit}日)。",
                Seen("lastUsedAt", used),
                Seen("unusedDays", days));
        });
    }

    static Judgement BreakGlass(AccountEvidence evidence, IamRole role) => Judgement.From(Subject(evidence, role), role.LastUsedAt, used => Judgement.Of(
        used is null || used < evidence.Since,
        Subject(evidence, role),
        used is null ? $"緊急時のロール {role.Name} の使用の記録はありません。" : $"緊急時のロール {role.Name} の最後の使用は{Day(used.Value)}です(監査の対象は{Day(evidence.Since)}から)。",
        Seen("lastUsedAt", used)));

    /// <summary>A role of ours is one that the estate has for this account, and whose last day has not passed.</summary>
    static Judgement Leavers(AccountEvidence evidence, IamRole role)
    {
        var today = JapanTime.DateOf(evidence.At);
        var known = evidence.Context.RolesIn(evidence.Account).FirstOrDefault(candidate => role.Name == Prefix + candidate.Id);
        var subject = Subject(evidence, role);
        return known is null ? Judgement.Fail(subject, $"ロール {role.Name} は環境定義のこのアカウントにありません。")
            : known.Until < today ? Judgement.Fail(subject, $"ロール {role.Name} の期限は{known.Until:yyyy-MM-dd}に終わっています。", Seen("until", $"{known.Until:yyyy-MM-dd}"))
            : Judgement.Pass(subject, $"ロール {role.Name} は環境定義のとおりです。");
    }

    static Reading<IEnumerable<Judgement>> Findings(AccountEvidence evidence, Reading<ImmutableArray<AnalyzerFinding>> reading, string none, Func<AnalyzerFinding, string> text) =>
        reading.Select(findings => findings.IsEmpty
            ? [Judgement.Pass(evidence.Scope, none)]
            : findings.Select(finding => Judgement.Fail(new(SubjectKind.Resource, finding.Resource, evidence.Account), text(finding), Seen("finding", finding.Id), Seen("type", finding.Type))));

    static AuditSubject Subject(AccountEvidence evidence, IamRole role) => new(SubjectKind.Role, role.Arn, evidence.Account);
}
