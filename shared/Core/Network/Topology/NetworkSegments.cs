using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>
/// How an estate is divided into route tables of the Transit Gateway. Nodes share a table only if they carry data of exactly the same bodies in the same
/// environment, so that a route in a table never helps somebody whom it is not for.
/// </summary>
public sealed class NetworkSegments
{
    // Names of the bodies in a segment's name up to here; beyond, a digest of their codes.
    const int MostNamedMunicipalities = 3;

    // Stands for the vendor of accounts that carry no system.
    const string Unassigned = "unassigned";

    readonly Dictionary<string, NetworkAttachment> byNode;

    NetworkSegments(ImmutableArray<NetworkSegment> all, Dictionary<string, NetworkAttachment> byNode)
    {
        All = all;
        this.byNode = byNode;
    }

    /// <summary>The segments, by name. None is empty.</summary>
    public ImmutableArray<NetworkSegment> All { get; }

    /// <summary>The attachment of a node; <see langword="null"/> for the internet and for what is not attached.</summary>
    public NetworkAttachment? AttachmentOf(NetworkNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return byNode.GetValueOrDefault(node.Id);
    }

    /// <summary>Divides the nodes of an estate. A name depends on nothing but the bodies, vendor and environment of its own segment.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="nodes">Its nodes.</param>
    public static NetworkSegments Of(Estate estate, ImmutableArray<NetworkNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var slugs = estate.Municipalities.ToDictionary(m => m.Code, m => m.Slug);
        var offices = nodes.Where(n => n is { Kind: FlowPartyKind.OnPremises, Attached: true }).ToLookup(n => n.Municipalities[0]);
        var placed = nodes.Where(n => n is { Attached: true, Account: not null }).Select(n => (Segment: OfVpc(n, slugs), Attachment: AttachmentOfVpc(n)))
            .Concat(estate.Network.Lines.DistinctBy(l => l.Municipality).Where(l => offices.Contains(l.Municipality))
                .Select(l => (Segment: OfLine(l, slugs), Attachment: new NetworkAttachment { Id = $"line/{l.Id}", Segment = "", Nodes = [.. offices[l.Municipality]], Line = l })))
            .ToList();
        var all = placed
            .GroupBy(p => p.Segment.Name, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.First().Segment with { Attachments = [.. g.Select(p => p.Attachment with { Segment = g.Key }).OrderBy(a => a.Id, StringComparer.Ordinal)] })
            .ToImmutableArray();
        return new NetworkSegments(all, all.SelectMany(s => s.Attachments).SelectMany(a => a.Nodes, (a, n) => (a, n)).ToDictionary(p => p.n.Id, p => p.a, StringComparer.Ordinal));
    }

    static NetworkAttachment AttachmentOfVpc(NetworkNode node) => new() { Id = $"{node.Account!.Account.Id}/{node.Vpc}", Segment = "", Nodes = [node] };

    static NetworkSegment OfLine(NetworkLine line, Dictionary<MunicipalityCode, string> slugs) => new()
    {
        Name = $"line-{line.Id}",
        Kind = SegmentKind.Line,
        Municipalities = [line.Municipality],
        Owner = slugs[line.Municipality],
        Attachments = [],
    };

    static NetworkSegment OfVpc(NetworkNode node, Dictionary<MunicipalityCode, string> slugs) => node switch
    {
        { Role: VpcRole.Egress } => Shared(SegmentKind.Egress, "egress"),
        { Role: VpcRole.Endpoints } => Shared(SegmentKind.Endpoints, "endpoints"),
        { Role: VpcRole.Maintenance } => Shared(SegmentKind.Maintenance, "maintenance"),
        { Municipalities.IsEmpty: true } => Shared(SegmentKind.Services, "services"),
        _ => Workload(node, slugs),
    };

    static NetworkSegment Shared(SegmentKind kind, string name) => new() { Name = name, Kind = kind, Owner = NetworkSegment.Common, Attachments = [] };

    static NetworkSegment Workload(NetworkNode node, Dictionary<MunicipalityCode, string> slugs)
    {
        var bodies = node.Municipalities.Distinct().Order().ToImmutableArray();
        var vendor = node.Account!.System?.Vendor ?? Unassigned;
        var owner = bodies is [var only] ? slugs[only] : vendor;
        var who = bodies.Length == 1 ? owner : $"{vendor}-{Joined(bodies, slugs)}";
        return new NetworkSegment
        {
            Name = $"{who}-{(node.Environment == DeploymentEnvironment.Production ? "production" : "verification")}",
            Kind = SegmentKind.Workload,
            Municipalities = bodies,
            Environment = node.Environment,
            Owner = owner,
            Attachments = [],
        };
    }

    static string Joined(ImmutableArray<MunicipalityCode> bodies, Dictionary<MunicipalityCode, string> slugs) => bodies.Length <= MostNamedMunicipalities
        ? string.Join('-', bodies.Select(b => slugs[b]))
        : string.Create(
            CultureInfo.InvariantCulture, $"{bodies.Length}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', bodies))).AsSpan(0, 4))}");
}
