using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Inventory.Trust;
using GovCloud.Policies;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>Who may assume roles.</summary>
static class TrustChecks
{
    public static ImmutableArray<AuditCheck<AccountEvidence>> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Id = "IAM-030",
                Title = "台帳にない外部のアカウントがロールを引き受けられない",
                TitleInEnglish = "No account outside estate, ledger and organization can assume a role",
                Rationale = "信頼した相手のアカウントが侵害されると、こちらに入られます。だれでも引き受けられるロールは公開されたのと同じです。",
                Severity = Severity.Critical,
                Sources = [Aws("IAM Access Analyzer ExternalAccess"), Nist("AC-3"), Nist("AC-17"), Contract("R-072")],
                Reads = ["iam:GetAccountAuthorizationDetails", "iam:ListRoles", "ledger", "estate"],
                Remedy = "信頼ポリシーから外すか、認められた相手なら環境定義か台帳に書き、外部 ID を必須にしてください。",
            },
            Judge = evidence => Roles(evidence, (role, trust) => Outsiders(evidence, role, trust)),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-031",
                Title = "外部の相手には外部 ID を求める",
                TitleInEnglish = "Third parties must show an external id",
                Rationale = "外部 ID がなければ、相手の別の顧客がこちらのロールを使わせることができます(混乱した代理)。",
                Severity = Severity.Medium,
                Sources = [Aws("IAM User Guide: third-party access"), Nist("AC-3")],
                Reads = ["iam:GetAccountAuthorizationDetails", "iam:ListRoles"],
                Remedy = "信頼ポリシーに sts:ExternalId の StringEquals 条件を加えてください。",
            },
            Judge = evidence => Roles(evidence, (role, trust) => ExternalIds(evidence, role, trust)),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-032",
                Title = "OpenID Connect の信頼は相手を特定している",
                TitleInEnglish = "Trust in an OpenID Connect provider names whom it lets in",
                Rationale = "sub などの条件がなければ、その認証基盤のすべての利用者が入れます。",
                Severity = Severity.High,
                Sources = [Aws("IAM User Guide: OIDC federation"), Nist("IA-8"), Nist("AC-3")],
                Reads = ["iam:GetAccountAuthorizationDetails", "iam:ListRoles"],
                Remedy = "<プロバイダー>:sub の StringEquals(または先頭を固定した StringLike)条件を加えてください。",
            },
            Judge = evidence => Roles(evidence, (role, trust) => OpenId(evidence, role, trust)),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-033",
                Title = "サービスへの信頼が、知らないアカウントのためのものではない",
                TitleInEnglish = "Trust in a service is not for accounts that nobody knows",
                Rationale = "aws:SourceAccount などに他人のアカウントを書くと、サービスを通してこちらのロールを使われます。",
                Severity = Severity.Medium,
                Sources = [Aws("IAM User Guide: confused deputy"), Nist("AC-3")],
                Reads = ["iam:GetAccountAuthorizationDetails", "iam:ListRoles"],
                Remedy = "aws:SourceAccount か aws:SourceArn を自分のアカウントにしてください。",
            },
            Judge = evidence => Roles(evidence, (role, trust) => Services(evidence, role, trust)),
        },
    ];

    static Reading<IEnumerable<Judgement>> Roles(AccountEvidence evidence, Func<IamRole, PolicyDocument, Judgement?> judge) =>
        evidence.Roles.Select(roles => roles
            .Select(role => role.Trust.Match(trust => judge(role, trust), why => Judgement.Unknown(Subject(evidence, role), why)))
            .OfType<Judgement>());

    static Judgement Outsiders(AccountEvidence evidence, IamRole role, PolicyDocument trust)
    {
        var (subject, findings) = (Subject(evidence, role), Findings(evidence, role, trust));
        var outside = findings.Where(finding => finding.Party is TrustParty.Outsider or TrustParty.Everybody).ToList();
        if (outside.Count > 0)
        {
            var who = string.Join("、", outside.Select(finding => finding.Party == TrustParty.Everybody ? "すべての AWS アカウント" : $"台帳にない {finding.Account}"));
            return Judgement.Fail(subject, $"ロール {role.Name} を{who}が引き受けられます。", Seen("principals", string.Join(' ', outside.Select(finding => finding.Principal))));
        }

        return findings.FirstOrDefault(finding => finding.Party == TrustParty.Unknown) is { } doubt
            ? Judgement.Unknown(subject, $"ロール {role.Name} の {doubt.Principal}: {doubt.Doubt}", Seen("principals", doubt.Principal))
            : Judgement.Pass(subject, $"ロール {role.Name} を引き受けられる外部のアカウントはありません。", Seen("principals", string.Join(' ', findings.Select(finding => finding.Principal))));
    }

    static Judgement? ExternalIds(AccountEvidence evidence, IamRole role, PolicyDocument trust)
    {
        var outsiders = Findings(evidence, role, trust).Where(finding => finding.Party == TrustParty.Outsider).ToList();
        var open = outsiders.Where(finding => !finding.AsksExternalId).Select(finding => finding.Account).Distinct(StringComparer.Ordinal).ToList();
        return outsiders.Count == 0 ? null : Judgement.Of(
            open.Count == 0,
            Subject(evidence, role),
            open.Count == 0 ? $"ロール {role.Name} は外部の相手に外部 ID を求めています。" : $"ロール {role.Name} は {string.Join("、", open)} に外部 ID を求めていません。");
    }

    static Judgement? OpenId(AccountEvidence evidence, IamRole role, PolicyDocument trust)
    {
        var statements = trust.Statements.Where(statement => statement.Allows && TrustAnalysis.Admits(statement) && !TrustPeriod.HasEnded(statement, evidence.At));
        var limited = (
            from statement in statements
            from principal in statement.Principals ?? []
            where principal.Kind == "Federated"
            let provider = FederatedTrust.OpenIdProvider(principal.Value)
            where provider is not null
            select (Provider: provider, Limited: FederatedTrust.IsLimited(statement, provider))).ToList();
        var subject = Subject(evidence, role);
        return limited.Count == 0 ? null
            : limited.Find(one => one.Limited == false) is { Provider: { } open } ? Judgement.Fail(subject, $"ロール {role.Name} を {open} のすべての利用者が引き受けられます。", Seen("provider", open))
            : limited.Find(one => one.Limited is null) is { Provider: { } odd } ? Judgement.Unknown(subject, $"ロール {role.Name} の {odd} の条件を判定できません")
            : Judgement.Pass(subject, $"ロール {role.Name} は {limited[0].Provider} の利用者を特定しています。", Seen("provider", limited[0].Provider));
    }

    static Judgement? Services(AccountEvidence evidence, IamRole role, PolicyDocument trust)
    {
        var scopes = trust.Statements
            .Where(statement => statement.Allows && TrustAnalysis.Admits(statement) && statement.Principals?.Any(principal => principal.Kind == "Service") == true)
            .Select(statement => ServiceTrust.Of(statement, evidence.Context)).ToList();
        var subject = Subject(evidence, role);
        return scopes.Count == 0 ? null
            : scopes.Contains(ServiceScope.Foreign) ? Judgement.Fail(subject, $"ロール {role.Name} のサービスへの信頼が、台帳にないアカウントのためのものです。")
            : scopes.Contains(null) ? Judgement.Unknown(subject, $"ロール {role.Name} のサービスの条件の組織が自組織か分かりません")
            : Judgement.Pass(subject, $"ロール {role.Name} のサービスへの信頼に、知らないアカウントはありません。", Seen("limited", !scopes.Contains(ServiceScope.None)));
    }

    static ImmutableArray<TrustFinding> Findings(AccountEvidence evidence, IamRole role, PolicyDocument trust) =>
        TrustAnalysis.Of(trust, role.Arn, evidence.Account, evidence.Context, evidence.At);

    static AuditSubject Subject(AccountEvidence evidence, IamRole role) => new(SubjectKind.Role, role.Arn, evidence.Account);
}
