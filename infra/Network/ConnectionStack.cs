using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>
/// A body's line: Direct Connect gateway, its association with the Transit Gateway and, where the connection is known, the transit virtual interface. Deployed by the network
/// operator into the network account, after the gateway. Announced to the body are its own pools and the shared ones, and nothing of others. A line without routing reaches nothing.
/// The Direct Connect gateway is kept when the stack is removed. Made of plain resources: the CDK's version knows none of these types.
/// </summary>
sealed class ConnectionStack : Stack
{
    const int JumboFrames = 8500;

    internal ConnectionStack(Construct scope, NetworkLine line, NetworkPlan plan)
        : base(scope, NetworkNames.ConnectionStack(line.Id), new StackProps
        {
            Env = plan.EnvironmentOf(plan.NetworkAccount),
            TerminationProtection = true,
            Description = $"{plan.Estate.Profile.Title}: Direct Connect of the line {line.Id}",
        })
    {
        var place = this;
        var gateway = line.GatewayId ?? Gateway(place, line);
        var prefixes = NetworkChecks.PrefixBudgets(plan.Estate).FirstOrDefault(b => b.Municipality == line.Municipality)?.Outbound ?? [];
        var transitGateway = plan.TransitGatewayId;
        if (!prefixes.IsEmpty)
        {
            _ = new CfnResource(place, "Association", new CfnResourceProps
            {
                Type = "AWS::DirectConnect::DirectConnectGatewayAssociation",
                Properties = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["DirectConnectGatewayId"] = gateway,
                    ["AssociatedGatewayId"] = transitGateway,
                    ["AllowedPrefixesToDirectConnectGateway"] = prefixes.Select(p => p.ToString()).ToArray(),
                },
            });
        }

        if (line is { ConnectionId: { } connection, Vlan: { } vlan, RouterAsn: { } router })
        {
            Interface(place, line, connection, vlan, router, gateway);
        }
    }

    static string Gateway(Construct place, NetworkLine line)
    {
        var gateway = new CfnResource(place, "Gateway", new CfnResourceProps
        {
            Type = "AWS::DirectConnect::DirectConnectGateway",
            Properties = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["DirectConnectGatewayName"] = line.Id,
                ["AmazonSideAsn"] = line.GatewayAsn.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        });
        gateway.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return gateway.GetAtt("DirectConnectGatewayId").ToString();
    }

    static void Interface(Construct place, NetworkLine line, string connection, int vlan, int router, string gateway)
    {
        var peer = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["AddressFamily"] = "ipv4",
            ["Asn"] = router.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (line.Peering is { } link)
        {
            // Of a /30 the two in the middle, of a /31 both: the body's router first.
            var first = link.PrefixLength == 31 ? link.First : link.First + 1;
            peer["CustomerAddress"] = Address(first, link);
            peer["AmazonAddress"] = Address(first + 1, link);
        }

        _ = new CfnResource(place, "Interface", new CfnResourceProps
        {
            Type = "AWS::DirectConnect::TransitVirtualInterface",
            Properties = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["ConnectionId"] = connection,
                ["DirectConnectGatewayId"] = gateway,
                ["VirtualInterfaceName"] = line.Id,
                ["Vlan"] = vlan,
                ["Mtu"] = JumboFrames,
                ["BgpPeers"] = new[] { peer },
            },
        });
    }

    static string Address(uint address, Cidr link) => $"{new Cidr(address, 32).ToString()[..^3]}/{link.PrefixLength}";
}
