using System.Collections.Immutable;
using Amazon.CDK.AWS.EC2;
using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>
/// The way to the internet, in each zone on its own: Transit Gateway, firewall, NAT gateway, and back through the same firewall. There is no way in: nothing but
/// NAT gateways has a public address.
/// </summary>
static class EgressRouting
{
    internal static void Add(PlannedVpc vpc, VpcPolicy policy, NetworkPlan plan)
    {
        var internet = new CfnInternetGateway(vpc, "Internet", new CfnInternetGatewayProps { Tags = vpc.Tags("") });
        var attached = new CfnVPCGatewayAttachment(vpc, "InternetAttachment", new CfnVPCGatewayAttachmentProps { VpcId = vpc.Vpc.Ref, InternetGatewayId = internet.Ref });
        var firewall = new EgressFirewall(vpc, plan);
        var (transit, guarded, open) = (vpc.OfKind(SubnetKind.Transit), vpc.OfKind(SubnetKind.Endpoints), vpc.OfKind(SubnetKind.Application));
        if (guarded.Length != transit.Length || open.Length != transit.Length || transit.IsEmpty)
        {
            throw new SynthInputException(
                $"The egress VPC {policy.Node.Id} needs an application subnet (NAT) and an endpoint subnet (firewall) in each zone. Remedy: request hosts of both kinds, and 'attached: true'.");
        }

        foreach (var (index, zone) in transit.Select((t, i) => (i, t.Plan.Zone)))
        {
            var endpoint = firewall.EndpointIn(guarded[index]);
            var nat = Nat(vpc, open[index], attached);
            var tables = new ZoneTables(vpc, zone);
            tables.FromTransit(transit[index], endpoint);
            tables.FromFirewall(guarded[index], nat, policy.Routes);
            tables.FromNat(open[index], endpoint, internet, attached, policy.Routes);
        }
    }

    static CfnNatGateway Nat(PlannedVpc vpc, (SubnetAllocation Plan, CfnSubnet Subnet) place, CfnVPCGatewayAttachment attached)
    {
        var address = new CfnEIP(vpc, FormattableString.Invariant($"Address{place.Plan.Zone}"), new CfnEIPProps { Domain = "vpc", Tags = vpc.Tags("nat") });
        // Firewalls elsewhere know the address.
        address.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        address.AddDependency(attached);
        return new CfnNatGateway(vpc, FormattableString.Invariant($"Nat{place.Plan.Zone}"), new CfnNatGatewayProps
        {
            SubnetId = place.Subnet.Ref,
            AllocationId = address.AttrAllocationId,
            Tags = vpc.Tags(FormattableString.Invariant($"nat-{place.Plan.Zone}")),
        });
    }

    /// <summary>The three route tables of a zone.</summary>
    sealed class ZoneTables(PlannedVpc vpc, int zone)
    {
        public void FromTransit((SubnetAllocation Plan, CfnSubnet Subnet) subnet, string endpoint)
        {
            var table = Table("Transit", subnet);
            _ = new CfnRoute(vpc, FormattableString.Invariant($"Transit{zone}-Default"), new CfnRouteProps
            {
                RouteTableId = table.Ref,
                DestinationCidrBlock = PrivateRanges.Everything.ToString(),
                VpcEndpointId = endpoint,
            });
        }

        public void FromFirewall((SubnetAllocation Plan, CfnSubnet Subnet) subnet, CfnNatGateway nat, ImmutableArray<Cidr> peers)
        {
            var table = Table("Firewall", subnet);
            _ = new CfnRoute(vpc, FormattableString.Invariant($"Firewall{zone}-Default"), new CfnRouteProps
            {
                RouteTableId = table.Ref,
                DestinationCidrBlock = PrivateRanges.Everything.ToString(),
                NatGatewayId = nat.Ref,
            });
            foreach (var range in peers)
            {
                vpc.RouteToGateway(table, range);
            }
        }

        public void FromNat(
            (SubnetAllocation Plan, CfnSubnet Subnet) subnet, string endpoint, CfnInternetGateway internet, CfnVPCGatewayAttachment attached, ImmutableArray<Cidr> peers)
        {
            var table = Table("Nat", subnet);
            var outside = new CfnRoute(vpc, FormattableString.Invariant($"Nat{zone}-Default"), new CfnRouteProps
            {
                RouteTableId = table.Ref,
                DestinationCidrBlock = PrivateRanges.Everything.ToString(),
                GatewayId = internet.Ref,
            });
            outside.AddDependency(attached);
            foreach (var range in peers)
            {
                _ = new CfnRoute(vpc, FormattableString.Invariant($"Nat{zone}-{range}"), new CfnRouteProps
                {
                    RouteTableId = table.Ref,
                    DestinationCidrBlock = range.ToString(),
                    VpcEndpointId = endpoint,
                });
            }
        }

        CfnRouteTable Table(string name, (SubnetAllocation Plan, CfnSubnet Subnet) subnet)
        {
            var id = FormattableString.Invariant($"{name}Routes{zone}");
            var table = new CfnRouteTable(vpc, id, new CfnRouteTableProps { VpcId = vpc.Vpc.Ref, Tags = vpc.Tags(FormattableString.Invariant($"{name}-{zone}").ToLowerInvariant()) });
            vpc.Associate(subnet.Plan, subnet.Subnet, table);
            return table;
        }
    }
}
