using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>All stacks of the network, in the order in which they are deployed: gateway, route tables, spokes, then routing.</summary>
static class NetworkStacks
{
    /// <summary>Adds them.</summary>
    /// <exception cref="SynthInputException">The network cannot be built as it is described.</exception>
    internal static void Add(App app, NetworkPlan plan)
    {
        var gateway = plan.Gateway.Existing ? null : new TransitGatewayStack(app, plan);
        var tables = plan.Topology.Tables
            .GroupBy(t => t.Segment.Owner, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new SegmentsStack(app, plan, g.Key, [.. g]), StringComparer.Ordinal);
        if (plan.LogArchive is { } archive)
        {
            _ = new FlowLogArchiveStack(app, plan, archive);
        }

        Stack[] ofTheGateway =
        [
            .. tables.Values,
            .. plan.Central.Select(vpc => new CentralVpcStack(app, plan, vpc)),
            .. plan.Estate.Network.Lines.Select(line => new ConnectionStack(app, line, plan)),
        ];
        foreach (var stack in ofTheGateway.Where(_ => gateway is not null))
        {
            stack.AddDependency(gateway!);
        }

        foreach (var (account, vpcs) in plan.Spokes)
        {
            _ = new SpokeStack(app, plan, account, vpcs);
        }

        foreach (var routing in AttachmentRouting.Of(plan))
        {
            var stack = new RoutingStack(app, plan, routing);
            foreach (var owner in routing.Owners)
            {
                stack.AddDependency(tables[owner]);
            }
        }
    }

    /// <summary>The name of a stack; account names may hold what stack names may not.</summary>
    internal static string Legal(string name) => name.Replace('.', '-').Replace('_', '-');

    /// <summary>Name and node, for people and for the check of the templates.</summary>
    internal static CfnTag[] Tags(string name, NetworkNode node) =>
        [new CfnTag { Key = "Name", Value = name }, new CfnTag { Key = NetworkNames.NodeTag, Value = node.Id }];
}
