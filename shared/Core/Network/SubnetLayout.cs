using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>Which subnets a size needs, and where they go. All sizes are powers of two, so that placing the largest first leaves no gap between them.</summary>
static class SubnetLayout
{
    /// <summary>The largest VPC, and the largest subnet.</summary>
    public const int WidestPrefix = 16;

    /// <summary>The smallest VPC, and the smallest subnet.</summary>
    public const int NarrowestPrefix = 28;

    static readonly SubnetKind[] Kinds = Enum.GetValues<SubnetKind>();

    /// <summary>The subnets that are missing, the largest first.</summary>
    /// <param name="size">What is asked for.</param>
    /// <param name="growthPercent">How much larger than asked new subnets are made.</param>
    /// <param name="present">Subnets that are there: they suffice while they hold the hosts that are asked for, without growth.</param>
    public static ImmutableArray<NeededSubnet> Missing(RequestedSize size, int growthPercent, IEnumerable<SubnetAllocation> present)
    {
        var capacity = new Dictionary<(SubnetKind, int), long>();
        foreach (var subnet in present)
        {
            capacity[(subnet.Kind, subnet.Zone)] = capacity.GetValueOrDefault((subnet.Kind, subnet.Zone)) + subnet.Usable;
        }

        var missing = new List<NeededSubnet>();
        foreach (var kind in Kinds)
        {
            for (var zone = 1; zone <= size.Zones; zone++)
            {
                var held = capacity.GetValueOrDefault((kind, zone));
                if (size.HostsOf(kind) > held)
                {
                    missing.Add(new NeededSubnet(kind, zone, PrefixOf(kind, WithGrowth(kind, size.HostsOf(kind), growthPercent) - held)));
                }
            }
        }

        return [.. missing.OrderBy(s => s.PrefixLength).ThenBy(s => s.Kind).ThenBy(s => s.Zone)];
    }

    /// <summary>The prefix length of the smallest range that holds these subnets; shorter than <see cref="WidestPrefix"/> where no VPC can.</summary>
    public static int PrefixFor(IEnumerable<NeededSubnet> subnets) =>
        Cidr.PrefixLengthFor(Math.Max(1L << (32 - NarrowestPrefix), subnets.Sum(s => 1L << (32 - s.PrefixLength))));

    /// <summary>Places subnets in free space, the largest first; what does not fit is left over.</summary>
    public static (ImmutableArray<SubnetAllocation> Placed, ImmutableArray<NeededSubnet> LeftOver) Place(FreeSpace space, ImmutableArray<NeededSubnet> subnets)
    {
        var placed = ImmutableArray.CreateBuilder<SubnetAllocation>(subnets.Length);
        var left = ImmutableArray.CreateBuilder<NeededSubnet>();
        foreach (var subnet in subnets)
        {
            if (space.Take(subnet.PrefixLength) is { } cidr)
            {
                placed.Add(new SubnetAllocation(cidr, subnet.Kind, subnet.Zone));
            }
            else
            {
                left.Add(subnet);
            }
        }

        return (placed.ToImmutable(), left.ToImmutable());
    }

    static long WithGrowth(SubnetKind kind, long hosts, int percent) => kind == SubnetKind.Transit ? hosts : ((hosts * (100 + percent)) + 99) / 100;

    static int PrefixOf(SubnetKind kind, long hosts) =>
        kind == SubnetKind.Transit ? NarrowestPrefix : Math.Min(NarrowestPrefix, Cidr.PrefixLengthFor(hosts + SubnetAllocation.KeptByAws));
}

/// <summary>A subnet that is to be placed.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct NeededSubnet(SubnetKind Kind, int Zone, int PrefixLength);
