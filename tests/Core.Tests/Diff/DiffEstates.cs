using System.Globalization;
using GovCloud.Diff;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Core.Tests.Diff;

/// <summary>A small estate with a bit of everything, and how two of them are compared.</summary>
static class DiffEstates
{
    public static readonly MunicipalityCode Katsushika = MunicipalityCode.Parse("131229");

    static readonly DateOnly Today = new(2026, 11, 20);

    public static Estate Sample { get; } = new()
    {
        Profile = new EstateProfile { Name = "small", Title = "例", Operator = "operator", OperationsAccount = Account(3) },
        Municipalities = [new Municipality { Code = Katsushika, Name = "葛飾区", Slug = "katsushika", ItDepartment = "it" }],
        Organisations =
        [
            new Organisation { Id = "operator", Name = "運用", Kind = OrganisationKind.Operator, Calendar = "desk" },
            new Organisation { Id = "it", Name = "情報", Kind = OrganisationKind.ItDepartment, Calendar = "desk" },
        ],
        Systems = [new BusinessSystem { Id = "tax", Name = "税務", Usage = UsageMode.Dedicated, Vendor = "vendor", Municipalities = [Katsushika] }],
        Accounts =
        [
            System(1, DeploymentEnvironment.Production), System(2, DeploymentEnvironment.Verification),
            new Account { Id = Account(3), Name = "network", Environment = DeploymentEnvironment.Production, Purpose = AccountPurpose.Network },
            System(4, DeploymentEnvironment.Production), System(5, DeploymentEnvironment.Production),
        ],
        Responsibilities = [new Responsibility { Responsible = Role.Operator }],
        Network = new EstateNetwork
        {
            Pools = [new AddressPool { Id = "pool", Use = AddressUse.Production, Cidrs = [Cidr.Parse("10.4.0.0/16")] }],
            OnPremises = [new OnPremisesRange { Id = "office", Name = "本庁舎", Municipality = Katsushika, Cidrs = [Cidr.Parse("10.200.0.0/16")] }],
            Requests = [.. Enumerable.Range(1, 3).Select(i => new VpcRequest { Account = Account(i), Pool = "pool" })],
            ExistingVpcs = [new ExistingVpc { Id = "old", Account = Account(4), Cidrs = [Cidr.Parse("10.9.0.0/24"), Cidr.Parse("10.9.1.0/24")] }],
            TransitGateway = new TransitGateway(),
            Zones = ["apne1-az4", "apne1-az1"],
            Lines = [new NetworkLine { Id = "line", Municipality = Katsushika, Name = "回線", GatewayAsn = 64_601 }],
            Flows =
            [
                new NetworkFlow
                {
                    Id = "online",
                    From = new FlowParty { Kind = FlowPartyKind.OnPremises },
                    To = new FlowParty { System = "tax" },
                    Ports = ["tcp/443", "tcp/8000-8010"],
                    Purpose = "業務",
                },
            ],
            AllowedDomains = [new AllowedDomain { Domain = "example.com", Reason = "更新" }],
            CentralEndpoints = ["ssm"],
        },
    };

    public static AccountId Account(int number) => AccountId.Parse("131229" + number.ToString("000000", CultureInfo.InvariantCulture));

    public static Estate With(Estate estate, Func<EstateNetwork, EstateNetwork> change) => estate with { Network = change(estate.Network) };

    /// <summary>The plan of an estate goes on from the plan of the one before, as a lock does.</summary>
    public static EstateDiff Compare(Estate before, Estate after)
    {
        var recorded = AddressPlanner.Plan(before, AddressLock.Empty, Today).Lock;
        var keeps = before.Network.Pools.SequenceEqual(after.Network.Pools) || before.Network.Pools.All(p => after.Network.Pools.Any(q => q.Id == p.Id && p.Cidrs.All(q.Cidrs.Contains)));
        var planned = AddressPlanner.Plan(after, keeps ? recorded : AddressLock.Empty, Today).Lock;
        return EstateDiff.Of(new DescribedEstate(before, recorded), new DescribedEstate(after, planned));
    }

    static Account System(int number, DeploymentEnvironment environment) =>
        new() { Id = Account(number), Name = string.Create(CultureInfo.InvariantCulture, $"account-{number}"), Environment = environment, System = "tax" };
}
