using FsCheck;
using FsCheck.Fluent;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Core.Tests.Network.Intent;

public sealed class IntendedFlowTests
{
    [Fact]
    public void Flows_mean_the_pairs_that_fit_both_sides_and_share_a_body_and_an_environment() => Prop.ForAll(TopologyEstates.Shapes, shape =>
    {
        var (estate, allocations, _) = TopologyEstates.Build(shape);
        var nodes = NetworkNode.Of(estate, allocations);
        var expected =
            from flow in estate.Network.Flows
            from source in nodes
            from target in nodes
            where source.Attached && target.Attached && source.Id != target.Id
                && IntendedFlow.Fits(flow.From, source) && IntendedFlow.Fits(flow.To, target)
                && IntendedFlow.ShareMunicipality(source, target)
                && (source.Environment is null || target.Environment is null || source.Environment == target.Environment)
            select (flow.Id, source.Id, target.Id);
        return IntendedFlow.Of(estate, nodes).Select(f => (f.Flow.Id, f.From.Id, f.To.Id)).SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_reason_lets_a_flow_cross_bodies_or_environments()
    {
        var (estate, allocations, _) = TopologyEstates.Build(new TopologyShape(2, [1, 2], Flows: 2, RangesPerOffice: 1));
        var nodes = NetworkNode.Of(estate, allocations);
        var flow = Assert.Single(estate.Network.Flows);

        Assert.Equal(0, Count(flow));
        Assert.Equal(4, Count(flow with { BetweenMunicipalities = "理由" }));
        Assert.Equal(4, Count(flow with { BetweenEnvironments = "理由" }));
        Assert.Equal(12, Count(flow with { BetweenMunicipalities = "理由", BetweenEnvironments = "理由" }));

        int Count(NetworkFlow other) => IntendedFlow.Of(estate with { Network = estate.Network with { Flows = [other] } }, nodes).Length;
    }

    [Fact]
    public void Every_vpc_network_of_a_body_and_the_internet_is_a_node()
    {
        var (estate, allocations, _) = TopologyEstates.Build(new TopologyShape(2, [3], Flows: 0, RangesPerOffice: 2));
        var nodes = NetworkNode.Of(estate, allocations);

        Assert.Equal(
            ["500000000001/main", "500000000002/main", "999900000001/egress", "999900000001/endpoints", "999900000001/maintenance", "999900000002/main"],
            nodes.Where(n => n.Allocation is not null).Select(n => n.Id));
        Assert.Null(nodes.Single(n => n.Role == VpcRole.Egress).Kind);
        Assert.Equal(2, nodes.Count(n => n.Kind == FlowPartyKind.OnPremises && n.Attached));
        Assert.Equal(2, nodes.Single(n => n.Id == "500000000001/main").Municipalities.Length);
        Assert.Equal(NetworkNode.InternetId, nodes[^1].Id);
    }

    [Fact]
    public void A_body_without_a_line_is_not_attached()
    {
        var (estate, allocations, _) = TopologyEstates.Build(new TopologyShape(2, [3], Flows: 0, RangesPerOffice: 1));
        var without = estate with { Network = estate.Network with { Lines = [estate.Network.Lines[0]] } };

        Assert.Equal([true, false], NetworkNode.Of(without, allocations).Where(n => n.Kind == FlowPartyKind.OnPremises).Select(n => n.Attached));
    }
}
