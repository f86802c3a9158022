using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network.Reachability;

/// <summary>The network of the templates with the nodes of the estate at their places, ready to be walked through.</summary>
sealed class Fabric
{
    static readonly ImmutableArray<Cidr> NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3",
        }.Select(Cidr.Parse),
    ];

    readonly List<Site> sites = [];
    readonly List<TemplateProblem> problems;
    readonly Dictionary<ResourceName, VpcUnit> vpcs;
    readonly Dictionary<string, AttachmentUnit> attachments;
    readonly ImmutableArray<TableUnit> tables;
    readonly Dictionary<ResourceName, VpcPeering> peerings;

    public Fabric(TemplateNetwork network, ImmutableArray<NetworkNode> nodes, IEnumerable<NetworkLine> lines)
    {
        problems = [.. network.Problems];
        Gateways = network.Gateways;
        vpcs = network.Vpcs.ToDictionary(v => v.Resource, v => new VpcUnit(v));
        attachments = network.Attachments.ToDictionary(a => a.Key, a => new AttachmentUnit(a), StringComparer.Ordinal);
        peerings = network.Peerings.ToDictionary(p => p.Resource);
        foreach (var attachment in attachments.Values)
        {
            Place(attachment);
        }

        PlaceNodes(nodes, lines.ToDictionary(l => l.Id, StringComparer.Ordinal));
        tables = [.. network.Tables.Select(t => new TableUnit(t))];
        foreach (var table in tables)
        {
            table.Fill(attachments);
            foreach (var link in table.Table.Associations)
            {
                attachments[link.Attachment].Tables.Add((table, link.Resource));
            }
        }
    }

    public IReadOnlyList<Site> Sites => sites;

    public IReadOnlyCollection<VpcUnit> Vpcs => vpcs.Values;

    public IReadOnlyCollection<AttachmentUnit> Attachments => attachments.Values;

    public ImmutableArray<TableUnit> Tables => tables;

    /// <summary>Those of the templates, and what they name that the estate does not have.</summary>
    public IReadOnlyList<TemplateProblem> Problems => problems;

    public Site? Internet { get; private set; }

    public ImmutableArray<TemplateGateway> Gateways { get; }

    public IReadOnlyCollection<VpcPeering> Peerings => peerings.Values;

    /// <summary>The other side of a peering; <see langword="null"/> where no template has it.</summary>
    public VpcUnit? PeerOf(VpcUnit vpc, ResourceName peering)
    {
        var found = peerings[peering];
        var other = found.Requester == vpc.Vpc.Resource ? found.Accepter : found.Requester;
        return other is { } name ? vpcs.GetValueOrDefault(name) : null;
    }

    void Place(AttachmentUnit attachment)
    {
        if (attachment.Attachment.Vpc is { } name && vpcs.TryGetValue(name, out var vpc))
        {
            attachment.Vpc = vpc;
            attachment.Entries = SubnetUnit.Alike(attachment.Attachment.Subnets.Select(s => vpc.ByName.GetValueOrDefault(s)).OfType<SubnetUnit>());
            vpc.Attachments.Add(attachment);
        }
    }

    void PlaceNodes(ImmutableArray<NetworkNode> nodes, Dictionary<string, NetworkLine> lines)
    {
        var byId = nodes.ToDictionary(n => n.Id, StringComparer.Ordinal);
        foreach (var node in nodes.Where(n => n.Existing is not null))
        {
            byId.TryAdd($"{node.Account!.Account.Id}/{node.Vpc}", node);
        }

        foreach (var vpc in vpcs.Values.OrderBy(v => v.Vpc.Resource))
        {
            var id = vpc.Vpc.Node ?? vpc.Attachments.Select(a => a.Attachment.Node).FirstOrDefault(n => n is not null);
            vpc.Site = Add(id is not null && byId.TryGetValue(id, out var node) ? node : Stranger(vpc), vpc, [.. vpc.Vpc.Subnets.Select(s => s.Cidr)]);
            foreach (var attachment in vpc.Attachments)
            {
                Join(attachment, vpc.Site);
            }
        }

        var municipal = nodes.Where(n => n.Kind == FlowPartyKind.OnPremises).SelectMany(n => n.Municipalities, (n, m) => (Node: n, Body: m)).ToLookup(p => p.Body, p => p.Node);
        var placed = new Dictionary<NetworkNode, Site>(ReferenceEqualityComparer.Instance);
        foreach (var attachment in attachments.Values.Where(a => a.Vpc is null).OrderBy(a => a.Attachment.Key, StringComparer.Ordinal))
        {
            var behind = attachment.Attachment.Line is { } line
                ? lines.TryGetValue(line, out var known) ? municipal[known.Municipality] : []
                : attachment.Attachment.Node is { } id && byId.TryGetValue(id, out var existing) ? [existing] : [];
            foreach (var node in behind)
            {
                if (!placed.TryGetValue(node, out var site))
                {
                    placed[node] = site = Add(node, null, node.Cidrs);
                }

                Join(attachment, site);
            }

            if (attachment.Sites.Count == 0)
            {
                problems.Add(new TemplateProblem(
                    attachment.Attachment.Resource,
                    new NetworkText($"アタッチメント {attachment.Attachment.Key} の先が環境定義にない", $"what is behind attachment {attachment.Attachment.Key} is not in the estate")));
            }
        }

        if (nodes.FirstOrDefault(n => n.Kind == FlowPartyKind.Internet) is { } internet)
        {
            var ours = NotPublic.Concat(nodes.Where(n => n.Kind != FlowPartyKind.Internet).SelectMany(n => n.Cidrs)).Concat(vpcs.Values.SelectMany(v => v.Vpc.Cidrs));
            Internet = Add(internet, null, [.. CidrSet.Of(ours).FreeWithin(new Cidr(0, 0))]);
        }
    }

    Site Add(NetworkNode node, VpcUnit? vpc, ImmutableArray<Cidr> ranges)
    {
        var site = new Site(node, vpc, ranges);
        sites.Add(site);
        return site;
    }

    static void Join(AttachmentUnit attachment, Site site)
    {
        attachment.Sites.Add(site);
        site.Attachments.Add(attachment);
    }

    /// <summary>A VPC that the estate does not have may talk to nobody.</summary>
    static NetworkNode Stranger(VpcUnit vpc) => new() { Id = vpc.Vpc.Resource.ToString(), Kind = FlowPartyKind.Workload, Cidrs = vpc.Vpc.Cidrs };
}
