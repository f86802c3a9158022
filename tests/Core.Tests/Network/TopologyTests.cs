using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Core.Tests.Network;

/// <summary>Networks that cannot be built, and what a change changes.</summary>
public sealed class TopologyTests
{
    static readonly TopologyShape Shape = new(Bodies: 3, Systems: [0b001, 0b010, 0b110], Flows: 255, RangesPerOffice: 2);

    [Fact]
    public void Accounts_of_the_same_vendor_share_a_table_only_for_the_same_bodies() => Assert.Equal(
        [
            "body0-production", "body0-verification", "body1-production", "body1-verification", "egress", "endpoints", "line-line0", "line-line1", "line-line2", "maintenance", "services",
            "vendor0-body1-body2-production", "vendor0-body1-body2-verification",
        ],
        Topology(TopologyEstates.Of(Shape)).Segments.All.Select(s => s.Name));

    [Fact]
    public void A_wide_range_of_a_body_does_not_catch_what_belongs_to_others()
    {
        var estate = TopologyEstates.Of(Shape);
        var wide = estate.Network.OnPremises[0] with { Cidrs = [Cidr.Parse("172.16.0.0/12")] };

        var table = Table(estate with { Network = estate.Network with { OnPremises = estate.Network.OnPremises.SetItem(0, wide) } }, "body0-production");

        Assert.Equal("line/line0", table.Find(Cidr.Parse("172.30.0.0/24"))!.Target!.Id);
        Assert.Null(table.Find(Cidr.Parse("172.17.0.0/24"))!.Target);
    }

    [Fact]
    public void Two_peers_of_one_segment_with_the_same_range_are_refused()
    {
        var estate = TopologyEstates.Of(Shape);
        var same = estate.Network.OnPremises[1] with { Cidrs = estate.Network.OnPremises[0].Cidrs };

        var topology = Topology(estate with { Network = estate.Network with { OnPremises = estate.Network.OnPremises.SetItem(1, same) } });

        Assert.Contains(topology.Problems, p => p.StartsWith("endpoints has flows with line/line0 and line/line1, which both use 172.16.0.0/20", StringComparison.Ordinal));
    }

    [Fact]
    public void A_flow_to_the_internet_needs_a_way_there()
    {
        var estate = TopologyEstates.Of(Shape);

        var topology = Topology(estate with { Network = estate.Network with { Requests = [.. estate.Network.Requests.Where(r => r.Role != VpcRole.Egress)] } });

        Assert.Contains(topology.Problems, p => p.StartsWith("The flow 'updates' leads to the internet, and no VPC has the role egress.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_body_has_one_line()
    {
        var estate = TopologyEstates.Of(Shape);

        var topology = Topology(estate with { Network = estate.Network with { Lines = estate.Network.Lines.Add(estate.Network.Lines[0] with { Id = "second" }) } });

        Assert.Contains(topology.Problems, p => p.StartsWith("The body 131229 has the lines line0, second", StringComparison.Ordinal));
    }

    [Fact]
    public void More_peers_than_rules_are_named_by_wider_blocks()
    {
        var estate = TopologyEstates.Of(Shape);
        var many = estate.Network.OnPremises[0] with { Cidrs = [.. Enumerable.Range(0, 40).Select(i => new Cidr(0xAC10_0000 + ((uint)i * 512), 24))] };

        var topology = Topology(estate with { Network = estate.Network with { OnPremises = estate.Network.OnPremises.SetItem(0, many) } });

        Assert.Empty(topology.Problems);
        var vpc = topology.Vpcs.First(v => v.Attachment?.Segment == "body0-production");
        Assert.InRange(vpc.Acl.Count(r => r.Egress), 1, 20);
        Assert.All(many.Cidrs, range => Assert.Contains(vpc.Acl, r => r.Allow && r.Range.Contains(range) && r.Ports == PortRange.All));
    }

    [Fact]
    public void Peers_that_only_a_strangers_range_could_join_are_refused()
    {
        var estate = TopologyEstates.Of(Shape);
        var (mine, theirs) = (Enumerable.Range(0, 40).Select(i => new Cidr(0xAC10_0000 + ((uint)i * 512), 24)), Enumerable.Range(0, 40).Select(i => new Cidr(0xAC10_0100 + ((uint)i * 512), 24)));
        var offices = estate.Network.OnPremises
            .SetItem(0, estate.Network.OnPremises[0] with { Cidrs = [.. mine] })
            .SetItem(1, estate.Network.OnPremises[1] with { Cidrs = [.. theirs] });

        var topology = Topology(estate with { Network = estate.Network with { OnPremises = offices } });

        Assert.Contains(topology.Problems, p => p.Contains("network ACL rules can name, and wider blocks would reach bodies that it shares nothing with", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_peer_changes_no_other_rule_of_a_network_ACL()
    {
        var estate = TopologyEstates.Of(Shape with { RangesPerOffice = 1 });
        var before = Topology(estate).Vpcs.First(v => v.Attachment?.Segment == "body0-production");
        var wider = estate.Network.OnPremises[0] with { Cidrs = [Cidr.Parse("10.1.0.0/24"), .. estate.Network.OnPremises[0].Cidrs] };

        var after = Topology(estate with { Network = estate.Network with { OnPremises = estate.Network.OnPremises.SetItem(0, wider) } }).Vpcs.First(v => v.Attachment?.Segment == "body0-production");

        Assert.Empty(before.Acl.Except(after.Acl));
        Assert.Equal(["10.1.0.0/24", "10.1.0.0/24"], after.Acl.Except(before.Acl).Select(r => r.Range.ToString()));
    }

    static SegmentTable Table(Estate estate, string segment) => Topology(estate).Tables.Single(t => t.Segment.Name == segment);

    static NetworkTopology Topology(Estate estate) => NetworkTopology.Of(estate, AddressPlanner.Plan(estate, AddressLock.Empty, NetworkEstates.Today).Lock);
}
