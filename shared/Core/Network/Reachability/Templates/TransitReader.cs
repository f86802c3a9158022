using System.Collections.Immutable;

namespace GovCloud.Network.Reachability;

/// <summary>Reads Transit Gateways, their attachments and route tables.</summary>
sealed class TransitReader
{
    /// <summary>Where the attachments of other accounts and of lines are looked up at deployment.</summary>
    public const string AttachmentNames = "/govcloud/network/attachments/";

    const string LineNames = "line/";
    const string SomeGateway = "transit-gateway";
    static readonly string[] AttachmentTypes = ["AWS::EC2::TransitGatewayVpcAttachment", "AWS::EC2::TransitGatewayAttachment"];
    readonly TemplateReader reader;
    readonly ImmutableArray<TemplateGateway> gateways;
    readonly Dictionary<string, TransitAttachment> attachments = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> attachmentOfNode = new(StringComparer.Ordinal);
    readonly Dictionary<string, ILookup<ResourceName?, TemplateResource>> byTable = new(StringComparer.Ordinal);
    readonly ImmutableArray<TransitTable> tables;

    public TransitReader(TemplateReader reader)
    {
        this.reader = reader;

        // Left out, both are on: the default of EC2.
        gateways =
        [
            .. reader.OfType("AWS::EC2::TransitGateway")
                .Select(g => new TemplateGateway(g.Name, !g.Is("DefaultRouteTableAssociation", "disable"), !g.Is("DefaultRouteTablePropagation", "disable"))),
        ];
        foreach (var attachment in reader.OfType(AttachmentTypes).Select(Attachment))
        {
            attachments[attachment.Key] = attachment;
            if (attachment.Node is { } node)
            {
                attachmentOfNode.TryAdd(node, attachment.Key);
            }
        }

        tables = WithDefaults([.. reader.OfType("AWS::EC2::TransitGatewayRouteTable").Select(Table)]);
        ReportLost("AWS::EC2::TransitGatewayRouteTableAssociation", "AWS::EC2::TransitGatewayRouteTablePropagation", "AWS::EC2::TransitGatewayRoute");
    }

    public ImmutableArray<TemplateGateway> Gateways() => gateways;

    public ImmutableArray<TransitAttachment> Attachments() => [.. attachments.Values.OrderBy(a => a.Key, StringComparer.Ordinal)];

    public ImmutableArray<TransitTable> Tables() => tables;

    /// <summary>
    /// The gateway that a value names. Where the templates create exactly one, every value that only deployment knows is taken for it: that can make more
    /// reachable than will be, never less.
    /// </summary>
    public string GatewayOf(TemplateValue? value) =>
        reader.Target(value, "AWS::EC2::TransitGateway") is { } gateway ? gateway.Name.ToString()
        : gateways.Length == 1 ? gateways[0].Resource.ToString()
        : SomeGateway;

    TransitAttachment Attachment(TemplateResource resource)
    {
        var vpc = reader.Target(resource.Value("VpcId"), "AWS::EC2::VPC");
        var subnets = resource.Values("SubnetIds").Select(s => (Value: s, Subnet: reader.Target(s, "AWS::EC2::Subnet"))).ToList();
        var node = resource.Tag(TemplateReader.NodeTag) ?? vpc?.Tag(TemplateReader.NodeTag);
        if (vpc is null && node is null)
        {
            reader.ReportUnresolved(resource.Name, "VpcId", resource.Value("VpcId"));
        }

        foreach (var (value, _) in subnets.Where(s => vpc is not null && s.Subnet is null))
        {
            reader.ReportUnresolved(resource.Name, "SubnetIds", value, vpc!.Name);
        }

        var options = resource.Properties.TryGetProperty("Options", out var given) ? given : default;
        return new TransitAttachment
        {
            Key = resource.Name.ToString(),
            Resource = resource.Name,
            Node = node,
            Vpc = vpc?.Name,
            Subnets = [.. subnets.Select(s => s.Subnet?.Name).OfType<ResourceName>()],
            Gateway = GatewayOf(resource.Value("TransitGatewayId")),
            ApplianceMode = string.Equals(resource.Text(options, "ApplianceModeSupport"), "enable", StringComparison.OrdinalIgnoreCase),
        };
    }

