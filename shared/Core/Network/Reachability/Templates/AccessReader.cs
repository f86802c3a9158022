using System.Text.Json;

namespace GovCloud.Network.Reachability;

/// <summary>Reads network ACLs and security groups.</summary>
sealed class AccessReader
{
    const string AclType = "AWS::EC2::NetworkAcl";
    const string GroupType = "AWS::EC2::SecurityGroup";
    const string VpcType = "AWS::EC2::VPC";
    const int LastDefaultRule = 32_767;
    static readonly Cidr Everywhere = new(0, 0);
    static readonly string[] InlineRules = ["SecurityGroupIngress", "SecurityGroupEgress"];
    readonly TemplateReader reader;
    readonly ILookup<ResourceName?, TemplateResource> entries;
    readonly ILookup<ResourceName?, TemplateResource> defaultEntries;
    readonly ILookup<ResourceName?, TemplateResource> aclLinks;
    readonly ILookup<ResourceName?, TemplateResource> groups;
    readonly ILookup<ResourceName?, TemplateResource> ingress;
    readonly ILookup<ResourceName?, TemplateResource> egress;
    readonly HashSet<ResourceName> gatewayEndpoints;
    readonly Dictionary<ResourceName, NetworkAcl> acls = [];

    public AccessReader(TemplateReader reader)
    {
        this.reader = reader;
        var all = reader.OfType("AWS::EC2::NetworkAclEntry").ToList();
        entries = all.ToLookup(e => reader.Target(e.Value("NetworkAclId"), AclType)?.Name);
        defaultEntries = entries[null].ToLookup(e => DefaultAclOf(e.Value("NetworkAclId")));
        aclLinks = reader.OfType("AWS::EC2::SubnetNetworkAclAssociation").ToLookup(l => reader.Target(l.Value("SubnetId"), "AWS::EC2::Subnet")?.Name);
        groups = reader.OfType(GroupType).ToLookup(g => reader.Target(g.Value("VpcId"), VpcType)?.Name);
        ingress = reader.OfType("AWS::EC2::SecurityGroupIngress").ToLookup(r => GroupOf(r)?.Name);
        egress = reader.OfType("AWS::EC2::SecurityGroupEgress").ToLookup(r => GroupOf(r)?.Name);
        gatewayEndpoints =
        [
            .. reader.OfType("AWS::EC2::VPCEndpoint")
                .Where(e => !e.Has("VpcEndpointType") || e.Is("VpcEndpointType", "Gateway"))
                .Select(e => reader.Target(e.Value("VpcId"), VpcType)?.Name)
                .OfType<ResourceName>(),
        ];
        Report(defaultEntries[null], "NetworkAclId");
        Report(aclLinks[null], "SubnetId");
        Report(groups[null], "VpcId");
        Report(ingress[null].Concat(egress[null]), "GroupId");
    }

    /// <summary>The network ACL of a subnet. Without one of its own it has the VPC's default one, which lets everything pass unless a template adds to it.</summary>
    public NetworkAcl AclOf(ResourceName subnet, ResourceName vpc)
    {
        var links = aclLinks[subnet].ToList();
        var named = links.Count == 1 ? reader.Target(links[0].Value("NetworkAclId"), AclType) : null;
        if (links.Count > 0 && named is null)
        {
            reader.ReportUnresolved(links[^1].Name, "NetworkAclId", links[^1].Value("NetworkAclId"), vpc);
        }

        var key = named?.Name ?? vpc;
        if (!acls.TryGetValue(key, out var acl))
        {
            var rules = (named is null ? defaultEntries[vpc] : entries[key]).Select(e => (Outbound: e.Is("Egress", "true"), Rule: Entry(e, vpc))).ToList();
            AccessRule[] standard = named is null ? [new AccessRule(null, Everywhere, PortSet.All, Number: 100)] : [];
            acls[key] = acl = new NetworkAcl(named?.Name, Of(outbound: false), Of(outbound: true));

            AccessRules Of(bool outbound) => new([.. rules.Where(r => r.Outbound == outbound).Select(r => r.Rule), .. standard]);
        }

        return acl;
    }

    /// <summary>All rules of all security groups of a VPC: what is attached to what is not seen, so that each group may be on everything.</summary>
    public (AccessRules? Ingress, AccessRules? Egress) SecurityGroupsOf(ResourceName vpc)
    {
        var here = groups[vpc].ToList();
        if (here.Count == 0)
        {
            return (null, null);
        }

        var (inward, outward) = (new List<AccessRule>(), new List<AccessRule>());
        foreach (var group in here)
        {
            inward.AddRange(group.Items("SecurityGroupIngress").SelectMany(rule => Rule(group, rule, vpc, outward: false)));
            inward.AddRange(ingress[group.Name].SelectMany(rule => Rule(rule, rule.Properties, vpc, outward: false)));
            outward.AddRange(group.Items("SecurityGroupEgress").SelectMany(rule => Rule(group, rule, vpc, outward: true)));
            outward.AddRange(egress[group.Name].SelectMany(rule => Rule(rule, rule.Properties, vpc, outward: true)));
            foreach (var hidden in InlineRules.Where(group.Hides))
            {
                reader.ReportUnresolved(group.Name, hidden, group.Value(hidden), vpc);
            }

            // EC2 lets everything out of a group to which no rule for outgoing packets was added.
            if (group.Items("SecurityGroupEgress").Count == 0 && !egress[group.Name].Any())
            {
                outward.Add(new AccessRule(group.Name, Everywhere, PortSet.All));
            }
        }

        return (new AccessRules(inward), new AccessRules(outward));
    }

