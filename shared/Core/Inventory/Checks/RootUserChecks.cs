using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>The root user: no keys, a second factor, no use.</summary>
static class RootUserChecks
{
    public static ImmutableArray<AuditCheck<AccountEvidence>> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Id = "IAM-001",
                Title = "ルートユーザーにアクセスキー・署名証明書がない",
                TitleInEnglish = "The root user has no access keys or signing certificates",
                Rationale = "ルートの権限は制限できず、鍵が漏れるとアカウント全体を失います。",
                Severity = Severity.Critical,
                Sources = [Cis("1.4"), Aws("Security Hub IAM.4"), Nist("AC-6(10)"), Contract("R-031")],
                Reads = ["iam:GetAccountSummary", "iam:GetCredentialReport"],
                Remedy = "ルートでサインインし、アクセスキーを無効化して動作を確かめてから削除してください。組織の一元管理ではルートの認証情報ごと削除できます。",
            },
            Judge = evidence => Facts(evidence).Select(root => One(Judgement.Of(
                !root.HasKeys,
                Subject(evidence),
                root.HasKeys ? "ルートユーザーに有効なアクセスキーまたは署名証明書があります。" : "ルートユーザーにアクセスキーはありません。",
                Seen("hasKeys", root.HasKeys)))),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-002",
                Title = "ルートユーザーに多要素認証がある",
                TitleInEnglish = "The root user has multi-factor authentication",
                Rationale = "パスワードだけでは、メールを読める者がルートになれます。",
                Severity = Severity.Critical,
                Sources = [Cis("1.5"), Aws("Security Hub IAM.9"), Nist("IA-2(1)"), Contract("R-031")],
                Reads = ["iam:GetAccountSummary", "iam:GetCredentialReport"],
                Remedy = "ルートユーザーに多要素認証を設定するか、組織の一元管理でルートの認証情報を削除してください。",
            },
            Judge = evidence => Facts(evidence).Select(root => One(SecondFactor(Subject(evidence), root))),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-003",
                Title = "前回の監査から、ルートユーザーが使われていない",
                TitleInEnglish = "The root user has not been used since the last audit",
                Rationale = "ルートでしかできない作業はまれです。使用は記録と承認に結び付かなければなりません。",
                Severity = Severity.High,
                Sources = [Cis("1.7"), Nist("AC-6(9)"), Contract("R-031")],
                Reads = ["iam:GetCredentialReport"],
                Remedy = "CloudTrail で操作の内容と承認の記録を確かめ、記録がなければ事案として扱ってください。",
            },
            Judge = evidence => evidence.Credentials.Select(report => One(report.Root is { } root
                ? Use(evidence, root)
                : Judgement.Unknown(Subject(evidence), "認証情報レポートにルートユーザーの行がありません"))),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-004",
                Title = "CloudTrail にルートユーザーの操作がない",
                TitleInEnglish = "CloudTrail has no calls of the root user",
                Rationale = "認証情報レポートは最大4時間遅れ、使用の中身を示しません。",
                Severity = Severity.High,
                Sources = [Cis("1.7"), Nist("AU-6"), Contract("R-031")],
                Reads = ["cloudtrail:LookupEvents"],
                Remedy = "操作の内容と承認の記録を突き合わせ、記録がなければ事案として扱ってください。",
            },
            Judge = evidence => evidence.RootCalls.Select(calls => One(Calls(evidence, [.. calls.Where(call => call.At >= evidence.Since)]))),
        },
    ];

    /// <summary>The summary tells of the root user; where it was not read, the report does.</summary>
    static Reading<RootFacts> Facts(AccountEvidence evidence) => evidence.Summary.IsKnown
        ? evidence.Summary.Select(summary => new RootFacts(summary.HasMfa, summary.HasAccessKeys || summary.HasCertificates, summary.HasPassword))
        : from report in evidence.Credentials
          from root in report.Root is { } row
              ? Readings.Known(new RootFacts(row.HasMfa, row.Keys.Any(key => key.Active) || row.ActiveCertificates > 0, row.HasPassword))
              : Readings.Unknown<RootFacts>("認証情報レポートにルートユーザーの行がありません")
          select root;

    static Judgement SecondFactor(AuditSubject subject, RootFacts root) => root switch
    {
        { HasMfa: true } => Judgement.Pass(subject, "ルートユーザーに多要素認証があります。", Seen("mfa", true)),
        { HasPassword: false, HasKeys: false } => Judgement.NotApplicable(subject, "ルートの認証情報が削除されています"),
        _ => Judgement.Fail(subject, "ルートユーザーに多要素認証がありません。", Seen("mfa", false)),
    };

    /// <summary>The latest of password and both keys counts: one that was used long ago never hides another.</summary>
    static Judgement Use(AccountEvidence evidence, CredentialRow root)
    {
        var subject = Subject(evidence);
        if (root.LastUsedAt is not { } used)
        {
            return Judgement.Pass(subject, "ルートユーザーの使用の記録はありません。", Seen("lastUsedAt", root.LastUsedAt));
        }

        if (used > evidence.At + evidence.Context.Limits.ClockSkew)
        {
            return Judgement.Unknown(subject, $"使用の日時が未来です({Day(used)})。時計のずれを確かめてください", Seen("lastUsedAt", used));
        }

        return used >= evidence.Since
            ? Judgement.Fail(subject, $"ルートユーザーが{Day(used)}に使われました(監査の対象は{Day(evidence.Since)}から)。", Seen("lastUsedAt", used))
            : Judgement.Pass(subject, $"ルートユーザーの最後の使用は{Day(used)}で、監査の対象より前です。", Seen("lastUsedAt", used));
    }

    static Judgement Calls(AccountEvidence evidence, ImmutableArray<RecordedCall> calls) => calls.MaxBy(call => call.At) is { } last
        ? Judgement.Fail(Subject(evidence), $"ルートユーザーの操作が{calls.Length}件あります(最後は{Day(last.At)}の {last.Name})。", Seen("calls", calls.Length), Seen("lastCallAt", last.At))
        : Judgement.Pass(Subject(evidence), "ルートユーザーの操作の記録はありません。", Seen("calls", 0));

    static AuditSubject Subject(AccountEvidence evidence) => new(SubjectKind.RootUser, $"arn:aws:iam::{evidence.Account}:root", evidence.Account);

    static IEnumerable<Judgement> One(Judgement judgement) => [judgement];

    sealed record RootFacts(bool HasMfa, bool HasKeys, bool? HasPassword);
}
