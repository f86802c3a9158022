using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>IAM users and their passwords.</summary>
static class UserChecks
{
    public static ImmutableArray<AuditCheck<AccountEvidence>> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Id = "IAM-010",
                Title = "IAM ユーザーは環境定義で認められたものだけ",
                TitleInEnglish = "IAM users are only those that the estate names",
                Rationale = "利用者は GCAS のシングルサインオンで入ります。IAM ユーザーは退職・異動の管理から漏れます。",
                Severity = Severity.Medium,
                Sources = [Cis("1.21"), Nist("AC-2"), Contract("R-072")],
                Reads = ["iam:GetCredentialReport", "estate"],
                Remedy = "不要なら削除し、必要なら access.principals に理由とともに書いてください。",
            },
            Judge = evidence => evidence.Credentials.Select(report => report.Users.Select(user =>
            {
                var approved = evidence.Context.Estate.Estate.Access.Principals.Any(principal => principal.Principals.Contains(user.Arn, StringComparer.Ordinal));
                return Judgement.Of(approved, evidence.User(user), approved ? $"IAM ユーザー {user.User} は環境定義にあります。" : $"IAM ユーザー {user.User} は環境定義で認められていません。");
            })),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-011",
                Title = "パスワードを持つ IAM ユーザーに多要素認証がある",
                TitleInEnglish = "IAM users with a console password have multi-factor authentication",
                Rationale = "パスワードの使い回しや詐取だけで管理画面に入れます。",
                Severity = Severity.High,
                Sources = [Cis("1.10"), Aws("Security Hub IAM.5"), Nist("IA-2(1)"), Contract("R-031")],
                Reads = ["iam:GetCredentialReport"],
                Remedy = "多要素認証を設定するか、パスワードを削除してください。",
            },
            Judge = evidence => Passwords(evidence, user => Judgement.Of(
                user.HasMfa, evidence.User(user), $"{user.User} はパスワードを持ち、多要素認証が{(user.HasMfa ? "あります" : "ありません")}。", Seen("mfa", user.HasMfa))),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-012",
                Title = "長く使われていないパスワードがない",
                TitleInEnglish = "No console password is unused for long",
                Rationale = "使われない認証情報は、退職者や忘れられた利用者のものです。一度も使われていないものも同じです。",
                Severity = Severity.Medium,
                Sources = [Cis("1.12"), Aws("Security Hub IAM.22"), Nist("AC-2(3)"), Contract("R-031")],
                Reads = ["iam:GetCredentialReport"],
                Remedy = "本人と所属に確かめ、パスワードを削除してください。",
            },
            Judge = evidence => Passwords(evidence, user => Unused(evidence, user)),
        },
        new()
        {
            Definition = new()
            {
                Id = "IAM-021",
                Title = "パスワードの方針が長さと再利用を定めている",
                TitleInEnglish = "The password policy demands length and refuses reuse",
                Rationale = "方針がなければ、短いパスワードや同じパスワードが使われます。",
                Severity = Severity.Medium,
                Sources = [Cis("1.8"), Cis("1.9"), Aws("Security Hub IAM.15"), Nist("IA-5(1)")],
                Reads = ["iam:GetAccountPasswordPolicy", "iam:GetCredentialReport"],
                Remedy = "パスワードポリシーで最小の長さと再利用の禁止を設定してください。",
            },
            Judge = evidence => Readings.Both(evidence.PasswordPolicy, evidence.Credentials).Select(both => One(Policy(evidence, both.First, both.Second))),
        },
    ];

    static Reading<IEnumerable<Judgement>> Passwords(AccountEvidence evidence, Func<CredentialRow, Judgement> judge) =>
        evidence.Credentials.Select(report => report.Users.Where(user => user.HasPassword == true).Select(judge));

    /// <summary>A password that was never used is as old as it is.</summary>
    static Judgement Unused(AccountEvidence evidence, CredentialRow user)
    {
        var subject = evidence.User(user);
        if ((user.PasswordLastUsedAt ?? user.PasswordChangedAt ?? user.CreatedAt) is not { } since)
        {
            return Judgement.Unknown(subject, "パスワードの作成日が分かりません");
        }

        var days = DaysSince(since, evidence.At);
        var what = user.PasswordLastUsedAt is null ? "作成されてから一度も使われていません" : "使われていません";
        ObservedValue[] seen = [Seen("passwordLastUsedAt", user.PasswordLastUsedAt), Seen("unusedDays", days)];
        return days < 0 ? Judgement.Unknown(subject, $"日時が未来です({Day(since)})", seen)
            : Judgement.Of(days <= evidence.Context.Limits.UnusedCredentialDays, subject, $"{user.User} のパスワードは{days}日間{what}(限度{evidence.Context.Limits.UnusedCredentialDays}日)。", seen);
    }

    static Judgement Policy(AccountEvidence evidence, PasswordPolicy? policy, CredentialReport report)
    {
        var limits = evidence.Context.Limits;
        if (!report.Users.Any(user => user.HasPassword == true))
        {
            return Judgement.NotApplicable(evidence.Scope, "パスワードを持つ IAM ユーザーがいません");
        }

        return policy is null
            ? Judgement.Fail(evidence.Scope, "パスワードの方針が設定されていません。")
            : Judgement.Of(
                policy.MinimumLength >= limits.PasswordLength && policy.RememberedPasswords >= limits.RememberedPasswords,
                evidence.Scope,
                $"パスワードの最小の長さは{policy.MinimumLength}文字(基準{limits.PasswordLength})、再利用の禁止は{policy.RememberedPasswords}回(基準{limits.RememberedPasswords})です。",
                Seen("minimumLength", policy.MinimumLength),
                Seen("rememberedPasswords", policy.RememberedPasswords));
    }

    static IEnumerable<Judgement> One(Judgement judgement) => [judgement];
}
