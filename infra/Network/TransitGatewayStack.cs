using Amazon.CDK.AWS.EC2;

namespace GovCloud.Infra.Network;

/// <summary>
/// The Transit Gateway, shared with exactly the accounts that have VPCs. Deployed first, by the network operator into the network account. It never associates or
/// propagates anything by default: who attaches reaches nothing. The gateway is kept when the stack is removed.
/// </summary>
sealed class TransitGatewayStack : Stack
{
    internal TransitGatewayStack(Construct scope, NetworkPlan plan)
        : base(scope, "GovCloud-Network", new StackProps
        {
            Env = plan.EnvironmentOf(plan.NetworkAccount),
            TerminationProtection = true,
            Description = $"{plan.Estate.Profile.Title}: Transit Gateway",
        })
    {
        AddMetadata("govcloud:account", plan.NetworkAccount.Id.ToString());
        var gateway = new CfnTransitGateway(this, "TransitGateway", new CfnTransitGatewayProps
        {
            AmazonSideAsn = plan.Gateway.Asn,
            AutoAcceptSharedAttachments = "enable",
            DefaultRouteTableAssociation = "disable",
            DefaultRouteTablePropagation = "disable",
            DnsSupport = "enable",
            VpnEcmpSupport = "disable",
            MulticastSupport = "disable",
            Description = plan.Estate.Profile.Name,
            Tags = [new CfnTag { Key = "Name", Value = plan.Estate.Profile.Name }],
        });
        gateway.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        Shares.Add(
            this,
            "Share",
            $"{plan.Estate.Profile.Name}-transit-gateway",
            plan,
            plan.Topology.Nodes.Select(n => n.Account?.Account.Id).OfType<AccountId>(),
            [
                FormatArn(new ArnComponents { Service = "ec2", Resource = "transit-gateway", ResourceName = gateway.Ref }),
                Shares.Parameter(this, "TransitGatewayName", NetworkNames.TransitGatewayName, gateway.Ref, "Id of the Transit Gateway"),
            ]);
        _ = new CfnOutput(this, "TransitGatewayId", new CfnOutputProps { Value = gateway.Ref, ExportName = NetworkNames.TransitGatewayExport });
    }
}
