using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Network;
using GovCloud.Network.Reachability;

namespace GovCloud.Core.Tests.Network.Reachability;

/// <summary>
/// A network of two bodies that is in order. Katsushika has the VPCs kt (tax) and kd (data), Setagaya has st, each body has an office behind a line, and kt
/// may go to the internet through the VPC eg. The office of each body reaches its VPCs on 443, kt reaches kd on 5432.
/// </summary>
sealed record Networks(Stacks Stacks, ImmutableArray<NetworkNode> Nodes, ImmutableArray<NetworkLine> Lines, ImmutableArray<IntendedFlow> Intended)
{
    public static readonly MunicipalityCode Katsushika = MunicipalityCode.Parse("131229");
    public static readonly MunicipalityCode Setagaya = MunicipalityCode.Parse("131121");

    static readonly Dictionary<string, (string Cidr, string Application, string Transit)> Ranges = new(StringComparer.Ordinal)
    {
        ["kt"] = ("10.1.0.0/24", "10.1.0.0/25", "10.1.0.240/28"),
        ["kd"] = ("10.1.1.0/24", "10.1.1.0/25", "10.1.1.240/28"),
        ["st"] = ("10.2.0.0/24", "10.2.0.0/25", "10.2.0.240/28"),
    };

    const string Internet = "0.0.0.0/0";
    const string KatsushikaOffice = "10.16.0.0/16";
    const string SetagayaOffice = "10.32.0.0/16";

    public static Networks InOrder()
    {
        var stacks = new Stacks()
            .Add("Network", "Gateway", "EC2::TransitGateway", """{"DefaultRouteTableAssociation":"disable","DefaultRouteTablePropagation":"disable"}""");
        foreach (var table in new[] { "K", "S", "LineK", "LineS", "Egress" })
        {
            stacks.Table(table);
        }

        Spoke(stacks, "kt", "K", Stacks.Groups(Stacks.Rule(KatsushikaOffice, 443), $"{Stacks.Rule("10.1.1.0/24", 5432)},{Stacks.Rule("128.0.0.0/2", 443)}"), "10.1.1.0/24", KatsushikaOffice);
        Spoke(stacks, "kd", "K", Stacks.Groups($"{Stacks.Rule(KatsushikaOffice, 443)},{Stacks.Rule("10.1.0.0/24", 5432)}", Stacks.Rule("10.1.0.0/24", 9)), "10.1.0.0/24", KatsushikaOffice);
        Spoke(stacks, "st", "S", Stacks.Groups(Stacks.Rule(SetagayaOffice, 443), Stacks.Rule("255.255.255.255/32", 9)), SetagayaOffice);
        stacks.Route("kt", "Default", Internet).Acl("kt", 900, egress: true, Internet, "tcp/443").Acl("kt", 900, egress: false, Internet, "tcp/1024-65535");
        foreach (var rule in new[] { true, false })
        {
            stacks.Acl("kt", 800, rule, "10.0.0.0/8", allow: false);
        }

        Egress(stacks);
        foreach (var (table, line, nodes) in new[] { ("K", "k-line", new[] { "kt", "kd" }), ("S", "s-line", ["st"]) })
        {
            stacks.Associate("Line" + table, "line/" + line).Propagate(table, "line/" + line);
            foreach (var node in nodes)
            {
                stacks.Associate(table, node).Propagate(table, node).Propagate("Line" + table, node);
            }
        }

        stacks.Associate("Egress", "eg").Propagate("Egress", "kt").Static("K", "KDefault", Internet, "eg").Static("K", "KPrivate", "10.0.0.0/8", null);
        return new Networks(stacks, AllNodes(), AllLines(), []) is var made ? made with { Intended = made.Flows() } : made;
    }

    public ReachabilityEngine Engine() => new(Stacks.Read(), Nodes, Lines);

    public ReachabilityMatrix Matrix() => Engine().Compute();

    public ReachabilityReport Report() => ReachabilityCheck.Compare(Stacks.Read(), Nodes, Lines, Intended);

    /// <summary>Findings, a line each: rule, severity, English text.</summary>
    public string[] Findings() => [.. Report().Findings.Select(f => $"{f.Finding.Rule.Id} {(f.Finding.Severity == NetworkSeverity.Error ? "E" : "W")} {f.Finding.Message.English}")];

    /// <summary>Who reaches whom on which ports, security groups included.</summary>
    public string[] Reached() => [.. Matrix().Pairs.Where(p => !p.Ports.IsEmpty).Select(p => $"{p.From.Id} {p.To.Id} {p.Ports}")];

    public Networks Broken(Action<Stacks> how)
    {
        how(Stacks);
        return this;
    }

