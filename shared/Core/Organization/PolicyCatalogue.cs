using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Organization;

/// <summary>The policies that an owned organization gets.</summary>
static class PolicyCatalogue
{
    static readonly UnitKind[] InUse = [UnitKind.Common, UnitKind.Network, UnitKind.Operations, UnitKind.Production, UnitKind.Verification, UnitKind.Sandbox];
    static readonly UnitKind[] WithoutUsers = [UnitKind.Common, UnitKind.Network, UnitKind.Operations, UnitKind.Production];

    public static ImmutableArray<OrganizationPolicy> Of(Estate estate, ImmutableArray<OrganizationUnit> units)
    {
        var organization = estate.Organization;
        var roles = ImmutableArray.CreateRange(organization.ExemptRoles, role => $"arn:*:iam::*:role/{role.Role}");
        var everywhere = Targets(units, [.. InUse, UnitKind.Suspended]);
        return
        [
            Deny(ControlPolicy.JapaneseRegions, "gca-japanese-regions", new("許可したリージョン以外での操作を禁止する(グローバルサービスを除く)", "Nothing outside the allowed regions, but global services"), everywhere, [Regions(estate, roles)]),
            Deny(ControlPolicy.StayInOrganization, "gca-stay-in-organization", new("組織からの離脱とアカウントの閉鎖を禁止する", "No account leaves the organization or closes itself"), everywhere, [DenyStatements.Leaving]),
            Deny(ControlPolicy.NoRootUser, "gca-no-root-user", new("ルートユーザーの利用を禁止する", "The root user of a member account does nothing"), everywhere, [DenyStatements.RootUser]),
            Deny(ControlPolicy.ProtectedGuardrails, "gca-protected-guardrails", new("監査・検知・転送の仕組みを止めさせない", "What records, detects and forwards stays on"), everywhere, DenyStatements.Guardrails(roles)),
            Deny(ControlPolicy.NoPublicBuckets, "gca-no-public-buckets", new("S3の公開を禁止する", "No bucket becomes public"), everywhere, DenyStatements.PublicBuckets(roles)),
            Deny(ControlPolicy.NoIamUsers, "gca-no-iam-users", new("本番と共通のアカウントでIAMユーザーとアクセスキーの作成を禁止する", "No IAM users and access keys in production and the accounts for all"), Targets(units, WithoutUsers), [DenyStatements.IamUsers(roles)]),
            Deny(ControlPolicy.SuspendedAccounts, "gca-suspended-accounts", new("停止したアカウントでのすべての操作を禁止する", "Nothing at all in suspended accounts"), Targets(units, [UnitKind.Suspended]), [DenyStatements.Everything(roles)]),
            new OrganizationPolicy.TagRules
            {
                Kind = ControlPolicy.Tags,
                Name = "gca-tags",
                Purpose = new("費用と所管を示すタグの書き方をそろえる", "The tags by which cost and owner are told"),
                Targets = Targets(units, InUse),
                Tags = Tags(estate),
            },
        ];
    }

    static OrganizationPolicy.ServiceControl Deny(ControlPolicy kind, string name, OrganizationText purpose, ImmutableArray<string> targets, ImmutableArray<DenyStatement> statements) =>
        new() { Kind = kind, Name = name, Purpose = purpose, Targets = targets, Statements = statements };

    static DenyStatement Regions(Estate estate, ImmutableArray<string> roles) => DenyStatements.Regions(
        [estate.Profile.PrimaryRegion, estate.Profile.RecoveryRegion, .. estate.Organization.AdditionalRegions.Select(region => region.Region)],
        [.. GlobalServices.Table.Select(service => service.Action).Concat(estate.Organization.GlobalActions.Select(action => action.Action)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        roles);

    /// <summary>The units of these kinds, and the existing ones below production or verification: nobody knows whether those stand below our own.</summary>
    static ImmutableArray<string> Targets(ImmutableArray<OrganizationUnit> units, UnitKind[] kinds)
    {
        var top = units.Where(unit => kinds.Contains(unit.Kind)).Select(unit => unit.Key).ToHashSet(StringComparer.Ordinal);
        return [.. units.Where(unit => top.Contains(unit.Key) || (unit is { ExistingId: not null, Parent: { } parent } && top.Contains(parent))).Select(unit => unit.Key)];
    }

    static ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Tags(Estate estate)
    {
        ImmutableArray<string> ValuesOf(string key) => key switch
        {
            ResourceTags.Municipality => [.. estate.Municipalities.Select(body => body.Code.ToString()).Order(StringComparer.Ordinal), ResourceTags.Shared],
            ResourceTags.System => [.. estate.Systems.Select(system => system.Id).Order(StringComparer.Ordinal)],
            ResourceTags.Environment => ["production", "verification"],
            _ => [],
        };
        return [.. ResourceTags.All.Select(key => KeyValuePair.Create(key, ValuesOf(key)))];
    }
}
