using System.Collections.Frozen;

namespace GovCloud.Network.Reachability;

/// <summary>Which types of resources make paths, and which of those are understood. A type of these services that is not listed makes the result unknown.</summary>
static class NetworkTypes
{
    static readonly string[] Services =
    [
        "AWS::EC2::", "AWS::NetworkFirewall::", "AWS::NetworkManager::", "AWS::VpcLattice::", "AWS::DirectConnect::", "AWS::GlobalAccelerator::", "AWS::CloudFormation::Stack",
    ];

    static readonly FrozenSet<string> Read = FrozenSet.Create(
        StringComparer.Ordinal,
        "AWS::EC2::TransitGateway",
        "AWS::EC2::TransitGatewayAttachment",
        "AWS::EC2::TransitGatewayVpcAttachment",
        "AWS::EC2::TransitGatewayRouteTable",
        "AWS::EC2::TransitGatewayRouteTableAssociation",
        "AWS::EC2::TransitGatewayRouteTablePropagation",
        "AWS::EC2::TransitGatewayRoute",
        "AWS::EC2::VPC",
        "AWS::EC2::VPCCidrBlock",
        "AWS::EC2::Subnet",
        "AWS::EC2::RouteTable",
        "AWS::EC2::SubnetRouteTableAssociation",
        "AWS::EC2::Route",
        "AWS::EC2::NetworkAcl",
        "AWS::EC2::NetworkAclEntry",
        "AWS::EC2::SubnetNetworkAclAssociation",
        "AWS::EC2::SecurityGroup",
        "AWS::EC2::SecurityGroupIngress",
        "AWS::EC2::SecurityGroupEgress",
        "AWS::EC2::VPCPeeringConnection",
        "AWS::EC2::InternetGateway",
        "AWS::EC2::VPCGatewayAttachment",
        "AWS::EC2::NatGateway",
        "AWS::EC2::VPCEndpoint",
        "AWS::EC2::PrefixList",
        "AWS::NetworkFirewall::Firewall");

    /// <summary>
    /// Types that make no path: addresses, logs, names, what hosts are made of. A Direct Connect gateway and its association carry packets to a line's
    /// attachment, whose routes are those of the Transit Gateway; allowed prefixes can only narrow what the body's router knows.
    /// </summary>
    static readonly FrozenSet<string> Harmless = FrozenSet.Create(
        StringComparer.Ordinal,
        "AWS::EC2::EIP",
        "AWS::EC2::FlowLog",
        "AWS::EC2::DHCPOptions",
        "AWS::EC2::VPCDHCPOptionsAssociation",
        "AWS::EC2::Instance",
        "AWS::EC2::LaunchTemplate",
        "AWS::EC2::KeyPair",
        "AWS::EC2::Volume",
        "AWS::EC2::VPCBlockPublicAccessOptions",
        "AWS::EC2::VPCEndpointConnectionNotification",
        "AWS::EC2::VPCEndpointService",
        "AWS::EC2::VPCEndpointServicePermissions",
        "AWS::NetworkFirewall::FirewallPolicy",
        "AWS::NetworkFirewall::RuleGroup",
        "AWS::NetworkFirewall::LoggingConfiguration",
        "AWS::NetworkFirewall::TLSInspectionConfiguration",
        "AWS::DirectConnect::Connection",
        "AWS::DirectConnect::Lag",
        "AWS::DirectConnect::DirectConnectGateway",
        "AWS::DirectConnect::DirectConnectGatewayAssociation",
        "AWS::DirectConnect::TransitVirtualInterface");

    public static bool Matters(string type) => Services.Any(s => type.StartsWith(s, StringComparison.Ordinal));

    public static bool IsUnderstood(string type) => Read.Contains(type) || Harmless.Contains(type);

    public static bool IsHarmless(string type) => Harmless.Contains(type);
}
