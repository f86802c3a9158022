using System.Collections.Immutable;

namespace GovCloud.Network.Reachability;

/// <summary>A node of the estate at its place in the network of the templates.</summary>
sealed class Site(NetworkNode node, VpcUnit? vpc, ImmutableArray<Cidr> ranges)
{
    public NetworkNode Node { get; } = node;

    /// <summary>The VPC; <see langword="null"/> for what no template has: networks of bodies, VPCs that were there before, the internet.</summary>
    public VpcUnit? Vpc { get; } = vpc;

    public ImmutableArray<Cidr> Ranges { get; } = ranges;

    public bool IsInternet => Node.Kind == Estates.FlowPartyKind.Internet;

    /// <summary>Where its packets enter a Transit Gateway.</summary>
    public List<AttachmentUnit> Attachments { get; } = [];

    public override string ToString() => Node.Id;
}

/// <summary>An attachment with what is behind it.</summary>
sealed class AttachmentUnit(TransitAttachment attachment)
{
    public TransitAttachment Attachment { get; } = attachment;

    public VpcUnit? Vpc { get; set; }

    /// <summary>Where packets of the Transit Gateway enter the VPC. Subnets that treat packets alike stand once.</summary>
    public ImmutableArray<SubnetUnit> Entries { get; set; } = [];

    /// <summary>The nodes behind it.</summary>
    public List<Site> Sites { get; } = [];

    /// <summary>The tables that route its packets: one, in a network that is in order.</summary>
    public List<(TableUnit Table, ResourceName Association)> Tables { get; } = [];

    public IEnumerable<Cidr> Ranges => Vpc?.Vpc.Cidrs ?? Sites.SelectMany(s => s.Ranges);
}

/// <summary>A VPC with its subnets.</summary>
sealed class VpcUnit
{
    readonly AddressMap<SubnetUnit?> bySubnet;

    public VpcUnit(TemplateVpc vpc)
    {
        Vpc = vpc;
        var maps = new Dictionary<VpcTable, AddressMap<VpcRoute?>>(ReferenceEqualityComparer.Instance);
        Subnets = [.. vpc.Subnets.Select(s => new SubnetUnit(this, s, MapOf(s.Table)))];
        ByName = Subnets.ToDictionary(s => s.Subnet.Resource);
        bySubnet = AddressMap<SubnetUnit?>.OfLongestPrefix(Subnets.DistinctBy(s => s.Subnet.Cidr).Select(s => KeyValuePair.Create(s.Subnet.Cidr, (SubnetUnit?)s)), null);
        Starts = Cuts.Merged(
        [
            .. Subnets.SelectMany(s => s.Routes.Starts.Concat(s.Subnet.Acl.Inbound.Starts).Concat(s.Subnet.Acl.Outbound.Starts)),
            .. vpc.Ingress?.Starts ?? [],
            .. vpc.Egress?.Starts ?? [],
        ]);

        AddressMap<VpcRoute?> MapOf(VpcTable table)
        {
            if (!maps.TryGetValue(table, out var map))
            {
                // A route of a VPC's own range replaces the local one.
                var routes = table.Routes.Concat(vpc.Cidrs.Select(c => new VpcRoute(null, c, new LocalTarget()))).DistinctBy(r => r.Destination);
                maps[table] = map = AddressMap<VpcRoute?>.OfLongestPrefix(routes.Select(r => KeyValuePair.Create(r.Destination, (VpcRoute?)r)), null);
            }

            return map;
        }
    }

    public TemplateVpc Vpc { get; }

    public ImmutableArray<SubnetUnit> Subnets { get; }

    public Dictionary<ResourceName, SubnetUnit> ByName { get; }

    /// <summary>Cells of the addresses that all its tables, ACLs and groups treat alike.</summary>
    public uint[] Starts { get; }

    public List<AttachmentUnit> Attachments { get; } = [];

    public Site? Site { get; set; }

    public SubnetUnit? SubnetAt(uint address) => bySubnet[address];

    public AttachmentUnit? AttachmentTo(string gateway) => Attachments.Find(a => a.Attachment.Gateway == gateway);
}

/// <summary>A subnet with its routes.</summary>
sealed class SubnetUnit(VpcUnit vpc, TemplateSubnet subnet, AddressMap<VpcRoute?> routes)
{
    readonly Dictionary<AttachmentUnit, ImmutableArray<SubnetUnit>> exits = [];

    public VpcUnit Vpc { get; } = vpc;

    public TemplateSubnet Subnet { get; } = subnet;

    public AddressMap<VpcRoute?> Routes { get; } = routes;

