using FsCheck;
using FsCheck.Fluent;
using GovCloud.Estates;
using GovCloud.Network;
using static GovCloud.Core.Tests.Network.NetworkEstates;

namespace GovCloud.Core.Tests.Network;

/// <summary>What holds after any history of adding, growing and removing requests.</summary>
public sealed class AddressPlannerProperties
{
    /// <summary>A step: an account's request with so many hosts, or none, so many days after the step before.</summary>
    public sealed record Step(int Account, int Hosts, int Zones, int Days);

    static readonly Arbitrary<Step[]> Histories = Gen.ArrayOf(
        from account in Gen.Choose(0, 11)
        from hosts in Gen.Frequency((3, Gen.Choose(1, 400)), (1, Gen.Constant(0)))
        from zones in Gen.Choose(1, 3)
        from days in Gen.Elements(0, 1, 40, 100)
        select new Step(account, hosts, zones, days)).ToArbitrary();

    static readonly EstateNetwork Network = new()
    {
        // From 10.0.0.0/15 a VPC cannot grow into 10.0.0.0/16, only into the other range.
        Pools = [Pool("10.0.0.0/18", "10.6.0.0/20")],
        OnPremises = [Office("office", Setagaya, "10.0.16.0/21")],
    };

    [Fact]
    public void Allocations_never_overlap_and_stay_in_their_pool_and_clear_of_others() => Check((plan, _, _) =>
        !CidrSet.Overlaps(plan.Lock.Allocations.SelectMany(a => a.Ranges), r => r.Cidr).Any()
        && plan.Lock.Allocations.SelectMany(a => a.Ranges).All(r => Network.Pools[0].Cidrs.Any(c => c.Contains(r.Cidr)) && !Network.OnPremises[0].Cidrs[0].Overlaps(r.Cidr))
        && plan.Lock.Allocations.SelectMany(a => a.Ranges).All(r => r.Subnets.All(s => r.Cidr.Contains(s.Cidr)) && !CidrSet.Overlaps(r.Subnets, s => s.Cidr).Any()));

    [Fact]
    public void Nobody_is_ever_moved() => Check((plan, before, today) => before.Allocations.All(old =>
        plan.Lock.Allocations.FirstOrDefault(a => a.Key == old.Key) is { } now
            ? old.Ranges.Zip(now.Ranges).All(r => r.First.Cidr == r.Second.Cidr && r.First.Allocated == r.Second.Allocated)
                && old.Ranges.Length <= now.Ranges.Length
                && old.Subnets.All(now.Subnets.Contains)
            : old.Freed is { } freed && freed.AddDays(Network.QuarantineDays) <= today));

    [Fact]
    public void Addresses_rest_before_another_gets_them() => Check((plan, before, today) =>
    {
        var resting = CidrSet.Of(before.Allocations.Where(a => a.Freed is { } freed && freed.AddDays(Network.QuarantineDays) > today).SelectMany(a => a.Ranges).Select(r => r.Cidr));
        return plan.Changes.Where(c => c.Kind == PlanChangeKind.Added).All(c => !resting.Overlaps(c.After!.Ranges[0].Cidr));
    });

    [Fact]
    public void Planning_again_changes_nothing() => Check((plan, _, today, network) =>
        AddressPlanner.Plan(Of(network), plan.Lock, today) is var again
        && again.Changes.IsEmpty
        && AddressLockDocument.Write(again.Lock) == AddressLockDocument.Write(plan.Lock));

    [Fact]
    public void Every_request_that_is_met_has_the_hosts_it_asks_for() => Check((plan, _, _, network) => network.Requests.All(request =>
        plan.Findings.Any(f => ReferenceEquals(f.Subject, request))
        || plan.Lock.Allocations.Single(a => a.Account == request.Account && a.Freed is null) is var allocation
            && Enumerable.Range(1, request.Zones!.Value).All(zone => Enum.GetValues<SubnetKind>().All(kind =>
                allocation.Subnets.Where(s => s.Kind == kind && s.Zone == zone).Sum(s => s.Usable) >= allocation.Size.HostsOf(kind)))));

    [Fact]
    public void The_lock_is_read_back_as_it_was_written_and_is_intact() => Check((plan, _, _) =>
    {
        var text = AddressLockDocument.Write(plan.Lock);
        var read = AddressLockDocument.Read(text);
        return AddressLockDocument.Write(read) == text && read.Allocations.All(a => a.IsIntact);
    });

    [Fact]
    public void The_order_of_the_requests_does_not_matter() => Prop.ForAll(Histories, steps =>
    {
        var requests = Requests(steps).Values.ToList();
        var forward = Plan(Network with { Requests = [.. requests] });
        requests.Reverse();
        return AddressLockDocument.Write(forward.Lock) == AddressLockDocument.Write(Plan(Network with { Requests = [.. requests] }).Lock);
    }).QuickCheckThrowOnFailure();

    /// <summary>
    /// The bound: in a clear pool from which nothing was taken back, a request is refused only if less than its size is free in total. No allocator, even one
    /// that knew all requests beforehand, could have placed it.
    /// </summary>
    [Fact]
    public void Without_removals_a_request_is_refused_only_where_less_than_its_size_is_free() => Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(20, 28), 60).ToArbitrary(),
        prefixes =>
        {
            var space = new FreeSpace([Cidr.Parse("10.0.0.0/18")]);
            return prefixes.All(prefix =>
            {
                var free = space.Size;
                return space.Take(prefix) is not null || free < 1L << (32 - prefix);
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_free_space_counts_what_was_not_taken() => Prop.ForAll(Gen.ArrayOf(Gen.Choose(20, 30), 40).ToArbitrary(), prefixes =>
    {
        var pool = Cidr.Parse("10.0.0.0/19");
        var space = new FreeSpace([pool]);
        var taken = prefixes.Select(p => space.Take(p)).OfType<Cidr>().ToList();
        return space.Size == pool.Size - taken.Sum(t => t.Size) && space.Largest?.PrefixLength == CidrSet.Of(taken).FreeWithin(pool).Select(f => (int?)f.PrefixLength).Min();
    }).QuickCheckThrowOnFailure();

    static void Check(Func<AddressPlan, AddressLock, DateOnly, bool> holds) => Check((plan, before, today, _) => holds(plan, before, today));

    /// <summary>Plans after every step, and judges every plan. A request that shrinks is an error and leaves its allocation alone.</summary>
    static void Check(Func<AddressPlan, AddressLock, DateOnly, EstateNetwork, bool> holds) => Prop.ForAll(Histories, steps =>
    {
        var (recorded, today) = (AddressLock.Empty, Today);
        foreach (var count in Enumerable.Range(1, steps.Length))
        {
            today = today.AddDays(steps[count - 1].Days);
            var network = Network with { Requests = [.. Requests(steps[..count]).Values] };
            var plan = AddressPlanner.Plan(Of(network), recorded, today);
            if (!holds(plan, recorded, today, network))
            {
                return false;
            }

            recorded = plan.Lock;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    static SortedDictionary<int, VpcRequest> Requests(IEnumerable<Step> steps)
    {
        var requests = new SortedDictionary<int, VpcRequest>();
        foreach (var step in steps)
        {
            if (step.Hosts == 0)
            {
                requests.Remove(step.Account);
            }
            else
            {
                requests[step.Account] = new VpcRequest { Account = Account(step.Account), Application = step.Hosts, Zones = step.Zones };
            }
        }

        return requests;
    }
}
