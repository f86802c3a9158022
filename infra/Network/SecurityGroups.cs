using Amazon.CDK.AWS.EC2;
using GovCloud.Network;
using TransportProtocol = GovCloud.Network.TransportProtocol;

namespace GovCloud.Infra.Network;

/// <summary>Security groups that say exactly what the flows say.</summary>
static class SecurityGroups
{
    // AWS gives these lists an id for each region and never changes it; a template cannot look it up. As of 2026-11-21; of Osaka's DynamoDB list no public source was found.
    static readonly Dictionary<string, string[]> GatewayPrefixLists = new(StringComparer.Ordinal)
    {
        ["ap-northeast-1"] = ["pl-61a54008", "pl-78a54011"],
        ["ap-northeast-3"] = ["pl-a4a540cd"],
    };

    // A group without any rule for what leaves gets one from AWS that allows everything. This one allows nothing that exists.
    static readonly CfnSecurityGroup.EgressProperty Nothing = new()
    {
        CidrIp = "255.255.255.255/32",
        IpProtocol = "icmp",
        FromPort = 252,
        ToPort = 86,
        Description = "Nothing may be opened",
    };

    /// <summary>The group of a VPC's flows. Whoever runs servers there attaches it to them.</summary>
    internal static CfnSecurityGroup OfFlows(Construct scope, CfnVPC vpc, string name, VpcPolicy policy, string region) => Add(
        scope,
        "Flows",
        vpc,
        $"{name}-flows",
        policy.Security,
        policy.Node.Role == VpcRole.Workload ? GatewayPrefixLists.GetValueOrDefault(region, []) : []);

    /// <summary>A group of rules.</summary>
    internal static CfnSecurityGroup Add(Construct scope, string id, CfnVPC vpc, string name, IReadOnlyCollection<SecurityRule> rules, params string[] prefixLists)
    {
        CfnSecurityGroup.EgressProperty[] egress =
        [
            .. rules.Where(r => r.Egress).Select(r => new CfnSecurityGroup.EgressProperty
            {
                CidrIp = r.Range.ToString(),
                IpProtocol = WordOf(r.Ports.Protocol),
                FromPort = First(r.Ports),
                ToPort = Last(r.Ports),
                Description = string.Join(' ', r.Flows),
            }),
            .. prefixLists.Select(list => new CfnSecurityGroup.EgressProperty
            {
                DestinationPrefixListId = list,
                IpProtocol = "tcp",
                FromPort = 443,
                ToPort = 443,
                Description = "Gateway endpoint",
            }),
        ];
        return new CfnSecurityGroup(scope, id, new CfnSecurityGroupProps
        {
            VpcId = vpc.Ref,
            GroupDescription = $"Flows of the estate: {name}",
            SecurityGroupIngress = rules.Where(r => !r.Egress).Select(r => new CfnSecurityGroup.IngressProperty
            {
                CidrIp = r.Range.ToString(),
                IpProtocol = WordOf(r.Ports.Protocol),
                FromPort = First(r.Ports),
                ToPort = Last(r.Ports),
                Description = string.Join(' ', r.Flows),
            }).ToArray(),
            SecurityGroupEgress = egress.Length == 0 ? [Nothing] : egress,
            Tags = [new CfnTag { Key = "Name", Value = name }],
        });
    }

    static string WordOf(TransportProtocol protocol) => protocol switch
    {
        TransportProtocol.Tcp => "tcp",
        TransportProtocol.Udp => "udp",
        TransportProtocol.Icmp => "icmp",
        _ => "-1",
    };

    static double? First(PortRange ports) => ports.Protocol switch { TransportProtocol.Any => null, TransportProtocol.Icmp => -1, _ => ports.First };

    static double? Last(PortRange ports) => ports.Protocol switch { TransportProtocol.Any => null, TransportProtocol.Icmp => -1, _ => ports.Last };
}
