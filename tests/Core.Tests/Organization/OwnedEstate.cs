using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Organization;

/// <summary>An estate whose organization is the vendor's own, to be changed by each test.</summary>
static class OwnedEstate
{
    public const string Operations = "012345678901";

    public static readonly DateOnly Today = new(2026, 11, 21);
    public static readonly MunicipalityCode Katsushika = MunicipalityCode.Parse("131229");
    public static readonly MunicipalityCode Setagaya = MunicipalityCode.Parse("131121");

    public static Estate Estate => With(new EstateOrganization());

    public static Estate With(EstateOrganization organization, params ImmutableArray<Account> more) => new()
    {
        Profile = new EstateProfile
        {
            Name = "owned",
            Title = "例",
            Organization = OrganizationMode.Owned,
            Operator = "operator",
            NetworkOperator = "network-operator",
            OperationsAccount = AccountId.Parse(Operations),
        },
        Municipalities = [Body(Katsushika, "katsushika", "葛飾区"), Body(Setagaya, "setagaya", "世田谷区")],
        Organisations = [Organisation("operator", OrganisationKind.Operator), Organisation("vendor-a", OrganisationKind.Vendor), Organisation("vendor-b", OrganisationKind.Vendor)],
        Systems = [System("tax", UsageMode.Shared, "vendor-a", Katsushika, Setagaya), System("school", UsageMode.Dedicated, "vendor-b", Setagaya)],
        Accounts =
        [
            new Account { Id = AccountId.Parse(Operations), Name = "operations", Environment = DeploymentEnvironment.Production, Purpose = AccountPurpose.Operations },
            Account(1, "network") with { System = null, Purpose = AccountPurpose.Network },
            Account(2, "logs") with { System = null, Purpose = AccountPurpose.LogArchive },
            Account(3, "tax-production"),
            Account(4, "tax-verification") with { Environment = DeploymentEnvironment.Verification },
            Account(5, "tax-setagaya") with { Municipalities = [Setagaya] },
            Account(6, "school-production") with { System = "school" },
            .. more,
        ],
        Organization = organization with
        {
            ManagementAccount = AccountId.Parse("999900001111"),
            RootId = "r-ab12",
            ExemptRoles = organization.ExemptRoles.IsEmpty ? [new ExemptRole { Role = "cdk-hnb659fds-*", Reason = "デプロイ" }, new ExemptRole { Role = "ops/break-glass", Reason = "緊急" }] : organization.ExemptRoles,
            Quotas = organization.Quotas.IsEmpty ? [new OrganizationQuotaOverride { Quota = OrganizationQuota.Accounts, Value = 500, Source = "例", AsOf = Today }] : organization.Quotas,
        },
    };

    public static Account Account(int number, string name) =>
        new() { Id = AccountId.Parse(FormattableString.Invariant($"4444{number:00000000}")), Name = name, Environment = DeploymentEnvironment.Production, System = "tax" };

    public static NewAccount New(string name) =>
        new() { Name = name, Mail = $"aws+{name}@example.jp", Environment = DeploymentEnvironment.Production, System = "tax" };

    static Municipality Body(MunicipalityCode code, string slug, string name) => new() { Code = code, Name = name, Slug = slug, ItDepartment = "it" };

    static Organisation Organisation(string id, OrganisationKind kind) => new() { Id = id, Name = id, Kind = kind, Calendar = "desk", Mail = [$"{id}@example.jp"] };

    static BusinessSystem System(string id, UsageMode usage, string vendor, params MunicipalityCode[] bodies) => new() { Id = id, Name = id, Usage = usage, Vendor = vendor, Municipalities = [.. bodies] };
}
