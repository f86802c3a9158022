using System.Collections.Immutable;
using GovCloud.Accounts;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>Contacts, tags and use of an account as a whole.</summary>
static class AccountChecks
{
    public static ImmutableArray<AuditCheck<AccountEvidence>> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Id = "ACC-010",
                Title = "代替連絡先(セキュリティ・運用・請求)が窓口のメールになっている",
                TitleInEnglish = "Alternate contacts (security, operations, billing) are mailboxes of desks",
                Rationale = "AWS からの侵害や停止の連絡が、だれにも届きません。個人のメールは異動で読まれなくなります。",
                Severity = Severity.Medium,
                Sources = [Cis("1.1"), Cis("1.2"), Aws("Security Hub Account.1"), Nist("IR-6"), Contract("R-031")],
                Reads = ["account:GetAlternateContact", "estate"],
                Remedy = "窓口のメールを代替連絡先に設定してください。",
            },
            Judge = evidence => evidence.Contacts.Select(contacts => Enum.GetValues<ContactKind>().Select(kind => Contact(evidence, contacts, kind))),
        },
        new()
        {
            Definition = new()
            {
                Id = "ACC-011",
                Title = "アカウントに必須のタグがある",
                TitleInEnglish = "The account has the tags that the estate demands",
                Rationale = "タグがなければ、費用の按分と担当の判定ができません。",
                Severity = Severity.Low,
                Sources = [Nist("CM-8"), Contract("R-073")],
                Reads = ["organizations:ListTagsForResource", "estate"],
                Remedy = "環境定義の budgets.tags のタグを付けてください(GCAS では付与を依頼します)。",
            },
            Judge = evidence => evidence.Tags.Select(tags => evidence.Context.Estate.Estate.Budgets.Tags.IsEmpty ? [] : One(Tags(evidence, tags))),
        },
        new()
        {
            Definition = new()
            {
                Id = "ACC-012",
                Title = "アカウントが使われている",
                TitleInEnglish = "The account is in use",
                Rationale = "使われないアカウントは監視の目が届かず、費用もかかります。",
                Severity = Severity.Low,
                Sources = [Nist("AC-2(3)"), Nist("CM-8"), Contract("R-031")],
                Reads = ["iam:GetCredentialReport", "iam:GetAccountAuthorizationDetails"],
                Remedy = "所有者に確かめ、不要なら廃止の手続き(gca accounts close)を始めてください。",
            },
            Judge = evidence => Readings.Both(evidence.Credentials, evidence.Roles).Select(both => One(Idle(evidence, both.First, both.Second))),
        },
        new()
        {
            Definition = new()
            {
                Id = "ACC-013",
                Title = "廃止したアカウントが使われていない",
                TitleInEnglish = "A closed account is not used any more",
                Rationale = "廃止したはずのアカウントへのログインは、手続きの漏れか不正な利用です。",
                Severity = Severity.High,
                Sources = [Nist("AC-2"), Nist("PS-4"), Contract("R-031")],
                Reads = ["iam:GetCredentialReport", "iam:GetAccountAuthorizationDetails", "ledger"],
                Remedy = "使用者を CloudTrail で確かめ、廃止の手続きをやり直すか、事案として扱ってください。",
            },
            Judge = evidence => evidence.Context.Ledger.SelectMany(
                ledger => Readings.Known(ledger.FirstOrDefault(record => record.Id == evidence.Account)),
                (_, record) => record).SelectMany(
                record => record is not { State: AccountState.Closed }
                    ? Readings.Known(Judgement.NotApplicable(evidence.Scope, "台帳では廃止済ではありません"))
                    : Readings.Both(evidence.Credentials, evidence.Roles).Select(both => UsedAfter(evidence, record.ChangedAt, both.First, both.Second)),
                (_, judgement) => One(judgement)),
        },
    ];

    static Judgement Contact(AccountEvidence evidence, ImmutableArray<AccountContact> contacts, ContactKind kind)
    {
        var name = kind switch { ContactKind.Security => "セキュリティ", ContactKind.Operations => "運用", _ => "請求" };
        var subject = new AuditSubject(SubjectKind.Account, $"{evidence.Account}/{kind.ToString().ToLowerInvariant()}", evidence.Account);
        if (contacts.FirstOrDefault(contact => contact.Kind == kind) is not { } set)
        {
            return Judgement.Fail(subject, $"{name}の代替連絡先が設定されていません。");
        }

        var estate = evidence.Context.Estate.Estate;
        var desk = estate.Organisations.SelectMany(organisation => organisation.Mail)
            .Concat(estate.Organization.AlternateContacts.Select(contact => contact.Mail).OfType<string>())
            // The baseline sets this one, and its audit asks for it.
            .Append(kind == ContactKind.Security ? estate.Guardrails.Parameters.SecurityContactMail : null)
            .Contains(set.Mail, StringComparer.OrdinalIgnoreCase);
        // The address itself stays out of results: it may be a person's.
        return Judgement.Of(desk, subject, desk ? $"{name}の代替連絡先は環境定義の窓口です。" : $"{name}の代替連絡先のメールは環境定義のどの窓口でもありません。");
    }

    static Judgement Tags(AccountEvidence evidence, ImmutableDictionary<string, string> tags)
    {
        var missing = evidence.Context.Estate.Estate.Budgets.Tags.Select(tag => tag.Key).Where(key => !tags.TryGetValue(key, out var value) || value.Length == 0).ToList();
        return Judgement.Of(
            missing.Count == 0,
            evidence.Scope,
            missing.Count == 0 ? "必須のタグがそろっています。" : $"必須のタグ {string.Join("、", missing)} がありません。",
            Seen("missing", string.Join(' ', missing)));
    }

    /// <summary>Used is what any user, key or role last did. A role of which it is not known may have been used today.</summary>
    static Judgement Idle(AccountEvidence evidence, CredentialReport report, ImmutableArray<IamRole> roles)
    {
        var limit = evidence.Context.Limits.UnusedRoleDays;
        var ofPeople = Telling(evidence, roles);
        var last = LastUse(report.Users, ofPeople);
        if (last is { } used && DaysSince(used, evidence.At) <= limit)
        {
            return Judgement.Pass(evidence.Scope, $"最後の使用は{Day(used)}です。", Seen("lastUsedAt", last));
        }

        return ofPeople.Find(role => !role.LastUsedAt.IsKnown) is { } unread
            ? Judgement.Unknown(evidence.Scope, unread.LastUsedAt.WhyUnknown!)
            : Judgement.Fail(evidence.Scope, last is null ? "利用者もロールも使われた記録がありません。" : $"最後の使用は{Day(last.Value)}で、{limit}日より前です。", Seen("lastUsedAt", last));
    }

    static Judgement UsedAfter(AccountEvidence evidence, DateTimeOffset closed, CredentialReport report, ImmutableArray<IamRole> roles)
    {
        var ofPeople = Telling(evidence, roles);
        var last = LastUse(report.Rows, ofPeople);
        return last > closed ? Judgement.Fail(evidence.Scope, $"{Day(closed)}に廃止した後、{Day(last.Value)}に使われています。", Seen("lastUsedAt", last), Seen("closedAt", closed))
            : ofPeople.Find(role => !role.LastUsedAt.IsKnown) is { } unread ? Judgement.Unknown(evidence.Scope, unread.LastUsedAt.WhyUnknown!)
            : Judgement.Pass(evidence.Scope, $"{Day(closed)}に廃止した後の使用の記録はありません。", Seen("lastUsedAt", last));
    }

    /// <summary>The roles whose use tells of the account's use: not those of services, which run by themselves, and not those of the audits.</summary>
    static List<IamRole> Telling(AccountEvidence evidence, ImmutableArray<IamRole> roles) =>
        [.. roles.Where(role => !role.IsServiceLinked && !evidence.Context.AuditRoles.Contains(role.Name, StringComparer.Ordinal))];

    static DateTimeOffset? LastUse(IEnumerable<CredentialRow> users, IEnumerable<IamRole> roles) =>
        users.Select(user => user.LastUsedAt).Concat(roles.Select(role => role.LastUsedAt.Match(used => used, _ => null))).Max();

    static IEnumerable<Judgement> One(Judgement judgement) => [judgement];
}
