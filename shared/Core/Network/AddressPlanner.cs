using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>
/// Gives every request its addresses. What the lock records stays where it is, whatever is added, grown or removed; the same estate, lock and day give the
/// same plan, and a plan made from its own result changes nothing.
/// </summary>
public static class AddressPlanner
{
    /// <summary>Plans.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="recorded">What was allocated so far.</param>
    /// <param name="today">Today in Japan.</param>
    public static AddressPlan Plan(Estate estate, AddressLock recorded, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(recorded);
        return new Run(estate, recorded, today).Plan();
    }

    /// <summary>What a request asks for, with the standard where it says nothing.</summary>
    public static RequestedSize SizeOf(VpcRequest request, VpcStandard standard)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(standard);
        return new RequestedSize(
            request.Zones ?? standard.Zones,
            request.Application ?? standard.Application,
            request.Data ?? standard.Data,
            request.Endpoints ?? standard.Endpoints,
            request.Attached);
    }

    sealed class Run
    {
        readonly Estate estate;
        readonly DateOnly today;
        readonly Dictionary<VpcKey, VpcRequest> requests = [];
        readonly Dictionary<VpcKey, VpcAllocation> allocations = [];
        readonly List<PlanChange> changes = [];
        readonly List<NetworkFinding> findings = [];
        readonly PoolShelf shelf;

        public Run(Estate estate, AddressLock recorded, DateOnly today)
        {
            this.estate = estate;
            this.today = today;
            CollectRequests();
            foreach (var allocation in recorded.Allocations)
            {
                Carry(allocation);
            }

            shelf = new PoolShelf(estate, allocations.Values);
        }

        public AddressPlan Plan()
        {
            foreach (var (key, allocation) in allocations.ToList())
            {
                CheckRecorded(allocation);
                if (requests.TryGetValue(key, out var request))
                {
                    Grow(request, allocation);
                }
            }

            // The largest first: within one plan no space is lost to alignment. Then by name, so that the order of the files does not matter.
            foreach (var (key, request) in requests
                .Where(r => !allocations.ContainsKey(r.Key))
                .Select(r => (r.Key, Request: r.Value, Prefix: SubnetLayout.PrefixFor(NewSubnets(r.Value))))
                .OrderBy(r => r.Prefix).ThenBy(r => r.Key).Select(r => (r.Key, r.Request)))
            {
                Add(key, request);
            }

            return new AddressPlan
            {
                Lock = new AddressLock { Allocations = [.. allocations.Values.OrderBy(a => a.Key)] },
                Changes = [.. changes.OrderBy(c => c.Key).ThenBy(c => c.Kind)],
                Pools = Capacities(),
                Findings = [.. findings],
                NextFree = (account, prefix) => shelf.Peek(shelf.For(account), prefix),
            };
        }

        void CollectRequests()
        {
            foreach (var request in estate.Network.Requests)
            {
                var key = new VpcKey(request.Account, request.Vpc);
                if (!requests.TryAdd(key, request))
                {
                    Report(NetworkRules.Duplicate, request, $"VPC {key} の要求が二つある", $"VPC {key} is requested twice");
                }
            }
        }

        /// <summary>Carries a recorded allocation over: alive, resting or released.</summary>
        void Carry(VpcAllocation allocation)
        {
            var requested = requests.ContainsKey(allocation.Key);
            if (!requested && allocation.Freed is { } freed && today >= freed.AddDays(estate.Network.QuarantineDays))
            {
                changes.Add(new PlanChange(PlanChangeKind.Released, allocation.Key, allocation, null));
                return;
            }

            if (!allocations.TryAdd(allocation.Key, allocation))
            {
                Report(NetworkRules.ChangedLock, null, $"記録に {allocation.Key} が二つある", $"the lock has {allocation.Key} twice");
                return;
            }

            if (!requested && allocation.Freed is null)
            {
                Replace(PlanChangeKind.Freed, allocation, allocation with { Freed = today });
            }
            else if (requested && allocation.Freed is not null)
            {
                Replace(PlanChangeKind.Restored, allocation, allocation with { Freed = null });
            }
        }

        void CheckRecorded(VpcAllocation allocation)
        {
            var request = requests.GetValueOrDefault(allocation.Key);
            if (!allocation.IsIntact)
            {
                Report(
                    NetworkRules.ChangedLock,
                    request,
                    $"{allocation.Key} の割当記録が手で変更されている(digest {allocation.Digest} が内容と合わない)",
                    $"the recorded allocation of {allocation.Key} was changed by hand: digest {allocation.Digest} does not fit its contents");
            }

            // A resting range may lie in a pool that was given up; it only keeps others away.
            if (allocation.Freed is not null)
            {
                return;
            }

            var pool = shelf.Find(allocation.Pool);
            foreach (var range in allocation.Ranges.Where(r => pool?.Cidrs.Any(c => c.Contains(r.Cidr)) != true))
            {
                Report(
                    NetworkRules.MovedPool,
                    (object?)pool ?? request,
                    $"{allocation.Key} に割り当てた {range.Cidr} がプール {allocation.Pool} の範囲({Ranges(pool)})にない",
                    $"{range.Cidr}, allocated to {allocation.Key}, is not in pool {allocation.Pool} ({Ranges(pool)})");
            }
        }

        static string Ranges(AddressPool? pool) => pool is null ? "—" : string.Join(", ", pool.Cidrs);

        void Grow(VpcRequest request, VpcAllocation allocation)
        {
            var size = SizeOf(request, estate.Network.Standard);
            if (size.IsLessThan(allocation.Size))
            {
                Report(
                    NetworkRules.Shrunk,
                    request,
                    $"{allocation.Key} の要求が割当時より小さい(記録: {allocation.Size}、要求: {size})",
                    $"{allocation.Key} asks for less than was allocated (recorded: {allocation.Size}; requested: {size})");
                return;
            }

            if (request.Pool is { } named && named != allocation.Pool)
            {
                Report(
                    NetworkRules.OtherPool,
                    request,
                    $"{allocation.Key} はプール {allocation.Pool} から割当済みで、要求は {named} を指す",
                    $"{allocation.Key} was allocated from pool {allocation.Pool}, and the request names {named}");
                return;
            }

            var missing = SubnetLayout.Missing(size, request.GrowthPercent ?? estate.Network.Standard.GrowthPercent, allocation.Subnets);
            var (grown, leftOver) = PlaceInside(allocation, missing);
            var kind = PlanChangeKind.Extended;
            if (!leftOver.IsEmpty)
            {
                if (SecondaryRange(request, allocation, leftOver) is not { } secondary)
                {
                    return;
                }

                grown = grown with { Ranges = grown.Ranges.Add(secondary) };
                kind = PlanChangeKind.Widened;
            }

            if (!missing.IsEmpty || size != allocation.Size)
            {
                Replace(kind, allocation, grown with { Size = size });
            }
        }

        /// <summary>Places subnets where the VPC's ranges have room, the first range first.</summary>
        static (VpcAllocation Grown, ImmutableArray<NeededSubnet> LeftOver) PlaceInside(VpcAllocation allocation, ImmutableArray<NeededSubnet> missing)
        {
            if (missing.IsEmpty)
            {
                return (allocation, []);
            }

            var ranges = ImmutableArray.CreateBuilder<RangeAllocation>(allocation.Ranges.Length);
            foreach (var range in allocation.Ranges)
            {
                var space = new FreeSpace(CidrSet.Of(range.Subnets.Select(s => s.Cidr)).FreeWithin(range.Cidr));
                var (placed, leftOver) = SubnetLayout.Place(space, missing);
                ranges.Add(placed.IsEmpty ? range : range with { Subnets = ByAddress(range.Subnets.Concat(placed)) });
                missing = leftOver;
            }

            return (allocation with { Ranges = ranges.ToImmutable() }, missing);
        }

        /// <summary>A further range for subnets; <see langword="null"/> after saying why there is none.</summary>
        RangeAllocation? SecondaryRange(VpcRequest request, VpcAllocation allocation, ImmutableArray<NeededSubnet> subnets)
        {
            var limit = NetworkQuotas.LimitOf(estate.Network, NetworkQuota.VpcCidrs);
            if (allocation.Ranges.Length >= limit)
            {
                Report(
                    NetworkRules.SecondaryRange,
                    request,
                    $"{allocation.Key} は既に {allocation.Ranges.Length} 個のCIDRを持ち、上限 {limit} に達している",
                    $"{allocation.Key} has {allocation.Ranges.Length} ranges already, and the limit is {limit}");
                return null;
            }

            var primary = allocation.Ranges[0].Cidr;
            return TakeRange(request, allocation.Key, [allocation.Pool], subnets, candidate => ReservedRanges.ExplainSecondary(primary, candidate))?.Range;
        }

        void Add(VpcKey key, VpcRequest request)
        {
            var size = SizeOf(request, estate.Network.Standard);
            var pools = request.Pool is { } named ? [named] : shelf.For(request.Account).Select(p => p.Id).ToList();
            if (TakeRange(request, key, pools, NewSubnets(request), forbidden: null) is not { } taken)
            {
                return;
            }

            var allocation = new VpcAllocation
            {
                Account = request.Account,
                Vpc = request.Vpc,
                Pool = taken.Pool.Id,
                RequestedBy = request.RequestedBy ?? shelf.RequesterOf(request.Account, estate),
                Size = size,
                Ranges = [taken.Range],
                Digest = "",
            };
            allocations[key] = allocation.Sealed();
            changes.Add(new PlanChange(PlanChangeKind.Added, key, null, allocations[key]));
        }

        ImmutableArray<NeededSubnet> NewSubnets(VpcRequest request) =>
            SubnetLayout.Missing(SizeOf(request, estate.Network.Standard), request.GrowthPercent ?? estate.Network.Standard.GrowthPercent, []);

        (AddressPool Pool, RangeAllocation Range)? TakeRange(
            VpcRequest request, VpcKey key, IReadOnlyList<string> poolIds, ImmutableArray<NeededSubnet> subnets, Func<Cidr, NetworkText?>? forbidden)
        {
            var pools = poolIds.Select(shelf.Find).OfType<AddressPool>().ToList();
            var prefix = SubnetLayout.PrefixFor(subnets);
            if (pools.Count == 0)
            {
                Report(NetworkRules.NoPool, request, $"{key} のためのプールがない", $"there is no pool for {key}");
                return null;
            }

            if (prefix < SubnetLayout.WidestPrefix)
            {
                Report(NetworkRules.Size, request, $"{key} には /{prefix} が必要で、VPCは /16 より大きくできない", $"{key} needs a /{prefix}, and a VPC cannot be larger than /16");
                return null;
            }

            if (shelf.Take(pools, prefix, forbidden is null ? null : cidr => forbidden(cidr) is null) is not { } taken)
            {
                if (shelf.Peek(pools, prefix) is { } candidate)
                {
                    var reason = forbidden!(candidate)!;
                    Report(NetworkRules.SecondaryRange, request, $"{key}: {reason.Japanese}", $"{key}: {reason.English}");
                    return null;
                }

                var largest = shelf.Largest(pools)?.ToString() ?? "—";
                var names = string.Join(", ", pools.Select(p => p.Id));
                Report(
                    NetworkRules.Exhausted,
                    request,
                    $"{key} に必要な /{prefix} の空きがプール {names} にない(最大の空きブロック: {largest})",
                    $"{key} needs a /{prefix}, and pool {names} has none free (largest free block: {largest})");
                return null;
            }

            var (placed, _) = SubnetLayout.Place(new FreeSpace([taken.Cidr]), subnets);
            return (taken.Pool, new RangeAllocation(taken.Cidr, today, ByAddress(placed)));
        }

        ImmutableArray<PoolCapacity> Capacities()
        {
            var held = allocations.Values.ToLookup(a => a.Pool, StringComparer.Ordinal);
            return
            [
                .. shelf.All.OrderBy(p => p.Pool.Id, StringComparer.Ordinal).Select(p => new PoolCapacity(
                    p.Pool,
                    CidrSet.Of(p.Pool.Cidrs).Size,
                    held[p.Pool.Id].Where(a => a.Freed is null).SelectMany(a => a.Ranges).Sum(r => r.Cidr.Size),
                    held[p.Pool.Id].Where(a => a.Freed is not null).SelectMany(a => a.Ranges).Sum(r => r.Cidr.Size),
                    p.Space.Size,
                    p.Space.Largest)),
            ];
        }

        void Replace(PlanChangeKind kind, VpcAllocation before, VpcAllocation after)
        {
            // A record that was tampered with keeps its digest, so that it is reported and never made good by a plan.
            allocations[before.Key] = before.IsIntact ? after.Sealed() : after;
            changes.Add(new PlanChange(kind, before.Key, before, allocations[before.Key]));
        }

        void Report(NetworkRule rule, object? subject, string japanese, string english) => findings.Add(NetworkFinding.Of(rule, subject, japanese, english));

        static ImmutableArray<SubnetAllocation> ByAddress(IEnumerable<SubnetAllocation> subnets) => [.. subnets.OrderBy(s => s.Cidr)];
    }
}