    /// <summary>The address that stands for the NAT gateways in the subnet; which one they have is decided at deployment.</summary>
    public uint NatAddress => Subnet.Cidr.First;

    public bool IsEntry => Vpc.Attachments.Exists(a => a.Attachment.Subnets.Contains(Subnet.Resource));

    /// <summary>
    /// The attachment's subnets through which packets leave: the own one, else that of the own zone. A zone without one has no way out; where the templates do
    /// not say the zone, each may be it.
    /// </summary>
    public ImmutableArray<SubnetUnit> ExitsTo(AttachmentUnit attachment)
    {
        if (!exits.TryGetValue(attachment, out var result))
        {
            var all = attachment.Attachment.Subnets.Select(s => Vpc.ByName.GetValueOrDefault(s)).OfType<SubnetUnit>().ToList();
            exits[attachment] = result = all.Contains(this)
                ? [this]
                : Alike(all.Where(e => Subnet.Zone is null || e.Subnet.Zone is null || e.Subnet.Zone == Subnet.Zone));
        }

        return result;
    }

    /// <summary>One of each kind of subnets that treat packets alike.</summary>
    public static ImmutableArray<SubnetUnit> Alike(IEnumerable<SubnetUnit> subnets) => [.. subnets.DistinctBy(s => (s.Subnet.Table, s.Subnet.Acl))];
}

/// <summary>What a Transit Gateway does with the packets of a prefix.</summary>
/// <param name="Prefix">The prefix.</param>
/// <param name="Static">The static route; <see langword="null"/> for propagated ones.</param>
/// <param name="Targets">Attachments, each with the route or propagation that leads there. Several share the load; none is a blackhole.</param>
sealed record TransitEntry(Cidr Prefix, TransitStaticRoute? Static, ImmutableArray<(AttachmentUnit Attachment, ResourceName Resource)> Targets)
{
    public bool IsBlackhole => Targets.IsEmpty && Static is not { Known: false };
}

/// <summary>A route table of a Transit Gateway with its routes.</summary>
sealed class TableUnit(TransitTable table)
{
    static readonly AddressMap<TransitEntry?> Unrouted = AddressMap<TransitEntry?>.OfLongestPrefix([], null);

    public TransitTable Table { get; } = table;

    public AddressMap<TransitEntry?> Routes { get; private set; } = Unrouted;

    /// <summary>Every prefix with what becomes of it.</summary>
    public IReadOnlyDictionary<Cidr, TransitEntry> Entries { get; private set; } = new Dictionary<Cidr, TransitEntry>();

    /// <summary>Propagated prefixes that a static route of the same prefix hides.</summary>
    public IReadOnlyList<(TransitEntry Propagated, TransitStaticRoute By)> Hidden { get; private set; } = [];

    /// <summary>A static route is taken before a propagated one of the same prefix, and a VPC's before a line's.</summary>
    /// <remarks>Source: Amazon VPC, AWS Transit Gateway, "How AWS Transit Gateway works", route evaluation order.</remarks>
    public void Fill(IReadOnlyDictionary<string, AttachmentUnit> attachments)
    {
        var propagated = Table.Propagations
            .SelectMany(p => attachments[p.Attachment].Ranges.Select(range => (Range: range, Attachment: attachments[p.Attachment], p.Resource)))
            .GroupBy(p => p.Range)
            .ToDictionary(g => g.Key, g => new TransitEntry(g.Key, null, [.. Preferred(g.ToList())]));
        var entries = new Dictionary<Cidr, TransitEntry>(propagated);
        var hidden = new List<(TransitEntry, TransitStaticRoute)>();
        foreach (var route in Table.Routes.DistinctBy(r => r.Destination))
        {
            if (propagated.TryGetValue(route.Destination, out var other))
            {
                hidden.Add((other, route));
            }

            entries[route.Destination] = new TransitEntry(route.Destination, route, route is { Known: true, Attachment: { } to } ? [(attachments[to], route.Resource)] : []);
        }

        (Entries, Hidden) = (entries, hidden);
        Routes = AddressMap<TransitEntry?>.OfLongestPrefix(entries.Select(e => KeyValuePair.Create(e.Key, (TransitEntry?)e.Value)), null);

        static IEnumerable<(AttachmentUnit, ResourceName)> Preferred(List<(Cidr Range, AttachmentUnit Attachment, ResourceName Resource)> routes)
        {
            var vpcs = routes.Where(r => r.Attachment.Attachment.Line is null).ToList();
            return (vpcs.Count > 0 ? vpcs : routes).Select(r => (r.Attachment, r.Resource));
        }
    }
}
