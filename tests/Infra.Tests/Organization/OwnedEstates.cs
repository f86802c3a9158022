using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Estates;

namespace GovCloud.Infra.Tests;

/// <summary>Estates whose organization is the vendor's own.</summary>
static class OwnedEstates
{
    public const string Management = "999900001111";

    public static readonly MunicipalityCode Katsushika = MunicipalityCode.Parse("131229");
    public static readonly MunicipalityCode Setagaya = MunicipalityCode.Parse("131121");
    public static readonly MunicipalityCode Sendai = MunicipalityCode.Parse("041009");

    /// <summary>Three bodies, a dedicated and a shared system, four accounts to be created, one existing unit.</summary>
    public static Estate Owned => With(
    [
        Account("katsushika-tax-production", DeploymentEnvironment.Production, "tax", Katsushika),
        Account("katsushika-tax-verification", DeploymentEnvironment.Verification, "tax", Katsushika),
        Account("care-production", DeploymentEnvironment.Production, "care"),
        Account("trial", DeploymentEnvironment.Verification, null) with { Sandbox = true, Stack = "trials" },
    ]);

    public static Estate With(ImmutableArray<NewAccount> accounts)
    {
        var estate = SampleEstates.Small;
        return estate with
        {
            Profile = estate.Profile with { Organization = OrganizationMode.Owned, GlobalEventRule = false },
            Municipalities = [Body(Katsushika, "katsushika"), Body(Setagaya, "setagaya"), Body(Sendai, "sendai")],
            Systems =
            [
                new BusinessSystem { Id = "tax", Name = "税務", Usage = UsageMode.Shared, Vendor = "vendor-1", Municipalities = [Katsushika, Setagaya] },
                new BusinessSystem { Id = "care", Name = "介護保険", Usage = UsageMode.Shared, Vendor = "vendor-2", Municipalities = [Katsushika, Sendai] },
            ],
            Accounts = [estate.Accounts[0]],
            Organization = new EstateOrganization
            {
                ManagementAccount = AccountId.Parse(Management),
                RootId = "r-ab12",
                Units = [new ExistingUnit { Kind = UnitKind.Municipality, Municipality = Sendai, Environment = DeploymentEnvironment.Production, Id = "ou-ab12-34cd56ef" }],
                NewAccounts = accounts,
                ExemptRoles = [new ExemptRole { Role = "cdk-hnb659fds-*", Reason = "デプロイ" }],
                DelegatedAdministrators = [new DelegatedAdministrator { Service = ServiceDelegation.SecurityHub, Account = AccountId.Parse(SampleEstates.OperationsAccount) }],
            },
        };
    }

    public static NewAccount Account(string name, DeploymentEnvironment environment, string? system, params MunicipalityCode[] bodies) => new()
    {
        Name = name,
        Mail = string.Create(CultureInfo.InvariantCulture, $"aws+{name}@operator.example.jp"),
        Environment = environment,
        System = system,
        Municipalities = [.. bodies],
    };

    static Municipality Body(MunicipalityCode code, string slug) => new() { Code = code, Name = slug, Slug = slug, ItDepartment = "it" };
}
