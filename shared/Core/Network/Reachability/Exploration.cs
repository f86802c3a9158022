namespace GovCloud.Network.Reachability;

/// <summary>
/// Which nodes the packets of a Transit Gateway table can come to at all, over the whole address space: cell by cell through the table, and through whatever
/// passes packets on. It finds the pairs that are worth a closer look; all others are apart.
/// </summary>
sealed class Exploration
{
    const int Deepest = 24;
    readonly Fabric fabric;
    readonly HashSet<VpcUnit> passed = [];
    readonly HashSet<TableUnit> tables = [];

    Exploration(Fabric fabric) => this.fabric = fabric;

    /// <summary>The nodes.</summary>
    public HashSet<Site> Sites { get; } = [];

    /// <summary>Cells of the addresses that everything on the way treats alike.</summary>
    public uint[] Starts { get; private set; } = Cuts.None;

    public static Exploration Of(Fabric fabric, TableUnit table)
    {
        var result = new Exploration(fabric);
        result.Enter(table, 0, uint.MaxValue, 0);
        result.Starts = Cuts.Merged([.. result.tables.SelectMany(t => t.Routes.Starts), .. result.passed.SelectMany(v => v.Starts)]);
        return result;
    }

    /// <summary>What is reached from a VPC's own subnets without a Transit Gateway.</summary>
    public static IEnumerable<Site> Beside(Fabric fabric, VpcUnit vpc)
    {
        var targets = vpc.Subnets.SelectMany(s => s.Subnet.Table.Routes).Select(r => r.Target).Distinct().ToList();
        var peers = targets.OfType<PeeringTarget>().Select(t => fabric.PeerOf(vpc, t.Peering)?.Site).OfType<Site>();
        return fabric.Internet is { } internet && vpc.Vpc.InternetGateways.Length > 0 ? peers.Append(internet) : peers;
    }

    void Enter(TableUnit table, uint first, uint last, int depth)
    {
        tables.Add(table);
        if (depth > Deepest)
        {
            return;
        }

        foreach (var (from, to, entry) in table.Routes.Within(first, last))
        {
            foreach (var (attachment, _) in entry?.Targets ?? [])
            {
                Leave(attachment, from, to, depth);
            }
        }
    }

    void Leave(AttachmentUnit attachment, uint first, uint last, int depth)
    {
        if (attachment.Vpc is null)
        {
            Sites.UnionWith(attachment.Sites.Where(s => s.Ranges.Any(r => r.First <= last && first <= r.Last)));
            return;
        }

        foreach (var subnet in attachment.Vpc.Subnets.Where(s => s.IsEntry))
        {
            Pass(subnet, first, last, depth + 1);
        }
    }

    void Pass(SubnetUnit subnet, uint first, uint last, int depth)
    {
        if (depth > Deepest)
        {
            return;
        }

        foreach (var (from, to, route) in subnet.Routes.Within(first, last))
        {
            if (route is null)
            {
                continue;
            }

            if (route.Target is LocalTarget)
            {
                Sites.Add(subnet.Vpc.Site!);
                continue;
            }

            passed.Add(subnet.Vpc);
            Follow(subnet.Vpc, route.Target, from, to, depth);
        }
    }

    void Follow(VpcUnit vpc, RouteTarget target, uint first, uint last, int depth)
    {
        switch (target)
        {
            case TransitTarget transit when vpc.AttachmentTo(transit.Gateway) is { } attachment:
                foreach (var (table, _) in attachment.Tables)
                {
                    Enter(table, first, last, depth + 1);
                }

                break;
            case NatTarget nat when vpc.ByName.TryGetValue(nat.Subnet, out var there):
                Pass(there, first, last, depth + 1);
                break;
            case FirewallTarget firewall:
                foreach (var endpoint in vpc.Vpc.Firewalls.Where(f => f.Resource == firewall.Firewall).SelectMany(f => f.Subnets).Where(vpc.ByName.ContainsKey))
                {
                    Pass(vpc.ByName[endpoint], first, last, depth + 1);
                }

                break;
            case PeeringTarget peering when fabric.PeerOf(vpc, peering.Peering)?.Site is { } peer:
                Sites.Add(peer);
                break;
            case InternetTarget when fabric.Internet is { } internet:
                Sites.Add(internet);
                break;
        }
    }
}
