using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>Each range by itself: its size, its place, its neighbours in one VPC, and what is left of the pools.</summary>
static class RangeChecks
{
    const double NearlyFull = 80;

    public static IEnumerable<NetworkFinding> Check(Estate estate, AddressPlan plan) =>
    [
        .. Declared(estate.Network).SelectMany(d => Reserved(d.Cidr, d.Subject, d.What)),
        .. DesignatedRanges(estate),
        .. estate.Network.ExistingVpcs.SelectMany(ExistingVpc),
        .. plan.Lock.Allocations.Where(a => a.Freed is null).SelectMany(Allocation),
        .. estate.Network.Requests.Where(r => AddressPlanner.SizeOf(r, estate.Network.Standard).Zones < 2).Select(SingleZone),
        .. plan.Pools.Where(p => p.UsedPercent > NearlyFull).Select(Fill),
    ];

    static IEnumerable<(Cidr Cidr, object Subject, NetworkText What)> Declared(EstateNetwork network)
    {
        foreach (var pool in network.Pools)
        {
            foreach (var cidr in pool.Cidrs)
            {
                yield return (cidr, pool, new NetworkText($"プール {pool.Id}", $"pool {pool.Id}"));
            }
        }

        foreach (var vpc in network.ExistingVpcs)
        {
            foreach (var cidr in vpc.Cidrs)
            {
                yield return (cidr, vpc, new NetworkText($"既存VPC {vpc.Id}", $"existing VPC {vpc.Id}"));
            }
        }

        foreach (var range in network.OnPremises)
        {
            foreach (var cidr in range.Cidrs)
            {
                yield return (cidr, range, new NetworkText($"庁内 {range.Id}", $"on-premises {range.Id}"));
            }
        }
    }

    static IEnumerable<NetworkFinding> Reserved(Cidr cidr, object subject, NetworkText what)
    {
        // A pool around a reserved range is fine: the planner leaves that part out.
        foreach (var reserved in ReservedRanges.All.Where(r => subject is AddressPool ? r.Cidr.Contains(cidr) : r.Cidr.Overlaps(cidr)))
        {
            yield return NetworkFinding.Of(
                NetworkRules.ReservedRange,
                subject,
                $"{what.Japanese} の {cidr} は {reserved.Cidr}({reserved.Japanese})と重なる。出典: {reserved.Source}",
                $"{cidr} of {what.English} meets {reserved.Cidr} ({reserved.English}; {reserved.Source})") with
            { Severity = reserved.Severity };
        }

        if (!ReservedRanges.All.Any(r => r.Cidr.Overlaps(cidr)) && !ReservedRanges.Private.Any(p => p.Contains(cidr)))
        {
            yield return NetworkFinding.Of(
                NetworkRules.ReservedRange,
                subject,
                $"{what.Japanese} の {cidr} は RFC 1918 の私用アドレスではない",
                $"{cidr} of {what.English} is not private (RFC 1918)") with
            { Severity = NetworkSeverity.Warning };
        }
    }

    static IEnumerable<NetworkFinding> DesignatedRanges(Estate estate)
    {
        var network = estate.Network;
        if (network.Designated.IsEmpty)
        {
            yield break;
        }

        var bodies = estate.Accounts.ToDictionary(a => a.Id, a => a.Municipalities);
        var forAll = CidrSet.Of(network.Designated.Where(d => d.Municipality is null).Select(d => d.Cidr));
        var forBody = network.Designated.Where(d => d.Municipality is not null).GroupBy(d => d.Municipality!.Value).ToDictionary(g => g.Key, g => CidrSet.Of(g.Select(d => d.Cidr)));
        var forAny = CidrSet.Of(network.Designated.Select(d => d.Cidr));
        foreach (var pool in network.Pools)
        {
            var own = pool.Municipality is { } body ? forBody.GetValueOrDefault(body) : null;
            foreach (var cidr in pool.Cidrs.Where(c => !forAll.Contains(c) && own?.Contains(c) != true))
            {
                var whose = pool.Municipality is { } code ? $"団体 {code} の" : "共用の";
                yield return NetworkFinding.Of(
                    NetworkRules.Designated,
                    pool,
                    $"プール {pool.Id} の {cidr} は{whose}指定CIDRの外にある",
                    $"{cidr} of pool {pool.Id} is outside the ranges designated for {(pool.Municipality is { } owner ? $"body {owner}" : "all")}");
            }
        }

        foreach (var vpc in network.ExistingVpcs)
        {
            foreach (var cidr in vpc.Cidrs.Where(c => !forAny.Contains(c)))
            {
                yield return NetworkFinding.Of(
                    NetworkRules.Designated, vpc, $"既存VPC {vpc.Id} の {cidr} は指定CIDRの外にある", $"{cidr} of existing VPC {vpc.Id} is outside the designated ranges");
            }
        }
    }

