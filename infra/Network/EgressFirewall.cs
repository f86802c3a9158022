using System.Collections.Immutable;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.NetworkFirewall;
using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>
/// AWS Network Firewall before the internet: TLS and HTTP to the estate's allowed domains pass, everything else is dropped and logged. One firewall for each zone
/// with one policy: a firewall lists its endpoints in no order, so that a template can only tell which endpoint is in which zone where there is but one. The
/// price is by endpoint and the same.
/// </summary>
sealed class EgressFirewall : Construct
{
    // Capacity cannot be changed later. Each domain needs one unit for each of the two protocols.
    const int DomainCapacity = 2_000;
    const int RetentionDays = 400;

    readonly PlannedVpc vpc;
    readonly CfnFirewallPolicy policy;
    readonly CfnLogGroup alerts;
    readonly CfnLogGroup flows;

    internal EgressFirewall(PlannedVpc vpc, NetworkPlan plan)
        : base(vpc, "Firewall")
    {
        this.vpc = vpc;
        var name = $"{plan.Estate.Profile.Name}-egress";
        policy = new CfnFirewallPolicy(this, "Policy", new CfnFirewallPolicyProps
        {
            FirewallPolicyName = name,
            FirewallPolicy = new CfnFirewallPolicy.FirewallPolicyProperty
            {
                StatelessDefaultActions = ["aws:forward_to_sfe"],
                StatelessFragmentDefaultActions = ["aws:forward_to_sfe"],
                StatefulEngineOptions = new CfnFirewallPolicy.StatefulEngineOptionsProperty { RuleOrder = "STRICT_ORDER", StreamExceptionPolicy = "REJECT" },
                StatefulDefaultActions = ["aws:drop_established", "aws:alert_established"],
                StatefulRuleGroupReferences = Rules(name, plan) is { } group
                    ? new[] { new CfnFirewallPolicy.StatefulRuleGroupReferenceProperty { ResourceArn = group.AttrRuleGroupArn, Priority = 1 } }
                    : null,
            },
        });
        alerts = Group("Alerts");
        flows = Group("Flows");
    }

    /// <summary>The firewall's endpoint in a subnet.</summary>
    internal string EndpointIn((SubnetAllocation Plan, CfnSubnet Subnet) place)
    {
        var zone = FormattableString.Invariant($"Zone{place.Plan.Zone}");
        var firewall = new CfnFirewall(this, zone, new CfnFirewallProps
        {
            FirewallName = FormattableString.Invariant($"{vpc.Name}-{place.Plan.Zone}"),
            VpcId = vpc.Vpc.Ref,
            FirewallPolicyArn = policy.AttrFirewallPolicyArn,
            DeleteProtection = true,
            SubnetChangeProtection = true,
            FirewallPolicyChangeProtection = true,
            SubnetMappings = new[] { new CfnFirewall.SubnetMappingProperty { SubnetId = place.Subnet.Ref } },
        });
        _ = new CfnLoggingConfiguration(this, $"{zone}Logs", new CfnLoggingConfigurationProps
        {
            FirewallArn = firewall.AttrFirewallArn,
            LoggingConfiguration = new CfnLoggingConfiguration.LoggingConfigurationProperty { LogDestinationConfigs = new[] { LogTo("ALERT", alerts), LogTo("FLOW", flows) } },
        });
        // An endpoint is listed as zone:id.
        return Fn.Select(1, Fn.Split(":", Fn.Select(0, firewall.AttrEndpointIds)));
    }

    /// <summary>The allow list; none where nothing is allowed: then everything is dropped.</summary>
    CfnRuleGroup? Rules(string name, NetworkPlan plan)
    {
        var domains = plan.Estate.Network.AllowedDomains.Select(d => d.Domain).ToArray();
        return domains.Length == 0 ? null : new CfnRuleGroup(this, "AllowedDomains", new CfnRuleGroupProps
        {
            RuleGroupName = $"{name}-domains",
            Type = "STATEFUL",
            Capacity = DomainCapacity,
            Description = "Domains of network.allowedDomains",
            RuleGroup = new CfnRuleGroup.RuleGroupProperty
            {
                StatefulRuleOptions = new CfnRuleGroup.StatefulRuleOptionsProperty { RuleOrder = "STRICT_ORDER" },
                RuleVariables = new CfnRuleGroup.RuleVariablesProperty
                {
                    // Without it only the egress VPC itself counts as home, and the list would let nobody else pass.
                    IpSets = new Dictionary<string, object>(StringComparer.Ordinal)
                    {
                        ["HOME_NET"] = new CfnRuleGroup.IPSetProperty { Definition = [.. Home(plan).Select(range => range.ToString())] },
                    },
                },
                RulesSource = new CfnRuleGroup.RulesSourceProperty
                {
                    RulesSourceList = new CfnRuleGroup.RulesSourceListProperty
                    {
                        GeneratedRulesType = "ALLOWLIST",
                        TargetTypes = ["TLS_SNI", "HTTP_HOST"],
                        Targets = domains,
                    },
                },
            },
        });
    }

    static ImmutableArray<Cidr> Home(NetworkPlan plan) => CidrSet.Of(plan.Topology.Flows
        .Where(f => f.To.Id == NetworkNode.InternetId)
        .SelectMany(f => f.From.Cidrs)
        .Concat(plan.CentralOf(VpcRole.Egress)!.Node.Cidrs)).Ranges;

    CfnLogGroup Group(string id)
    {
        var group = new CfnLogGroup(this, id, new CfnLogGroupProps { RetentionInDays = RetentionDays });
        group.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return group;
    }

    static CfnLoggingConfiguration.LogDestinationConfigProperty LogTo(string type, CfnLogGroup group) => new()
    {
        LogType = type,
        LogDestinationType = "CloudWatchLogs",
        LogDestination = new Dictionary<string, string>(StringComparer.Ordinal) { ["logGroup"] = group.Ref },
    };
}
