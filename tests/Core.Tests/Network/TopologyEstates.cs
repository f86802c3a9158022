using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Core.Tests.Network;

/// <summary>What a generated estate is made of: so small that a failing one can be read, so varied that segments, lines and flows meet in every way.</summary>
/// <param name="Bodies">Number of bodies.</param>
/// <param name="Systems">For each system the bodies that use it, as bits; each has a production and a verification account.</param>
/// <param name="Flows">Bits that choose the flows.</param>
/// <param name="RangesPerOffice">On-premises ranges of each body.</param>
sealed record TopologyShape(int Bodies, int[] Systems, int Flows, int RangesPerOffice);

/// <summary>Estates with a Transit Gateway, for the topology.</summary>
static class TopologyEstates
{
    public const string Network = "999900000001";
    public const string Operations = "999900000002";

    static readonly (string Id, FlowPartyKind From, FlowPartyKind To, string Ports)[] Flows =
    [
        ("online", FlowPartyKind.OnPremises, FlowPartyKind.Workload, "tcp/443"),
        ("linkage", FlowPartyKind.Workload, FlowPartyKind.Workload, "tcp/443"),
        ("endpoints", FlowPartyKind.Workload, FlowPartyKind.Endpoints, "tcp/443"),
        ("resolver", FlowPartyKind.Endpoints, FlowPartyKind.OnPremises, "udp/53"),
        ("operations", FlowPartyKind.Operations, FlowPartyKind.Endpoints, "tcp/443"),
        ("maintenance", FlowPartyKind.Maintenance, FlowPartyKind.Workload, "tcp/22"),
        ("updates", FlowPartyKind.Workload, FlowPartyKind.Internet, "tcp/443"),
        ("notices", FlowPartyKind.Operations, FlowPartyKind.Internet, "tcp/443"),
    ];

    public static readonly Arbitrary<TopologyShape> Shapes = (
        from bodies in Gen.Choose(1, 4)
        from systems in Gen.ArrayOf(Gen.Choose(1, (1 << bodies) - 1))
        from flows in Gen.Choose(0, (1 << Flows.Length) - 1)
        from ranges in Gen.Choose(1, 3)
        select new TopologyShape(bodies, [.. systems.Take(6)], flows, ranges)).ToArbitrary();

    public static (Estate Estate, AddressLock Lock, NetworkTopology Topology) Build(TopologyShape shape)
    {
        var estate = Of(shape);
        var plan = AddressPlanner.Plan(estate, AddressLock.Empty, NetworkEstates.Today);
        Assert.Empty(plan.Findings);
        return (estate, plan.Lock, NetworkTopology.Of(estate, plan.Lock));
    }

    public static Estate Of(TopologyShape shape)
    {
        var bodies = Enumerable.Range(0, shape.Bodies).Select(i => MunicipalityCode.Parse(Codes[i])).ToArray();
        var accounts = shape.Systems.SelectMany((_, s) => new[] { Account(s, production: true), Account(s, production: false) }).ToArray();
        return new Estate
        {
            Profile = new EstateProfile { Name = "small", Title = "例", Operator = "operator", OperationsAccount = AccountId.Parse(Operations) },
            Municipalities = [.. bodies.Select((code, i) => new Municipality { Code = code, Name = $"団体{i}", Slug = $"body{i}", ItDepartment = "it" })],
            Systems = [.. shape.Systems.Select((bits, s) => System(s, [.. bodies.Where((_, i) => (bits & (1 << i)) != 0)]))],
            Accounts =
            [
                new Account { Id = AccountId.Parse(Network), Name = "network", Environment = DeploymentEnvironment.Production, Purpose = AccountPurpose.Network },
                new Account { Id = AccountId.Parse(Operations), Name = "operations", Environment = DeploymentEnvironment.Production, Purpose = AccountPurpose.Operations },
                .. accounts,
            ],
            Network = new EstateNetwork
            {
                TransitGateway = new TransitGateway(),
                Standard = new VpcStandard { Application = 10, Data = 5, Endpoints = 5 },
                Pools =
                [
                    .. bodies.SelectMany((code, i) => new[] { BodyPool(code, i, AddressUse.Production, 0), BodyPool(code, i, AddressUse.Verification, 128) }),
                    new AddressPool { Id = "shared-production", Use = AddressUse.Production, Cidrs = [Cidr.Parse("10.90.0.0/17")] },
                    new AddressPool { Id = "shared-verification", Use = AddressUse.Verification, Cidrs = [Cidr.Parse("10.90.128.0/17")] },
                    new AddressPool { Id = "common", Use = AddressUse.Network, Cidrs = [Cidr.Parse("10.99.0.0/16")] },
                ],
                OnPremises = [.. bodies.Select((code, i) => Office(code, i, shape.RangesPerOffice))],
                Lines = [.. bodies.Select((code, i) => new NetworkLine { Id = $"line{i}", Municipality = code, Name = "線", GatewayAsn = 64_600 + i })],
                Requests =
                [
                    Central("egress", VpcRole.Egress), Central("endpoints", VpcRole.Endpoints), Central("maintenance", VpcRole.Maintenance),
                    new VpcRequest { Account = AccountId.Parse(Operations) },
                    .. accounts.Select(a => new VpcRequest { Account = a.Id }),
                ],
                Flows = [.. Flows.Where((_, f) => (shape.Flows & (1 << f)) != 0).Select(Flow)],
            },
        };
    }

    static readonly string[] Codes = ["131229", "131121", "131202", "041009"];

    static NetworkFlow Flow((string Id, FlowPartyKind From, FlowPartyKind To, string Ports) flow) => new()
    {
        Id = flow.Id,
        From = new FlowParty { Kind = flow.From },
        To = new FlowParty { Kind = flow.To },
        Ports = [flow.Ports],
        Purpose = "例",
    };

    static VpcRequest Central(string vpc, VpcRole role) => new() { Account = AccountId.Parse(Network), Vpc = vpc, Role = role };

    static BusinessSystem System(int number, ImmutableArray<MunicipalityCode> bodies) => new()
    {
        Id = Invariant($"system{number}"),
        Name = "業務",
        Usage = bodies.Length == 1 ? UsageMode.Dedicated : UsageMode.Shared,
        Vendor = Invariant($"vendor{number % 2}"),
        Municipalities = bodies,
    };

    static Account Account(int system, bool production) => new()
    {
        Id = AccountId.Parse(Invariant($"5000000{system:000}{(production ? 1 : 2):00}")),
        Name = Invariant($"system{system}-{(production ? "production" : "verification")}"),
        Environment = production ? DeploymentEnvironment.Production : DeploymentEnvironment.Verification,
        System = Invariant($"system{system}"),
    };

    static AddressPool BodyPool(MunicipalityCode body, int number, AddressUse use, int third) => new()
    {
        Id = Invariant($"body{number}-{use}").ToLowerInvariant(),
        Municipality = body,
        Use = use,
        Cidrs = [Cidr.Parse(Invariant($"10.{10 + number}.{third}.0/17"))],
    };

    // Ranges that are no neighbours, so that nothing merges.
    static OnPremisesRange Office(MunicipalityCode body, int number, int ranges) => new()
    {
        Id = Invariant($"office{number}"),
        Name = "庁舎",
        Municipality = body,
        Cidrs = [.. Enumerable.Range(0, ranges).Select(r => Cidr.Parse(Invariant($"172.{16 + number}.{r * 32}.0/20")))],
    };

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
