using System.Globalization;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Core.Tests.Network;

/// <summary>An estate of two bodies with as many production accounts as needed, for plans.</summary>
static class NetworkEstates
{
    public static readonly MunicipalityCode Katsushika = MunicipalityCode.Parse("131229");
    public static readonly MunicipalityCode Setagaya = MunicipalityCode.Parse("131121");
    public static readonly DateOnly Today = new(2026, 11, 20);

    public static AccountId Account(int number) => AccountId.Parse("131229" + number.ToString("000000", CultureInfo.InvariantCulture));

    public static VpcRequest Request(int account, int? application = null) => new() { Account = Account(account), Application = application };

    public static AddressPool Pool(params string[] cidrs) =>
        new() { Id = "pool", Use = AddressUse.Production, Cidrs = [.. cidrs.Select(Cidr.Parse)] };

    public static OnPremisesRange Office(string id, MunicipalityCode body, params string[] cidrs) =>
        new() { Id = id, Name = "庁舎", Municipality = body, Cidrs = [.. cidrs.Select(Cidr.Parse)] };

    public static ExistingVpc Existing(string id, int account, params string[] cidrs) =>
        new() { Id = id, Account = Account(account), Cidrs = [.. cidrs.Select(Cidr.Parse)] };

    public static Estate Of(EstateNetwork network, int accounts = 20) => new()
    {
        Profile = new EstateProfile { Name = "small", Title = "例", Operator = "operator", OperationsAccount = Account(0) },
        Municipalities =
        [
            new Municipality { Code = Katsushika, Name = "葛飾区", Slug = "katsushika", ItDepartment = "it" },
            new Municipality { Code = Setagaya, Name = "世田谷区", Slug = "setagaya", ItDepartment = "it" },
        ],
        Systems = [new BusinessSystem { Id = "tax", Name = "税務", Usage = UsageMode.Shared, Vendor = "vendor", Municipalities = [Katsushika] }],
        Accounts =
        [
            .. Enumerable.Range(0, accounts).Select(i => new Account
            {
                Id = Account(i),
                Name = string.Create(CultureInfo.InvariantCulture, $"account-{i}"),
                Environment = DeploymentEnvironment.Production,
                System = "tax",
            }),
        ],
        Network = network,
    };

    public static EstateNetwork With(params VpcRequest[] requests) => new() { Pools = [Pool("10.4.0.0/16")], Requests = [.. requests] };

    public static AddressPlan Plan(EstateNetwork network, AddressLock? recorded = null, DateOnly? today = null) =>
        AddressPlanner.Plan(Of(network), recorded ?? AddressLock.Empty, today ?? Today);

    /// <summary>All findings as one line each: id, severity, Japanese text.</summary>
    public static IEnumerable<string> Findings(EstateNetwork network, AddressLock? recorded = null, int accounts = 20)
    {
        var estate = Of(network, accounts);
        var plan = AddressPlanner.Plan(estate, recorded ?? AddressLock.Empty, Today);
        return NetworkChecks.Check(estate, plan).Select(f => $"{f.Rule.Id} {(f.Severity == NetworkSeverity.Error ? "E" : "W")} {f.Message.Japanese}");
    }

    public static string Cidrs(AddressPlan plan, int account) =>
        string.Join(' ', plan.Lock.Allocations.Where(a => a.Account == Account(account)).SelectMany(a => a.Ranges).Select(r => r.Cidr));
}
