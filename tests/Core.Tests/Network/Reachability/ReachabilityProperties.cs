using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Estates;
using GovCloud.Network;
using GovCloud.Network.Reachability;

namespace GovCloud.Core.Tests.Network.Reachability;

/// <summary>The engine says of every packet what a simulator says that sends it.</summary>
public sealed class ReachabilityProperties
{
    const uint Base = 10u << 24;
    const int LineTable = 0;
    static readonly Cidr Office = new(Base + 48, 28);
    static readonly Cidr[] VpcRanges = [new(Base, 28), new(Base + 16, 28), new(Base + 32, 28)];
    static readonly (TransportProtocol Protocol, int Port)[] Probes =
        [(TransportProtocol.Tcp, 443), (TransportProtocol.Tcp, 5500), (TransportProtocol.Udp, 53), (TransportProtocol.Icmp, 0)];

    static readonly Gen<Cidr> Prefixes =
        from length in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Constant(26)), (2, Gen.Constant(27)), (4, Gen.Constant(28)), (2, Gen.Constant(29)), (2, Gen.Constant(30)), (1, Gen.Constant(32)))
        from address in Gen.Choose(0, 63)
        select Cidr.Containing(Base + (uint)address, length);

    static readonly Gen<SmallRule[]> Rules = Gen.Choose(1, 7).SelectMany(count => Gen.ArrayOf(
        from outbound in Gen.Elements(true, false)
        from peer in Prefixes
        from what in Gen.Frequency(
            (5, Gen.Constant((TransportProtocol.Any, 0, 65_535))),
            (1, Gen.Elements((TransportProtocol.Tcp, 443, 443), (TransportProtocol.Tcp, 1024, 65_535), (TransportProtocol.Tcp, 5000, 6000), (TransportProtocol.Udp, 0, 65_535), (TransportProtocol.Icmp, 0, 65_535))))
        from allows in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new SmallRule(outbound, peer, what.Item1, what.Item2, what.Item3, allows),
        count));

    // Without rules that let everything pass, hardly any packet would arrive.
    static readonly Gen<SmallRule[]> Acls = Gen.Frequency((1, Rules), (2, Gen.Constant(Everything())));

    static readonly Gen<SmallTable> Tables =
        from propagations in Gen.SubListOf(0, 1, 2, 3)
        from count in Gen.Choose(0, 3)
        from routes in Gen.ArrayOf(Prefixes.Zip(Gen.Choose(-1, 3), (to, target) => (To: to, Attachment: target < 0 ? (int?)null : target)), count)
        select new SmallTable([.. propagations], [.. routes.DistinctBy(r => r.To)]);

    static readonly Arbitrary<SmallNetwork> Networks = (
        from tables in Gen.ArrayOf(Tables, 2)
        from vpcs in Gen.CollectToArray(VpcRanges, Vpc)
        select new SmallNetwork(vpcs, tables)).ToArbitrary();

    [Fact]
    public void Every_packet_arrives_and_is_answered_exactly_where_a_simulator_says_so() => Check((network, matrix) =>
    {
        var simulator = new PacketSimulator(network, Office, LineTable);
        var wrong =
            from source in Addresses(network)
            from target in Addresses(network)
            where source.Node != target.Node
            let region = matrix.Find(source.Node, target.Node)?.Regions.SingleOrDefault(r => Holds(r.Sources, source.Address) && Holds(r.Destinations, target.Address))
            from probe in Probes
            let one = PortSet.Of(new PortRange(probe.Protocol, probe.Port, probe.Port))
            where (region?.OneWay.Contains(one) ?? false) != simulator.IsOneWay(source.Address, target.Address, probe.Protocol, probe.Port)
                || (region?.Network.Contains(one) ?? false) != simulator.IsAnswered(source.Address, target.Address, probe.Protocol, probe.Port)
                || (region?.Ports.Contains(one) ?? false) != simulator.IsOpen(source.Address, target.Address, probe.Protocol, probe.Port)
            select $"{source} {target} {probe}: computed {region?.OneWay}/{region?.Network}/{region?.Ports}, simulated {simulator.IsOneWay(source.Address, target.Address, probe.Protocol, probe.Port)}/{simulator.IsAnswered(source.Address, target.Address, probe.Protocol, probe.Port)}/{simulator.IsOpen(source.Address, target.Address, probe.Protocol, probe.Port)}\n{string.Join('\n', Written(network).Templates().Select(t => t.Name + " " + t.Json))}";
        return wrong.FirstOrDefault();
    });

    [Fact]
    public void The_regions_of_a_pair_are_disjoint_and_stay_in_its_ranges() => Check((_, matrix) => matrix.Pairs
        .Where(p => !p.Regions.All(r =>
            r.Sources.Ranges.All(s => p.From.Cidrs.Any(c => c.Contains(s)))
            && r.Destinations.Ranges.All(d => p.To.Cidrs.Any(c => c.Contains(d)))
            && p.Regions.All(o => ReferenceEquals(o, r) || !(r.Sources.Ranges.Any(o.Sources.Overlaps) && r.Destinations.Ranges.Any(o.Destinations.Overlaps)))))
        .Select(p => $"{p.From.Id} {p.To.Id}")
        .FirstOrDefault());

    [Fact]
    public void An_explanation_arrives_exactly_where_something_is_reached() => Check((network, matrix) =>
    {
        var engine = Engine(network);
        return (
            from one in matrix.Nodes
            from other in matrix.Nodes
            where one.Id != other.Id
            let way = engine.Explain(one.Id, other.Id)
            where way.Forward.Any(h => h.Stops) != (matrix.Find(one.Id, other.Id)?.OneWay.IsEmpty ?? true) && !way.Forward.Any(h => h.Kind == ReachHopKind.Denied && h.Resources.IsEmpty)
            select $"{one.Id} {other.Id}").FirstOrDefault();
    });

    static void Check(Func<SmallNetwork, ReachabilityMatrix, string?> mistake) => Prop.ForAll(Networks, network =>
        Engine(network).Compute() is var matrix && (matrix.Problems.FirstOrDefault()?.ToString() ?? mistake(network, matrix)) is { } found ? throw new InvalidOperationException(found) : true).QuickCheckThrowOnFailure();

    static Gen<SmallVpc> Vpc(Cidr cidr) =>
        from table in Gen.Choose(0, 1)
        from routes in Routes
        from transitRoutes in Gen.Frequency((2, Gen.Constant(Array.Empty<Cidr>())), (1, Routes))
        from acl in Acls
        from transitAcl in Acls
        from groups in Acls
        select new SmallVpc(cidr, table, routes, transitRoutes, acl, transitAcl, [.. groups.Where(g => g.Allows)]);

    static Gen<Cidr[]> Routes => Gen.Choose(1, 3).SelectMany(count => Gen.ArrayOf(Prefixes, count)).Select(routes => routes.Distinct().ToArray());

    static SmallRule[] Everything() =>
        [.. new[] { true, false }.Select(outbound => new SmallRule(outbound, new Cidr(0, 0), TransportProtocol.Any, 0, 65_535, Allows: true))];

    static IEnumerable<(string Node, uint Address)> Addresses(SmallNetwork network) => network.Vpcs
        .SelectMany((v, i) => Each(v.Application).Concat(Each(v.Transit)).Select(a => (NodeOf(i), a)))
        .Concat(Each(Office).Where(a => a % 3 == 0).Select(a => ("office", a)));

    static IEnumerable<uint> Each(Cidr range) => Enumerable.Range(0, (int)range.Size).Select(i => range.First + (uint)i);

    static bool Holds(CidrSet set, uint address) => set.Contains(new Cidr(address, 32));

    static string NodeOf(int vpc) => "v" + vpc.ToString(CultureInfo.InvariantCulture);

    static ReachabilityEngine Engine(SmallNetwork network)
    {
        ImmutableArray<NetworkNode> nodes =
        [
            .. network.Vpcs.Select((v, i) => new NetworkNode { Id = NodeOf(i), Kind = FlowPartyKind.Workload, Cidrs = [v.Cidr] }),
            new NetworkNode { Id = "office", Kind = FlowPartyKind.OnPremises, Municipalities = [Reachability.Networks.Katsushika], Cidrs = [Office] },
        ];
        return new ReachabilityEngine(Written(network).Read(), nodes, [new NetworkLine { Id = "line", Municipality = Reachability.Networks.Katsushika, Name = "回線", GatewayAsn = 64_600 }]);
    }

    static Stacks Written(SmallNetwork network)
    {
        var stacks = new Stacks().Add("Network", "Gateway", "EC2::TransitGateway", """{"DefaultRouteTableAssociation":"disable","DefaultRouteTablePropagation":"disable"}""");
        foreach (var (table, i) in network.Tables.Select((t, i) => (t, i)))
        {
            stacks.Table(TableOf(i));
            table.Propagations.ToList().ForEach(p => stacks.Propagate(TableOf(i), AttachmentOf(network, p)));
            table.Routes.ToList().ForEach(r => stacks.Static(TableOf(i), $"Static{i}x{r.To.First}x{r.To.PrefixLength}", r.To.ToString(), r.Attachment is { } a ? AttachmentOf(network, a) : null));
        }

        stacks.Associate(TableOf(LineTable), "line/line");
        foreach (var (vpc, i) in network.Vpcs.Select((v, i) => (v, i)))
        {
            var name = NodeOf(i);
            stacks.Vpc(name, vpc.Cidr.ToString(), vpc.Application.ToString(), vpc.Transit.ToString(), Groups(vpc)).Associate(TableOf(vpc.Table), name);
            stacks.Add(name, "EntryAcl", "EC2::NetworkAcl", """{"VpcId":{"Ref":"Vpc"}}""").Subnet(name, "Transit", vpc.Transit.ToString(), "TransitRoutes", "EntryAcl");
            vpc.Routes.ToList().ForEach(r => stacks.Route(name, $"R{r.First}x{r.PrefixLength}", r.ToString()));
            vpc.TransitRoutes.ToList().ForEach(r => stacks.Route(name, $"T{r.First}x{r.PrefixLength}", r.ToString(), table: "TransitRoutes"));
            Acl(stacks, name, "Acl", vpc.Acl);
            Acl(stacks, name, "EntryAcl", vpc.TransitAcl);
        }

        return stacks;
    }

    static void Acl(Stacks stacks, string vpc, string acl, SmallRule[] rules)
    {
        foreach (var (rule, i) in rules.Select((r, i) => (r, i)))
        {
            var ports = rule.Protocol switch { TransportProtocol.Any => "-1", TransportProtocol.Icmp => "icmp", var p => $"{(p == TransportProtocol.Tcp ? "tcp" : "udp")}/{rule.First}-{rule.Last}" };
            stacks.Acl(vpc, 100 + i, rule.Outbound, rule.Peer.ToString(), ports, rule.Allows, acl);
        }
    }

    // A group without rules for what leaves lets everything out: one that allows nothing stands in for none.
    static string Groups(SmallVpc vpc) => Stacks.Groups(
        string.Join(',', vpc.Groups.Where(g => !g.Outbound).Select(Group)),
        string.Join(',', vpc.Groups.Where(g => g.Outbound).Select(Group).DefaultIfEmpty(Stacks.Rule("255.255.255.255/32", 9))));

    static string Group(SmallRule rule)
    {
        var protocol = rule.Protocol switch { TransportProtocol.Any => "-1", TransportProtocol.Icmp => "icmp", TransportProtocol.Tcp => "tcp", _ => "udp" };
        var (first, last) = rule.Protocol == TransportProtocol.Icmp ? (-1, -1) : (rule.First, rule.Last);
        return $$"""{"IpProtocol":"{{protocol}}","FromPort":{{first}},"ToPort":{{last}},"CidrIp":"{{rule.Peer}}"}""";
    }

    static string TableOf(int table) => "T" + table.ToString(CultureInfo.InvariantCulture);

    static string AttachmentOf(SmallNetwork network, int attachment) => attachment == network.Line ? "line/line" : NodeOf(attachment);
}
