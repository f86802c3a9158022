using FsCheck;
using FsCheck.Fluent;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Core.Tests.Network;

/// <summary>What holds for the network of every estate.</summary>
public sealed class TopologyProperties
{
    [Fact]
    public void No_table_holds_a_route_to_a_range_of_a_body_that_its_attachments_share_nothing_with() => Check((topology, _) =>
    {
        foreach (var table in topology.Tables)
        {
            var strangers = topology.Nodes.Where(n => n.Id != NetworkNode.InternetId && !table.Segment.Attachments.SelectMany(a => a.Nodes).Any(own => IntendedFlow.ShareMunicipality(own, n)));
            Assert.All(strangers.SelectMany(n => n.Cidrs), range => Assert.Null(table.Find(range)?.Target));
        }
    });

    [Fact]
    public void A_route_leads_only_to_somebody_with_whom_an_attachment_of_the_segment_has_a_flow() => Check((topology, _) =>
    {
        var pairs = topology.Flows.SelectMany(f => new[] { (f.From.Id, f.To.Id), (f.To.Id, f.From.Id) }).ToHashSet();
        var online = topology.Flows.Where(f => f.To.Id == NetworkNode.InternetId).Select(f => f.From.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var table in topology.Tables)
        {
            var own = table.Segment.Attachments.SelectMany(a => a.Nodes).ToList();
            foreach (var route in table.Routes.Where(r => r.Target is not null))
            {
                Assert.True(route.Destination == PrivateRanges.Everything
                    ? own.Any(n => online.Contains(n.Id))
                    : route.Target!.Nodes.Any(to => own.Any(from => pairs.Contains((from.Id, to.Id)) || (from.Role == VpcRole.Egress && online.Contains(to.Id)))));
            }
        }
    });

    [Fact]
    public void Every_intended_flow_has_a_way_there_and_back() => Check((topology, _) =>
    {
        var tables = topology.Tables.ToDictionary(t => t.Segment.Name, StringComparer.Ordinal);
        var egress = topology.Nodes.Single(n => n.Role == VpcRole.Egress);
        foreach (var flow in topology.Flows)
        {
            var there = topology.Segments.AttachmentOf(flow.To.Id == NetworkNode.InternetId ? egress : flow.To)!;
            var back = topology.Segments.AttachmentOf(flow.From)!;
            Assert.All(flow.To.Cidrs, range => Assert.Equal(there.Id, tables[back.Segment].Find(range)?.Target?.Id));
            Assert.All(flow.From.Cidrs, range => Assert.Equal(back.Id, tables[there.Segment].Find(range)?.Target?.Id));
        }
    });

    [Fact]
    public void Every_intended_flow_passes_the_VPCs_routes_network_ACLs_and_security_groups() => Check((topology, _) =>
    {
        var vpcs = topology.Vpcs.ToDictionary(v => v.Node.Id, StringComparer.Ordinal);
        foreach (var flow in topology.Flows.Where(f => f.To.Id != NetworkNode.InternetId))
        {
            foreach (var (self, other, opens) in new[] { (flow.From, flow.To, true), (flow.To, flow.From, false) })
            {
                if (vpcs.TryGetValue(self.Id, out var vpc))
                {
                    Assert.All(other.Cidrs, range =>
                    {
                        Assert.Contains(vpc.Routes, r => r.Contains(range));
                        Assert.True(Allows(vpc, range, egress: true) && Allows(vpc, range, egress: false));
                        Assert.All(flow.Ports, ports => Assert.Contains(vpc.Security, r => r.Egress == opens && r.Ports.Contains(ports) && r.Range.Contains(range)));
                    });
                }
            }
        }
    });

    [Fact]
    public void Neither_routes_nor_network_ACLs_nor_security_groups_of_a_body_reach_a_body_that_it_shares_nothing_with() => Check((topology, _) =>
    {
        foreach (var vpc in topology.Vpcs.Where(v => !v.Node.Municipalities.IsEmpty))
        {
            var strangers = topology.Nodes.Where(n => n.Id != NetworkNode.InternetId && !IntendedFlow.ShareMunicipality(n, vpc.Node)).SelectMany(n => n.Cidrs).ToList();
            Assert.All(strangers, range =>
            {
                Assert.DoesNotContain(vpc.Routes, r => r.Overlaps(range));
                Assert.False(Allows(vpc, range, egress: true) || Allows(vpc, range, egress: false));
                Assert.DoesNotContain(vpc.Security, r => r.Range != PrivateRanges.Everything && r.Range.Overlaps(range));
            });
        }
    });

    [Fact]
    public void Nothing_private_goes_through_the_way_to_the_internet() => Check((topology, _) => Assert.All(
        topology.Tables.Where(t => t.Routes.Any(r => r.Destination == PrivateRanges.Everything)),
        table => Assert.All(PrivateRanges.All, range => Assert.Contains(table.Routes, r => r.Destination == range && r.Target is null))));

    [Fact]
    public void Rules_and_routes_stay_within_the_quotas() => Check((topology, estate) => Assert.All(topology.Vpcs, vpc =>
    {
        Assert.InRange(vpc.Routes.Length, 0, NetworkQuotas.LimitOf(estate.Network, NetworkQuota.VpcRouteTableRoutes));
        Assert.All((bool[])[true, false], egress =>
        {
            Assert.InRange(vpc.Acl.Count(r => r.Egress == egress), 1, NetworkQuotas.LimitOf(estate.Network, NetworkQuota.NetworkAclRules));
            Assert.InRange(vpc.Security.Count(r => r.Egress == egress), 0, NetworkQuotas.LimitOf(estate.Network, NetworkQuota.SecurityGroupRules));
            Assert.Equal(vpc.Acl.Count(r => r.Egress == egress), vpc.Acl.Where(r => r.Egress == egress).Select(r => r.Number).Distinct().Count());
        });
    }));

    [Fact]
    public void Every_attached_node_is_in_exactly_one_segment_and_a_segment_has_the_same_bodies_throughout() => Check((topology, _) =>
    {
        var attached = topology.Nodes.Where(n => n.Attached && n.Id != NetworkNode.InternetId).Select(n => n.Id);
        Assert.Equal(attached.Order(StringComparer.Ordinal), topology.Segments.All.SelectMany(s => s.Attachments).SelectMany(a => a.Nodes).Select(n => n.Id).Order(StringComparer.Ordinal));
        Assert.All(topology.Segments.All, segment => Assert.All(
            segment.Attachments.SelectMany(a => a.Nodes), node => Assert.Equal(segment.Municipalities, node.Municipalities.Order())));
    });

    static bool Allows(VpcPolicy vpc, Cidr range, bool egress) =>
        vpc.Acl.Where(r => r.Egress == egress && r.Range.Overlaps(range)).OrderBy(r => r.Number).FirstOrDefault(r => r.Ports == PortRange.All) is { Allow: true };

    static void Check(Action<NetworkTopology, Estate> property) => Prop.ForAll(TopologyEstates.Shapes, shape =>
    {
        var (estate, _, topology) = TopologyEstates.Build(shape);
        Assert.Empty(topology.Problems);
        property(topology, estate);
    }).QuickCheckThrowOnFailure();
}
