using System.Collections.Immutable;
using System.Globalization;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.Route53Resolver;
using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>
/// The Resolver in the endpoints' VPC: an inbound endpoint that bodies' servers ask, an outbound endpoint for what bodies' servers answer, private hosted zones, and
/// rules for the accounts. A rule of a body is shared with that body's accounts only. Addresses are fixed: bodies write them into their servers.
/// </summary>
sealed class NameResolution : Construct
{
    readonly PlannedVpc vpc;
    readonly ImmutableArray<(SubnetAllocation Plan, CfnSubnet Subnet)> places;
    readonly Cidr[] own;

    internal NameResolution(PlannedVpc vpc, VpcPolicy policy, NetworkPlan plan)
        : base(vpc, "Resolver")
    {
        this.vpc = vpc;
        places = vpc.OfKind(SubnetKind.Endpoints);
        own = [.. policy.Node.Cidrs];
        if (places.Length < 2)
        {
            throw new SynthInputException($"The endpoints VPC {policy.Node.Id} needs endpoint subnets in two zones for the Resolver. Remedy: request 'zones: 2' and hosts of kind endpoints.");
        }

        Inbound = Endpoint("INBOUND", Group("Inbound", InboundRules(policy)), fromEnd: 1);
        Outbound = Endpoint("OUTBOUND", Group("Outbound", OutboundRules(plan)), fromEnd: 2);
        foreach (var zone in plan.Estate.Network.PrivateZones)
        {
            var hosted = new CfnHostedZone(this, $"Zone-{zone.Domain}", new CfnHostedZoneProps
            {
                Name = zone.Domain.TrimStart('.'),
                Vpcs = new[] { new CfnHostedZone.VPCProperty { VpcId = vpc.Vpc.Ref, VpcRegion = Aws.REGION } },
            });
            hosted.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        }

        // One share for all rules of the same accounts: a body's rules reach that body's accounts only.
        foreach (var group in plan.Rules.GroupBy(r => string.Join(',', r.Accounts), StringComparer.Ordinal))
        {
            Shares.Add(this, $"Share-{group.First().Id}", $"{plan.Estate.Profile.Name}-resolver-{group.First().Id}", plan, group.First().Accounts, [.. group.SelectMany(r => Rule(r))]);
        }
    }

    /// <summary>Answers the bodies' servers and the accounts' rules.</summary>
    internal CfnResolverEndpoint Inbound { get; }

    /// <summary>Asks the bodies' servers.</summary>
    internal CfnResolverEndpoint Outbound { get; }

    CfnSecurityGroup Group(string id, IReadOnlyCollection<SecurityRule> rules) => SecurityGroups.Add(this, id, vpc.Vpc, $"{vpc.Name}-resolver-{id}".ToLowerInvariant(), rules);

    CfnResolverEndpoint Endpoint(string direction, CfnSecurityGroup group, int fromEnd) => new(this, direction, new CfnResolverEndpointProps
    {
        Direction = direction,
        Name = $"{vpc.Name}-{direction}".ToLowerInvariant(),
        SecurityGroupIds = [group.Ref],
        IpAddresses = places.Select(p => new CfnResolverEndpoint.IpAddressRequestProperty { SubnetId = p.Subnet.Ref, Ip = AddressOf(p.Plan, fromEnd) }).ToArray(),
    });

    /// <summary>A rule, and the parameter that tells the accounts its id; both are shared.</summary>
    string[] Rule(SharedRule rule)
    {
        var created = new CfnResolverRule(this, $"Rule-{rule.Id}", new CfnResolverRuleProps
        {
            Name = rule.Id,
            RuleType = "FORWARD",
            DomainName = rule.Domain,
            ResolverEndpointId = Outbound.Ref,
            TargetIps = (rule.Servers.IsEmpty ? [.. places.Select(p => AddressOf(p.Plan, 1))] : rule.Servers)
                .Select(ip => new CfnResolverRule.TargetAddressProperty { Ip = ip, Port = "53" }).ToArray(),
        });
        return [created.AttrArn, Shares.Parameter(this, $"RuleId-{rule.Id}", NetworkNames.RuleParameter(rule.Id), created.Ref, $"Resolver rule of {rule.Domain}")];
    }

    /// <summary>The addresses of the last places of a subnet; the very last one is AWS's.</summary>
    static string AddressOf(SubnetAllocation subnet, int fromEnd)
    {
        var address = subnet.Cidr.Last - (uint)fromEnd;
        return string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
    }

    // The outbound endpoint asks the inbound one for the names of the central endpoints, within the VPC.
    IReadOnlyCollection<SecurityRule> InboundRules(VpcPolicy policy) =>
    [
        .. policy.Security.Where(r => !r.Egress && Dns.Any(r.Ports.Contains)),
        .. own.SelectMany(range => Dns.Select(port => new SecurityRule(Egress: false, range, port, ["resolver"]))),
    ];

    IReadOnlyCollection<SecurityRule> OutboundRules(NetworkPlan plan) =>
    [
        .. plan.Estate.Network.ForwardedDomains.SelectMany(d => d.Servers).Distinct(StringComparer.Ordinal).Select(ip => Cidr.Parse($"{ip}/32"))
            .Concat(own)
            .SelectMany(range => Dns.Select(port => new SecurityRule(Egress: true, range, port, ["resolver"]))),
    ];

    static ImmutableArray<PortRange> Dns { get; } = [PortRange.Tcp(53), PortRange.Udp(53)];
}
