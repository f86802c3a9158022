using Amazon.CDK.AWS.EC2;
using GovCloud.Network;
using TransportProtocol = GovCloud.Network.TransportProtocol;

namespace GovCloud.Infra.Network;

/// <summary>A network ACL from its rules. What no rule allows is denied by AWS's own last rule.</summary>
static class VpcAcl
{
    const int AnyProtocol = -1;
    const int Icmp = 1;
    const int Tcp = 6;
    const int Udp = 17;

    internal static void Add(Construct scope, string id, CfnVPC vpc, string name, IEnumerable<AclRule> rules, IEnumerable<CfnSubnet> subnets)
    {
        var acl = new CfnNetworkAcl(scope, id, new CfnNetworkAclProps { VpcId = vpc.Ref, Tags = [new CfnTag { Key = "Name", Value = name }] });
        foreach (var rule in rules)
        {
            _ = new CfnNetworkAclEntry(scope, FormattableString.Invariant($"{id}-{(rule.Egress ? "Out" : "In")}-{rule.Number}"), new CfnNetworkAclEntryProps
            {
                NetworkAclId = acl.Ref,
                RuleNumber = rule.Number,
                Egress = rule.Egress,
                RuleAction = rule.Allow ? "allow" : "deny",
                CidrBlock = rule.Range.ToString(),
                Protocol = NumberOf(rule.Ports.Protocol),
                PortRange = rule.Ports.Protocol is TransportProtocol.Tcp or TransportProtocol.Udp
                    ? new CfnNetworkAclEntry.PortRangeProperty { From = rule.Ports.First, To = rule.Ports.Last }
                    : null,
                Icmp = rule.Ports.Protocol == TransportProtocol.Icmp ? new CfnNetworkAclEntry.IcmpProperty { Code = -1, Type = -1 } : null,
            });
        }

        foreach (var subnet in subnets)
        {
            _ = new CfnSubnetNetworkAclAssociation(scope, $"{subnet.Node.Id}-Acl", new CfnSubnetNetworkAclAssociationProps { NetworkAclId = acl.Ref, SubnetId = subnet.Ref });
        }
    }

    static int NumberOf(TransportProtocol protocol) => protocol switch
    {
        TransportProtocol.Tcp => Tcp,
        TransportProtocol.Udp => Udp,
        TransportProtocol.Icmp => Icmp,
        _ => AnyProtocol,
    };
}
