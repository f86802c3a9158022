using GovCloud.Estates;
using GovCloud.Network;
using static GovCloud.Core.Tests.Network.NetworkEstates;

namespace GovCloud.Core.Tests.Network;

public sealed class AddressPlannerTests
{
    [Fact]
    public void A_request_gets_a_subnet_of_each_kind_in_each_zone_the_largest_first()
    {
        var allocation = Assert.Single(Plan(With(Request(1))).Lock.Allocations);
        Assert.Equal(
            [
                "10.4.0.0/25 application zone 1", "10.4.0.128/25 application zone 2", "10.4.1.0/26 data zone 1", "10.4.1.64/26 data zone 2",
                "10.4.1.128/26 endpoints zone 1", "10.4.1.192/26 endpoints zone 2", "10.4.2.0/28 transit zone 1", "10.4.2.16/28 transit zone 2",
            ],
            allocation.Subnets.Select(s => s.ToString()));
        Assert.Equal(("pool", "vendor", Today), (allocation.Pool, allocation.RequestedBy, allocation.Ranges[0].Allocated));
    }

    [Fact]
    public void Growth_that_the_margin_covers_changes_only_the_record_of_what_was_asked()
    {
        var first = Plan(With(Request(1)));
        var plan = Plan(With(Request(1, application: 123)), first.Lock);
        Assert.Equal(first.Lock.Allocations[0].Subnets, plan.Lock.Allocations[0].Subnets);
        Assert.Equal(123, plan.Lock.Allocations[0].Size.Application);
    }

    [Fact]
    public void Growth_takes_the_room_of_its_own_VPC_first_then_a_secondary_range()
    {
        var first = Plan(With(Request(1), Request(2)));
        var second = Plan(With(Request(1, application: 150), Request(2)), first.Lock);
        Assert.Equal(PlanChangeKind.Extended, Assert.Single(second.Changes).Kind);
        Assert.Equal("10.4.0.0/22", Cidrs(second, 1));

        var third = Plan(With(Request(1, application: 600), Request(2)), second.Lock);
        Assert.Equal(PlanChangeKind.Widened, Assert.Single(third.Changes).Kind);
        Assert.Equal("10.4.0.0/22 10.4.8.0/21", Cidrs(third, 1));
        Assert.Equal("10.4.4.0/22", Cidrs(third, 2));
        Assert.All(first.Lock.Allocations[0].Subnets, s => Assert.Contains(s, third.Lock.Allocations[0].Subnets));
    }

    [Fact]
    public void A_removed_request_rests_then_is_released_and_only_then_given_to_another()
    {
        var small = With(Request(1)) with { Pools = [Pool("10.4.0.0/22")] };
        var first = Plan(small);
        var freed = Plan(small with { Requests = [] }, first.Lock);
        Assert.Equal(Today, freed.Lock.Allocations[0].Freed);

        var other = small with { Requests = [Request(2)] };
        Assert.Equal(["NET011"], Plan(other, freed.Lock, Today.AddDays(89)).Findings.Select(f => f.Rule.Id));
        var released = Plan(other, freed.Lock, Today.AddDays(90));
        Assert.Equal([PlanChangeKind.Released, PlanChangeKind.Added], released.Changes.Select(c => c.Kind));
        Assert.Equal("10.4.0.0/22", Cidrs(released, 2));
    }

    [Fact]
    public void A_request_that_returns_while_its_addresses_rest_gets_the_same()
    {
        var first = Plan(With(Request(1), Request(2)));
        var freed = Plan(With(Request(2)), first.Lock);
        var restored = Plan(With(Request(1), Request(2)), freed.Lock, Today.AddDays(5000));
        Assert.Equal(PlanChangeKind.Restored, Assert.Single(restored.Changes).Kind);
        Assert.Equal(AddressLockDocument.Write(first.Lock), AddressLockDocument.Write(restored.Lock));
    }

    [Fact]
    public void Pools_leave_out_what_others_use_and_what_AWS_and_tools_reserve()
    {
        var network = With(Request(1), Request(2)) with
        {
            Pools = [Pool("172.16.0.0/12")],
            OnPremises = [Office("office", Katsushika, "172.16.0.0/16")],
            Reserved = [new HeldRange { Id = "held", Cidr = Cidr.Parse("172.18.0.0/22"), Reason = "他社" }],
            ExistingVpcs = [Existing("old", 3, "172.18.4.0/22")],
        };
        Assert.Equal(["172.18.8.0/22", "172.18.12.0/22"], Plan(network).Lock.Allocations.Select(a => a.Ranges[0].Cidr.ToString()));
    }

    [Fact]
    public void A_body_draws_from_its_own_pool_and_from_the_shared_one_only_without_its_own()
    {
        var own = new AddressPool { Id = "z-own", Municipality = Katsushika, Use = AddressUse.Production, Cidrs = [Cidr.Parse("10.9.0.0/16")] };
        var network = With(Request(1));
        Assert.Equal("10.4.0.0/22", Cidrs(Plan(network), 1));
        Assert.Equal("10.9.0.0/22", Cidrs(Plan(network with { Pools = network.Pools.Add(own) }), 1));
        Assert.Equal("10.4.0.0/22", Cidrs(Plan(network with { Pools = network.Pools.Add(own), Requests = [Request(1) with { Pool = "pool" }] }), 1));
    }

    [Fact]
    public void What_is_left_adds_up()
    {
        var network = With(Request(1), Request(2)) with { OnPremises = [Office("office", Katsushika, "10.4.128.0/20")] };
        var first = Plan(network);
        var pool = Assert.Single(Plan(network with { Requests = [Request(1)] }, first.Lock).Pools);
        Assert.Equal((65536, 1024, 1024, 65536 - 4096 - 2048), (pool.Total, pool.Allocated, pool.Resting, pool.Free));
        Assert.Equal("10.4.0.0/17", pool.LargestFree.ToString());
    }

    [Fact]
    public void A_VPC_without_any_host_gets_the_smallest_range()
    {
        var nothing = Request(1) with { Application = 0, Data = 0, Endpoints = 0, Attached = false };
        Assert.Equal("10.4.0.0/28", Cidrs(Plan(With(nothing)), 1));
    }

    [Fact]
    public void Overlapping_pools_never_give_one_address_twice()
    {
        var again = new AddressPool { Id = "z", Use = AddressUse.Production, Cidrs = [Cidr.Parse("10.4.0.0/20")] };
        var network = With(Request(1), Request(2) with { Pool = "z" }) with { Pools = [Pool("10.4.0.0/16"), again] };
        Assert.Equal(["NET011"], Plan(network).Findings.Select(f => f.Rule.Id));
    }
}
