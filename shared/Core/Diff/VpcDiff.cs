using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Diff;

/// <summary>VPCs, subnets and segments: what is created, what is given back, and what AWS could only do by deleting it first.</summary>
static class VpcDiff
{
    public static IEnumerable<EstateChange> Of(DescribedEstate before, DescribedEstate after)
    {
        var (old, now) = (Vpcs(before), Vpcs(after));
        return
        [
            .. now.Values.Where(v => !old.ContainsKey(v.Id)).Select(Created),
            .. old.Values.Where(v => !now.ContainsKey(v.Id)).Select(v => Gone(v, [.. now.Values.Where(n => n.Account!.Account.Id == v.Account!.Account.Id && !old.ContainsKey(n.Id)).Select(n => n.Vpc!)], after.Estate)),
            .. now.Values.Where(v => old.ContainsKey(v.Id)).SelectMany(v => Different(old[v.Id], v)),
            .. Segments(before, after, old.Values, now.Values),
        ];
    }

    static Dictionary<string, NetworkNode> Vpcs(DescribedEstate described) =>
        NetworkNode.Of(described.Estate, described.Allocations).Where(n => n.Account is not null).ToDictionary(n => n.Id, StringComparer.Ordinal);

    static EstateChange Created(NetworkNode vpc) => Change(ChangeKind.Added, vpc) with
    {
        Text = new($"VPC {Name(vpc)} を {Ranges(vpc)} で作成する(サブネット{Number(Subnets(vpc).Count())}個)", $"VPC {Name(vpc)} is created with {Ranges(vpc)} and {Number(Subnets(vpc).Count())} subnets"),
        Details = [.. Subnets(vpc).Select(s => new NetworkText(s, s))],
    };

    static EstateChange Gone(NetworkNode vpc, List<string> successors, Estate after)
    {
        var days = Number(after.Network.QuarantineDays);
        var text = successors.Count == 0
            ? new NetworkText($"VPC {Name(vpc)} を削除する。{Ranges(vpc)} は{days}日間、他へ渡さない", $"VPC {Name(vpc)} is removed; {Ranges(vpc)} rests for {days} days")
            : new NetworkText(
                $"VPC {Name(vpc)} を削除し、同じアカウントに {string.Join('、', successors)} を作成する。VPCの名前は変えられないため、置換になる",
                $"VPC {Name(vpc)} is removed and {string.Join(", ", successors)} created in its account: a VPC cannot be renamed, so this replaces it");
        return Change(successors.Count == 0 ? ChangeKind.Removed : ChangeKind.Replaced, vpc) with { Text = text, Interrupts = true };
    }

    static IEnumerable<EstateChange> Different(NetworkNode old, NetworkNode now)
    {
        if (old.Cidrs.Zip(now.Cidrs).Any(r => r.First != r.Second))
        {
            yield return Change(ChangeKind.Replaced, now) with
            {
                Text = new($"VPC {Name(now)} のCIDRが {Ranges(old)} から {Ranges(now)} に変わり、VPCを作り直す", $"the ranges of VPC {Name(now)} change from {Ranges(old)} to {Ranges(now)}, which replaces the VPC"),
                Interrupts = true,
            };
            yield break;
        }

        var (before, after) = (Facts(old), Facts(now));
        var (gone, come) = (before.Except(after, StringComparer.Ordinal).ToList(), after.Except(before, StringComparer.Ordinal).ToList());
        if (gone.Count + come.Count > 0)
        {
            yield return Change(ChangeKind.Changed, now) with
            {
                Text = new(
                    $"VPC {Name(now)} に範囲またはサブネットを{(gone.Count == 0 ? "追加する" : come.Count == 0 ? "減らす" : "入れ替える")}",
                    $"ranges or subnets of VPC {Name(now)} are {(gone.Count == 0 ? "added" : come.Count == 0 ? "removed" : "exchanged")}"),
                Details = [.. gone.Select(f => new NetworkText($"− {f}", $"- {f}")), .. come.Select(f => new NetworkText($"+ {f}", $"+ {f}"))],
                Interrupts = gone.Count > 0,
            };
        }

        if (old.Attached != now.Attached)
        {
            yield return Change(ChangeKind.Changed, now) with
            {
                Text = now.Attached
                    ? new($"VPC {Name(now)} を Transit Gateway に接続する", $"VPC {Name(now)} is attached to the Transit Gateway")
                    : new($"VPC {Name(now)} を Transit Gateway から切り離す", $"VPC {Name(now)} is detached from the Transit Gateway"),
                Interrupts = !now.Attached,
            };
        }
    }

    static IEnumerable<EstateChange> Segments(DescribedEstate before, DescribedEstate after, IEnumerable<NetworkNode> old, IEnumerable<NetworkNode> now)
    {
        var (were, are) = (SegmentsOf(before.Estate, old), SegmentsOf(after.Estate, now));
        foreach (var segment in are.Values.Except(were.Values).Select(s => (s, ChangeKind.Added)).Concat(were.Values.Except(are.Values).Select(s => (s, ChangeKind.Removed))))
        {
            var (done, made) = segment.Item2 == ChangeKind.Added ? ("追加する", "added") : ("削除する", "removed");
            yield return new EstateChange
            {
                Kind = segment.Item2,
                Area = ChangeArea.Segments,
                Subject = $"segment:{segment.s.Id}",
                Text = new($"セグメント {segment.s.Name} のルートテーブルを{done}", $"the route table of segment {segment.s.Name} is {made}"),
            };
        }

        foreach (var (id, segment) in are)
        {
            if (were.TryGetValue(id, out var was) && was != segment)
            {
                yield return new EstateChange
                {
                    Kind = ChangeKind.Changed,
                    Area = ChangeArea.Segments,
                    Subject = $"vpc:{id}",
                    Text = new($"VPC {id} がセグメント {was.Name} から {segment.Name} へ移る。切替の間、通信が止まる", $"VPC {id} moves from segment {was.Name} to {segment.Name}; its traffic stops meanwhile"),
                    Interrupts = true,
                };
            }
        }
    }

    /// <summary>The segment of each attached VPC: its one body, or its vendor where it has several. Common functions are always there.</summary>
    static Dictionary<string, (string Id, string Name)> SegmentsOf(Estate estate, IEnumerable<NetworkNode> vpcs)
    {
        var names = new PartyNames(estate);
        var organisations = estate.Organisations.ToDictionary(o => o.Id, o => o.Name, StringComparer.Ordinal);
        return vpcs.Where(v => v.Attached && !v.Municipalities.IsEmpty).ToDictionary(
            v => v.Id,
            v => v.Municipalities is [var only] ? (only.ToString(), names.Municipality(only)) : (v.Account!.System!.Vendor, organisations.GetValueOrDefault(v.Account.System.Vendor) ?? v.Account.System.Vendor),
            StringComparer.Ordinal);
    }

    static EstateChange Change(ChangeKind kind, NetworkNode vpc) => new() { Kind = kind, Area = ChangeArea.Vpcs, Subject = $"vpc:{vpc.Id}", Text = new("", "") };

    static string Name(NetworkNode vpc) => $"{vpc.Id}({vpc.Account!.Account.Name})";

    static string Ranges(NetworkNode vpc) => string.Join("、", vpc.Cidrs);

    static ImmutableArray<string> Facts(NetworkNode vpc) => [.. vpc.Cidrs.Select(c => c.ToString()), .. Subnets(vpc)];

    static IEnumerable<string> Subnets(NetworkNode vpc) => vpc.Allocation?.Subnets.Select(s => s.ToString()) ?? [];

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
