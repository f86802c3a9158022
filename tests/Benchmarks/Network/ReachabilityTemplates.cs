using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GovCloud.Estates;
using GovCloud.Network;
using GovCloud.Network.Reachability;

namespace GovCloud.Benchmarks.Network;

/// <summary>
/// A network of many attachments as templates: bodies of forty VPCs, each with a route table of the Transit Gateway that all its VPCs propagate into, and a VPC
/// of central endpoints that everybody reaches. Every VPC has three subnets in two zones, its own routes, network ACL and security group.
/// </summary>
sealed class ReachabilityTemplates
{
    const int VpcsOfBody = 40;
    readonly StringBuilder routing = new();

    ReachabilityTemplates(int attachments)
    {
        var bodies = (attachments + VpcsOfBody - 1) / VpcsOfBody;
        var templates = ImmutableArray.CreateBuilder<StackTemplate>();
        var nodes = ImmutableArray.CreateBuilder<NetworkNode>();
        for (var body = 0; body < bodies; body++)
        {
            Resource(Text($"Body{body}"), "TransitGatewayRouteTable", """ "TransitGatewayId":{"Ref":"Gateway"} """);
            Link("Propagation", Text($"Body{body}"), "endpoints");
        }

        Resource("Gateway", "TransitGateway", """ "DefaultRouteTableAssociation":"disable","DefaultRouteTablePropagation":"disable" """);
        Resource("Endpoints", "TransitGatewayRouteTable", """ "TransitGatewayId":{"Ref":"Gateway"} """);
        for (var i = 0; i < attachments - 1; i++)
        {
            var (id, body, cidr) = (Text($"vpc{i}"), i / VpcsOfBody, new Cidr((10u << 24) + ((uint)i << 8), 24));
            templates.Add(Spoke(id, cidr, [new Cidr(10u << 24, 8)]));
            nodes.Add(Node(id, cidr, [MunicipalityCode.Parse(Codes[body % Codes.Length])]));
            Link("Association", Text($"Body{body}"), id);
            Link("Propagation", Text($"Body{body}"), id);
            Link("Propagation", "Endpoints", id);
        }

        var central = new Cidr(172u << 24 | 16u << 16, 24);
        templates.Add(Spoke("endpoints", central, [new Cidr(10u << 24, 8)]));
        nodes.Add(Node("endpoints", central, []));
        Link("Association", "Endpoints", "endpoints");
        templates.Add(new StackTemplate("Network", $$"""{"Resources":{{{routing.ToString().TrimEnd(',')}}} }"""));
        (Templates, Nodes) = (templates.ToImmutable(), nodes.ToImmutable());
    }

    static readonly string[] Codes = ["131229", "131121", "131202", "041009"];

    public ImmutableArray<StackTemplate> Templates { get; }

    public ImmutableArray<NetworkNode> Nodes { get; }

    public static ReachabilityTemplates Of(int attachments) => new(attachments);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static NetworkNode Node(string id, Cidr cidr, ImmutableArray<MunicipalityCode> bodies) =>
        new() { Id = id, Kind = FlowPartyKind.Workload, Municipalities = bodies, Cidrs = [cidr] };

    static StackTemplate Spoke(string id, Cidr cidr, Cidr[] peers)
    {
        var resources = new StringBuilder();
        Add(resources, "Vpc", "VPC", $$""" "CidrBlock":"{{cidr}}","Tags":[{"Key":"govcloud:node","Value":"{{id}}"}] """);
        Add(resources, "Routes", "RouteTable", """ "VpcId":{"Ref":"Vpc"} """);
        Add(resources, "TransitRoutes", "RouteTable", """ "VpcId":{"Ref":"Vpc"} """);
        Add(resources, "Acl", "NetworkAcl", """ "VpcId":{"Ref":"Vpc"} """);
        Add(resources, "Flows", "SecurityGroup", """ "VpcId":{"Ref":"Vpc"},"SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIp":"10.0.0.0/8"}],"SecurityGroupEgress":[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIp":"0.0.0.0/0"}] """);
        foreach (var (range, i) in cidr.Split(27).Take(6).Select((r, i) => (r, i)))
        {
            var (zone, kind) = (i % 2, i / 2);
            Add(resources, Text($"Subnet{i}"), "Subnet", $$""" "VpcId":{"Ref":"Vpc"},"CidrBlock":"{{range}}","AvailabilityZoneId":"apne1-az{{zone}}" """);
            Add(resources, Text($"Link{i}"), "SubnetRouteTableAssociation", $$""" "SubnetId":{"Ref":"Subnet{{i}}"},"RouteTableId":{"Ref":"{{(kind == 2 ? "TransitRoutes" : "Routes")}}"} """);
            Add(resources, Text($"AclLink{i}"), "SubnetNetworkAclAssociation", $$""" "SubnetId":{"Ref":"Subnet{{i}}"},"NetworkAclId":{"Ref":"Acl"} """);
        }

        foreach (var (peer, i) in peers.Append(new Cidr((172u << 24) + (16u << 16), 24)).Distinct().Select((p, i) => (p, i)))
        {
            Add(resources, Text($"Route{i}"), "Route", $$""" "RouteTableId":{"Ref":"Routes"},"DestinationCidrBlock":"{{peer}}","TransitGatewayId":{"Ref":"Gateway"} """);
            foreach (var egress in new[] { "true", "false" })
            {
                Add(resources, Text($"Entry{i}{egress}"), "NetworkAclEntry", $$""" "NetworkAclId":{"Ref":"Acl"},"RuleNumber":{{100 + i}},"Protocol":-1,"RuleAction":"allow","Egress":{{egress}},"CidrBlock":"{{peer}}" """);
            }
        }

        Add(resources, "Attachment", "TransitGatewayVpcAttachment", """ "VpcId":{"Ref":"Vpc"},"SubnetIds":[{"Ref":"Subnet4"},{"Ref":"Subnet5"}],"TransitGatewayId":{"Ref":"Gateway"} """);
        return new StackTemplate(id, $$"""{"Parameters":{"Gateway":{"Type":"String"} },"Resources":{{{resources.ToString().TrimEnd(',')}}} }""");
    }

    static void Add(StringBuilder resources, string id, string type, string properties) =>
        resources.Append(CultureInfo.InvariantCulture, $"\"{id}\":{{\"Type\":\"AWS::EC2::{type}\",\"Properties\":{{{properties}}}}},");

    void Resource(string id, string type, string properties) => Add(routing, id, type, properties);

    void Link(string kind, string table, string node) => Resource(
        $"{kind}{table}{node}",
        $"TransitGatewayRouteTable{kind}",
        $$""" "TransitGatewayRouteTableId":{"Ref":"{{table}}"},"TransitGatewayAttachmentId":"{{"{{"}}resolve:ssm:/govcloud/network/attachments/{{node}}{{"}}"}}" """);
}
