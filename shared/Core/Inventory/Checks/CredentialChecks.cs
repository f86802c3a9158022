using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>Access keys, both of them, and what the credential report leaves out.</summary>
static class CredentialChecks
{
    public static ImmutableArray<AuditCheck<AccountEvidence>> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Id = "IAM-013",
                Title = "アクセスキーが決まった期間内に作り替えられている",
                TitleInEnglish = "Access keys are rotated in time",
                Rationale = "古い鍵ほど、知らないところに写しがあります。",
                Severity = Severity.Medium,
                Sources = [Cis("1.14"), Aws("Security Hub IAM.3"), Nist("IA-5"), Contract("R-031")],
                Reads = ["iam:GetCredentialReport", "iam:ListAccessKeys"],
                Remedy = "新しい鍵に切り替えて古い鍵を無効化し、使われないことを確かめてから削除してください。できればロールに置き換えてください。",
            },
            Judge = evidence => Keys(evidence, (user, key) => Age(evidence, user, key)),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-014",
                Title = "長く使われていないアクセスキーがない",
                TitleInEnglish = "No access key is unused for long, nor never used",
                Rationale = "使われない鍵は、漏れても気付かれません。作られてから一度も使われていない鍵も同じです。",
                Severity = Severity.Medium,
                Sources = [Cis("1.12"), Aws("Security Hub IAM.22"), Nist("AC-2(3)"), Contract("R-031")],
                Reads = ["iam:GetCredentialReport", "iam:ListAccessKeys"],
                Remedy = "本人と所属に確かめ、無効化してから削除してください。",
            },
            Judge = evidence => Keys(evidence, (user, key) => Unused(evidence, user, key)),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-015",
                Title = "有効なアクセスキーは一人に一つまで",
                TitleInEnglish = "Nobody has two active access keys",
                Rationale = "二つ目は切り替えの間だけのものです。残れば作り替えの意味がありません。",
                Severity = Severity.Low,
                Sources = [Cis("1.13"), Nist("AC-2"), Contract("R-031")],
                Reads = ["iam:GetCredentialReport"],
                Remedy = "使われていない方を無効化し、削除してください。",
            },
            Judge = evidence => evidence.Credentials.Select(report => report.Users.Where(user => user.Keys.Any(key => key.Active)).Select(user =>
            {
                var active = user.Keys.Count(key => key.Active);
                return Judgement.Of(active < 2, evidence.User(user), $"{user.User} の有効なアクセスキーは{active}個です。", Seen("activeKeys", active));
            })),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-016",
                Title = "署名証明書が使われていない",
                TitleInEnglish = "No signing certificate is active",
                Rationale = "X.509 の署名証明書は古い方式で、期限も最終使用日も管理されません。",
                Severity = Severity.Medium,
                Sources = [Nist("IA-5"), Aws("IAM User Guide: signing certificates")],
                Reads = ["iam:GetCredentialReport"],
                Remedy = "無効化し、削除してください。",
            },
            Judge = evidence => evidence.Credentials.Select(report => report.Users.Select(user => Judgement.Of(
                user.ActiveCertificates == 0, evidence.User(user), $"{user.User} の有効な署名証明書は{user.ActiveCertificates}個です。", Seen("activeCertificates", user.ActiveCertificates)))),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-017",
                Title = "サービス固有の認証情報が使われていない",
                TitleInEnglish = "No service-specific credential is active",
                Rationale = "認証情報レポートに現れず、棚卸から漏れます。",
                Severity = Severity.Medium,
                Sources = [Nist("IA-5"), Aws("iam:ListServiceSpecificCredentials")],
                Reads = ["iam:ListServiceSpecificCredentials"],
                Remedy = "不要なら無効化し、削除してください。",
            },
            Judge = evidence => evidence.ServiceCredentials.Select(credentials => credentials.Select(credential => Judgement.Of(
                credential.Status == "Inactive",
                new(SubjectKind.AccessKey, credential.Id, evidence.Account),
                $"{credential.User} の {credential.Of} の認証情報は {credential.Status} です({Day(credential.CreatedAt)}作成)。",
                Seen("status", credential.Status)))),
        },
    ];

    static Reading<IEnumerable<Judgement>> Keys(AccountEvidence evidence, Func<CredentialRow, KeySlot, Judgement> judge) =>
        evidence.Credentials.Select(report => report.Users.SelectMany(user => user.Keys.Where(key => key.Active).Select(key => judge(user, key))));

    static Judgement Age(AccountEvidence evidence, CredentialRow user, KeySlot key)
    {
        var (subject, limit) = (Subject(evidence, user, key), evidence.Context.Limits.KeyAgeDays);
        if (key.CreatedAt is not { } made || made > evidence.At + evidence.Context.Limits.ClockSkew)
        {
            return Judgement.Unknown(subject, "アクセスキーの作成日が不明か、未来です", Seen("createdAt", key.CreatedAt));
        }

        var days = DaysSince(made, evidence.At);
        return Judgement.Of(days <= limit, subject, $"{user.User} のアクセスキーは作成から{days}日です(限度{limit}日)。", Seen("createdAt", made), Seen("ageDays", days));
    }

    /// <summary>A key that was never used is as old as it is: not used is not the same as no key.</summary>
    static Judgement Unused(AccountEvidence evidence, CredentialRow user, KeySlot key)
    {
        var (subject, limit) = (Subject(evidence, user, key), evidence.Context.Limits.UnusedCredentialDays);
        if ((key.LastUsedAt ?? key.CreatedAt) is not { } since || since > evidence.At + evidence.Context.Limits.ClockSkew)
        {
            return Judgement.Unknown(subject, "アクセスキーの作成日か使用日が不明か、未来です", Seen("lastUsedAt", key.LastUsedAt));
        }

        var days = DaysSince(since, evidence.At);
        return Judgement.Of(
            days <= limit,
            subject,
            $"{user.User} のアクセスキーは{days}日間、{(key.LastUsedAt is null ? "作成されてから一度も使われていません" : "使われていません")}(限度{limit}日)。",
            Seen("lastUsedAt", key.LastUsedAt),
            Seen("unusedDays", days));
    }

    /// <summary>The key's id, found by user and time of making; the report has no ids, and its slots change places.</summary>
    static AuditSubject Subject(AccountEvidence evidence, CredentialRow user, KeySlot key)
    {
        var ids = evidence.AccessKeys.Match(keys => keys.Where(known => known.User == user.User && known.CreatedAt == key.CreatedAt).Select(known => known.Id).Distinct(StringComparer.Ordinal).ToList(), _ => []);
        var made = key.CreatedAt?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "unknown";
        return new(SubjectKind.AccessKey, ids is [var id] ? id : $"{user.Arn}/key/{made}", evidence.Account);
    }
}
