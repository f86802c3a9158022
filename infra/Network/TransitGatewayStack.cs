using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.RAM;
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
        var accounts = plan.Topology.Nodes.Select(n => n.Account?.Account.Id).OfType<AccountId>().Where(a => a != plan.NetworkAccount.Id).Distinct();
        _ = new CfnResourceShare(this, "Share", new CfnResourceShareProps
        {
            Name = $"{plan.Estate.Profile.Name}-transit-gateway",
            // Named accounts only. The organization is not ours in Government Cloud; whether it shares without invitation is unknown, so both ways must work.
            AllowExternalPrincipals = plan.Estate.Profile.Organization == OrganizationMode.Gcas,
            Principals = [.. accounts.Select(a => a.ToString()).Order(StringComparer.Ordinal)],
            ResourceArns = [FormatArn(new ArnComponents { Service = "ec2", Resource = "transit-gateway", ResourceName = gateway.Ref })],
        });
        _ = new CfnOutput(this, "TransitGatewayId", new CfnOutputProps { Value = gateway.Ref, ExportName = NetworkNames.TransitGatewayExport });
        return gateway.Ref;
    }

    void AddCentral(VpcPolicy vpc, string gateway)
    {
        var planned = new PlannedVpc(this, vpc, plan, gateway);
        planned.RouteToPeers();
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
    }
}
