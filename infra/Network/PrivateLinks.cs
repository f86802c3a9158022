using System.Collections.Immutable;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>
/// Services that are reached without routing, where ranges overlap: in the provider's VPC an endpoint service that exactly the consumers' accounts may use, in each
/// VPC of a consumer an interface endpoint. Connections are opened by the consumer only.
/// </summary>
static class PrivateLinks
{
    internal static void Add(PlannedVpc vpc, VpcPolicy policy, NetworkPlan plan)
    {
        var account = policy.Node.Account!.Account.Id;
        foreach (var link in plan.Estate.Network.PrivateLinks)
        {
            if (link.Provider == account && link.Vpc == policy.Node.Vpc)
            {
                Provide(vpc, link);
            }

            if (link.Consumers.Contains(account))
            {
                Consume(vpc, policy, link);
            }
        }
    }

    static ImmutableArray<PortRange> PortsOf(PrivateLink link) =>
        [.. link.Ports.Select(text => PortRange.TryParse(text, out var ports) && ports is { Protocol: GovCloud.Network.TransportProtocol.Tcp } && ports.First == ports.Last
            ? ports
            : throw new SynthInputException($"The PrivateLink service '{link.Id}' has the port {text}, and a listener is one TCP port. Remedy: write each as tcp/443."))];

    static void Provide(PlannedVpc vpc, PrivateLink link)
    {
        var place = new Construct(vpc, $"Service-{link.Id}");
        var ports = PortsOf(link);
        var targets = link.Targets.Select(ip => Cidr.Parse($"{ip}/32")).ToList();
        // Nothing but PrivateLink reaches the load balancer, and it opens nothing but the servers' ports.
        var group = SecurityGroups.Add(
            place, "Group", vpc.Vpc, $"{vpc.Name}-{link.Id}", [.. targets.SelectMany(t => ports.Select(p => new SecurityRule(Egress: true, t, p, [link.Id])))]);
        var subnets = vpc.OfKind(SubnetKind.Endpoints) is { IsEmpty: false } own ? own : vpc.OfKind(SubnetKind.Application);
        var balancer = new CfnLoadBalancer(place, "Balancer", new CfnLoadBalancerProps
        {
            Type = "network",
            Scheme = "internal",
            Subnets = [.. subnets.Select(s => s.Subnet.Ref)],
            SecurityGroups = [group.Ref],
            EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = "off",
            LoadBalancerAttributes = new[] { Attribute("deletion_protection.enabled"), Attribute("load_balancing.cross_zone.enabled") },
        });
        foreach (var port in ports)
        {
            Listen(place, vpc, link, balancer, port.First);
        }

        var service = new CfnVPCEndpointService(place, "Service", new CfnVPCEndpointServiceProps { NetworkLoadBalancerArns = [balancer.Ref], AcceptanceRequired = false });
        _ = new CfnVPCEndpointServicePermissions(place, "Permissions", new CfnVPCEndpointServicePermissionsProps
        {
            ServiceId = service.Ref,
            AllowedPrincipals = [.. link.Consumers.Select(c => $"arn:{Aws.PARTITION}:iam::{c}:root")],
        });
        _ = new CfnOutput(place, "Name", new CfnOutputProps
        {
            Value = $"com.amazonaws.vpce.{Aws.REGION}.{service.Ref}",
            Description = $"Write it into serviceName of the PrivateLink service {link.Id}",
        });
    }

    static CfnLoadBalancer.LoadBalancerAttributeProperty Attribute(string key) => new() { Key = key, Value = "true" };

    static void Listen(Construct place, PlannedVpc vpc, PrivateLink link, CfnLoadBalancer balancer, int port)
    {
        var targets = new CfnTargetGroup(place, FormattableString.Invariant($"Targets{port}"), new CfnTargetGroupProps
        {
            VpcId = vpc.Vpc.Ref,
            TargetType = "ip",
            Protocol = "TCP",
            Port = port,
            Targets = link.Targets.Select(ip => new CfnTargetGroup.TargetDescriptionProperty { Id = ip, Port = port }).ToArray(),
        });
        _ = new CfnListener(place, FormattableString.Invariant($"Listener{port}"), new CfnListenerProps
        {
            LoadBalancerArn = balancer.Ref,
            Protocol = "TCP",
            Port = port,
            DefaultActions = new[] { new CfnListener.ActionProperty { Type = "forward", TargetGroupArn = targets.Ref } },
        });
    }

    static void Consume(PlannedVpc vpc, VpcPolicy policy, PrivateLink link)
    {
        var place = new Construct(vpc, $"Use-{link.Id}");
        var group = SecurityGroups.Add(
            place, "Group", vpc.Vpc, $"{vpc.Name}-{link.Id}", [.. policy.Node.Cidrs.SelectMany(range => PortsOf(link).Select(p => new SecurityRule(Egress: false, range, p, [link.Id])))]);
        var subnets = vpc.OfKind(SubnetKind.Endpoints) is { IsEmpty: false } own ? own : vpc.OfKind(SubnetKind.Application);
        var endpoint = new CfnVPCEndpoint(place, "Endpoint", new CfnVPCEndpointProps
        {
            VpcEndpointType = "Interface",
            VpcId = vpc.Vpc.Ref,
            ServiceName = link.ServiceName ?? ServiceName(Stack.Of(vpc), link),
            SubnetIds = [.. subnets.Select(s => s.Subnet.Ref)],
            SecurityGroupIds = [group.Ref],
            PrivateDnsEnabled = false,
        });
        // Tells the proof of reachability that the path is one that the estate declares. This version of the CDK has no property for it.
        endpoint.AddPropertyOverride("Tags", new[] { new Dictionary<string, string>(StringComparer.Ordinal) { ["Key"] = NetworkNames.PrivateLinkTag, ["Value"] = link.Id } });
    }

    static string ServiceName(Stack stack, PrivateLink link)
    {
        var id = $"PrivateLink-{link.Id}";
        return (stack.Node.TryFindChild(id) as CfnParameter ?? new CfnParameter(stack, id, new CfnParameterProps
        {
            Type = "String",
            AllowedPattern = @"^com\.amazonaws\.vpce\..+$",
            Description = $"Output of the provider's stack for the PrivateLink service {link.Id}; write it into serviceName of the estate",
        })).ValueAsString;
    }
}