    static IEnumerable<NetworkFinding> ExistingVpc(ExistingVpc vpc)
    {
        foreach (var cidr in vpc.Cidrs.Where(c => !IsOfSize(c)))
        {
            yield return NetworkFinding.Of(NetworkRules.Size, vpc, $"既存VPC {vpc.Id} の {cidr} は /16 から /28 の間にない", $"{cidr} of existing VPC {vpc.Id} is not between /16 and /28");
        }

        foreach (var cidr in vpc.Cidrs.Skip(1))
        {
            if (ReservedRanges.ExplainSecondary(vpc.Cidrs[0], cidr) is { } reason)
            {
                yield return NetworkFinding.Of(NetworkRules.SecondaryRange, vpc, $"既存VPC {vpc.Id} の {cidr}: {reason.Japanese}", $"{cidr} of existing VPC {vpc.Id}: {reason.English}");
            }
        }
    }

    /// <summary>A lock that was written by the planner passes; a lock that somebody wrote may not.</summary>
    static IEnumerable<NetworkFinding> Allocation(VpcAllocation allocation)
    {
        foreach (var range in allocation.Ranges)
        {
            var outside = range.Subnets.Where(s => !range.Cidr.Contains(s.Cidr) || !IsOfSize(s.Cidr)).Select(s => s.Cidr);
            var twice = CidrSet.Overlaps(range.Subnets, s => s.Cidr).Select(pair => pair.Inner.Cidr);
            foreach (var cidr in (IsOfSize(range.Cidr) ? Array.Empty<Cidr>() : [range.Cidr]).Concat(outside).Concat(twice))
            {
                yield return NetworkFinding.Of(
                    NetworkRules.Size,
                    null,
                    $"{allocation.Key} の {cidr} は大きさが範囲外か、VPCの外にあるか、他のサブネットと重なる",
                    $"{cidr} of {allocation.Key} is of a wrong size, outside its VPC, or overlaps another subnet");
            }
        }
    }

    static NetworkFinding SingleZone(VpcRequest request) => NetworkFinding.Of(
        NetworkRules.SingleZone,
        request,
        $"VPC {request.Account}/{request.Vpc} は一つのAZにしかなく、AZ障害で止まる",
        $"VPC {request.Account}/{request.Vpc} is in one zone and stops with it");

    static NetworkFinding Fill(PoolCapacity pool) => NetworkFinding.Of(
        NetworkRules.PoolFill,
        pool.Pool,
        FormattableString.Invariant($"プール {pool.Pool.Id} の使用率が {pool.UsedPercent:0.0} % に達した(最大の空きブロック: {pool.LargestFree?.ToString() ?? "—"})"),
        FormattableString.Invariant($"pool {pool.Pool.Id} is used to {pool.UsedPercent:0.0} % (largest free block: {pool.LargestFree?.ToString() ?? "—"})"));

    static bool IsOfSize(Cidr cidr) => cidr.PrefixLength is >= SubnetLayout.WidestPrefix and <= SubnetLayout.NarrowestPrefix;
}