    static ResourceName? DefaultAclOf(TemplateValue? value) => value is ReferenceValue { Attribute: "DefaultNetworkAcl" } reference ? reference.Resource : null;

    TemplateResource? GroupOf(TemplateResource rule) => reader.Target(rule.Value("GroupId"), GroupType);

    void Report(IEnumerable<TemplateResource> lost, string property)
    {
        foreach (var resource in lost)
        {
            reader.ReportUnresolved(resource.Name, property, resource.Value(property));
        }
    }

    AccessRule Entry(TemplateResource entry, ResourceName vpc)
    {
        var allows = entry.Is("RuleAction", "allow");
        var number = entry.Number(entry.Properties, "RuleNumber") ?? LastDefaultRule;
        if (entry.Has("Ipv6CidrBlock") && !entry.Has("CidrBlock"))
        {
            return new AccessRule(entry.Name, Everywhere, PortSet.Empty, allows, number);
        }

        var range = entry.Properties.TryGetProperty("PortRange", out var ports) ? ports : default;
        var passing = Ports(entry.Text("Protocol"), entry.Number(range, "From"), entry.Number(range, "To"), entry, allows, vpc);
        if (reader.Range(entry.Value("CidrBlock")) is { } peer)
        {
            return new AccessRule(entry.Name, peer, passing, allows, number);
        }

        reader.ReportUnresolved(entry.Name, "CidrBlock", entry.Value("CidrBlock"), vpc);
        return new AccessRule(entry.Name, Everywhere, allows ? passing : PortSet.Empty, allows, number);
    }

    IEnumerable<AccessRule> Rule(TemplateResource owner, JsonElement rule, ResourceName vpc, bool outward)
    {
        var ports = Ports(owner.Text(rule, "IpProtocol"), owner.Number(rule, "FromPort"), owner.Number(rule, "ToPort"), owner, allows: true, vpc);
        return Peers(owner, rule, vpc, outward ? "Destination" : "Source").Select(peer => new AccessRule(owner.Name, peer, ports));
    }

    IEnumerable<Cidr> Peers(TemplateResource owner, JsonElement rule, ResourceName vpc, string side)
    {
        if (owner.Value(rule, "CidrIp") is { } range)
        {
            return reader.Range(range) is { } cidr ? [cidr] : Unknown("CidrIp", range);
        }

        if (owner.Value(rule, $"{side}PrefixListId") is { } list)
        {
            return reader.PrefixList(list) ?? (IsBehindGatewayEndpoint(list, vpc) ? [] : Unknown($"{side}PrefixListId", list));
        }

        if (owner.Value(rule, $"{side}SecurityGroupId") is { } group)
        {
            // A group of the same VPC opens nothing to other networks.
            return reader.Target(group, GroupType) is not { } peer ? Unknown($"{side}SecurityGroupId", group)
                : reader.Target(peer.Value("VpcId"), VpcType) is { } other && other.Name != vpc && reader.Range(other.Value("CidrBlock")) is { } there ? [there]
                : [];
        }

        return owner.Value(rule, "CidrIpv6") is null ? Unknown("CidrIp", null) : [];

        IEnumerable<Cidr> Unknown(string property, TemplateValue? value)
        {
            reader.ReportUnresolved(owner.Name, property, value, vpc);
            return [Everywhere];
        }
    }

    /// <summary>
    /// Whether a list is one of AWS's own, whose ids are short, and the VPC has a gateway endpoint: to the addresses of S3 and DynamoDB packets then go through
    /// the endpoint and nowhere else.
    /// </summary>
    bool IsBehindGatewayEndpoint(TemplateValue list, ResourceName vpc) =>
        list is LiteralValue { Text: { Length: 11 } id } && id.StartsWith("pl-", StringComparison.Ordinal) && gatewayEndpoints.Contains(vpc);

    /// <summary>
    /// The ports of a rule. Of protocols and ICMP types that are not told apart, a rule that allows some allows all, and one that denies some denies none: more
    /// is then reachable than in truth, never less.
    /// </summary>
    PortSet Ports(string? protocol, int? from, int? to, TemplateResource owner, bool allows, ResourceName vpc)
    {
        var (first, last) = (from is null or < 0 ? 0 : from.Value, to is null or < 0 ? 65_535 : to.Value);
        switch (protocol)
        {
            case "-1" or "all":
                return PortSet.All;
            case "6" or "tcp":
                return PortSet.Of(PortRange.Tcp(first, last));
            case "17" or "udp":
                return PortSet.Of(PortRange.Udp(first, last));
            case "1" or "icmp":
                var every = !owner.Properties.TryGetProperty("Icmp", out var icmp) || owner.Number(icmp, "Type") is null or -1;
                return allows || every ? PortSet.Of(PortRange.Icmp) : PortSet.Empty;
            case "58" or "icmpv6":
                return PortSet.Empty;
            case null:
                reader.Report(owner.Name, "プロトコルを解決できない", "the protocol cannot be resolved", vpc);
                return allows ? PortSet.All : PortSet.Empty;
            default:
                return allows ? PortSet.OtherProtocols : PortSet.Empty;
        }
    }
}
