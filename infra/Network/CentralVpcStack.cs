using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>
/// A VPC of the network account that serves all: the way to the internet, the endpoints with the Resolver, or remote maintenance. Deployed by the network operator after the
/// gateway. It records the id of its attachment itself. Removing it keeps the VPC, addresses and logs.
/// </summary>
sealed class CentralVpcStack : Stack
{
    internal CentralVpcStack(Construct scope, NetworkPlan plan, VpcPolicy vpc)
        : base(scope, NetworkNames.CentralStack(vpc.Node.Vpc!), new StackProps
        {
            Env = plan.EnvironmentOf(plan.NetworkAccount),
            TerminationProtection = true,
            Description = $"{plan.Estate.Profile.Title}: central VPC {vpc.Node.Vpc}",
        })
    {
        AddMetadata("govcloud:account", plan.NetworkAccount.Id.ToString());
        var planned = new PlannedVpc(this, vpc, plan, plan.TransitGatewayId);
        if (planned.Attachment is { } attachment)
        {
            _ = new Amazon.CDK.AWS.SSM.CfnParameter(this, "AttachmentId", new Amazon.CDK.AWS.SSM.CfnParameterProps
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
