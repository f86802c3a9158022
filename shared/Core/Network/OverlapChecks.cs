using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>No two parties of the estate use the same addresses. One sweep over all ranges.</summary>
static class OverlapChecks
{
    enum Party
    {
        Vpc,
        Resting,
        OnPremises,
        Held,
    }

    sealed record Claim(Party Party, string Id, Cidr Cidr, NetworkText Owner, AccountId? Account, object? Subject);

    public static IEnumerable<NetworkFinding> Check(Estate estate, AddressPlan plan)
    {
        var network = estate.Network;
        var needed = new HashSet<AcceptedOverlap>(ReferenceEqualityComparer.Instance);
        var acceptedByPair = network.AcceptedOverlaps.ToLookup(o => Pair(o.First, o.Second));
        foreach (var (outer, inner) in CidrSet.Overlaps(Claims(estate, plan), claim => claim.Cidr))
        {
            if (!Matters(outer, inner))
            {
                continue;
            }

            if (acceptedByPair[Pair(outer.Id, inner.Id)].FirstOrDefault() is { } acceptance)
            {
                needed.Add(acceptance);
                yield return NetworkFinding.Of(
                    NetworkRules.Accepted,
                    acceptance,
                    $"{outer.Owner.Japanese} と {inner.Owner.Japanese} が {inner.Cidr} で重複している({Word(acceptance.Reachability).Japanese})",
                    $"{outer.Owner.English} and {inner.Owner.English} overlap in {inner.Cidr} ({Word(acceptance.Reachability).English})");
            }
            else
            {
                yield return Overlap(outer, inner, plan);
            }
        }

        foreach (var acceptance in network.AcceptedOverlaps.Where(o => !needed.Contains(o)))
        {
            yield return NetworkFinding.Of(
                NetworkRules.Accepted,
                acceptance,
                $"{acceptance.First} と {acceptance.Second} はもう重複していない",
                $"{acceptance.First} and {acceptance.Second} no longer overlap");
        }

        foreach (var finding in Pools(network))
        {
            yield return finding;
        }
    }

    static IEnumerable<Claim> Claims(Estate estate, AddressPlan plan)
    {
        var names = estate.Accounts.ToDictionary(a => a.Id, a => a.Name);
        var bodies = estate.Municipalities.ToDictionary(m => m.Code, m => m.Name);
        var requests = estate.Network.Requests.DistinctBy(r => new VpcKey(r.Account, r.Vpc)).ToDictionary(r => new VpcKey(r.Account, r.Vpc));
        foreach (var allocation in plan.Lock.Allocations)
        {
            var name = names.GetValueOrDefault(allocation.Account) ?? "—";
            var owner = allocation.Freed is null
                ? new NetworkText($"VPC {allocation.Key}({name})", $"VPC {allocation.Key} ({name})")
                : new NetworkText($"解放待ちの {allocation.Key}({name})", $"the resting {allocation.Key} ({name})");
            foreach (var range in allocation.Ranges)
            {
                yield return new Claim(
                    allocation.Freed is null ? Party.Vpc : Party.Resting, allocation.Key.ToString(), range.Cidr, owner, allocation.Account, requests.GetValueOrDefault(allocation.Key));
            }
        }

        foreach (var vpc in estate.Network.ExistingVpcs.Where(v => v.Attached))
        {
            var owner = new NetworkText($"既存VPC {vpc.Id}({names[vpc.Account]})", $"existing VPC {vpc.Id} ({names[vpc.Account]})");
            foreach (var cidr in vpc.Cidrs)
            {
                yield return new Claim(Party.Vpc, vpc.Id, cidr, owner, vpc.Account, vpc);
            }
        }

        foreach (var range in estate.Network.OnPremises)
        {
            var owner = new NetworkText($"{bodies[range.Municipality]} 庁内 {range.Name}", $"on-premises {range.Id} of {range.Municipality}");
            foreach (var cidr in range.Cidrs)
            {
                yield return new Claim(Party.OnPremises, range.Id, cidr, owner, null, range);
            }
        }

        foreach (var held in estate.Network.Reserved)
        {
            yield return new Claim(Party.Held, held.Id, held.Cidr, new NetworkText($"留保 {held.Id}({held.Reason})", $"held range {held.Id}"), null, held);
        }

        // The routers' own addresses are held too. What lines do to each other is NET009.
        foreach (var line in estate.Network.Lines)
        {
            if (line.Peering is { } peering)
            {
                yield return new Claim(Party.Held, line.Id, peering, new NetworkText($"回線 {line.Id} の対向アドレス", $"the peering addresses of line {line.Id}"), null, line);
            }
        }
    }

    // A held range names what others use, on-premises networks among them.
    static bool Matters(Claim first, Claim second) =>
        (first.Party, second.Party) is not ((Party.Held, Party.Held or Party.OnPremises or Party.Resting) or (Party.OnPremises or Party.Resting, Party.Held) or (Party.Resting, Party.OnPremises) or (Party.OnPremises, Party.Resting));

    static NetworkFinding Overlap(Claim outer, Claim inner, AddressPlan plan)
    {
        var identical = outer.Cidr == inner.Cidr && outer.Party == Party.Vpc && inner.Party == Party.Vpc;
        var movable = inner.Account is not null ? inner : outer;
        var next = movable.Account is { } account ? plan.NextFree(account, movable.Cidr.PrefixLength) : null;
        return NetworkFinding.Of(
            identical ? NetworkRules.Identical : NetworkRules.Overlap,
            inner.Subject ?? outer.Subject,
            $"{outer.Owner.Japanese} の {outer.Cidr} と {inner.Owner.Japanese} の {inner.Cidr} が {inner.Cidr} で重複している(次の空きブロック: {Shown(next)})",
            $"{outer.Cidr} of {outer.Owner.English} and {inner.Cidr} of {inner.Owner.English} overlap in {inner.Cidr} (next free block: {Shown(next)})");
    }

    static IEnumerable<NetworkFinding> Pools(EstateNetwork network) =>
        CidrSet.Overlaps(network.Pools.SelectMany(p => p.Cidrs.Select(c => (Pool: p, Cidr: c))), x => x.Cidr).Select(pair => NetworkFinding.Of(
            NetworkRules.Overlap,
            pair.Inner.Pool,
            $"プール {pair.Outer.Pool.Id} の {pair.Outer.Cidr} とプール {pair.Inner.Pool.Id} の {pair.Inner.Cidr} が {pair.Inner.Cidr} で重複している",
            $"{pair.Outer.Cidr} of pool {pair.Outer.Pool.Id} and {pair.Inner.Cidr} of pool {pair.Inner.Pool.Id} overlap in {pair.Inner.Cidr}"));

    static (string, string) Pair(string first, string second) => string.CompareOrdinal(first, second) <= 0 ? (first, second) : (second, first);

    static string Shown(Cidr? cidr) => cidr?.ToString() ?? "—";

    static NetworkText Word(OverlapReachability reachability) => reachability switch
    {
        OverlapReachability.PrivateLink => new("PrivateLink で接続", "reached through PrivateLink"),
        OverlapReachability.PrivateNat => new("プライベートNATで接続", "reached through private NAT"),
        _ => new("相互に接続しない", "not connected"),
    };
}
