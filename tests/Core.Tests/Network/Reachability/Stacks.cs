using System.Globalization;
using System.Text.Json.Nodes;
using GovCloud.Network.Reachability;

namespace GovCloud.Core.Tests.Network.Reachability;

/// <summary>Templates under construction. Tests make a network that is in order, then break one thing.</summary>
sealed class Stacks
{
    readonly SortedDictionary<string, JsonObject> stacks = new(StringComparer.Ordinal);
    int number;

    public Stacks Add(string stack, string id, string type, string properties)
    {
        Resources(stack)[id] = new JsonObject { ["Type"] = "AWS::" + type, ["Properties"] = JsonNode.Parse(properties) };
        return this;
    }

    public Stacks Remove(string stack, string id) => Resources(stack).Remove(id) ? this : throw new ArgumentException($"There is no {stack}/{id}.", nameof(id));

    public Stacks Change(string stack, string id, string property, string value)
    {
        (Resources(stack)[id] ?? throw new ArgumentException($"There is no {stack}/{id}.", nameof(id)))["Properties"]![property] = JsonNode.Parse(value);
        return this;
    }

    public Stacks Export(string stack, string name, string id)
    {
        var template = Template(stack);
        var outputs = template["Outputs"]?.AsObject() ?? (JsonObject)(template["Outputs"] = new JsonObject());
        outputs["Out" + name] = new JsonObject { ["Value"] = Ref(id), ["Export"] = new JsonObject { ["Name"] = name } };
        return this;
    }

    public Stacks Parameter(string stack, string name, string type, string? value)
    {
        var template = Template(stack);
        var parameters = template["Parameters"]?.AsObject() ?? (JsonObject)(template["Parameters"] = new JsonObject());
        parameters[name] = value is null ? new JsonObject { ["Type"] = type } : new JsonObject { ["Type"] = type, ["Default"] = value };
        return this;
    }

    public IEnumerable<StackTemplate> Templates() => stacks.Select(s => new StackTemplate(s.Key, s.Value.ToJsonString()));

    public TemplateNetwork Read() => TemplateNetwork.Read(Templates());

    /// <summary>A VPC with an application and a transit subnet, its own tables and ACLs, and an attachment, in a stack of its name.</summary>
    public Stacks Vpc(string name, string cidr, string application, string transit, string? security = null)
    {
        Add(name, "Vpc", "EC2::VPC", $$"""{"CidrBlock":"{{cidr}}","Tags":[{"Key":"govcloud:node","Value":"{{name}}"}]}""");
        Add(name, "Routes", "EC2::RouteTable", """{"VpcId":{"Ref":"Vpc"}}""");
        Add(name, "TransitRoutes", "EC2::RouteTable", """{"VpcId":{"Ref":"Vpc"}}""");
        Add(name, "Acl", "EC2::NetworkAcl", """{"VpcId":{"Ref":"Vpc"}}""");
        Subnet(name, "Application", application, "Routes", "Acl");
        Subnet(name, "Transit", transit, "TransitRoutes", acl: null);
        Parameter(name, "Gateway", "String", value: null);
        Add(name, "Attachment", "EC2::TransitGatewayVpcAttachment", """{"VpcId":{"Ref":"Vpc"},"SubnetIds":[{"Ref":"Transit"}],"TransitGatewayId":{"Ref":"Gateway"}}""");
        return Add(name, "Flows", "EC2::SecurityGroup", $$"""{"VpcId":{"Ref":"Vpc"},{{security ?? Open}} }""");
    }

    public Stacks Subnet(string vpc, string id, string cidr, string table, string? acl, string zone = "a")
    {
        Add(vpc, id, "EC2::Subnet", $$"""{"VpcId":{"Ref":"Vpc"},"CidrBlock":"{{cidr}}","AvailabilityZoneId":"apne1-{{zone}}"}""");
        Add(vpc, id + "Table", "EC2::SubnetRouteTableAssociation", $$"""{"SubnetId":{"Ref":"{{id}}" },"RouteTableId":{"Ref":"{{table}}"} }""");
        return acl is null ? this : Add(vpc, id + "Acl", "EC2::SubnetNetworkAclAssociation", $$"""{"SubnetId":{"Ref":"{{id}}" },"NetworkAclId":{"Ref":"{{acl}}"} }""");
    }

