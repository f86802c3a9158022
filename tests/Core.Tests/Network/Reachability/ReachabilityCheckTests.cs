using GovCloud.Network;

namespace GovCloud.Core.Tests.Network.Reachability;

/// <summary>A network in order has no findings; each break is found, with the resource that causes it.</summary>
public sealed class ReachabilityCheckTests
{
    [Fact]
    public void A_network_in_order_makes_possible_what_is_intended_and_nothing_else()
    {
        var network = Networks.InOrder();

        Assert.Empty(network.Findings());
        Assert.Equal(
            ["k-office kd tcp/443", "k-office kt tcp/443", "kt internet tcp/443", "kt kd tcp/5432", "s-office st tcp/443"],
            network.Reached().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_attachment_in_the_table_of_another_body_breaks_the_isolation() => Breaks(
        s => s.Remove("Routing", Stacks.IdOf("Association", "S", "st")).Associate("K", "st").Change("st", "ToS0", "DestinationCidrBlock", "\"10.0.0.0/8\"").Acl("st", 1, true, "0.0.0.0/0").Acl("st", 1, false, "0.0.0.0/0").Acl("kt", 1, true, "0.0.0.0/0").Acl("kt", 1, false, "0.0.0.0/0"),
        "TGW009",
        "Routing/AssociationKst");

    [Fact]
    public void A_propagation_into_the_table_of_another_body_breaks_the_isolation() => Breaks(
        s => s.Propagate("LineS", "kt").Propagate("K", "line/s-line").Route("kt", "ToOther", "10.32.0.0/16").Acl("kt", 1, true, "10.32.0.0/16").Acl("kt", 1, false, "10.32.0.0/16"),
        "TGW009",
        "Routing/PropagationLineSkt");

    [Fact]
    public void A_stray_propagation_is_found_even_where_the_network_acls_still_let_nothing_back() => Breaks(
        s => s.Propagate("S", "kt").Route("st", "ToOther", "10.1.0.0/24").Acl("st", 1, true, "10.1.0.0/24").Acl("kt", 1, false, "10.2.0.0/24"),
        "TGW009",
        "Routing/PropagationSkt");

    [Fact]
    public void A_static_route_that_is_too_wide_breaks_the_isolation() => Breaks(
        s => s.Static("LineS", "Wide", "10.0.0.0/8", "kd").Static("K", "WideBack", "10.32.0.0/15", "line/s-line").Route("kd", "Wide", "10.0.0.0/8").Acl("kd", 1, true, "0.0.0.0/0").Acl("kd", 1, false, "0.0.0.0/0"),
        "TGW009",
        "Routing/Wide");

    [Fact]
    public void Without_the_blackhole_the_way_to_the_internet_turns_back_to_another_body() => Breaks(
        s => s.Remove("Routing", "KPrivate").Propagate("Egress", "st").Static("S", "Back", "0.0.0.0/0", "eg")
            .Route("eg", "FirewallWide", "10.0.0.0/8", table: "FirewallRoutes").Route("st", "Wide", "0.0.0.0/0")
            .Acl("kt", 1, true, "10.2.0.0/24").Acl("kt", 1, false, "10.2.0.0/24").Acl("st", 1, true, "0.0.0.0/0").Acl("st", 1, false, "0.0.0.0/0"),
        "TGW009",
        "Routing/KDefault");

    [Fact]
    public void An_acl_that_allows_everything_is_found_where_it_alone_kept_bodies_apart() => Breaks(
        s => s.Associate("LineS", "dummy").Remove("Routing", Stacks.IdOf("Association", "LineS", "dummy"))
            .Propagate("K", "st").Propagate("S", "kd").Route("st", "All", "10.1.1.0/24").Route("kd", "All", "10.2.0.0/24")
            .Acl("st", 1, true, "0.0.0.0/0").Acl("st", 1, false, "0.0.0.0/0").Acl("kd", 1, true, "0.0.0.0/0").Acl("kd", 1, false, "0.0.0.0/0"),
        "TGW009",
        "kd/AclIn1");

    [Fact]
    public void A_peering_is_a_path() => Breaks(
        s => s.Add("st", "Peering", "EC2::VPCPeeringConnection", """{"VpcId":{"Ref":"Vpc"},"PeerVpcId":{"Fn::ImportValue":"ktVpc"}}""").Export("kt", "ktVpc", "Vpc"),
        "REACH005",
        "st/Peering");

    [Fact]
    public void A_peering_with_routes_is_followed() => Breaks(
        s => s.Add("st", "Peering", "EC2::VPCPeeringConnection", """{"VpcId":{"Ref":"Vpc"},"PeerVpcId":{"Fn::ImportValue":"ktVpc"}}""").Export("kt", "ktVpc", "Vpc").Export("st", "stPeering", "Peering")
            .Route("st", "OverPeering", "10.1.0.0/24", """ "VpcPeeringConnectionId":{"Ref":"Peering"} """).Route("kt", "OverPeering", "10.2.0.0/24", """ "VpcPeeringConnectionId":{"Fn::ImportValue":"stPeering"} """)
            .Acl("st", 1, true, "10.1.0.0/24").Acl("st", 1, false, "10.1.0.0/24").Acl("kt", 1, true, "10.2.0.0/24").Acl("kt", 1, false, "10.2.0.0/24"),
        "TGW009",
        "st/OverPeering");

    [Fact]
    public void An_internet_gateway_in_a_spoke_is_found() => Breaks(
        s => s.Add("kd", "Internet", "EC2::InternetGateway", "{}").Add("kd", "InternetLink", "EC2::VPCGatewayAttachment", """{"VpcId":{"Ref":"Vpc"},"InternetGatewayId":{"Ref":"Internet"}}"""),
        "REACH005",
        "kd/InternetLink");

    [Fact]
    public void A_way_to_the_internet_beside_the_firewall_is_found() => Breaks(
        s => s.Change("eg", "TransitDefault", "NatGatewayId", """{"Ref":"Nat"}""").Change("eg", "TransitDefault", "VpcEndpointId", "null").Route("eg", "Past", "10.1.0.0/25"),
        "REACH006",
        "eg/TransitDefault");

    [Fact]
    public void A_missing_way_back_is_found_where_it_stops() => Breaks(s => s.Remove("Routing", Stacks.IdOf("Propagation", "S", "line/s-line")), "TGW009", "Network/S");

    [Fact]
    public void A_missing_way_back_from_the_internet_is_found() => Breaks(s => s.Remove("eg", "FirewallBack"), "TGW009", "eg/");

    [Fact]
    public void A_missing_route_makes_the_flow_impossible() => Breaks(s => s.Remove("Routing", Stacks.IdOf("Propagation", "K", "kd")), "REACH002", "Routing/KPrivate");

    [Fact]
    public void A_missing_rule_of_a_security_group_makes_the_flow_impossible() =>
        Breaks(s => s.Change("st", "Flows", "SecurityGroupIngress", "[]"), "REACH002", "s-office");

    [Fact]
    public void Default_tables_are_found_and_computed() => Breaks(
        s => s.Change("Network", "Gateway", "DefaultRouteTableAssociation", "\"enable\"").Change("Network", "Gateway", "DefaultRouteTablePropagation", "\"enable\"").Remove("Routing", Stacks.IdOf("Association", "S", "st"))
            .Route("st", "All", "0.0.0.0/0").Acl("st", 1, true, "0.0.0.0/0").Acl("st", 1, false, "0.0.0.0/0").Acl("kt", 1, false, "0.0.0.0/0"),
        ["TGW004", "TGW009"],
        "Network/Gateway");

    [Fact]
    public void Without_appliance_mode_the_firewall_loses_answers() => Breaks(s => s.Change("eg", "Attachment", "Options", "{}"), "TGW006", "eg/Attachment");

    [Fact]
    public void An_attachment_without_a_table_is_found() => Breaks(s => s.Remove("Routing", Stacks.IdOf("Association", "S", "st")), "TGW003", "st/Attachment");

    [Fact]
    public void An_attachment_in_two_tables_is_found() => Breaks(s => s.Associate("K", "st"), "TGW003", "Routing/AssociationKst");

    [Theory]
    [InlineData("10.2.0.0/24")]
    [InlineData("10.2.0.0/25", "10.2.0.128/25")]
    public void Blackholes_that_hide_a_live_route_are_found(params string[] holes) => Breaks(
        s => Array.ForEach(holes, hole => s.Static("LineS", "Hole" + hole[7..].Replace('/', 'x'), hole, null)),
        "TGW007",
        "Routing/Hole");

    [Fact]
    public void Two_static_routes_to_the_same_range_are_found() => Breaks(s => s.Static("S", "One", "10.77.0.0/16", "st").Static("S", "Two", "10.77.0.0/16", null), "TGW007", "Routing/Two");

    [Fact]
    public void A_blackhole_in_part_of_a_range_leaves_the_rest_and_both_are_told()
    {
        var finding = Assert.Single(Networks.InOrder().Broken(s => s.Static("LineS", "Hole", "10.2.0.64/26", null)).Findings());

        Assert.Contains("REACH002 E s-office-st", finding, StringComparison.Ordinal);
        Assert.Contains("10.32.0.0/16 → 10.2.0.0/26 tcp/443", finding, StringComparison.Ordinal);
        Assert.Contains("blackhole Routing/Hole", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vpc_of_other_ranges_than_planned_is_found() => Breaks(s => s.Change("st", "Vpc", "CidrBlock", "\"10.2.0.0/23\""), "REACH004", "st/Vpc");

    [Fact]
    public void A_vpc_that_the_estate_does_not_have_is_found() => Breaks(s => s.Vpc("stranger", "10.5.0.0/24", "10.5.0.0/25", "10.5.0.240/28"), "REACH004", "stranger/Vpc");

    [Fact]
    public void An_account_without_templates_is_found()
    {
        var network = Networks.InOrder();
        var findings = (network with { Nodes = network.Nodes.Add(network.Node("st") with { Id = "new", Cidrs = [Cidr.Parse("10.7.0.0/24")] }) }).Findings();

        Assert.Contains(findings, f => f.StartsWith("REACH004 E no template has an attachment of new", StringComparison.Ordinal));
    }

    static void Breaks(Action<Stacks> how, string rule, string resource) => Breaks(how, [rule], resource);

    static void Breaks(Action<Stacks> how, string[] rules, string resource)
    {
        var findings = Networks.InOrder().Broken(how).Findings();

        foreach (var rule in rules)
        {
            Assert.True(
                findings.Any(f => f.StartsWith(rule + " E", StringComparison.Ordinal) && f.Contains(resource, StringComparison.Ordinal)),
                $"No {rule} names {resource}:\n{string.Join('\n', findings)}");
        }
    }
}
