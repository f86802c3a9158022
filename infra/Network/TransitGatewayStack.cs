using Amazon.CDK.AWS.EC2;
using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>
/// The Transit Gateway, shared with exactly the accounts that have VPCs, and the central VPCs. Deployed first, by the network operator into the network account.
/// It never associates or propagates anything by default: who attaches reaches nothing. The gateway and the VPCs are kept when the stack is removed.
/// </summary>
sealed class TransitGatewayStack : Stack
{
    readonly NetworkPlan plan;

    internal TransitGatewayStack(Construct scope, NetworkPlan plan)
        : base(scope, "GovCloud-Network", new StackProps
        {
            Env = plan.EnvironmentOf(plan.NetworkAccount),
            TerminationProtection = true,
            Description = $"{plan.Estate.Profile.Title}: Transit Gateway and central VPCs",
        })
    {
        this.plan = plan;
        AddMetadata("govcloud:account", plan.NetworkAccount.Id.ToString());
        var gateway = plan.Gateway.Existing ? plan.Gateway.Id! : Gateway();
        foreach (var vpc in plan.Central)
        {
            AddCentral(vpc, gateway);
        }
    }

    string Gateway()
    {
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
        return gateway.Ref;
    }

    void AddCentral(VpcPolicy vpc, string gateway)
    {
        var planned = new PlannedVpc(this, vpc, plan, gateway);
        if (planned.Attachment is { } attachment)
        {
            _ = new Amazon.CDK.AWS.SSM.CfnParameter(this, $"{vpc.Node.Vpc}-attachment", new Amazon.CDK.AWS.SSM.CfnParameterProps
            {
                Type = "String",
                Name = NetworkNames.AttachmentParameter(vpc.Attachment!.Id),
                Value = attachment.Ref,
                Description = $"Attachment of {vpc.Node.Id}",
            });
        }

        switch (vpc.Node.Role)
        {
            case VpcRole.Egress:
                EgressRouting.Add(planned, vpc, plan);
                break;
            case VpcRole.Endpoints:
                planned.RouteToPeers();
                var names = new NameResolution(planned, vpc, plan);
                CentralEndpoints.Add(planned, plan, [names.Inbound, names.Outbound]);
                break;
            default:
                planned.RouteToPeers();
                planned.AddGatewayEndpoints();
                RemoteMaintenance.Add(planned, plan);
                break;
        }
    }
}
