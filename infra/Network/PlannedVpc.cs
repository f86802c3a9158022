using System.Collections.Immutable;
using Amazon.CDK.AWS.EC2;
using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>A VPC of the plan: ranges, subnets, route tables, network ACLs, the security group of its flows, attachment and flow log.</summary>
sealed class PlannedVpc : Construct
{
    readonly NetworkPlan plan;
    readonly VpcPolicy policy;
    readonly string gateway;

    /// <summary>Adds the VPC to a stack.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="policy">What it lets through.</param>
    /// <param name="plan">Where things are.</param>
    /// <param name="gateway">Id of the Transit Gateway; not used where the VPC is not attached.</param>
    internal PlannedVpc(Construct scope, VpcPolicy policy, NetworkPlan plan, string gateway)
        : base(scope, policy.Node.Vpc!)
    {
        this.plan = plan;
        this.policy = policy;
        this.gateway = gateway;
        Name = $"{policy.Node.Account!.Account.Name}-{policy.Node.Vpc}";
        Vpc = AddVpc();
        Subnets = AddSubnets();
        Routes = new CfnRouteTable(this, "Routes", new CfnRouteTableProps { VpcId = Vpc.Ref, Tags = Tags("") });
        VpcAcl.Add(this, "Acl", Vpc, Name, policy.Acl, Subnets.Where(s => s.Key.Kind != SubnetKind.Transit).Select(s => s.Value));
        FlowGroup = SecurityGroups.OfFlows(this, Vpc, Name, policy, plan.Region);
        Attachment = policy.Attachment is null ? null : Attach();
        FlowLogs.Add(this, Vpc, plan);
    }

    /// <summary>Name for people.</summary>
    internal string Name { get; }

    /// <summary>The VPC.</summary>
    internal CfnVPC Vpc { get; }

    /// <summary>Its subnets.</summary>
    internal IReadOnlyDictionary<SubnetAllocation, CfnSubnet> Subnets { get; }

    /// <summary>The route table of all subnets but the transit subnets.</summary>
    internal CfnRouteTable Routes { get; }

    /// <summary>The security group of the flows.</summary>
    internal CfnSecurityGroup FlowGroup { get; }

    /// <summary>The attachment to the Transit Gateway; none where the VPC stands alone.</summary>
    internal CfnTransitGatewayVpcAttachment? Attachment { get; }

    /// <summary>The subnets of a kind, one for each zone, in the order of the zones.</summary>
    internal ImmutableArray<(SubnetAllocation Plan, CfnSubnet Subnet)> OfKind(SubnetKind kind) =>
        [.. Subnets.Where(s => s.Key.Kind == kind).OrderBy(s => s.Key.Zone).ThenBy(s => s.Key.Cidr).DistinctBy(s => s.Key.Zone).Select(s => (s.Key, s.Value))];

    /// <summary>Tags of a resource of this VPC.</summary>
    internal CfnTag[] Tags(string suffix) => NetworkStacks.Tags(suffix.Length == 0 ? Name : $"{Name}-{suffix}", policy.Node);

    /// <summary>Associates all subnets but the transit subnets with the one route table and adds the routes to the peers.</summary>
    internal void RouteToPeers()
    {
        if (Attachment is not null)
        {
            foreach (var range in policy.Internet ? policy.Routes.Add(PrivateRanges.Everything) : policy.Routes)
            {
                RouteToGateway(Routes, range);
            }
        }

        foreach (var (subnet, created) in Subnets.Where(s => s.Key.Kind != SubnetKind.Transit))
        {
            Associate(subnet, created, Routes);
        }
    }

    /// <summary>A route to the Transit Gateway, once the attachment is there.</summary>
    internal void RouteToGateway(CfnRouteTable table, Cidr range)
    {
        var route = new CfnRoute(this, $"{table.Node.Id}-{range}", new CfnRouteProps { RouteTableId = table.Ref, DestinationCidrBlock = range.ToString(), TransitGatewayId = gateway });
        route.AddDependency(Attachment!);
    }

