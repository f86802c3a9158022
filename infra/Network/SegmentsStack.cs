using System.Collections.Immutable;
using Amazon.CDK.AWS.EC2;
using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>
/// Route tables of the Transit Gateway that belong to one owner (a body, a vendor of accounts of several bodies, or all), with their blackholes. Deployed by the
/// network operator into the network account. It holds no association and no route that leads anywhere: alone it lets nothing through. Removing it is refused while
/// a routing stack uses its tables.
/// </summary>
sealed class SegmentsStack : Stack
{
    internal SegmentsStack(Construct scope, NetworkPlan plan, string owner, ImmutableArray<SegmentTable> tables)
        : base(scope, NetworkNames.SegmentsStack(owner), new StackProps
        {
            Env = plan.EnvironmentOf(plan.NetworkAccount),
            TerminationProtection = true,
            Description = $"{plan.Estate.Profile.Title}: Transit Gateway route tables of {owner}",
        })
    {
        foreach (var table in tables)
        {
            var segment = new Construct(this, table.Segment.Name);
            var routes = new CfnTransitGatewayRouteTable(segment, "Table", new CfnTransitGatewayRouteTableProps
            {
                TransitGatewayId = plan.TransitGatewayId,
                Tags = [new CfnTag { Key = "Name", Value = table.Segment.Name }],
            });
            routes.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
            _ = new CfnOutput(segment, "Id", new CfnOutputProps { Value = routes.Ref, ExportName = NetworkNames.SegmentExport(table.Segment.Name) });
            foreach (var hole in table.Routes.Where(r => r.Target is null))
            {
                _ = new CfnTransitGatewayRoute(segment, $"Blackhole-{hole.Destination}", new CfnTransitGatewayRouteProps
                {
                    TransitGatewayRouteTableId = routes.Ref,
                    DestinationCidrBlock = hole.Destination.ToString(),
                    Blackhole = true,
                });
            }
        }
    }
}
