using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Inventory;

namespace GovCloud.AuditFiles;

/// <summary>Readings that take more than one kind of answer.</summary>
static class AccountReadings
{
    /// <summary>The newest report. One that was written in the future tells of clocks that differ, and is not believed.</summary>
    public static Reading<CredentialReport> Credentials(ImmutableArray<CollectedDocument> own, DateTimeOffset at, TimeSpan skew)
    {
        // A report that is still being made says nothing once there is one.
        var made = own.Where(document => document.Shape == CollectedShape.CredentialReport && (document.Failure is null || !own.Any(other => other.Shape == CollectedShape.CredentialReport && other.Failure is null))).ToImmutableArray();
        var report = CollectedAnswers.Whole(made, CollectedShape.CredentialReport, "認証情報レポート", found => found.Select(IamAnswers.Credentials).MaxBy(one => one.GeneratedAt ?? DateTimeOffset.MinValue)!);
        return CredentialReport.Believable(report, at, skew);
    }

    public static Reading<IamEntities> Entities(ImmutableArray<CollectedDocument> own) => CollectedAnswers.Whole(own, CollectedShape.AuthorizationDetails, "IAM の一覧(get-account-authorization-details)", found =>
    {
        var pages = found.Select(IamAnswers.Entities).ToList();
        return new IamEntities
        {
            Users = [.. pages.SelectMany(page => page.Users).DistinctBy(user => user.Arn, StringComparer.Ordinal)],
            Groups = [.. pages.SelectMany(page => page.Groups).DistinctBy(group => group.Arn, StringComparer.Ordinal)],
        };
    });

    /// <summary>From GetAccountAuthorizationDetails; else from ListRoles, with last use from GetRole.</summary>
    public static Reading<ImmutableArray<IamRole>> Roles(ImmutableArray<CollectedDocument> own)
    {
        var details = CollectedAnswers.Whole(own, CollectedShape.AuthorizationDetails, "IAM の一覧(get-account-authorization-details)", found =>
            found.SelectMany(page => IamAnswers.Roles(page, "RoleDetailList", tellsUse: true)).DistinctBy(role => role.Arn, StringComparer.Ordinal).ToImmutableArray());
        if (details.IsKnown || own.Any(document => document.Shape == CollectedShape.AuthorizationDetails && document.Failure is null))
        {
            return details;
        }

        var single = CollectedAnswers.Whole(own, CollectedShape.Role, "ロール(get-role)", found => found.SelectMany(page => IamAnswers.Roles(page, "Role", tellsUse: true)).ToImmutableArray());
        return CollectedAnswers.Whole(own, CollectedShape.Roles, "ロールの一覧(list-roles)", found => found.SelectMany(page => IamAnswers.Roles(page, "Roles", tellsUse: false))
            .Select(role => single.Match(known => known.FirstOrDefault(one => one.Arn == role.Arn), _ => null) ?? role)
            .DistinctBy(role => role.Arn, StringComparer.Ordinal).ToImmutableArray());
    }

    public static Reading<PasswordPolicy?> PasswordPolicy(ImmutableArray<CollectedDocument> own) =>
        own.Where(document => document.Shape == CollectedShape.PasswordPolicy).ToList() is [{ IsAbsent: true }]
            ? Readings.Known<PasswordPolicy?>(null)
            : CollectedAnswers.Whole(own, CollectedShape.PasswordPolicy, "パスワードポリシー(get-account-password-policy)", found => (PasswordPolicy?)IamAnswers.Policy(found[^1]));

    /// <summary>Each kind is asked for by itself; one that is not set is a failure that says so. All three must have been asked for.</summary>
    public static Reading<ImmutableArray<AccountContact>> Contacts(ImmutableArray<CollectedDocument> own)
    {
        var absent = own.Count(document => document is { Shape: CollectedShape.AlternateContact, IsAbsent: true });
        var present = own.Where(document => document.Shape != CollectedShape.AlternateContact || !document.IsAbsent).ToImmutableArray();
        var kinds = Enum.GetValues<ContactKind>().Length;
        if (absent >= kinds)
        {
            return Readings.Known<ImmutableArray<AccountContact>>([]);
        }

        var found = CollectedAnswers.Whole(present, CollectedShape.AlternateContact, "代替連絡先(get-alternate-contact)", all => all.Select(IamAnswers.Contact).DistinctBy(contact => contact.Kind).ToImmutableArray());
        return found.Match(contacts => contacts.Length + absent < kinds, _ => false) ? Readings.Unknown<ImmutableArray<AccountContact>>("代替連絡先の一部の種類が収集されていません") : found;
    }

    /// <summary>Assignments of all accounts. They name permission sets by ARN; the names stand in other answers.</summary>
    public static Reading<ILookup<AccountId, SsoAssignment>> Assignments(ImmutableArray<CollectedDocument> all) => CollectedAnswers.Whole(
        all, CollectedShape.Assignments, "IAM Identity Center の割り当て(list-account-assignments)", found =>
        {
            var names = all.Where(document => document is { Shape: CollectedShape.PermissionSet, Failure: null }).Select(OrganizationAnswers.PermissionSet)
                .DistinctBy(set => set.Arn, StringComparer.Ordinal).ToDictionary(set => set.Arn, set => set.Name, StringComparer.Ordinal);
            return found.SelectMany(OrganizationAnswers.Assignments)
                .ToLookup(assignment => assignment.Account, assignment => new SsoAssignment(names.GetValueOrDefault(assignment.PermissionSet, assignment.PermissionSet), assignment.OfGroup, assignment.Principal));
        });

    /// <summary>Findings of one kind. That there is none of the kind says nothing: the analyzer may be missing.</summary>
    public static Reading<ImmutableArray<AnalyzerFinding>> Findings(ImmutableArray<CollectedDocument> own, bool external)
    {
        var what = external ? "IAM Access Analyzer の外部アクセスの検出結果(list-findings)" : "IAM Access Analyzer の未使用アクセスの検出結果(list-findings-v2)";
        var found = own.Where(document => document.Shape != CollectedShape.AnalyzerFindings || document.Failure is not null || IsAbout(document, external)).ToImmutableArray();
        return CollectedAnswers.Whole(found, CollectedShape.AnalyzerFindings, what, answers => answers.SelectMany(IamAnswers.Findings)
            .Where(finding => finding.Type == "ExternalAccess" == external && finding.Type != "InternalAccess").DistinctBy(finding => finding.Id, StringComparer.Ordinal).ToImmutableArray());
    }

    static bool IsAbout(CollectedDocument document, bool external) => document.Content.OptionalList("findings")
        .Any(finding => (finding.OptionalText("findingType") ?? "ExternalAccess") is var type && type == "ExternalAccess" == external && type != "InternalAccess");
}
