using System.Collections.Immutable;

namespace GovCloud.Network.Reachability;

/// <summary>Reads VPCs: ranges, subnets, route tables, internet gateways, firewalls, peerings.</summary>
sealed class VpcReader
{
    const string VpcType = "AWS::EC2::VPC";
    const string SubnetType = "AWS::EC2::Subnet";
    const string TableType = "AWS::EC2::RouteTable";
    const string PeeringType = "AWS::EC2::VPCPeeringConnection";

    /// <summary>The tag with the id of the estate's PrivateLink service: such an endpoint carries connections to that service's ports and nothing back.</summary>
    const string PrivateLinkTag = "govcloud:private-link";

    static readonly string[] ZoneProperties = ["AvailabilityZoneId", "AvailabilityZone"];
    static readonly LocalTarget Local = new();
    static readonly UnknownTarget Unknown = new();
    readonly TemplateReader reader;
    readonly TransitReader gateways;
    readonly AccessReader access;
    readonly ILookup<ResourceName?, TemplateResource> subnets;
    readonly ILookup<ResourceName?, TemplateResource> routes;
    readonly ILookup<ResourceName?, TemplateResource> tableLinks;
    readonly ILookup<ResourceName?, TemplateResource> secondary;
    readonly ILookup<ResourceName?, TemplateResource> firewalls;
    readonly ILookup<ResourceName?, TemplateResource> gatewayLinks;

    public VpcReader(TemplateReader reader, TransitReader gateways)
    {
        (this.reader, this.gateways, access) = (reader, gateways, new AccessReader(reader));
        subnets = By("VpcId", VpcType, SubnetType);
        secondary = By("VpcId", VpcType, "AWS::EC2::VPCCidrBlock");
        gatewayLinks = By("VpcId", VpcType, "AWS::EC2::VPCGatewayAttachment");
        firewalls = By("VpcId", VpcType, "AWS::NetworkFirewall::Firewall");
        routes = By("RouteTableId", TableType, "AWS::EC2::Route");
        tableLinks = By("SubnetId", SubnetType, "AWS::EC2::SubnetRouteTableAssociation");
        ReportEndpoints();
    }

    public ImmutableArray<TemplateVpc> Vpcs() => [.. reader.OfType(VpcType).Select(Vpc)];

    public ImmutableArray<VpcPeering> Peerings()
    {
        var result = ImmutableArray.CreateBuilder<VpcPeering>();
        foreach (var peering in reader.OfType(PeeringType))
        {
            var (requester, accepter) = (reader.Target(peering.Value("VpcId"), VpcType), reader.Target(peering.Value("PeerVpcId"), VpcType));
            if (requester is null)
            {
                reader.ReportUnresolved(peering.Name, "VpcId", peering.Value("VpcId"));
                continue;
            }

            if (accepter is null)
            {
                reader.ReportUnresolved(peering.Name, "PeerVpcId", peering.Value("PeerVpcId"), requester.Name);
            }

            result.Add(new VpcPeering(peering.Name, requester.Name, accepter?.Name));
        }

        return result.ToImmutable();
    }

    /// <summary>Resources of a type by what a property of theirs names; those that name nothing known are reported.</summary>
    ILookup<ResourceName?, TemplateResource> By(string property, string target, string type)
    {
        var lookup = reader.OfType(type).ToLookup(r => reader.Target(r.Value(property), target)?.Name);
        foreach (var lost in lookup[null])
        {
            reader.ReportUnresolved(lost.Name, property, lost.Value(property));
        }

        return lookup;
    }

    TemplateVpc Vpc(TemplateResource vpc)
    {
        var cidrs = Cidrs(vpc);
        var (ingress, egress) = access.SecurityGroupsOf(vpc.Name);
        var tables = new Dictionary<ResourceName, VpcTable>();
        var main = new VpcTable(null, []);
        return new TemplateVpc
        {
            Resource = vpc.Name,
            Node = vpc.Tag(TemplateReader.NodeTag),
            Cidrs = cidrs,
            Subnets = [.. subnets[vpc.Name].Select(s => Subnet(s, vpc.Name, tables, main)).OfType<TemplateSubnet>()],
            InternetGateways = [.. gatewayLinks[vpc.Name].Where(IsInternet).Select(l => l.Name)],
            Firewalls = [.. firewalls[vpc.Name].Select(f => Firewall(f, vpc.Name))],
            Ingress = ingress,
            Egress = egress,
        };
    }

    ImmutableArray<Cidr> Cidrs(TemplateResource vpc)
    {
        var result = ImmutableArray.CreateBuilder<Cidr>();
        foreach (var resource in secondary[vpc.Name].Prepend(vpc))
        {
            if (reader.Range(resource.Value("CidrBlock")) is { } cidr)
            {
                result.Add(cidr);
            }
            else
            {
                reader.ReportUnresolved(resource.Name, "CidrBlock", resource.Value("CidrBlock"), vpc.Name);
            }
        }

        return result.ToImmutable();
    }

    bool IsInternet(TemplateResource link)
    {
        if (link.Has("InternetGatewayId"))
        {
            return true;
        }

        reader.ReportUnresolved(link.Name, "VpnGatewayId", link.Value("VpnGatewayId"), reader.Target(link.Value("VpcId"), VpcType)?.Name);
        return false;
    }

