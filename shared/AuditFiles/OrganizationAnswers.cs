using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Accounts;
using GovCloud.Inventory;

namespace GovCloud.AuditFiles;

/// <summary>Answers of Organizations and IAM Identity Center, and the ledger.</summary>
static class OrganizationAnswers
{
    public static IEnumerable<OrganizationAccount> Accounts(CollectedDocument document) => document.Content.List("Accounts").Select(account => new OrganizationAccount
    {
        Id = AccountId.TryParse(account.Text("Id"), out var id) ? id : throw new FormatException($"アカウント ID {account.Text("Id")} が12桁の数字ではありません"),
        Name = account.Text("Name"),
        Mail = account.OptionalText("Email"),
        State = account.OptionalText("State") ?? account.OptionalText("Status"),
        Organization = account.OptionalText("Arn") is { } arn && arn.Split('/') is [_, var organization, _] ? organization : null,
        JoinedAt = account.Instant("JoinedTimestamp"),
    });

    public static OrganizationFacts Organization(CollectedDocument document)
    {
        var organization = document.Content.GetProperty("Organization");
        return new(organization.Text("Id"), AccountId.TryParse(organization.OptionalText("MasterAccountId"), out var management) ? management : null);
    }

    public static IEnumerable<(AccountId Account, string PermissionSet, bool OfGroup, string Principal)> Assignments(CollectedDocument document) =>
        document.Content.List("AccountAssignments").Select(assignment => (
            AccountId.TryParse(assignment.Text("AccountId"), out var id) ? id : throw new FormatException("アカウント ID が12桁の数字ではありません"),
            assignment.Text("PermissionSetArn"),
            assignment.Text("PrincipalType") == "GROUP",
            assignment.Text("PrincipalId")));

    public static (string Arn, string Name) PermissionSet(CollectedDocument document)
    {
        var set = document.Content.GetProperty("PermissionSet");
        return (set.Text("PermissionSetArn"), set.Text("Name"));
    }

    public static ImmutableArray<AccountRecord> Ledger(CollectedDocument document) =>
    [
        .. document.Content.EnumerateArray().Select(record => record.Deserialize(AccountJsonContext.Default.AccountRecord) ?? throw new FormatException("台帳の行が空です")),
    ];
}
