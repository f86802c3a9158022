using GovCloud.Network.Reachability;

namespace GovCloud.Core.Tests.Network.Reachability;

/// <summary>A network in order has no findings; each break is found, with the resource that causes it.</summary>
public sealed class ReachabilityCheckTests
{
    [Fact]
    public void A_network_in_order_makes_possible_what_is_intended_and_nothing_else()
    {
        var network = Networks.InOrder();

        Assert.Empty(network.Findings());
        Assert.Equal(["kd kt tcp/1", "kt kd tcp/5432"], network.Reached().Where(r => r.Contains("k", StringComparison.Ordinal) && !r.Contains("office", StringComparison.Ordinal) && !r.Contains("internet", StringComparison.Ordinal)));
    }
}