    TemplateFirewall Firewall(TemplateResource firewall, ResourceName vpc)
    {
        var mapped = firewall.Items("SubnetMappings").Select(m => (Value: firewall.Value(m, "SubnetId"), Subnet: reader.Target(firewall.Value(m, "SubnetId"), SubnetType)?.Name)).ToList();
        foreach (var (value, _) in mapped.Where(m => m.Subnet is null))
        {
            reader.ReportUnresolved(firewall.Name, "SubnetMappings", value, vpc);
        }

        return new TemplateFirewall(firewall.Name, [.. mapped.Select(m => m.Subnet).OfType<ResourceName>()]);
    }

    TemplateSubnet? Subnet(TemplateResource subnet, ResourceName vpc, Dictionary<ResourceName, VpcTable> tables, VpcTable main)
    {
        if (subnet.Has("Ipv6CidrBlock"))
        {
            reader.Report(subnet.Name, "IPv6 の経路は検証しない", "paths of IPv6 are not computed", vpc);
        }

        if (reader.Range(subnet.Value("CidrBlock")) is not { } cidr)
        {
            reader.ReportUnresolved(subnet.Name, "CidrBlock", subnet.Value("CidrBlock"), vpc);
            return null;
        }

        return new TemplateSubnet(subnet.Name, cidr, Zone(subnet), Table(subnet, vpc, tables, main), access.AclOf(subnet.Name, vpc));
    }

    /// <summary>Zones are compared as they are written; a zone's id and its name are never the same text.</summary>
    static string? Zone(TemplateResource subnet) =>
        ZoneProperties
            .Where(p => subnet.Properties.TryGetProperty(p, out _))
            .Select(p => subnet.Properties.GetProperty(p).GetRawText())
            .FirstOrDefault();

    VpcTable Table(TemplateResource subnet, ResourceName vpc, Dictionary<ResourceName, VpcTable> tables, VpcTable main)
    {
        var links = tableLinks[subnet.Name].ToList();
        if (links.Count == 0)
        {
            return main;
        }

        if (links.Count > 1 || reader.Target(links[0].Value("RouteTableId"), TableType) is not { } table)
        {
            reader.ReportUnresolved(links[^1].Name, "RouteTableId", links[^1].Value("RouteTableId"), vpc);
            return main;
        }

        if (!tables.TryGetValue(table.Name, out var result))
        {
            tables[table.Name] = result = new VpcTable(table.Name, [.. routes[table.Name].SelectMany(r => Routes(r, vpc))]);
        }

        return result;
    }

    IEnumerable<VpcRoute> Routes(TemplateResource route, ResourceName vpc)
    {
        if (route.Has("DestinationIpv6CidrBlock"))
        {
            reader.Report(route.Name, "IPv6 の経路は検証しない", "paths of IPv6 are not computed", vpc);
            return [];
        }

        var destinations = route.Has("DestinationPrefixListId")
            ? reader.PrefixList(route.Value("DestinationPrefixListId"))
            : reader.Range(route.Value("DestinationCidrBlock")) is { } cidr ? [cidr] : null;
        if (destinations is null)
        {
            reader.ReportUnresolved(
                route.Name, "DestinationCidrBlock", route.Value("DestinationPrefixListId") ?? route.Value("DestinationCidrBlock"), vpc);
            return [];
        }

        var target = TargetOf(route, vpc);
        return destinations.Select(d => new VpcRoute(route.Name, d, target));
    }

    RouteTarget TargetOf(TemplateResource route, ResourceName vpc)
    {
        RouteTarget? target =
            route.Value("TransitGatewayId") is { } transit ? new TransitTarget(gateways.GatewayOf(transit))
            : route.Value("GatewayId") is { } gateway ? Gateway(gateway)
            : reader.Target(route.Value("NatGatewayId"), "AWS::EC2::NatGateway") is { } nat ? Nat(nat)
            : Firewall(route) is { } firewall ? new FirewallTarget(firewall)
            : reader.Target(route.Value("VpcPeeringConnectionId"), PeeringType) is { } peering ? new PeeringTarget(peering.Name)
            : null;
        if (target is null)
        {
            reader.Report(route.Name, "経路の行き先を解決できない", "the target of the route cannot be resolved", vpc);
        }

        return target ?? Unknown;
    }

    RouteTarget? Gateway(TemplateValue value) =>
        value is LiteralValue { Text: "local" } ? Local
        : reader.Target(value, "AWS::EC2::InternetGateway") is { } gateway ? new InternetTarget(gateway.Name)
        : null;

    NatTarget? Nat(TemplateResource nat) => reader.Target(nat.Value("SubnetId"), SubnetType) is { } subnet ? new NatTarget(nat.Name, subnet.Name) : null;

    /// <summary>The endpoint of a firewall is a part of its list of endpoints, picked by position or zone: any expression that reads that list.</summary>
    ResourceName? Firewall(TemplateResource route) =>
        route.Properties.TryGetProperty("VpcEndpointId", out var expression) && reader.Mentioned(route.Name.Stack, expression, "AWS::NetworkFirewall::Firewall") is { } firewall
            ? firewall.Name
            : null;

    /// <summary>Interface endpoints of AWS's own services lead to no other network; those of somebody's service lead to his load balancer.</summary>
    void ReportEndpoints()
    {
        foreach (var endpoint in reader.OfType("AWS::EC2::VPCEndpoint"))
        {
            var service = endpoint.Value("ServiceName");
            var ours = service is LiteralValue { Text: var name } && !name.Contains(".vpce.", StringComparison.Ordinal) && !endpoint.Is("VpcEndpointType", "GatewayLoadBalancer");
            if (!ours && endpoint.Tag(PrivateLinkTag) is null)
            {
                reader.ReportUnresolved(endpoint.Name, "ServiceName", service, reader.Target(endpoint.Value("VpcId"), VpcType)?.Name);
            }
        }
    }
}