    /// <summary>Associates a subnet with a route table.</summary>
    internal void Associate(SubnetAllocation subnet, CfnSubnet created, CfnRouteTable table) =>
        _ = new CfnSubnetRouteTableAssociation(this, $"{IdOf(subnet)}-Routes", new CfnSubnetRouteTableAssociationProps { SubnetId = created.Ref, RouteTableId = table.Ref });

    /// <summary>S3 and DynamoDB without the internet, for this account's own principals.</summary>
    internal void AddGatewayEndpoints() => GatewayEndpoints.Add(this, Vpc, Routes, plan.Region);

    CfnVPC AddVpc()
    {
        var ranges = policy.Node.Allocation!.Ranges;
        var vpc = new CfnVPC(this, "Vpc", new CfnVPCProps
        {
            CidrBlock = ranges[0].Cidr.ToString(),
            EnableDnsSupport = true,
            EnableDnsHostnames = true,
            Tags = Tags(""),
        });
        vpc.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return vpc;
    }

    Dictionary<SubnetAllocation, CfnSubnet> AddSubnets()
    {
        var subnets = new Dictionary<SubnetAllocation, CfnSubnet>();
        foreach (var (range, index) in policy.Node.Allocation!.Ranges.Select((range, index) => (range, index)))
        {
            var secondary = index == 0 ? null : new CfnVPCCidrBlock(this, $"Range-{range.Cidr}", new CfnVPCCidrBlockProps { VpcId = Vpc.Ref, CidrBlock = range.Cidr.ToString() });
            foreach (var subnet in range.Subnets)
            {
                var created = AddSubnet(subnet);
                if (secondary is not null)
                {
                    created.AddDependency(secondary);
                }

                subnets.Add(subnet, created);
            }
        }

        return subnets;
    }

    CfnSubnet AddSubnet(SubnetAllocation subnet) => new(this, IdOf(subnet), new CfnSubnetProps
    {
        VpcId = Vpc.Ref,
        CidrBlock = subnet.Cidr.ToString(),
        AvailabilityZoneId = plan.ZoneId(subnet.Zone),
        MapPublicIpOnLaunch = false,
        Tags = Tags(FormattableString.Invariant($"{Word(subnet.Kind)}-{subnet.Zone}")),
    });

    CfnTransitGatewayVpcAttachment Attach()
    {
        var transit = OfKind(SubnetKind.Transit);
        VpcAcl.Add(this, "TransitAcl", Vpc, $"{Name}-transit", policy.TransitAcl, transit.Select(t => t.Subnet));
        if (policy.Node.Role != VpcRole.Egress)
        {
            var table = new CfnRouteTable(this, "TransitRoutes", new CfnRouteTableProps { VpcId = Vpc.Ref, Tags = Tags("transit") });
            foreach (var (subnet, created) in transit)
            {
                Associate(subnet, created, table);
            }
        }

        return new CfnTransitGatewayVpcAttachment(this, "Attachment", new CfnTransitGatewayVpcAttachmentProps
        {
            TransitGatewayId = gateway,
            VpcId = Vpc.Ref,
            SubnetIds = [.. transit.Select(t => t.Subnet.Ref)],
            // AWS models the options as free JSON: the typed property would be written with small initials.
            Options = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                // The firewall must see both directions of a connection.
                ["ApplianceModeSupport"] = policy.Node.Role == VpcRole.Egress ? "enable" : "disable",
                ["DnsSupport"] = "enable",
                ["Ipv6Support"] = "disable",
            },
            Tags = Tags(""),
        });
    }

    static string IdOf(SubnetAllocation subnet) => FormattableString.Invariant($"{Word(subnet.Kind)}{subnet.Zone}-{subnet.Cidr}");

    static string Word(SubnetKind kind) => kind switch
    {
        SubnetKind.Application => "application",
        SubnetKind.Data => "data",
        SubnetKind.Endpoints => "endpoints",
        _ => "transit",
    };
}