    TransitTable Table(TemplateResource table)
    {
        var gateway = GatewayOf(table.Value("TransitGatewayId"));
        return new TransitTable
        {
            Resource = table.Name,
            Gateway = gateway,
            Associations = Links("AWS::EC2::TransitGatewayRouteTableAssociation", table, gateway),
            Propagations = Links("AWS::EC2::TransitGatewayRouteTablePropagation", table, gateway),
            Routes = [.. Of("AWS::EC2::TransitGatewayRoute", table).Select(r => Route(r, table, gateway)).OfType<TransitStaticRoute>()],
        };
    }

    IEnumerable<TemplateResource> Of(string type, TemplateResource table) => ByTable(type)[table.Name];

    ILookup<ResourceName?, TemplateResource> ByTable(string type)
    {
        if (!byTable.TryGetValue(type, out var lookup))
        {
            byTable[type] = lookup = reader.OfType(type).ToLookup(r => reader.Target(r.Value("TransitGatewayRouteTableId"), "AWS::EC2::TransitGatewayRouteTable")?.Name);
        }

        return lookup;
    }

    void ReportLost(params string[] types)
    {
        foreach (var lost in types.SelectMany(type => ByTable(type)[null]))
        {
            reader.ReportUnresolved(lost.Name, "TransitGatewayRouteTableId", lost.Value("TransitGatewayRouteTableId"));
        }
    }

    ImmutableArray<TransitLink> Links(string type, TemplateResource table, string gateway)
    {
        var result = ImmutableArray.CreateBuilder<TransitLink>();
        foreach (var link in Of(type, table))
        {
            if (AttachmentOf(link.Value("TransitGatewayAttachmentId"), gateway) is { } attachment)
            {
                result.Add(new TransitLink(link.Name, attachment));
            }
            else
            {
                reader.ReportUnresolved(link.Name, "TransitGatewayAttachmentId", link.Value("TransitGatewayAttachmentId"), table: table.Name);
            }
        }

        return result.ToImmutable();
    }

    TransitStaticRoute? Route(TemplateResource route, TemplateResource table, string gateway)
    {
        if (reader.Range(route.Value("DestinationCidrBlock")) is not { } destination)
        {
            reader.ReportUnresolved(route.Name, "DestinationCidrBlock", route.Value("DestinationCidrBlock"), table: table.Name);
            return null;
        }

        var value = route.Value("TransitGatewayAttachmentId");
        var blackhole = route.Is("Blackhole", "true");
        var attachment = value is null ? null : AttachmentOf(value, gateway);
        if (value is not null && attachment is null)
        {
            reader.ReportUnresolved(route.Name, "TransitGatewayAttachmentId", value, table: table.Name);
        }

        return new TransitStaticRoute(route.Name, destination, attachment, Known: blackhole == value is null && value is null == attachment is null);
    }

    /// <summary>The attachment that a value names: a resource, or what is looked up by the node's or line's id.</summary>
    string? AttachmentOf(TemplateValue? value, string gateway)
    {
        if (reader.Target(value, AttachmentTypes) is { } resource)
        {
            return resource.Name.ToString();
        }

        if (value is not NamedValue { Parameter: var parameter } || !parameter.StartsWith(AttachmentNames, StringComparison.Ordinal))
        {
            return null;
        }

        var name = parameter[AttachmentNames.Length..];
        if (attachmentOfNode.TryGetValue(name, out var tagged))
        {
            return tagged;
        }

        var line = name.StartsWith(LineNames, StringComparison.Ordinal);
        attachments.TryAdd(name, new TransitAttachment { Key = name, Node = line ? null : name, Line = line ? name[LineNames.Length..] : null, Gateway = gateway });
        return name;
    }

    /// <summary>Where a gateway has a default table, everything that templates attach is in it.</summary>
    ImmutableArray<TransitTable> WithDefaults(ImmutableArray<TransitTable> declared)
    {
        var associated = declared.SelectMany(t => t.Associations).Select(a => a.Attachment).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. declared,
            .. gateways.Where(g => g.DefaultAssociation || g.DefaultPropagation).Select(g =>
            {
                var here = attachments.Values.Where(a => a.Gateway == g.Resource.ToString()).OrderBy(a => a.Key, StringComparer.Ordinal).ToList();
                return new TransitTable
                {
                    Resource = g.Resource,
                    Gateway = g.Resource.ToString(),
                    Associations = g.DefaultAssociation ? [.. here.Where(a => !associated.Contains(a.Key)).Select(a => new TransitLink(g.Resource, a.Key))] : [],
                    Propagations = g.DefaultPropagation ? [.. here.Select(a => new TransitLink(g.Resource, a.Key))] : [],
                };
            }),
        ];
    }
}