    public Stacks Route(string vpc, string id, string cidr, string target = """ "TransitGatewayId":{"Ref":"Gateway"} """, string table = "Routes") =>
        Add(vpc, id, "EC2::Route", $$"""{"RouteTableId":{"Ref":"{{table}}"},"DestinationCidrBlock":"{{cidr}}",{{target}} }""");

    public Stacks Acl(string vpc, int rule, bool egress, string cidr, string ports = "-1", bool allow = true, string acl = "Acl")
    {
        var protocol = ports.Split('/')[0] switch { "tcp" => 6, "udp" => 17, "icmp" => 1, _ => -1 };
        var range = ports.Contains('/', StringComparison.Ordinal) ? ports.Split('/')[1].Split('-') : [];
        var limits = range.Length == 0 ? "" : $$""","PortRange":{"From":{{range[0]}},"To":{{range[^1]}} }""";
        return Add(
            vpc,
            $"{acl}{(egress ? "Out" : "In")}{rule.ToString(CultureInfo.InvariantCulture)}",
            "EC2::NetworkAclEntry",
            $$"""{"NetworkAclId":{"Ref":"{{acl}}"},"RuleNumber":{{rule}},"Protocol":{{protocol}},"RuleAction":"{{(allow ? "allow" : "deny")}}","Egress":{{(egress ? "true" : "false")}},"CidrBlock":"{{cidr}}"{{limits}} }""");
    }

    /// <summary>A table of the gateway, in the network stack, which exports it.</summary>
    public Stacks Table(string table) => Add("Network", table, "EC2::TransitGatewayRouteTable", """{"TransitGatewayId":{"Ref":"Gateway"}}""").Export("Network", table, table);

    public Stacks Associate(string table, string node) => Link("Association", table, node);

    public Stacks Propagate(string table, string node) => Link("Propagation", table, node);

    public Stacks Static(string table, string id, string cidr, string? node) => Add(
        "Routing",
        id,
        "EC2::TransitGatewayRoute",
        $$"""{"TransitGatewayRouteTableId":{"Fn::ImportValue":"{{table}}"},"DestinationCidrBlock":"{{cidr}}",{{(node is null ? "\"Blackhole\":true" : Attachment(node))}} }""");

    public static string IdOf(string kind, string table, string node) => $"{kind}{table}{node.Replace("/", "", StringComparison.Ordinal)}";

    /// <summary>Security groups that let everything pass, so that routes and network ACLs alone are looked at.</summary>
    public const string Open = """ "SecurityGroupIngress":[{"IpProtocol":"-1","CidrIp":"0.0.0.0/0"}] """;

    public static string Groups(string ingress, string egress) => $$""" "SecurityGroupIngress":[{{ingress}}],"SecurityGroupEgress":[{{egress}}] """;

    public static string Rule(string cidr, int port) => $$"""{"IpProtocol":"tcp","FromPort":{{port}},"ToPort":{{port}},"CidrIp":"{{cidr}}"}""";

    Stacks Link(string kind, string table, string node) => Add(
        "Routing",
        IdOf(kind, table, node),
        $"EC2::TransitGatewayRouteTable{kind}",
        $$"""{"TransitGatewayRouteTableId":{"Fn::ImportValue":"{{table}}"},{{Attachment(node)}} }""");

    // Half of them as dynamic references, half as parameters: both forms are in use.
    string Attachment(string node)
    {
        var name = $"/govcloud/network/attachments/{node}";
        if (number++ % 2 == 0)
        {
            return $" \"TransitGatewayAttachmentId\":\"{{{{resolve:ssm:{name}}}}}\" ";
        }

        var parameter = "Attachment" + node.Replace("/", "", StringComparison.Ordinal);
        Parameter("Routing", parameter, "AWS::SSM::Parameter::Value<String>", name);
        return $$""" "TransitGatewayAttachmentId":{"Ref":"{{parameter}}"} """;
    }

    static JsonObject Ref(string id) => new() { ["Ref"] = id };

    JsonObject Template(string stack) => stacks.TryGetValue(stack, out var template) ? template : stacks[stack] = new JsonObject { ["Resources"] = new JsonObject() };

    JsonObject Resources(string stack) => Template(stack)["Resources"]!.AsObject();
}
