using System.Collections.Immutable;
using GovCloud.Network;
using GovCloud.Network.Reachability;

namespace GovCloud.Benchmarks.Network;

/// <summary>
/// The peer: every pair of nodes by itself, one address of each subnet, every rule and every route asked one after the other. It is what one writes first; it
/// answers for one packet of each pair of subnets only, and says nothing of ranges.
/// </summary>
sealed class NaiveReachability
{
    readonly TemplateNetwork network;
    readonly Dictionary<ResourceName, TransitAttachment> attachmentOf;
    readonly Dictionary<string, TransitTable> tableOf;
    readonly Dictionary<string, TemplateVpc> vpcOf;

    public NaiveReachability(TemplateNetwork network)
    {
        this.network = network;
        attachmentOf = network.Attachments.ToDictionary(a => a.Vpc!.Value);
        tableOf = network.Tables.SelectMany(t => t.Associations, (t, a) => (t, a)).ToDictionary(p => p.a.Attachment, p => p.t, StringComparer.Ordinal);
        var vpcs = network.Vpcs.ToDictionary(v => v.Resource);
        vpcOf = network.Attachments.ToDictionary(a => a.Key, a => vpcs[a.Vpc!.Value], StringComparer.Ordinal);
    }

    /// <summary>How many pairs of nodes can talk.</summary>
    public int Pairs() => network.Vpcs.Sum(from => network.Vpcs.Count(to => from.Resource != to.Resource && Talks(from, to)));

    bool Talks(TemplateVpc from, TemplateVpc to) => from.Subnets.Any(s => to.Subnets.Any(d => Open(from, s, to, d)));

    bool Open(TemplateVpc from, TemplateSubnet source, TemplateVpc to, TemplateSubnet destination) =>
        Arrives(from, source, to, destination) is { IsEmpty: false } there
        && Arrives(to, destination, from, source) is { IsEmpty: false } back
        && !there.Answered(back).Intersect(Rules(from.Egress, destination.Cidr.First)).Intersect(Rules(to.Ingress, source.Cidr.First)).IsEmpty;

    PortSet Arrives(TemplateVpc from, TemplateSubnet source, TemplateVpc to, TemplateSubnet destination)
    {
        var (a, b) = (source.Cidr.First, destination.Cidr.First);
        var route = source.Table.Routes.Where(r => Holds(r.Destination, b)).MaxBy(r => r.Destination.PrefixLength);
        if (route is null || !tableOf.TryGetValue(attachmentOf[from.Resource].Key, out var table))
        {
            return PortSet.Empty;
        }

        var next = table.Propagations.Select(p => (p.Attachment, Range: vpcOf[p.Attachment].Cidrs[0])).Where(p => Holds(p.Range, b)).DefaultIfEmpty().MaxBy(p => p.Range.PrefixLength);
        return next.Attachment is not null && vpcOf[next.Attachment].Resource == to.Resource
            ? Rules(source.Acl.Outbound, b).Intersect(Rules(destination.Acl.Inbound, a))
            : PortSet.Empty;
    }

    static PortSet Rules(AccessRules? rules, uint address)
    {
        var (allowed, open) = (PortSet.Empty, PortSet.All);
        foreach (var rule in rules?.Rules ?? ImmutableArray<AccessRule>.Empty)
        {
            if (Holds(rule.Peer, address))
            {
                allowed = rule.Allows ? allowed.Union(rule.Ports.Intersect(open)) : allowed;
                open = open.Except(rule.Ports);
            }
        }

        return allowed;
    }

    static bool Holds(Cidr range, uint address) => range.First <= address && address <= range.Last;
}