    public NetworkNode Node(string id) => Nodes.Single(n => n.Id == id);

    static void Spoke(Stacks stacks, string name, string segment, string security, params string[] peers)
    {
        var (cidr, application, transit) = Ranges[name];
        stacks.Vpc(name, cidr, application, transit, security);
        foreach (var (peer, i) in peers.Select((p, i) => (p, i)))
        {
            stacks.Route(name, $"To{segment}{i}", peer).Acl(name, 100 + i, egress: true, peer).Acl(name, 100 + i, egress: false, peer);
        }

        stacks.Acl(name, 50, egress: true, cidr).Acl(name, 50, egress: false, cidr);
    }

    static void Egress(Stacks stacks)
    {
        stacks.Vpc("eg", "10.9.0.0/24", "10.9.0.0/26", "10.9.0.240/28");
        stacks.Change("eg", "Attachment", "Options", """{"ApplianceModeSupport":"enable"}""");
        stacks.Add("eg", "FirewallRoutes", "EC2::RouteTable", """{"VpcId":{"Ref":"Vpc"}}""").Subnet("eg", "FirewallSubnet", "10.9.0.64/26", "FirewallRoutes", acl: null);
        stacks.Add("eg", "Firewall", "NetworkFirewall::Firewall", """{"VpcId":{"Ref":"Vpc"},"SubnetMappings":[{"SubnetId":{"Ref":"FirewallSubnet"}}]}""");
        stacks.Add("eg", "Nat", "EC2::NatGateway", """{"SubnetId":{"Ref":"Application"}}""");
        stacks.Add("eg", "Internet", "EC2::InternetGateway", "{}").Add("eg", "InternetLink", "EC2::VPCGatewayAttachment", """{"VpcId":{"Ref":"Vpc"},"InternetGatewayId":{"Ref":"Internet"}}""");
        const string Endpoint = """ "VpcEndpointId":{"Fn::Select":[1,{"Fn::Split":[":",{"Fn::Select":[0,{"Fn::GetAtt":["Firewall","EndpointIds"]}]}]}]} """;
        stacks.Acl("eg", 100, egress: true, Internet).Acl("eg", 100, egress: false, Internet);
        stacks.Route("eg", "TransitDefault", Internet, Endpoint, "TransitRoutes");
        stacks.Route("eg", "FirewallDefault", Internet, """ "NatGatewayId":{"Ref":"Nat"} """, "FirewallRoutes");
        stacks.Route("eg", "FirewallBack", "10.1.0.0/24", table: "FirewallRoutes");
        stacks.Route("eg", "NatDefault", Internet, """ "GatewayId":{"Ref":"Internet"} """);
        stacks.Route("eg", "NatBack", "10.1.0.0/24", Endpoint);
    }

    static ImmutableArray<NetworkNode> AllNodes() =>
    [
        .. Ranges.Select(r => new NetworkNode
        {
            Id = r.Key,
            Kind = FlowPartyKind.Workload,
            Municipalities = [r.Key[0] == 'k' ? Katsushika : Setagaya],
            Cidrs = [Cidr.Parse(r.Value.Cidr)],
        }),
        new() { Id = "eg", Kind = null, Role = VpcRole.Egress, Cidrs = [Cidr.Parse("10.9.0.0/24")] },
        new() { Id = "k-office", Kind = FlowPartyKind.OnPremises, Municipalities = [Katsushika], Cidrs = [Cidr.Parse(KatsushikaOffice)] },
        new() { Id = "s-office", Kind = FlowPartyKind.OnPremises, Municipalities = [Setagaya], Cidrs = [Cidr.Parse(SetagayaOffice)] },
        new() { Id = NetworkNode.InternetId, Kind = FlowPartyKind.Internet, Cidrs = [Cidr.Parse(Internet)] },
    ];

    static ImmutableArray<NetworkLine> AllLines() =>
    [
        new() { Id = "k-line", Municipality = Katsushika, Name = "回線", GatewayAsn = 64_600 },
        new() { Id = "s-line", Municipality = Setagaya, Name = "回線", GatewayAsn = 64_601 },
    ];

    ImmutableArray<IntendedFlow> Flows()
    {
        return [Flow("k-office", "kt", 443), Flow("k-office", "kd", 443), Flow("s-office", "st", 443), Flow("kt", "kd", 5432), Flow("kt", NetworkNode.InternetId, 443)];

        IntendedFlow Flow(string from, string to, int port) => new(
            new NetworkFlow { Id = $"{from}-{to}", From = new(), To = new(), Ports = [], Purpose = "例" }, Node(from), Node(to), [PortRange.Tcp(port)]);
    }
}
