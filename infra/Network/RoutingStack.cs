using Amazon.CDK.AWS.EC2;

namespace GovCloud.Infra.Network;

/// <summary>
/// Associates the attachments of one account, or of one line, with their route tables, and adds the static routes that lead to them. Deployed by the network operator
/// into the network account, after the attachments are there and their ids are recorded. It must never propagate: what is announced by mistake must not become a
/// route. Removing it cuts the account off and nobody else.
/// </summary>
sealed class RoutingStack : Stack
{
    // CloudFormation's limit; a stack that is near it is an account or line with very many peers.
    const int MostResources = 500;

    internal RoutingStack(Construct scope, NetworkPlan plan, AttachmentRouting routing)
        : base(scope, routing.StackName, new StackProps
        {
            Env = plan.EnvironmentOf(plan.NetworkAccount),
            TerminationProtection = true,
            Description = $"{plan.Estate.Profile.Title}: association of {string.Join(", ", routing.Attachments.Select(a => a.Id))} and routes to it",
        })
    {
        if (routing.Attachments.Length + routing.Routes.Length > MostResources)
        {
            throw new SynthInputException(FormattableString.Invariant(
                $"{routing.Routes.Length} routes lead to {string.Join(", ", routing.Attachments.Select(a => a.Id))}, more than a stack can hold. Remedy: announce fewer and wider ranges, or split the account's VPCs."));
        }

        var ids = routing.Attachments.ToDictionary(a => a.Id, Recorded, StringComparer.Ordinal);
        foreach (var attachment in routing.Attachments)
        {
            _ = new CfnTransitGatewayRouteTableAssociation(this, $"Association-{attachment.Id}", new CfnTransitGatewayRouteTableAssociationProps
            {
                TransitGatewayAttachmentId = ids[attachment.Id],
                TransitGatewayRouteTableId = Fn.ImportValue(NetworkNames.SegmentExport(attachment.Segment)),
            });
        }

        foreach (var (segment, route) in routing.Routes)
        {
            _ = new CfnTransitGatewayRoute(this, $"Route-{segment.Name}-{route.Destination}", new CfnTransitGatewayRouteProps
            {
                TransitGatewayRouteTableId = Fn.ImportValue(NetworkNames.SegmentExport(segment.Name)),
                DestinationCidrBlock = route.Destination.ToString(),
                TransitGatewayAttachmentId = ids[route.Target!.Id],
            });
        }
    }

    // A parameter and not a dynamic reference: of those a template may hold 60 only, and every route would be one.
    string Recorded(GovCloud.Network.NetworkAttachment attachment) => new CfnParameter(this, $"Attachment-{attachment.Id}", new CfnParameterProps
    {
        Type = "AWS::SSM::Parameter::Value<String>",
        Default = NetworkNames.AttachmentParameter(attachment.Id),
        Description = $"Id of the attachment {attachment.Id}; gca network attachments records it",
    }).ValueAsString;
}
