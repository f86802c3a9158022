using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.Route53;

namespace GovCloud.Infra.Network;

/// <summary>
/// Interface endpoints for all accounts, with a private hosted zone for each. AWS's own private names are off: they would hold in this VPC only. Other VPCs resolve
/// the names through the Resolver's rules, which are shared with exactly those accounts that have a flow to the endpoints.
/// </summary>
static class CentralEndpoints
{
    // Services whose name in the internet is not their endpoint's name turned round.
    static readonly Dictionary<string, string> Hosts = new(StringComparer.Ordinal)
    {
        ["ecs-agent"] = "ecs-a",
        ["ecs-telemetry"] = "ecs-t",
        ["kinesis-streams"] = "kinesis",
        ["kinesis-firehose"] = "firehose",
    };

    // Names below these are hosts of their own.
    static readonly HashSet<string> WithSubdomains = new(["ecr.dkr", "execute-api"], StringComparer.Ordinal);

    /// <summary>The domain of a service: <c>api.ecr.ap-northeast-1.amazonaws.com</c> for <c>ecr.api</c>.</summary>
    internal static string DomainOf(string service, string region) =>
        $"{Hosts.GetValueOrDefault(service, string.Join('.', service.Split('.').Reverse()))}.{region}.amazonaws.com";

    /// <summary>Adds the endpoints.</summary>
    /// <param name="vpc">The endpoints' VPC.</param>
    /// <param name="plan">Where things are.</param>
    /// <param name="after">What takes its fixed addresses first: the Resolver's endpoints.</param>
    internal static void Add(PlannedVpc vpc, NetworkPlan plan, IReadOnlyCollection<CfnResource> after)
    {
        var subnets = vpc.OfKind(SubnetKind.Endpoints).Select(s => s.Subnet.Ref).ToArray();
        foreach (var service in plan.Estate.Network.CentralEndpoints)
        {
            var endpoint = new CfnVPCEndpoint(vpc, $"Endpoint-{service}", new CfnVPCEndpointProps
            {
                VpcEndpointType = "Interface",
                VpcId = vpc.Vpc.Ref,
                ServiceName = $"com.amazonaws.{plan.Region}.{service}",
                SubnetIds = subnets,
                SecurityGroupIds = [vpc.FlowGroup.Ref],
                PrivateDnsEnabled = false,
                PolicyDocument = Policy(plan),
            });
            foreach (var first in after)
            {
                endpoint.AddDependency(first);
            }

            AddNames(vpc, service, DomainOf(service, plan.Region), endpoint);
        }
    }

    static void AddNames(PlannedVpc vpc, string service, string domain, CfnVPCEndpoint endpoint)
    {
        var zone = new CfnHostedZone(vpc, $"Zone-{service}", new CfnHostedZoneProps
        {
            Name = domain,
            Vpcs = new[] { new CfnHostedZone.VPCProperty { VpcId = vpc.Vpc.Ref, VpcRegion = Aws.REGION } },
        });
        // The first entry is that of the endpoint as a whole, as zone:name; those of its zones follow.
        var entry = Fn.Split(":", Fn.Select(0, endpoint.AttrDnsEntries));
        foreach (var name in WithSubdomains.Contains(service) ? new[] { domain, $"*.{domain}" } : [domain])
        {
            _ = new CfnRecordSet(vpc, $"Name-{service}{(name.StartsWith('*') ? "-any" : "")}", new CfnRecordSetProps
            {
                HostedZoneId = zone.Ref,
                Name = name,
                Type = "A",
                AliasTarget = new CfnRecordSet.AliasTargetProperty { HostedZoneId = Fn.Select(0, entry), DnsName = Fn.Select(1, entry) },
            });
        }
    }

    /// <summary>Principals of the estate's accounts only: nobody carries data away with credentials from elsewhere.</summary>
    static Dictionary<string, object> Policy(NetworkPlan plan) => new(StringComparer.Ordinal)
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new[]
        {
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["Sid"] = "AccountsOfTheEstate",
                ["Effect"] = "Allow",
                ["Principal"] = "*",
                ["Action"] = "*",
                ["Resource"] = "*",
                ["Condition"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal)
                    {
                        ["aws:PrincipalAccount"] = plan.Estate.Accounts.Select(a => a.Id.ToString()).ToArray(),
                    },
                },
            },
        },
    };
}
