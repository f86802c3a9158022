using System.Collections.Immutable;

namespace GovCloud.Network.Reachability;

/// <summary>Addresses of a node that every rule on the way treats alike.</summary>
/// <param name="Subnet">A subnet that stands for those they are in; <see langword="null"/> outside VPCs of the templates.</param>
/// <param name="Address">An address that stands for them.</param>
/// <param name="Ranges">All of them.</param>
sealed record AddressCell(SubnetUnit? Subnet, uint Address, List<Cidr> Ranges);

/// <summary>The addresses of a node, by groups of subnets that treat packets alike.</summary>
sealed class SiteParts
{
    readonly ImmutableArray<(int Group, SubnetUnit? Subnet, Cidr Range)> parts;

    public SiteParts(Site site)
    {
        if (site.Vpc is not { } vpc)
        {
            parts = [.. site.Ranges.Select(r => (0, (SubnetUnit?)null, r))];
            return;
        }

        var groups = new Dictionary<(VpcTable, NetworkAcl, string), int>();
        parts =
        [
            .. vpc.Subnets.Select(s =>
            {
                // A subnet of an attachment passes no network ACL on its way out; the others differ in the exits of their zone.
                var exits = s.IsEntry
                    ? s.Subnet.Resource.ToString()
                    : string.Join(' ', vpc.Attachments.SelectMany(a => s.ExitsTo(a)).Select(e => e.Subnet.Resource));
                var key = (s.Subnet.Table, s.Subnet.Acl, exits);
                return (groups.TryGetValue(key, out var group) ? group : groups[key] = groups.Count, (SubnetUnit?)s, s.Subnet.Cidr);
            }),
        ];
    }

    /// <summary>The cells that some cuts of the address space leave.</summary>
    public List<AddressCell> Cells(ImmutableArray<uint[]> cuts)
    {
        var cells = new Dictionary<CellKey, AddressCell>();
        foreach (var (group, subnet, range) in parts)
        {
            for (long first = range.First; first <= range.Last;)
            {
                var last = (long)range.Last;
                var numbers = new int[cuts.Length];
                for (var i = 0; i < cuts.Length; i++)
                {
                    numbers[i] = Cuts.CellOf(cuts[i], (uint)first);
                    last = numbers[i] + 1 < cuts[i].Length ? Math.Min(last, cuts[i][numbers[i] + 1] - 1L) : last;
                }

                var key = new CellKey(group, numbers);
                var cell = cells.TryGetValue(key, out var known) ? known : cells[key] = new AddressCell(subnet, (uint)first, []);
                if (first == range.First && last == range.Last)
                {
                    cell.Ranges.Add(range);
                }
                else
                {
                    cell.Ranges.AddRange(CidrSet.Blocks(first, last + 1));
                }

                first = last + 1;
            }
        }

        return [.. cells.Values];
    }

    readonly record struct CellKey(int Group, int[] Numbers)
    {
        public bool Equals(CellKey other) => Group == other.Group && Numbers.AsSpan().SequenceEqual(other.Numbers);

        public override int GetHashCode() => Numbers.Aggregate(Group, HashCode.Combine);
    }
}
